using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Jobs;
using UtilityBilling.Platform.Permissions;

namespace UtilityBilling.Platform.Pages.Administration.Jobs;

[Authorize(PlatformPermissions.Jobs.View)]
public sealed class IndexModel(IJobAppService jobs, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "state")]
    public BackgroundJobState? State { get; set; }

    public PagedResult<JobRow> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        List = await jobs.ListAsync(State, this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_List", this);
    }

    public async Task<IActionResult> OnPostRetryAsync(Guid id)
    {
        await jobs.RetryAsync(id, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Platform:Jobs.Retried"]);
        return this.GoTo("/Administration/Jobs");
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Auditing;
using UtilityBilling.Platform.Permissions;

namespace UtilityBilling.Platform.Pages.Administration.SecurityLog;

[Authorize(PlatformPermissions.AuditLog.View)]
public sealed class IndexModel(ISecurityLogAppService securityLog) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "what")]
    public string? What { get; set; }

    [BindProperty(SupportsGet = true, Name = "day")]
    public DateOnly? Day { get; set; }

    public PagedResult<SecurityEntry> List { get; private set; } = null!;

    public IReadOnlyList<string> Actions => securityLog.Actions;

    public async Task<IActionResult> OnGetAsync()
    {
        List = await securityLog.ListAsync(string.IsNullOrEmpty(What) ? null : What, Day, this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_List", this);
    }
}

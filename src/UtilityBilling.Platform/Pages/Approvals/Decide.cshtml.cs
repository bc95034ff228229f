using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.Platform.Permissions;

namespace UtilityBilling.Platform.Pages.Approvals;

[Authorize(PlatformPermissions.Approvals.View)]
public sealed class DecideModel(IApprovalAppService approvals, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public DecisionInput Input { get; set; } = new();
    public ApprovalRow Approval { get; private set; } = null!;

    public async Task OnGetAsync() => Approval = await approvals.GetAsync(Id, HttpContext.RequestAborted);

    public Task<IActionResult> OnPostApproveAsync() => DecideAsync(true, "Platform:Approvals.Approved");
    public Task<IActionResult> OnPostDeclineAsync() => DecideAsync(false, "Platform:Approvals.Declined");


    private async Task<IActionResult> DecideAsync(bool approve, string done)
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        await approvals.DecideAsync(Id, approve, Input.Reason, HttpContext.RequestAborted);
        this.Alerts().Success(texts[done]);
        return this.GoTo("/Approvals");
    }
}

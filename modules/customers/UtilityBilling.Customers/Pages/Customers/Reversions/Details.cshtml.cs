using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Reversions;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Reversions;

/// <summary>CA-07: one landlord's agreement for one premise.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class DetailsModel(IReversionAppService reversions, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public ChangeReversionInput Change { get; private set; } = new();
    public EndReversionInput End { get; private set; } = new();
    public ReversionDto Reversion { get; private set; } = null!;
    public string? Failed { get; private set; }

    public async Task OnGetAsync()
    {
        Reversion = await reversions.GetAsync(Id, HttpContext.RequestAborted);
        if (Failed != "Change")
            Change = new ChangeReversionInput { Paper = Reversion.Paper, Fee = Reversion.Fee, LeaveOn = Reversion.LeaveOn };
    }

    public async Task<IActionResult> OnPostChangeAsync([Bind(Prefix = "Change")] ChangeReversionInput change)
    {
        (Change, Failed) = (change, "Change");
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await reversions.ChangeAsync(Id, change, HttpContext.RequestAborted);
        return Done();
    }

    public async Task<IActionResult> OnPostEndAsync([Bind(Prefix = "End")] EndReversionInput end)
    {
        (End, Failed) = (end, "End");
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await reversions.EndAsync(Id, end, HttpContext.RequestAborted);
        return Done();
    }

    private IActionResult Done() { this.Alerts().Success(texts["Customers:Saved"]); return this.GoTo($"/Customers/Reversions/{Id}"); }
}

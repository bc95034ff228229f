using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Stops;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Stops;

/// <summary>CA-15: one temporary stop: its restart, other days, or that it never was.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class DetailsModel(IServiceStopAppService stops, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public ChangeStopInput Change { get; private set; } = new();
    public TakeStopBackInput Back { get; private set; } = new();
    public ServiceStopDto Stop { get; private set; } = null!;
    public string? Failed { get; private set; }

    public async Task OnGetAsync()
    {
        Stop = await stops.GetAsync(Id, HttpContext.RequestAborted);
        if (Failed is null)
            Change = new ChangeStopInput { From = Stop.From, To = Stop.To };
    }

    public async Task<IActionResult> OnPostChangeAsync([Bind(Prefix = "Change")] ChangeStopInput change)
    {
        (Change, Failed) = (change, "Change");
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await stops.ChangeAsync(Id, change, HttpContext.RequestAborted);
        return Done();
    }

    public async Task<IActionResult> OnPostTakeBackAsync([Bind(Prefix = "Back")] TakeStopBackInput back)
    {
        (Back, Failed) = (back, "Back");
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await stops.TakeBackAsync(Id, back, HttpContext.RequestAborted);
        return Done();
    }

    private IActionResult Done() { this.Alerts().Success(texts["Customers:Saved"]); return this.GoTo($"/Customers/Stops/{Id}"); }
}

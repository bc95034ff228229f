using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Stops;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Localization;

namespace UtilityBilling.Customers.Pages.Customers.Accounts;

/// <summary>CA-15: the account's temporary stops, and stopping one service.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class StopsModel(IAccountAppService accounts, IServiceStopAppService stops, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public StopServiceInput Input { get; set; } = new();
    public AccountHeaderDto Header { get; private set; } = null!;
    public IReadOnlyList<ServiceStopDto> Stops { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Services { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Header = await accounts.HeaderAsync(Id, HttpContext.RequestAborted);
        Stops = await stops.OfAccountAsync(Id, HttpContext.RequestAborted);
        Services = [.. (await stops.ServicesAsync(Id, HttpContext.RequestAborted)).Select(s => new SelectListItem($"{texts.Service(s.Service)}, {s.Address}", s.AgreementId.ToString()))];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await stops.StopAsync(Id, Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:Stop.Done", PageTexts.Day(Input.From)]);
        return this.GoTo($"/Customers/Accounts/{Id}/Stops");
    }
}

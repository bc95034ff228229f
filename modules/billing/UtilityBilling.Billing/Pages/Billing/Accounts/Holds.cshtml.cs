using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Holds;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Localization;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Accounts;

/// <summary>CA-14: which services of the account no run bills for now, and why.</summary>
[Authorize(BillingPermissions.Holds.View)]
public sealed class HoldsModel(IBillingHoldAppService holds, IAccountAppService accounts, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid AccountId { get; set; }
    public AddHoldInput Input { get; private set; } = new();
    public ReleaseHoldInput Release { get; private set; } = new();
    public AccountHeaderDto Header { get; private set; } = null!;
    public IReadOnlyList<BillingHoldDto> Holds { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Services { get; private set; } = [];

    /// <summary>The hold whose release was refused.</summary>
    public Guid? Failed { get; private set; }

    public async Task OnGetAsync()
    {
        Header = await accounts.HeaderAsync(AccountId, HttpContext.RequestAborted);
        Holds = await holds.OfAccountAsync(AccountId, HttpContext.RequestAborted);
        Services = [.. (await holds.ServicesAsync(AccountId, HttpContext.RequestAborted)).Select(s => new SelectListItem(texts.Service(s.Service), s.AgreementId.ToString()))];
        Input.From ??= clock.Today;
    }

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Input")] AddHoldInput input)
    {
        Input = input;
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        var count = await holds.AddAsync(AccountId, input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Hold.Added", count, HoldWords.Day(input.Until)]);
        return this.GoTo($"/Billing/Accounts/{AccountId}/Holds");
    }

    public async Task<IActionResult> OnPostReleaseAsync(Guid holdId, [Bind(Prefix = "Release")] ReleaseHoldInput release)
    {
        (Release, Failed) = (release, holdId);
        await OnGetAsync();
        if (Holds.All(h => h.Id != holdId))
            return NotFound();
        if (!ModelState.IsValid)
            return this.Invalid();
        await holds.ReleaseAsync(AccountId, holdId, release, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Hold.Released"]);
        return this.GoTo($"/Billing/Accounts/{AccountId}/Holds");
    }
}

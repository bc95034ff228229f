using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.WinterAverages;

[Authorize(BillingPermissions.WinterAverages.Prepare)]
public sealed class ChangeModel(IWinterAverageBatchAppService winters, IAccountAppService accounts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid AccountId { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid AgreementId { get; set; }

    [BindProperty]
    public WinterChangeForm Input { get; set; } = new();

    public AccountHeaderDto Account { get; private set; } = null!;

    public WinterValuesDto Agreement { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        Account = await accounts.HeaderAsync(AccountId, HttpContext.RequestAborted);
        Agreement = await winters.OfAgreementAsync(AccountId, AgreementId, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        var batch = await winters.ChangeAsync(new WinterChangeInput(AccountId, AgreementId, Input.Value!.Value, Input.EffectiveFrom!.Value, Input.Reason!), HttpContext.RequestAborted);
        return this.GoTo($"/Billing/WinterAverages/{batch}");
    }
}

/// <summary>One agreement's new value, from when, and why.</summary>
public sealed class WinterChangeForm
{
    [Required, Display(Name = "Billing:Winter.New")]
    public decimal? Value { get; set; }

    [Required, Display(Name = "Billing:Field.EffectiveFrom")]
    public DateOnly? EffectiveFrom { get; set; }

    [Required, StringLength(500), Display(Name = "Billing:Field.Reason")]
    public string? Reason { get; set; }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Charges;

/// <summary>BR-19: what is charged beside the services, and what of it waits.</summary>
[Authorize(BillingPermissions.Charges.View)]
public sealed class IndexModel(IMiscChargeAppService charges, IPermissionChecker rights, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "show"), Display(Name = "Billing:Charges.Show")] public MiscChargeFilter Show { get; set; }
    [BindProperty(SupportsGet = true, Name = "q"), StringLength(100)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true, Name = "export")] public string? Export { get; set; }
    [BindProperty] public BillNowForm Input { get; set; } = new();
    public PagedResult<MiscChargeDto> List { get; private set; } = null!;
    public bool MayBill { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (ExportResult.Asked(Export))
            return await this.ExportAsync(MiscChargeWords.Table(texts), await charges.AllAsync(Request(), HttpContext.RequestAborted), Export!, cancellationToken: HttpContext.RequestAborted);
        await LoadAsync();
        return this.PageOrPartial("_List", this);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        return this.GoTo($"/Billing/BillRuns/{await charges.BillNowAsync(new BillChargesInput(Input.Accounts, Input.BillDate), HttpContext.RequestAborted)}");
    }

    private async Task LoadAsync()
    {
        MayBill = await rights.IsGrantedAsync(BillingPermissions.BillRuns.Prepare, HttpContext.RequestAborted);
        List = await charges.ListAsync(Request(), HttpContext.RequestAborted);
    }

    private new MiscChargeListRequest Request() => new(Show, null, this.ListRequest());
}

/// <summary>Whose waiting charges become bills of their own.</summary>
public sealed class BillNowForm
{
    [Required, MinLength(1), Display(Name = "Billing:Charges.Accounts")]
    public List<Guid> Accounts { get; set; } = [];

    [Display(Name = "Billing:Field.BillDate")]
    public DateOnly? BillDate { get; set; }
}

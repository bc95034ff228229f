using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Accounts;

[Authorize(BillingPermissions.Bills.View)]
public sealed class BillsModel(IBillAppService bills, IAccountAppService accounts, IWinterAverageBatchAppService winters, IPermissionChecker rights) : PageModel
{
    public Guid AccountId { get; private set; }

    public AccountHeaderDto Header { get; private set; } = null!;

    public PagedResult<BillRowDto> List { get; private set; } = null!;

    /// <summary>The volumes that sewer bills go by; empty for who may not see them.</summary>
    public IReadOnlyList<WinterValuesDto> Winters { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid accountId)
    {
        AccountId = accountId;
        Header = await accounts.HeaderAsync(accountId, HttpContext.RequestAborted);
        var request = this.ListRequest();
        List = await bills.ListAsync(new BillListRequest { Page = request.Page, PageSize = request.PageSize, Sort = request.Sort, AccountId = accountId }, HttpContext.RequestAborted);
        if (await rights.IsGrantedAsync(BillingPermissions.WinterAverages.View, HttpContext.RequestAborted))
            Winters = await winters.AgreementsAsync(accountId, HttpContext.RequestAborted);
        return this.PageOrPartial("_BillList", List);
    }
}

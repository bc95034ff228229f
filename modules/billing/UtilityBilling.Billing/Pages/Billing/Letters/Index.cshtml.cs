using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Letters;

/// <summary>Letters that were written, newest first.</summary>
[Authorize(BillingPermissions.Letters.View)]
public sealed class IndexModel(ILetterAppService letters, IPermissionChecker rights) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "account"), StringLength(40)] public string? Account { get; set; }
    public PagedResult<LetterBatchDto> List { get; private set; } = null!;
    public bool MayWrite { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        List = await letters.ListAsync(Account, this.ListRequest(), HttpContext.RequestAborted);
        MayWrite = await rights.IsGrantedAsync(BillingPermissions.Letters.Write, HttpContext.RequestAborted);
        return this.PageOrPartial("_List", this);
    }
}

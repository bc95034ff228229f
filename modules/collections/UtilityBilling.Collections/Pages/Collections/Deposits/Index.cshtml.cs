using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using UtilityBilling.Authorization;
using UtilityBilling.Collections.Deposits;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Collections.Pages.Collections.Deposits;

[Authorize(CollectionsPermissions.Receipts.View)]
public sealed class IndexModel(IDepositAppService deposits, IPermissionChecker permissions) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid AccountId { get; set; }

    [BindProperty]
    public DepositForm Input { get; set; } = new();

    public DepositAccountDto Account { get; private set; } = null!;

    public IReadOnlyList<DepositDto> Deposits { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Choices { get; private set; } = [];

    public bool MayManage { get; private set; }

    public async Task OnGetAsync()
    {
        Account = await deposits.AccountAsync(AccountId, HttpContext.RequestAborted);
        Deposits = await deposits.ListAsync(AccountId, HttpContext.RequestAborted);
        Choices = DepositForm.Choices(Deposits);
        MayManage = await permissions.IsGrantedAsync(CollectionsPermissions.Deposits.Manage, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostTakeAsync()
    {
        if (ModelState.IsValid)
            await deposits.TakeAsync(AccountId, Input.Amount!.Value, Input.Tender, Input.Note, HttpContext.RequestAborted);
        return ModelState.IsValid ? this.GoTo($"/Collections/Deposits/{AccountId}") : this.Invalid();
    }

    public async Task<IActionResult> OnPostUseAsync()
    {
        await deposits.AccountAsync(AccountId, HttpContext.RequestAborted);
        if (ModelState.IsValid && Input.Use == DepositUse.Apply)
            await deposits.ApplyAsync(Input.DepositId ?? Guid.Empty, Input.Amount!.Value, HttpContext.RequestAborted);
        else if (ModelState.IsValid)
            await deposits.RefundAsync(Input.DepositId ?? Guid.Empty, Input.Amount!.Value, HttpContext.RequestAborted);
        return ModelState.IsValid ? this.GoTo($"/Collections/Deposits/{AccountId}") : this.Invalid();
    }
}

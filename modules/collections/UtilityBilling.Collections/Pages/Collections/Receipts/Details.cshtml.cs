using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Collections.Pages.Collections.Receipts;

[Authorize(CollectionsPermissions.Receipts.View)]
public sealed class DetailsModel(IReceiptAppService receipts, IPermissionChecker permissions, IStringLocalizer texts) : PageModel
{
    [BindProperty]
    public VoidForm Input { get; set; } = new();

    public ReceiptDto Receipt { get; private set; } = null!;

    public bool MayVoid { get; private set; }

    public async Task OnGetAsync(Guid id)
    {
        Receipt = await receipts.GetAsync(id, HttpContext.RequestAborted);
        MayVoid = Receipt is { Void: null, VoidRequested: false } && await permissions.IsGrantedAsync(CollectionsPermissions.Receipts.RequestVoid, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostVoidAsync(Guid id)
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        await receipts.RequestVoidAsync(id, Input.Reason, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Collections:Receipt.VoidAsked"]);
        return this.GoTo($"/Collections/Receipts/{id}");
    }

    public sealed class VoidForm
    {
        [Required, StringLength(1000), Display(Name = "Collections:Receipt.Reason")]
        public string Reason { get; set; } = "";
    }
}

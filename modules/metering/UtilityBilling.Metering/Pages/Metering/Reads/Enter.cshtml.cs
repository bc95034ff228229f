using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Metering.Reads;

namespace UtilityBilling.Metering.Pages.Metering.Reads;

[Authorize(MeteringPermissions.Reads.Review)]
public sealed class EnterModel(IReadReviewAppService review, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "register")] public Guid RegisterId { get; set; }
    [BindProperty] public EnterReadForm Input { get; set; } = new();
    public EnteredReadDto? Result { get; private set; }
    public IReadOnlyList<SelectListItem> Kinds { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Choices => ReviewForm.Choices(texts);

    public Task OnGetAsync()
    {
        Kinds = EnterReadForm.Kinds(texts);
        return review.RequireRegisterAsync(RegisterId, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostCheckAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        Result = await review.CheckAsync(Input.For(RegisterId), HttpContext.RequestAborted);
        return Page();
    }

    public async Task<IActionResult> OnPostEnterAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        var entered = await review.EnterAsync(Input.For(RegisterId), HttpContext.RequestAborted);
        this.Alerts().Success(texts["Metering:Enter.Done", entered.Value, entered.Usage ?? 0, entered.Unit]);
        return this.GoTo("/Metering/Reads/Review");
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

[Authorize(BillingPermissions.Tariffs.View)]
public sealed class DetailsModel(ITariffAppService tariffs, IPermissionChecker permissions, IStringLocalizer texts, TownDays days) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public TariffVersionDetailDto Tariff { get; private set; } = null!;

    public TariffSheet Sheet { get; private set; } = null!;

    public IReadOnlyList<TariffExampleResult> Examples { get; private set; } = [];

    public bool MayEdit { get; private set; }

    /// <summary>The version in force before it for one of its services: what somebody wants to compare it with.</summary>
    public TariffVersionDto? Before { get; private set; }

    public async Task OnGetAsync()
    {
        Tariff = await tariffs.GetAsync(Id, HttpContext.RequestAborted);
        var (compiled, words) = (TariffSheet.Compile(Tariff.Document), new TariffWording(texts));
        MayEdit = await permissions.IsGrantedAsync(BillingPermissions.Tariffs.Edit, HttpContext.RequestAborted);
        Sheet = TariffSheet.Of(compiled.Document, words);
        Examples = TariffExamples.Of(compiled, words);
        Before = (await tariffs.HistoryAsync(HttpContext.RequestAborted))
            .LastOrDefault(t => t.State == TariffState.Approved && t.EffectiveFrom < Tariff.Version.EffectiveFrom && t.Services.Intersect(Tariff.Version.Services).Any());
    }

    /// <summary>The town's calendar day of an instant.</summary>
    public string Day(DateTimeOffset at) => TariffWording.Day(days.Of(at));

    public async Task<IActionResult> OnPostRequestApprovalAsync()
    {
        await OnGetAsync();
        await tariffs.RequestApprovalAsync(Id, HttpContext.RequestAborted);
        return this.GoTo($"/Billing/Tariffs/{Id}");
    }
}

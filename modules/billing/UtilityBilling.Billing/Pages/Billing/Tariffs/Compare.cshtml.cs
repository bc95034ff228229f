using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

/// <summary>Two versions side by side; without a choice, the newest beside the one before it.</summary>
[Authorize(BillingPermissions.Tariffs.View)]
public sealed class CompareModel(ITariffAppService tariffs, IStringLocalizer texts) : PageModel
{
    public TariffVersionDto? Old { get; private set; }

    public TariffVersionDto? New { get; private set; }

    public TariffComparison? Comparison { get; private set; }

    public IReadOnlyList<TariffVersionDto> History { get; private set; } = [];

    public async Task OnGetAsync(Guid? a, Guid? b)
    {
        History = await tariffs.HistoryAsync(HttpContext.RequestAborted);
        var (first, second) = (a ?? (History.Count > 1 ? History[^2].Id : null), b ?? (History.Count > 0 ? History[^1].Id : null));
        if (first is not { } old || second is not { } young)
            return;
        var (before, after) = (await tariffs.GetAsync(old, HttpContext.RequestAborted), await tariffs.GetAsync(young, HttpContext.RequestAborted));
        (Old, New) = (before.Version, after.Version);
        Comparison = TariffComparison.Of(before.Document, after.Document, new TariffWording(texts));
    }

    public IEnumerable<SelectListItem> Choices(TariffVersionDto? chosen) =>
        History.Reverse().Select(t => new SelectListItem($"{t.Name} ({TariffWording.Day(t.EffectiveFrom)})", t.Id.ToString(), t.Id == chosen?.Id));
}

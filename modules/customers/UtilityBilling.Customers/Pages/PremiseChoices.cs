using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Services;

namespace UtilityBilling.Customers.Pages;

/// <summary>What the selects of premise forms offer.</summary>
public sealed class PremiseChoices(IEnumerable<ICycleChoices> cycles, IEnumerable<IRouteChoices> routes, IEnumerable<IRateChoices> rates, UtilityBilling.Timing.IClock clock, IStringLocalizer texts)
{
    public async Task<IReadOnlyList<SelectListItem>> CyclesAsync(CancellationToken cancellationToken)
    {
        var all = new List<NamedChoice>();
        foreach (var source in cycles)
            all.AddRange(await source.ListAsync(cancellationToken));
        return PageTexts.Of(all);
    }

    public async Task<IReadOnlyList<SelectListItem>> RoutesAsync(CancellationToken cancellationToken)
    {
        var all = new List<NamedChoice>();
        foreach (var source in routes)
            all.AddRange(await source.ListAsync(cancellationToken));
        return PageTexts.Of(all);
    }

    /// <summary>The services that the tariff in force prices.</summary>
    public async Task<IReadOnlyList<SelectListItem>> ServicesAsync(CancellationToken cancellationToken)
    {
        var all = new List<string>();
        foreach (var source in rates)
            all.AddRange((await source.ListAsync(clock.Today, cancellationToken)).Select(r => r.Service));
        return PageTexts.Words("Service:", all.Distinct(), texts);
    }
}

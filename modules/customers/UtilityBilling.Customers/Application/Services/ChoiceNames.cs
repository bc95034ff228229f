using UtilityBilling.Errors;

namespace UtilityBilling.Customers.Services;

/// <summary>The names of cycles, routes, rates and meters that other modules own, gathered once for a page. Where a module is not there, its names are empty.</summary>
internal sealed class ChoiceNames(
    IEnumerable<ICycleChoices> cycles, IEnumerable<IRouteChoices> routes, IEnumerable<IRateChoices> rates, IEnumerable<Accounts.IInstalledMeterNames> meters)
{
    public Task<IReadOnlyList<NamedChoice>> CyclesAsync(CancellationToken cancellationToken) => AllAsync(cycles, c => c.ListAsync(cancellationToken));

    public Task<IReadOnlyList<NamedChoice>> RoutesAsync(CancellationToken cancellationToken) => AllAsync(routes, r => r.ListAsync(cancellationToken));

    public Task<IReadOnlyList<RateChoice>> RatesAsync(DateOnly asOf, CancellationToken cancellationToken) => AllAsync(rates, r => r.ListAsync(asOf, cancellationToken));

    /// <summary>Says "not there" of a cycle or route that is not the town's.</summary>
    public async Task RequireAsync(Guid? cycleId, Guid? routeId, CancellationToken cancellationToken)
    {
        if (cycleId is { } cycle && cycles.Any() && (await CyclesAsync(cancellationToken).ConfigureAwait(false)).All(c => c.Id != cycle))
            throw new EntityNotFoundException(typeof(ICycleChoices), cycle);
        if (routeId is { } route && routes.Any() && (await RoutesAsync(cancellationToken).ConfigureAwait(false)).All(r => r.Id != route))
            throw new EntityNotFoundException(typeof(IRouteChoices), route);
    }

    public async Task<IReadOnlyDictionary<Guid, string>> CodesAsync(CancellationToken cancellationToken)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var choice in await CyclesAsync(cancellationToken).ConfigureAwait(false))
            names[choice.Id] = choice.Code;
        foreach (var choice in await RoutesAsync(cancellationToken).ConfigureAwait(false))
            names[choice.Id] = choice.Code;
        return names;
    }

    public async Task<IReadOnlyDictionary<Guid, Accounts.InstalledMeterName>> MetersAsync(IReadOnlyCollection<Guid> servicePointIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, Accounts.InstalledMeterName>();
        if (servicePointIds.Count > 0)
            foreach (var source in meters)
                foreach (var (id, meter) in await source.ByServicePointAsync(servicePointIds, cancellationToken).ConfigureAwait(false))
                    found[id] = meter;
        return found;
    }

    private static async Task<IReadOnlyList<TChoice>> AllAsync<TSource, TChoice>(IEnumerable<TSource> sources, Func<TSource, Task<IReadOnlyList<TChoice>>> ask)
    {
        var all = new List<TChoice>();
        foreach (var source in sources)
            all.AddRange(await ask(source).ConfigureAwait(false));
        return all;
    }
}

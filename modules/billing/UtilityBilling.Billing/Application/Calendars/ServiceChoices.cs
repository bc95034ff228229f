using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Customers.Services;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing.Calendars;

/// <summary>The town's cycles, for the forms that open a service or take a read file.</summary>
internal sealed class CycleChoices(IUtilityBillingDbContext database) : ICycleChoices
{
    private const int Most = 200;

    public async Task<IReadOnlyList<NamedChoice>> ListAsync(CancellationToken cancellationToken = default) =>
        await database.Set<Cycle>().AsNoTracking().OrderBy(c => c.Code).Select(c => new NamedChoice(c.Id, c.Code, c.Name)).Take(Most).ToListAsync(cancellationToken).ConfigureAwait(false);
}

/// <summary>The services that an approved tariff prices on a day: a rate is named by its service.</summary>
internal sealed class RateChoices(IUtilityBillingDbContext database, RunContextLoader tariffs) : IRateChoices
{
    public async Task<IReadOnlyList<RateChoice>> ListAsync(DateOnly asOf, CancellationToken cancellationToken = default)
    {
        var services = await database.Set<TariffVersion>().AsNoTracking().Where(t => t.State == TariffState.Approved && t.EffectiveFrom <= asOf).Select(t => t.Services).ToListAsync(cancellationToken).ConfigureAwait(false);
        var (book, _) = await tariffs.BookAsync(cancellationToken).ConfigureAwait(false);
        var language = LocalizationCatalog.CurrentLanguage == "es" ? "es" : "en";
        return [.. services.SelectMany(s => s).Distinct().Order(StringComparer.Ordinal).Select(s => new RateChoice(s, s, book.TariffFor(s, asOf)?.Service(s)?.Label.In(language) ?? s))];
    }
}

using Microsoft.EntityFrameworkCore;
using UtilityBilling.Customers.Services;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Offers the services that the approved tariffs price on a day; for each service the newest document that names it holds.</summary>
internal sealed class RateChoices(IUtilityBillingDbContext database) : IRateChoices
{
    public async Task<IReadOnlyList<RateChoice>> ListAsync(DateOnly asOf, CancellationToken cancellationToken = default)
    {
        var documents = await database.Set<TariffVersion>().AsNoTracking()
            .Where(t => t.State == TariffState.Approved && t.EffectiveFrom <= asOf)
            .OrderByDescending(t => t.EffectiveFrom).ThenBy(t => t.Id).Select(t => t.Document).ToListAsync(cancellationToken).ConfigureAwait(false);
        var language = LocalizationCatalog.CurrentLanguage == "es" ? "es" : "en";
        return [.. documents
            .SelectMany(d => TariffReader.Read(d).Document!.Services)
            .DistinctBy(s => s.Id)
            .Select(s => new RateChoice(s.Id, s.Id, s.Label.In(language)))];
    }
}

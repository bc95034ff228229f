using UtilityBilling.Billing.Rating;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.RateStudies;

/// <summary>The two sets of prices that a study compares, each of them in force for all time: a bill of last spring is rated by next year's trial.</summary>
internal sealed record StudyBooks(RatingBook Adopted, RatingBook Trial)
{
    /// <param name="approved">Every approved document of the town.</param>
    /// <param name="day">The day whose adopted prices count.</param>
    /// <param name="trials">The documents that take the place of the adopted ones for the services they name.</param>
    public static StudyBooks Of(IReadOnlyList<TariffDocument> approved, DateOnly day, IReadOnlyList<TariffDocument> trials)
    {
        var inForce = approved.Where(d => d.Effective <= day).SelectMany(d => d.Services.Select(s => (Document: d, Service: s.Id)))
            .GroupBy(p => p.Service).Select(g => g.MaxBy(p => p.Document.Effective)).ToLookup(p => p.Document, p => p.Service);
        var tried = trials.SelectMany(t => t.Services).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var adopted = inForce.Select(g => Only(g.Key, [.. g])).ToList();
        var kept = inForce.Select(g => Only(g.Key, [.. g.Except(tried)])).Where(d => d.Services.Count > 0);
        return new StudyBooks(Book(adopted), Book(kept.Concat(trials.Select(t => t with { Effective = DateOnly.MinValue, FeeSchedule = [] }))));
    }

    private static TariffDocument Only(TariffDocument document, HashSet<string> services) =>
        document with { Effective = DateOnly.MinValue, FeeSchedule = [], Services = [.. document.Services.Where(s => services.Contains(s.Id))] };

    private static RatingBook Book(IEnumerable<TariffDocument> documents) => new(documents.Select(TariffCompiler.Compile));
}

using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Enrollments;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>The programmes and facts that approved tariffs name, for the pages on which a town's people enter them.</summary>
internal sealed class TariffChoices(RunContextLoader tariffs, IStringLocalizer texts) : IProgramChoices, IFactChoices
{
    async Task<IReadOnlyList<ProgramChoice>> IProgramChoices.ListAsync(DateOnly asOf, CancellationToken cancellationToken)
    {
        var all = await DocumentsAsync(asOf, cancellationToken).ConfigureAwait(false);
        return [.. all.SelectMany(d => d.Document.Discounts.Select(p => (d.IsOffered, Program: p))).GroupBy(p => p.Program.Id)
            .Select(g => new ProgramChoice(g.Key, Newest(g, p => p.IsOffered).Program.Label.In(TariffWording.Language), g.Any(p => p.IsOffered)))
            .OrderBy(p => p.Label, StringComparer.CurrentCulture)];
    }

    async Task<IReadOnlyList<FactChoice>> IFactChoices.ListAsync(DateOnly asOf, CancellationToken cancellationToken)
    {
        var words = new TariffWording(texts);
        var all = await DocumentsAsync(asOf, cancellationToken).ConfigureAwait(false);
        return [.. all.SelectMany(d => TariffFacts.Of(d.Document).Select(f => (d.IsOffered, Fact: f))).Where(f => f.Fact.Kind != TariffFactKind.Numbers && f.Fact.Name != TariffFact.WinterAverage).GroupBy(f => f.Fact.Name)
            .Select(g => new FactChoice(g.Key, words.Fact(g.Key), KindOf([.. Asking(g)]), [.. Asking(g).SelectMany(f => f.Values).Distinct()], g.Any(f => f.IsOffered)))
            .OrderBy(f => f.Label, StringComparer.CurrentCulture)];
    }

    /// <summary>Approved documents, oldest first; whether each is in force for one of its services on the day, or comes in force later.</summary>
    private async Task<List<(TariffDocument Document, bool IsOffered)>> DocumentsAsync(DateOnly asOf, CancellationToken cancellationToken)
    {
        var (book, versions) = await tariffs.BookAsync(cancellationToken).ConfigureAwait(false);
        return [.. versions.Keys.Select(name => book.Find(name)!).OrderBy(t => t.Effective)
            .Select(t => (t.Document, t.Effective > asOf || t.Document.Services.Any(s => book.TariffFor(s.Id, asOf) == t)))];
    }

    /// <summary>What tariffs in force say; of a fact that none asks for any more, what the old ones said.</summary>
    private static IEnumerable<TariffFact> Asking(IEnumerable<(bool IsOffered, TariffFact Fact)> facts)
    {
        var all = facts.ToList();
        return all.Where(f => f.IsOffered || !all.Exists(o => o.IsOffered)).Select(f => f.Fact);
    }

    private static T Newest<T>(IEnumerable<T> all, Func<T, bool> isOffered) => all.OrderBy(isOffered).Last();

    /// <summary>A number for one tariff is a number for all: a word would be refused when the bill is worked out.</summary>
    private static FactKind KindOf(IReadOnlyList<TariffFact> facts) =>
        facts.Any(f => f.Kind == TariffFactKind.Number) ? FactKind.Number : facts.All(f => f.Kind == TariffFactKind.YesNo) ? FactKind.YesNo : FactKind.Word;
}

namespace UtilityBilling.Billing.Tariffs;

/// <summary>
/// Makes a new document of an old one by figures typed in from the new ordinance. The old one is never touched. A figure that changes names the new ordinance
/// as its source; examples are left out, since their totals no longer hold.
/// </summary>
public static class TariffRevision
{
    /// <param name="figures">The new figures; a place that is not among them keeps what it says.</param>
    public static string Apply(string document, string name, string ordinance, DateOnly effective, string note, IReadOnlyDictionary<TariffFigurePlace, decimal> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return TariffFigures.Change(TariffFigures.Successor(document, name, ordinance, effective, note), (place, _, _) => figures.TryGetValue(place, out var figure) ? new NewFigure(figure, ordinance) : null);
    }
}

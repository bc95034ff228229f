using System.Text.Json.Nodes;

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
        var root = JsonNode.Parse(document)!.AsObject();
        (root["tariff"], root["ordinance"], root["effective"], root["note"]) = (name, ordinance, TariffWording.Day(effective), note);
        root.Remove("examples");
        return TariffFigures.Change(root, (place, _, _) => figures.TryGetValue(place, out var figure) ? new NewFigure(figure, ordinance) : null);
    }
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>A figure's place in a document: the service (or the fee schedule), its component (or fee), and the key of <see cref="TariffPriceRow"/>.</summary>
public sealed record TariffFigurePlace(string Service, string Component, string Key);

/// <summary>A figure's new amount, and what the document shall say of where it comes from.</summary>
public sealed record NewFigure(decimal Amount, string Source);

/// <summary>Goes through a document's figures and writes new ones in their place; nothing else of the document is touched.</summary>
internal sealed class TariffFigures
{
    /// <summary>How documents are written: indented, and readable in Spanish, too.</summary>
    public static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a fee's figures are called in a document.</summary>
    public static readonly string[] FeeFigures = ["amount", "percent", "minimum", "maximum"];

    private static readonly string[] Figures = ["price", "tiers", "percent", "allowance", "minimumAmount", "maximumAmount"];
    private static readonly string[] Tables = ["byClass", "byMeterSize", "byDiscount", "bySeason", "values"];

    private readonly Func<TariffFigurePlace, string, decimal, NewFigure?> _change;

    private TariffFigures(Func<TariffFigurePlace, string, decimal, NewFigure?> change) => _change = change;

    /// <summary>A copy of the document that a new ordinance begins from: under its own name and date, without examples, whose totals no longer hold.</summary>
    public static JsonObject Successor(string document, string name, string ordinance, DateOnly effective, string note)
    {
        var root = JsonNode.Parse(document)!.AsObject();
        (root["tariff"], root["ordinance"], root["effective"], root["note"]) = (name, ordinance, TariffWording.Day(effective), note);
        root.Remove("examples");
        return root;
    }

    /// <param name="root">The document, which is changed.</param>
    /// <param name="change">Gets place, kind of component (<c>fee</c> for a fee) and the present figure; answers nothing where it stays.</param>
    /// <returns>The document as text.</returns>
    public static string Change(JsonObject root, Func<TariffFigurePlace, string, decimal, NewFigure?> change)
    {
        var figures = new TariffFigures(change);
        foreach (var (id, service) in root["services"] as JsonObject ?? [])
            foreach (var component in service!["components"]!.AsArray())
                figures.Component(id, component!.AsObject());
        foreach (var (id, fee) in root["feeSchedule"] as JsonObject ?? [])
            figures.Fee(id, fee!.AsObject());
        return root.ToJsonString(Layout);
    }

    private void Component(string service, JsonObject component)
    {
        var (id, kind) = (component["id"]!.GetValue<string>(), component["kind"]!.GetValue<string>());
        // Discounts, minimums and maximums write their price as "amount"; its key is that of a price.
        if (component.ContainsKey("amount"))
            Walk(component, "amount", new TariffFigurePlace(service, id, "price"), kind);
        foreach (var figure in Figures.Where(component.ContainsKey))
            Walk(component, figure, new TariffFigurePlace(service, id, figure), kind);
    }

    private void Fee(string id, JsonObject fee)
    {
        foreach (var name in FeeFigures.Where(fee.ContainsKey))
            Walk(fee, name, new TariffFigurePlace(TariffPrices.Fees, id, name), "fee");
    }

    /// <summary>A figure, the figures of a table, of its ranges, or of tiers; the key grows as <see cref="TariffWording"/> lets it grow.</summary>
    private void Walk(JsonObject holder, string name, TariffFigurePlace place, string kind)
    {
        switch (holder[name])
        {
            case JsonValue value when NewOf(value, place, kind) is { } figure:
                holder[name] = new JsonObject { ["amount"] = figure.Amount, ["source"] = figure.Source };
                break;
            case JsonObject priced when priced.ContainsKey("amount"):
                if (NewOf(priced["amount"], place, kind) is { } changed)
                    (priced["amount"], priced["source"]) = (changed.Amount, changed.Source);
                break;
            case JsonObject table:
                foreach (var range in (table["ranges"] as JsonArray ?? []).Select(r => r!.AsObject()))
                    Walk(range, "value", Inside(place, RangeName(range)), kind);
                var options = Array.Find(Tables, table.ContainsKey) is { } by ? table[by]!.AsObject() : [];
                foreach (var option in options.Select(o => o.Key).ToList())
                    Walk(options, option, Inside(place, option), kind);
                break;
            case JsonArray tiers:
                for (var i = 0; i < tiers.Count; i++)
                    Walk(tiers[i]!.AsObject(), "price", Inside(place, i.ToString(CultureInfo.InvariantCulture)), kind);
                break;
        }
    }

    private static TariffFigurePlace Inside(TariffFigurePlace place, string option) => place with { Key = $"{place.Key}/{option}" };

    private static string RangeName(JsonObject range) => new ChoiceRange<TariffPrice>(Number(range["from"]) ?? 0m, Number(range["to"]), null!).Name;

    private NewFigure? NewOf(JsonNode? node, TariffFigurePlace place, string kind) =>
        Number(node) is { } old && _change(place, kind, old) is { } figure && figure.Amount != old ? figure : null;

    private static decimal? Number(JsonNode? node) =>
        node is JsonValue && decimal.TryParse(node.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}

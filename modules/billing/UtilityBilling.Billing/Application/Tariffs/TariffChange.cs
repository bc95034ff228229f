using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Which figures a change by percent touches. Percentages, discounts, multipliers and tier widths never change by it.</summary>
[Flags]
public enum TariffChangeScope { None = 0, Fixed = 1, Usage = 2, Limits = 4, Fees = 8 }

/// <summary>A change of prices by percent, as a new ordinance adopts it.</summary>
/// <param name="Percent">Above zero for more, below for less.</param>
/// <param name="Services">Whose prices change; the others stay as they are.</param>
/// <param name="Rounding">How a new price is cut.</param>
/// <param name="Name">The new document's name.</param>
/// <param name="Note">What the new document says of how it was made.</param>
public sealed record TariffChangeInput(decimal Percent, IReadOnlySet<string> Services, TariffChangeScope Scope, RoundingRule Rounding, DateOnly Effective, string Ordinance, string Name, string Note);

/// <summary>
/// Makes a new document of an adopted one by a percentage. The old one is never touched; the new one comes in as a draft like any other. Every figure that
/// changes says in its source what it was. Examples are left out, since their totals no longer hold.
/// </summary>
public sealed class TariffChange
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Tables = ["byClass", "byMeterSize", "byDiscount", "bySeason"];

    private readonly TariffChangeInput _input;

    private TariffChange(TariffChangeInput input) => _input = input;

    /// <param name="superseded">Services and fees that another document prices by then; they are left to it.</param>
    public static string Apply(string document, TariffChangeInput input, IReadOnlySet<string> superseded)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(superseded);
        var root = JsonNode.Parse(document)!.AsObject();
        root["tariff"] = input.Name;
        root["ordinance"] = input.Ordinance;
        root["effective"] = TariffWording.Day(input.Effective);
        root["note"] = input.Note;
        root.Remove("examples");
        LeaveOut(root, superseded);
        var change = new TariffChange(input);
        foreach (var (id, service) in root["services"]!.AsObject())
            if (input.Services.Contains(id))
                foreach (var component in service!["components"]!.AsArray())
                    change.Component(component!.AsObject());
        if (input.Scope.HasFlag(TariffChangeScope.Fees) && root["feeSchedule"] is JsonObject fees)
            foreach (var (_, fee) in fees)
                change.Fee(fee!.AsObject());
        return root.ToJsonString(Layout);
    }

    private static void LeaveOut(JsonObject root, IReadOnlySet<string> superseded)
    {
        var services = root["services"]!.AsObject();
        var others = root["otherServices"] as JsonArray ?? [];
        foreach (var id in services.Select(s => s.Key).Where(superseded.Contains).ToList())
        {
            services.Remove(id);
            others.Add(id);
        }

        if (others.Count > 0)
            root["otherServices"] = others.Parent is null ? others : others.DeepClone();
        if (root["feeSchedule"] is JsonObject fees)
            foreach (var id in fees.Select(f => f.Key).Where(id => superseded.Contains(FeeKey(id))).ToList())
                fees.Remove(id);
        if (root["feeSchedule"] is JsonObject { Count: 0 })
            root.Remove("feeSchedule");
    }

    /// <summary>A fee among services.</summary>
    public static string FeeKey(string fee) => $"{TariffPrices.Fees}.{fee}";

    private void Component(JsonObject component)
    {
        var (scope, names) = component["kind"]!.GetValue<string>() switch
        {
            "fixed" or "perUnit" => (TariffChangeScope.Fixed, new[] { "price" }),
            "usage" => (TariffChangeScope.Usage, ["price", "tiers"]),
            "minimum" or "maximum" => (TariffChangeScope.Limits, ["amount"]),
            _ => (TariffChangeScope.None, []),
        };
        if (_input.Scope.HasFlag(scope))
            foreach (var name in names)
                Figure(component, name);
        if (_input.Scope.HasFlag(TariffChangeScope.Limits))
            foreach (var name in (string[])["minimumAmount", "maximumAmount"])
                Figure(component, name);
    }

    private void Fee(JsonObject fee)
    {
        if (Number(fee["amount"]) is { } old && New(old) is { } price)
            (fee["amount"], fee["source"]) = (price, Source(old));
    }

    /// <summary>Changes a price, every price of a table, or the price of every tier.</summary>
    private void Figure(JsonObject holder, string name)
    {
        switch (holder[name])
        {
            case JsonValue value when Number(value) is { } old && New(old) is { } price:
                holder[name] = new JsonObject { ["amount"] = price, ["source"] = Source(old) };
                break;
            case JsonObject { } priced when priced.ContainsKey("amount"):
                if (Number(priced["amount"]) is { } before && New(before) is { } after)
                    (priced["amount"], priced["source"]) = (after, Source(before));
                break;
            case JsonObject table:
                Table(table);
                break;
            case JsonArray tiers:
                foreach (var tier in tiers)
                    Figure(tier!.AsObject(), "price");
                break;
        }
    }

    private void Table(JsonObject table)
    {
        foreach (var range in table["ranges"] as JsonArray ?? [])
            Figure(range!.AsObject(), "value");
        var options = Array.Find(Tables, table.ContainsKey) is { } by ? table[by] : table["values"];
        foreach (var key in (options as JsonObject)?.Select(o => o.Key).ToList() ?? [])
            Figure((JsonObject)options!, key);
    }

    /// <summary>The new price; nothing where it stays what it is.</summary>
    private decimal? New(decimal old)
    {
        var price = _input.Rounding.Apply(old * (1m + (_input.Percent / 100m)));
        return price == old ? null : Math.Max(price, 0m);
    }

    private string Source(decimal old) => $"{TariffWording.Price(old)} {(_input.Percent < 0m ? "−" : "+")} {TariffWording.Figure(Math.Abs(_input.Percent))} %";

    private static decimal? Number(JsonNode? node) =>
        node is JsonValue && decimal.TryParse(node.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}

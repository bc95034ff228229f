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
public static class TariffChange
{
    private const string Fee = "fee";

    /// <param name="superseded">Services and fees that another document prices by then; they are left to it.</param>
    public static string Apply(string document, TariffChangeInput input, IReadOnlySet<string> superseded)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(superseded);
        var root = TariffFigures.Successor(document, input.Name, input.Ordinance, input.Effective, input.Note);
        LeaveOut(root, superseded);
        return TariffFigures.Change(root, (place, kind, old) => Touches(input, place, kind) ? new NewFigure(New(input, old), Source(input, old)) : null);
    }

    private static void LeaveOut(JsonObject root, IReadOnlySet<string> superseded)
    {
        var services = root["services"] as JsonObject ?? [];
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

    private static bool Touches(TariffChangeInput input, TariffFigurePlace place, string kind)
    {
        if (kind == Fee)
            return input.Scope.HasFlag(TariffChangeScope.Fees) && place.Key.Split('/')[0] == "amount";
        var scope = (kind, place.Key.Split('/')[0]) switch
        {
            (_, "minimumAmount" or "maximumAmount") => TariffChangeScope.Limits,
            ("minimum" or "maximum", "price") => TariffChangeScope.Limits,
            ("fixed" or "perUnit", "price") => TariffChangeScope.Fixed,
            ("usage", "price" or "tiers") => TariffChangeScope.Usage,
            _ => TariffChangeScope.None,
        };
        return scope != TariffChangeScope.None && input.Scope.HasFlag(scope) && input.Services.Contains(place.Service);
    }

    private static decimal New(TariffChangeInput input, decimal old) => Math.Max(input.Rounding.Apply(old * (1m + (input.Percent / 100m))), 0m);

    private static string Source(TariffChangeInput input, decimal old) => $"{TariffWording.Price(old)} {(input.Percent < 0m ? "−" : "+")} {TariffWording.Figure(Math.Abs(input.Percent))} %";
}

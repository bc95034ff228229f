using System.Globalization;
using System.Text.Json;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>A place of the document that differs, as it is written there; one side is empty where only the other has it.</summary>
public sealed record TariffPlaceChange(string Place, string? Old, string? New);

/// <summary>
/// Compares what two documents say beside their prices, place by place, so that no difference goes unseen: roundings, prorations, counts, conditions, accounts.
/// Words about the documents themselves (name, date, ordinance, notes, sources, examples) are not compared.
/// </summary>
internal static class TariffPlaces
{
    private const int MostPlaces = 500;
    private static readonly string[] AboutItself = ["$schema", "tariff", "ordinance", "effective", "note", "source", "examples"];
    private static readonly string[] Prices = ["price", "percent", "amount", "allowance", "minimumAmount", "maximumAmount"];

    /// <param name="leftOut">Beginnings of places that are not compared.</param>
    public static IReadOnlyList<TariffPlaceChange> Compare(string oldDocument, string newDocument, IReadOnlyCollection<string> leftOut)
    {
        var (before, after) = (Read(oldDocument), Read(newDocument));
        var inOne = before.Components.ToHashSet();
        inOne.SymmetricExceptWith(after.Components);
        inOne.UnionWith(leftOut);
        bool IsLeftOut(string place) => inOne.Any(c => place.StartsWith(c, StringComparison.Ordinal));
        return
        [
            .. after.Places.Keys.Union(before.Places.Keys).Where(place => !IsLeftOut(place))
                .Select(place => new TariffPlaceChange(place, before.Places.GetValueOrDefault(place), after.Places.GetValueOrDefault(place)))
                .Where(c => !Same(c.Old, c.New)).OrderBy(c => c.Place, StringComparer.Ordinal).Take(MostPlaces),
        ];
    }

    private static bool Same(string? one, string? other) =>
        one == other || (decimal.TryParse(one, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var first) && decimal.TryParse(other, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var second) && first == second);

    private static (Dictionary<string, string> Places, HashSet<string> Components) Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var found = (Places: new Dictionary<string, string>(StringComparer.Ordinal), Components: new HashSet<string>(StringComparer.Ordinal));
        foreach (var property in document.RootElement.EnumerateObject().Where(p => !AboutItself.Contains(p.Name)))
            Walk(property.Value, property.Name, found.Places, found.Components);
        return found;
    }

    private static void Walk(JsonElement element, string place, Dictionary<string, string> places, HashSet<string> components)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    if (property.Name is not ("source" or "note") && (!IsPrice(place, property.Name) || HoldsCount(property.Value)))
                        Walk(property.Value, $"{place}.{property.Name}", places, components);
                break;
            case JsonValueKind.Array:
                var number = 0;
                foreach (var item in element.EnumerateArray())
                {
                    var id = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var named) ? named.GetString() : null;
                    var inner = $"{place}[{id ?? number.ToString(CultureInfo.InvariantCulture)}]";
                    if (id is not null && place.EndsWith(".components", StringComparison.Ordinal))
                        components.Add(inner + ".");
                    Walk(item, inner, places, components);
                    number++;
                }

                break;
            default:
                places[place] = element.ToString();
                break;
        }
    }

    /// <summary>Whether a volume is counted somewhere: then no price shows it.</summary>
    private static bool HoldsCount(JsonElement element) => element.ValueKind == JsonValueKind.Object
        && element.EnumerateObject().Any(p => p.Name is "fact" or "product" or "sum" or "difference" || HoldsCount(p.Value) || (p.Name == "ranges" && p.Value.EnumerateArray().Any(HoldsCount)));

    /// <summary>Whether the name at the place is a figure, which the comparison of prices shows.</summary>
    private static bool IsPrice(string place, string name)
    {
        if (place.StartsWith("feeSchedule.", StringComparison.Ordinal))
            return place.Count(c => c == '.') == 1 && TariffFigures.FeeFigures.Contains(name);
        var component = place.IndexOf(".components[", StringComparison.Ordinal);
        if (component < 0)
            return false;
        var inside = place[(place.IndexOf(']', component) + 1)..];
        return inside.Length == 0 ? Prices.Contains(name) : name == "price" && inside.StartsWith(".tiers", StringComparison.Ordinal);
    }
}

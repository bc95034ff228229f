using System.Globalization;
using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>
/// Ordinances that nobody adopted: one seed, one town. Services, components and references are the town's; kinds of price, tiers, roundings and figures are each document's,
/// and in half of the towns a second document changes everything on a day inside the periods that are billed, the date that picks the price among it; now and then it leaves
/// stormwater to the first.
/// </summary>
internal sealed class RandomTariff : RandomFigures
{
    private const string Shares = """[{ "fund": "f", "account": "1", "percent": 100 }]""";
    private const string Label = """{ "en": "x", "es": "x" }""";
    private const string Enrolments = $$""" "discounts": { "lowIncome": { "label": {{Label}} }, "senior": { "label": {{Label}} } } """;
    private static readonly string[] Keys = ["billDate", "readDate", "splitByDays"];
    private static readonly string[] EveryBill = ["area", "days", "months", "units"];
    private static readonly string[] Metered = ["area", "days", "months", "units", "usage"];
    public static readonly string[] FeeNames = ["late", "returned", "connection"];
    public static readonly DateOnly Change = new(2026, 4, 11);
    private readonly string _waterUnit;
    private readonly bool _taxApart;
    private readonly bool _keysChange;
    private string _waterKey;
    private string _sewerKey;
    private string _stormKey;
    private bool _documentRoundsTotals;
    private bool _totalIsRounded;

    public RandomTariff(int seed)
        : base(seed)
    {
        (_waterKey, _sewerKey, _stormKey, _waterUnit, _taxApart, _keysChange) = (One(Keys), One(Keys), One(Keys), One(["ccf", "kgal"]), Chance(25), Chance(40));
        var documents = new List<string> { Document("old", "2025-01-01", hasStorm: true) };
        if (Chance(50))
        {
            if (_keysChange)
                (_waterKey, _sewerKey, _stormKey) = (One(Keys), One(Keys), One(Keys));
            documents.Add(Document("new", Change.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), hasStorm: Chance(80)));
        }

        if (_taxApart)
            documents.Add(Frame("tax", "2025-06-01", $$""" "otherServices": ["water", "sewer", "storm"], """, Tax));
        if (Chance(25))
            documents.Add($$"""{ "tariff": "fees", "ordinance": "Seed {{Seed}}", "currency": "USD", "effective": "2026-04-20", "periodMonths": 2, "classes": {{List(Classes)}}, "meterSizes": {{List(Sizes)}}, {{Enrolments}}, "feeSchedule": { {{Fees()}} } }""");
        Documents = documents;
    }

    public IReadOnlyList<string> Documents { get; }

    public RatingBook Book() => Book(Documents);

    /// <summary>Documents as the first engine reads them.</summary>
    public static RatingBook Book(IEnumerable<string> documents) => new(documents.Select(json =>
    {
        var reading = TariffReader.Read(json);
        return TariffCompiler.Compile(reading.Document ?? throw new InvalidOperationException($"{string.Join(Environment.NewLine, reading.Problems)}{Environment.NewLine}{json}"));
    }));

    private string Document(string name, string effective, bool hasStorm) => Frame(name, effective, hasStorm ? "" : $$""" "otherServices": ["storm"], """,
        () => string.Join(",\n", [Water(), Sewer(), .. hasStorm ? [Storm()] : Array.Empty<string>(), .. _taxApart ? Array.Empty<string>() : [Tax()]]));

    private string Frame(string name, string effective, string more, Func<string> services)
    {
        HasSeasons = Chance(40);
        var rounding = Maybe(50, () => Rounding("line", "tier", "service", "bill", "bill"));
        _documentRoundsTotals = IsTotal(rounding);
        return $$"""
        {
          "tariff": "{{name}}", "ordinance": "Seed {{Seed}}", "currency": "USD", "effective": "{{effective}}", "periodMonths": {{Number(1, 4)}},
          "classes": {{List(Classes)}}, "meterSizes": {{List(Sizes)}},
          {{Enrolments}},
          "units": { "ccf": { "label": {{Label}}, "gallons": 748 }, "kgal": { "label": {{Label}}, "gallons": 1000 }, "gal": { "label": {{Label}}, "gallons": 1 } },
          {{(HasSeasons ? $"\"seasons\": {Season()}," : "")}}{{(rounding.Length > 0 ? $"\"rounding\": {rounding}," : "")}}{{more}}
          "services": {
            {{services()}}
          }{{(name == "tax" ? "" : $", \"feeSchedule\": {{ {Fees()} }}")}}
        }
        """;
    }

    /// <summary>The town's fees; not every document has all of them.</summary>
    private string Fees()
    {
        (Ranges, HasSeasons) = (["area", "units"], false);
        return string.Join(",\n", FeeNames.Where(_ => Chance(80)).Select(Fee));
    }

    private string Fee(string name)
    {
        var amount = Chance(50) ? $"\"percent\": {Table(() => Figure(0, 20, 4))}," : $"\"amount\": {Price()},{Maybe(50, () => $" \"count\": {Table(FeeCount)},")}";
        return $$""" "{{name}}": { "label": {{Label}}, {{amount}}{{Maybe(40, () => $"\"minimum\": {Table(() => Figure(0, 5, 2))},")}}{{Maybe(40, () => $"\"maximum\": {Table(() => Figure(5, 60, 2))},")}} "distribution": {{Shares}}, "mayCutWater": false } """;
    }

    private string FeeCount() => One(["""{ "fact": "units", "minimum": 1 }""", $"{{ \"fact\": \"area\", \"divideBy\": 700, \"rounding\": {Places(0, 3)} }}", """{ "difference": [ { "fact": "units" }, { "value": 1 } ] }""", """{ "product": ["units", 0.5] }"""]);

    private static bool IsTotal(string rounding) => rounding.Contains("service", StringComparison.Ordinal) || rounding.Contains("bill", StringComparison.Ordinal);

    private string Service(string name, string key, string[] ranges, Func<string> rules, params Func<string>[] components)
    {
        Ranges = ranges;
        var rounding = Maybe(30, () => Rounding("line", "line", "tier", "service"));
        _totalIsRounded = rounding.Length > 0 ? IsTotal(rounding) : _documentRoundsTotals;
        return $$"""
            "{{name}}": { "label": {{Label}}, "rateKey": "{{key}}", "distribution": {{Shares}}, "mayCutWater": true,
                  {{Maybe(60, () => $"\"proration\": {Proration()},")}}{{(rounding.Length > 0 ? $"\"rounding\": {rounding}," : "")}}{{Maybe(20, () => $"\"multipliers\": {Multipliers()},")}}{{rules()}}
                  "components": [
                    {{string.Join(",\n                ", components.Select(c => c()).Where(c => c.Length > 0))}}
                  ] }
            """;
    }

    private string Water() => Service("water", _waterKey, Metered,
        () => $"\"unit\": \"{_waterUnit}\", {Maybe(25, () => $"\"usageRounding\": {{ \"step\": {One(["1", "0.1", "0.5", "10"])}, \"mode\": \"{One(Modes)}\" }},")}",
        () => Fixed("base"), () => Use("use", "\"quantity\": \"usage\","), () => Maybe(30, () => Use("extra", "")), () => Maybe(20, () => Fixed("ready")),
        () => Maybe(40, () => Discount("off", ["water"], ["water.use"], ["bill"])), () => Maybe(15, () => Discount("also", ["water"], ["water.base"])),
        () => Maybe(20, () => Limit("least", "minimum", ["water"], ["water.use"], ["bill"])), () => Maybe(20, () => Limit("most", "maximum", ["water"])),
        () => Percent("tax", ["water"], ["water.base", "water.use"]));

    private string Sewer() => Service("sewer", _sewerKey, Metered, () => $"\"unit\": \"ccf\", \"usageFrom\": \"water\", \"winterAverage\": {Average()},",
        () => Fixed("base"), () => Use("use", $"\"quantity\": \"{One(["usage", "winterAverage", "lesserOfUsageAndWinterAverage"])}\","),
        () => Maybe(30, () => Percent("share", ["water.use"], ["water.base"], ["water.tax"])),
        () => Maybe(40, () => Discount("off", ["sewer"], ["sewer.use"])), () => Maybe(20, () => Limit("least", "minimum", ["sewer"], ["bill"])));

    private string Storm() => Service("storm", _stormKey, EveryBill, () => "",
        () => PerUnit("esu"), () => Maybe(40, () => Use("runoff", $"\"quantity\": {Count()},")), () => Maybe(50, () => Fixed("flat")), () => Maybe(40, () => Discount("off", ["storm"], ["bill"])));

    private string Tax() => Service("tax", "billDate", EveryBill, () => "",
        () => Percent("first", ["water", "sewer"], ["bill"], ["storm", "water.tax"]), () => Maybe(60, () => Percent("second", ["tax.first"], ["tax.first", "water"])));

    private string Fixed(string id) => Component(id, "fixed", $"\"per\": \"{Per()}\", \"price\": {Price()}{Maybe(25, () => ", \"multipliers\": " + Multipliers())}");

    private string PerUnit(string id) => Component(id, "perUnit", $"\"per\": \"{Per()}\", \"price\": {Price()}, \"count\": {Count()}{Maybe(25, () => ", \"multipliers\": " + Multipliers())}");

    private string Use(string id, string quantity)
    {
        var limit = Number(0, 5);
        var (tiered, included) = (Chance(75), Chance(30));
        var (least, most) = (Figure(0, 9, 1), Figure(9, 60, 1));
        return Component(id, "usage", string.Concat(quantity,
            Maybe(quantity.Contains('{', StringComparison.Ordinal) ? 0 : 20, () => $"\"share\": {Table(() => One(["0.9", "0.95", "0.333", "1.1"]))},"),
            Maybe(15, () => $"\"minimumQuantity\": {Table(() => Edge(least))},"),
            Maybe(15, () => $"\"maximumQuantity\": {Table(() => Edge(most))},"),
            included ? $"\"allowance\": {Table(() => Edge(Figure(0, 8, 1)))}," : "",
            Maybe(tiered || included ? 15 : 0, () => $"\"scaleBy\": {Count()},"),
            Maybe(tiered || included ? 15 : 0, () => $"\"tierWidthsPer\": \"{One(["bill", "month", "day"])}\","),
            limit is 0 or 2 ? $"\"minimumAmount\": {Figure(0, 20, 2)}," : "",
            limit is 1 or 2 ? $"\"maximumAmount\": {Figure(20, 300, 2)}," : "",
            Maybe(25, () => $"\"multipliers\": {Multipliers()},"),
            tiered ? $"\"tiers\": {Table(Tiers)}" : $"\"price\": {Price()}"));
    }

    /// <summary>Up to four edges, some of them counted: after such a one the next tier says no beginning.</summary>
    private string Tiers()
    {
        var decimals = One([0, 1, 3]);
        var (tiers, from, last) = (new List<string>(), "\"from\": 0, ", 0m);
        for (var left = Number(0, 5); left > 0; left--)
        {
            last += decimal.Parse(Figure(1, 15, decimals), CultureInfo.InvariantCulture);
            var to = Edge(Text(last));
            tiers.Add($"{{ {from}\"to\": {to}, \"price\": {Price()} }}");
            from = to.StartsWith('{') ? "" : $"\"from\": {to}, ";
        }

        return $"[{string.Join(", ", tiers)}{(tiers.Count > 0 ? ", " : "")}{{ {from}\"price\": {Price()} }}]";
    }

    private string Discount(string id, params string[][] of)
    {
        var off = Chance(50) ? $"\"amount\": {Figure(0, 12, 2)}{Maybe(40, () => $", \"per\": \"{One(["bill", "month", "day"])}\"")}" : $"\"percent\": {Figure(0, 60, 3)}{Unrounded()}";
        return Component(id, "discount", $"\"enrolment\": \"{One(Programmes)}\", {off}, \"of\": {List(One(of))}{Maybe(40, () => ", \"enrolledDays\": true")}");
    }

    private string Limit(string id, string kind, params string[][] of) => Component(id, kind, $"\"amount\": {Table(() => Figure(kind == "minimum" ? 5 : 60, kind == "minimum" ? 90 : 200, 3))}, \"of\": {List(One(of))}");

    private string Percent(string id, params string[][] of) => Component(id, "percent", $"\"percent\": {Table(() => Figure(0, 20, 4))}, \"of\": {List(One(of))}{Unrounded()}");

    private string Unrounded() => Maybe(25, () => ", \"ofUnrounded\": true");

    private string Component(string id, string kind, string rest) => $$"""{ "id": "{{id}}", "kind": "{{kind}}", "label": {{Label}}, {{Maybe(12, () => $"\"when\": {When()},")}}{{Maybe(_totalIsRounded ? 0 : 15, () => $"\"rounding\": {Rounding("line", "tier")},")}}{{Maybe(12, () => $"\"proration\": {Proration()},")}}{{rest}} }""";

    private string Season() => $$"""{ "summer": { "label": {{Label}}, "from": "{{One(["04-02", "04-20", "05-01"])}}", "through": "09-30" }, "winter": { "label": {{Label}}, "from": "11-15", "through": "{{One(["02-28", "03-09", "04-01"])}}" } }""";

    private string Average() => $"{{ \"dropHighest\": {Number(0, 2)}, \"dropLowest\": {Number(0, 2)}, \"minimumReads\": 3, \"rounding\": {Places(0, 4)}, "
        + $"\"default\": {Figure(3, 9, 1)}{Maybe(40, () => $", \"floor\": {Table(() => Figure(1, 4, 1))}")}{Maybe(40, () => $", \"cap\": {Table(() => Figure(9, 30, 1))}")} }}";

    private string Per() => One(["bill", "bill", "month", "month", "year", "day"]);
}

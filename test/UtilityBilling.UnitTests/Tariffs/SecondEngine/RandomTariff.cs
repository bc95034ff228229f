using System.Globalization;
using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>
/// Ordinances that nobody adopted: one seed, one town. Services, components and references are the town's; kinds of price, tiers, roundings and figures are each document's,
/// and in half of the towns a second document changes everything on a day inside the periods that are billed.
/// </summary>
internal sealed class RandomTariff
{
    private const string Shares = """[{ "fund": "f", "account": "1", "percent": 100 }]""";
    public static readonly DateOnly Change = new(2026, 4, 11);
    public static readonly string[] Classes = ["residential", "commercial", "multifamily"];
    public static readonly string[] Sizes = ["5/8", "1", "2"];
    public static readonly string[] Programmes = ["lowIncome", "senior"];
    public static readonly string[] Zones = ["high", "low", "0.5"];
    private static readonly string[] Modes = ["halfUp", "halfUp", "halfEven", "truncate", "up"];
    private readonly Random _random;
    private readonly string _waterKey;
    private readonly string _sewerKey;
    private readonly string _stormKey;
    private readonly string _waterUnit;
    private readonly bool _taxApart;
    private bool _documentRoundsServices;
    private bool _serviceRounds;
    private bool _hasSeasons;

    public RandomTariff(int seed)
    {
        Seed = seed;
        _random = new Random(seed);
        string[] keys = ["billDate", "readDate", "splitByDays"];
        (_waterKey, _sewerKey, _stormKey, _waterUnit, _taxApart) = (One(keys), One(keys), One(keys), One(["ccf", "kgal"]), Chance(25));
        var documents = new List<string> { Document("old", "2025-01-01") };
        if (Chance(50))
            documents.Add(Document("new", Change.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        if (_taxApart)
            documents.Add(Frame("tax", "2025-06-01", $$""" "otherServices": ["water", "sewer", "storm"], """, Tax));
        Documents = documents;
    }

    public int Seed { get; }

    public IReadOnlyList<string> Documents { get; }

    /// <summary>Where tiers end, minimums begin and allowances are used up: what usages are chosen around.</summary>
    public List<decimal> Edges { get; } = [0m];

    public RatingBook Book()
    {
        return new RatingBook(Documents.Select(json =>
        {
            var reading = TariffReader.Read(json);
            return TariffCompiler.Compile(reading.Document ?? throw new InvalidOperationException($"seed {Seed}: {string.Join(Environment.NewLine, reading.Problems)}{Environment.NewLine}{json}"));
        }));
    }

    private string Document(string name, string effective) => Frame(name, effective, "", () => $"{Water()},{Sewer()},{Storm()}{(_taxApart ? "" : "," + Tax())}");

    private string Frame(string name, string effective, string more, Func<string> services)
    {
        _hasSeasons = Chance(40);
        var rounding = Maybe(50, () => Rounding("line", "tier", "service"));
        _documentRoundsServices = rounding.Contains("service", StringComparison.Ordinal);
        return $$"""
        {
          "tariff": "{{name}}", "ordinance": "Seed {{Seed}}", "currency": "USD", "effective": "{{effective}}", "periodMonths": {{_random.Next(1, 4)}},
          "classes": {{List(Classes)}}, "meterSizes": {{List(Sizes)}},
          "discounts": { "lowIncome": { "label": {{Label}} }, "senior": { "label": {{Label}} } },
          "units": { "ccf": { "label": {{Label}}, "gallons": 748 }, "kgal": { "label": {{Label}}, "gallons": 1000 }, "gal": { "label": {{Label}}, "gallons": 1 } },
          {{(_hasSeasons ? $"\"seasons\": {Season()}," : "")}}{{(rounding.Length > 0 ? $"\"rounding\": {rounding}," : "")}}{{more}}
          "services": {
            {{services()}}
          }
        }
        """;
    }

    private const string Label = """{ "en": "x", "es": "x" }""";

    private string Service(string name, string key, string rules, params Func<string>[] components)
    {
        var rounding = Maybe(40, () => Rounding("line", "line", "tier", "service"));
        _serviceRounds = rounding.Length > 0 ? rounding.Contains("service", StringComparison.Ordinal) : _documentRoundsServices;
        return $$"""
            "{{name}}": { "label": {{Label}}, "rateKey": "{{key}}", "distribution": {{Shares}}, "mayCutWater": true,
                  {{Maybe(60, () => $"\"proration\": {Proration()},")}}{{(rounding.Length > 0 ? $"\"rounding\": {rounding}," : "")}}{{Maybe(20, () => $"\"multipliers\": {Multipliers()},")}}{{rules}}
                  "components": [
                    {{string.Join(",\n                ", components.Select(c => c()).Where(c => c.Length > 0))}}
                  ] }
            """;
    }

    private string Water() => Service("water", _waterKey,
        $"\"unit\": \"{_waterUnit}\", {Maybe(25, () => $"\"usageRounding\": {{ \"step\": {One(["1", "0.1", "0.5", "10"])}, \"mode\": \"{One(Modes)}\" }},")}",
        () => Fixed("base"), () => Use("use", "\"quantity\": \"usage\","), () => Maybe(30, () => Use("extra", "")), () => Maybe(20, () => Fixed("ready")),
        () => Maybe(30, () => Discount("off", ["water"], ["water.use"], ["bill"])),
        () => Maybe(20, () => Limit("least", "minimum", ["water"], ["water.use"], ["bill"])), () => Maybe(20, () => Limit("most", "maximum", ["water"])),
        () => Percent("tax", ["water"], ["water.base", "water.use"]));

    private string Sewer() => Service("sewer", _sewerKey, $"\"unit\": \"ccf\", \"usageFrom\": \"water\", \"winterAverage\": {Average()},",
        () => Fixed("base"), () => Use("use", $"\"quantity\": \"{One(["usage", "winterAverage", "lesserOfUsageAndWinterAverage"])}\","),
        () => Maybe(30, () => Percent("share", ["water.use"], ["water.base"])),
        () => Maybe(30, () => Discount("off", ["sewer"], ["sewer.use"])), () => Maybe(20, () => Limit("least", "minimum", ["sewer"], ["bill"])));

    private string Storm() => Service("storm", _stormKey, "", () => PerUnit("esu"), () => Maybe(40, () => Use("runoff", $"\"quantity\": {Count()},")), () => Maybe(50, () => Fixed("flat")), () => Maybe(30, () => Discount("off", ["storm"], ["bill"])));

    private string Tax() => Service("tax", "billDate", "", () => Percent("first", ["water", "sewer"], ["bill"], ["storm", "water.tax"]), () => Maybe(60, () => Percent("second", ["tax.first"], ["tax.first", "water"])));

    private string Fixed(string id) => Component(id, "fixed", $"\"per\": \"{Per()}\", \"price\": {Price()}{Maybe(25, () => ", \"multipliers\": " + Multipliers())}");

    private string PerUnit(string id) => Component(id, "perUnit", $"\"per\": \"{Per()}\", \"price\": {Price()}, \"count\": {Count()}{Maybe(25, () => ", \"multipliers\": " + Multipliers())}");

    private string Use(string id, string quantity)
    {
        var limit = _random.Next(5);
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

    private string Tiers()
    {
        var decimals = One([0, 1, 3]);
        var (tiers, from) = (new List<string>(), 0m);
        for (var left = _random.Next(0, 5); left > 0; left--)
        {
            var to = from + decimal.Parse(Figure(1, 15, decimals), CultureInfo.InvariantCulture);
            Edges.Add(to);
            tiers.Add($"{{ \"from\": {Text(from)}, \"to\": {Text(to)}, \"price\": {Price()} }}");
            from = to;
        }

        return $"[{string.Join(", ", tiers)}{(tiers.Count > 0 ? ", " : "")}{{ \"from\": {Text(from)}, \"price\": {Price()} }}]";
    }

    private string Discount(string id, params string[][] of) =>
        Component(id, "discount", $"\"enrolment\": \"{One(Programmes)}\", {(Chance(50) ? $"\"amount\": {Figure(0, 12, 2)}{Maybe(40, () => $", \"per\": \"{One(["bill", "month", "day"])}\"")}" : $"\"percent\": {Figure(0, 60, 3)}")}, \"of\": {List(One(of))}");

    private string Limit(string id, string kind, params string[][] of) => Component(id, kind, $"\"amount\": {Table(() => Figure(kind == "minimum" ? 5 : 60, kind == "minimum" ? 90 : 200, 3))}, \"of\": {List(One(of))}");

    private string Percent(string id, params string[][] of) => Component(id, "percent", $"\"percent\": {Table(() => Figure(0, 20, 4))}, \"of\": {List(One(of))}");

    private string Component(string id, string kind, string rest) => $$"""{ "id": "{{id}}", "kind": "{{kind}}", "label": {{Label}}, {{Maybe(12, () => $"\"when\": {When()},")}}{{Maybe(_serviceRounds ? 0 : 15, () => $"\"rounding\": {Rounding("line", "tier")},")}}{{Maybe(12, () => $"\"proration\": {Proration()},")}}{{rest}} }""";

    private string Proration()
    {
        if (Chance(15))
            return "\"none\"";
        string[] scale = [.. new[] { "fixed", "tiers", "allowances", "winterAverage", "limits" }.Where(_ => Chance(60))];
        var whole = Maybe(25, () => $", \"whole\": {One(["[\"new\"]", "[\"final\"]", "[\"new\", \"final\"]"])}");
        if (Chance(20))
            return $"{{ \"method\": \"months\", \"scale\": {List(scale)}{whole} }}";
        return $"{{ \"method\": \"days\", \"scale\": {List(scale)}{Maybe(40, () => $", \"standardDays\": {One([30, 60, 61])}")}{Maybe(40, () => $", \"fullFrom\": {_random.Next(20, 40)}, \"fullTo\": {_random.Next(40, 70)}")}{Maybe(scale.Contains("fixed") ? 25 : 0, () => $", \"dailyRounding\": {{ \"mode\": \"{One(Modes)}\", \"decimals\": {_random.Next(2, 5)} }}")}{whole} }}";
    }

    private string Rounding(params string[] at) => $"{{ \"mode\": \"{One(Modes)}\", \"decimals\": {One([2, 2, 2, 1, 0])}, \"at\": \"{One(at)}\" }}";

    private string Multipliers() => $"[{string.Join(", ", Enumerable.Range(0, _random.Next(1, 3)).Select(_ =>
        Chance(50)
            ? $"{{ \"when\": {When()}, \"by\": {By()}, \"on\": \"line\" }}"
            : $"{{ \"when\": {When()}, \"by\": {By()}, \"on\": \"price\", \"rounding\": {{ \"mode\": \"{One(Modes)}\", \"decimals\": {_random.Next(2, 5)} }} }}"))}]";

    private string Season() => $$"""{ "summer": { "label": {{Label}}, "from": "{{One(["04-02", "04-20", "05-01"])}}", "through": "09-30" }, "winter": { "label": {{Label}}, "from": "11-15", "through": "{{One(["02-28", "03-09", "04-01"])}}" } }""";

    private string By() => Text((_random.Next(2_000) + 1) / 1000m);

    private string When() => One([
        """{ "facts": { "outside": "true" } }""", """{ "facts": { "outside": false } }""", """{ "class": ["residential", "multifamily"] }""", """{ "meterSize": ["1", "2"] }""", """{ "discount": ["senior"] }""",
        """{ "class": ["residential"], "facts": { "zone": ["high", "low"] } }"""]);

    private string Average() => $"{{ \"dropHighest\": {_random.Next(0, 2)}, \"dropLowest\": {_random.Next(0, 2)}, \"minimumReads\": 3, \"rounding\": {{ \"mode\": \"{One(Modes)}\", \"decimals\": {_random.Next(0, 4)} }}, "
        + $"\"default\": {Figure(3, 9, 1)}{Maybe(40, () => $", \"floor\": {Table(() => Figure(1, 4, 1))}")}{Maybe(40, () => $", \"cap\": {Table(() => Figure(9, 30, 1))}")} }}";

    private string Count() => Table(() => Chance(15)
        ? $"{{ \"product\": [\"people\", \"{One(["days", "months", "units"])}\", {Figure(0, 60, 2)}], \"divideBy\": 748, \"rounding\": {{ \"mode\": \"{One(Modes)}\", \"decimals\": {_random.Next(0, 4)} }} }}"
        : Chance(15)
        ? $"{{ \"sum\": [ {{ \"fact\": \"units\" }}, {{ \"product\": [\"people\", 0.5] }}, {{ \"value\": 1.5 }} ]{Maybe(50, () => ", \"maximum\": 9")} }}"
        : Chance(30)
        ? $"{{ \"value\": {Figure(0, 5, 1)} }}"
        : Chance(50)
            ? """{ "fact": "units", "minimum": 1 }"""
            : $"{{ \"fact\": \"area\", \"divideBy\": {One(["3000", "2640.5", "700"])}, \"rounding\": {{ \"mode\": \"{One(Modes)}\", \"decimals\": {_random.Next(0, 3)} }}{Maybe(50, () => ", \"minimum\": 1")}{Maybe(50, () => ", \"maximum\": 8")} }}");

    private string Price() => Table(() => Chance(20) ? $"{{ \"amount\": {Figure(0, 9, 4)}, \"source\": \"invented\" }}" : Chance(10) ? $"\"{Figure(0, 20, 2)}\"" : Figure(0, 12, One([2, 2, 3, 6])));

    /// <summary>A figure, or a table of figures, or a table of tables.</summary>
    private string Table(Func<string> figure) => _random.Next(16) switch
    {
        0 => $"{{ \"byClass\": {{ \"residential\": {figure()}, \"*\": {figure()} }} }}",
        1 => $"{{ \"byMeterSize\": {{ \"5/8\": {figure()}, \"1\": {figure()}, \"2\": {figure()} }} }}",
        2 => $"{{ \"byDiscount\": {{ \"senior\": {figure()}, \"lowIncome\": {figure()}, \"none\": {figure()} }} }}",
        3 => $"{{ \"byFact\": \"zone\", \"values\": {{ \"high\": {figure()}, \"0.5\": {figure()}, \"*\": {Table(figure)} }} }}",
        4 when _hasSeasons => $"{{ \"bySeason\": {{ \"summer\": {figure()}, \"*\": {figure()} }} }}",
        5 when _hasSeasons => $"{{ \"bySeason\": {{ \"winter\": {figure()}, \"*\": {Table(figure)} }} }}",
        6 => $"{{ \"byRange\": \"{One(["area", "days", "months", "units"])}\", \"ranges\": [ {{ \"from\": 0, \"to\": 1, \"value\": {figure()} }}, {{ \"from\": 1, \"to\": 31, \"value\": {Table(figure)} }}, {{ \"from\": 31, \"value\": {figure()} }} ] }}",
        _ => figure(),
    };

    private string Edge(string figure)
    {
        Edges.Add(decimal.Parse(figure, CultureInfo.InvariantCulture));
        return figure;
    }

    private string Figure(int least, int below, int decimals)
    {
        var ten = (int)Math.Pow(10, decimals);
        return Text(_random.Next(least * ten, below * ten) / (decimal)ten is var figure && least > 0 && figure == 0m ? 1m : figure);
    }

    private string Per() => One(["bill", "bill", "month", "month", "year", "day"]);

    private static string Text(decimal figure) => figure.ToString("0.######", CultureInfo.InvariantCulture);

    private static string List(IEnumerable<string> words) => $"[{string.Join(", ", words.Select(w => $"\"{w}\""))}]";

    private string Maybe(int percent, Func<string> text) => Chance(percent) ? text() : "";

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T One<T>(T[] choices) => choices[_random.Next(choices.Length)];
}

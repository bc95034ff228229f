using System.Globalization;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>The small things that random ordinances are made of: figures, tables of figures, counts, roundings, conditions.</summary>
internal abstract class RandomFigures(int seed)
{
    public static readonly string[] Classes = ["residential", "commercial", "multifamily"];
    public static readonly string[] Sizes = ["5/8", "1", "2"];
    public static readonly string[] Programmes = ["lowIncome", "senior"];
    public static readonly string[] Zones = ["high", "low", "0.5"];
    protected static readonly string[] Modes = ["halfUp", "halfUp", "halfEven", "truncate", "up"];
    private readonly Random _random = new(seed);

    public int Seed => seed;

    /// <summary>Where tiers end, minimums begin and allowances are used up: what usages are chosen around.</summary>
    public List<decimal> Edges { get; } = [0m];

    /// <summary>Whether the document that is being written has seasons.</summary>
    protected bool HasSeasons { get; set; }

    /// <summary>What a range may go by in the service that is being written.</summary>
    protected string[] Ranges { get; set; } = [];

    protected string Rounding(params string[] at) => $"{{ \"mode\": \"{One(Modes)}\", \"decimals\": {One([2, 2, 2, 1, 0])}, \"at\": \"{One(at)}\" }}";

    protected string Places(int least, int below) => $"{{ \"mode\": \"{One(Modes)}\", \"decimals\": {Number(least, below)} }}";

    protected string Multipliers() => $"[{string.Join(", ", Enumerable.Range(0, Number(1, 3)).Select(_ =>
        Chance(50) ? $"{{ \"when\": {When()}, \"by\": {By()}, \"on\": \"line\" }}" : $"{{ \"when\": {When()}, \"by\": {By()}, \"on\": \"price\", \"rounding\": {Places(2, 5)} }}"))}]";

    private string By() => Text((Number(0, 2_000) + 1) / 1000m);

    protected string When() => One([
        """{ "facts": { "outside": "true" } }""", """{ "facts": { "outside": false } }""", """{ "class": ["residential", "multifamily"] }""", """{ "meterSize": ["1", "2"] }""", """{ "discount": ["senior"] }""",
        """{ "class": ["residential"], "facts": { "zone": ["high", "low"] } }"""]);

    protected string Proration()
    {
        if (Chance(15))
            return "\"none\"";
        string[] scale = [.. new[] { "fixed", "tiers", "allowances", "winterAverage", "limits" }.Where(_ => Chance(60))];
        var whole = Maybe(30, () => $", \"whole\": {List(One<string[]>([["new"], ["final"], ["new", "final"], ["stop"], ["new", "stop"]]))}");
        if (Chance(20))
            return $"{{ \"method\": \"months\", \"scale\": {List(scale)}{whole} }}";
        return $"{{ \"method\": \"days\", \"scale\": {List(scale)}{Maybe(40, () => $", \"standardDays\": {One([30, 60, 61])}")}{Maybe(40, () => $", \"fullFrom\": {Number(20, 40)}, \"fullTo\": {Number(40, 70)}")}{Maybe(scale.Contains("fixed") ? 25 : 0, () => $", \"dailyRounding\": {Places(2, 5)}")}{whole} }}";
    }

    protected string Count() => Table(PlainCount);

    /// <summary>A count that comes out in the size of a usage: what a tier, an allowance or a limit may be counted as.</summary>
    protected string Edge(string figure) => Chance(20)
        ? One([
            $"{{ \"product\": [\"people\", \"{One(["days", "months", "units"])}\", {Figure(5, 60, 1)}], \"divideBy\": 748, \"rounding\": {Places(0, 4)} }}",
            """{ "fact": "units" }""",
            $"{{ \"sum\": [ {PlainCount()}, {{ \"value\": {Remembered(figure)} }} ] }}",
            $"{{ \"difference\": [ {{ \"value\": {Remembered(figure)} }}, {PlainCount()} ] }}"])
        : Remembered(figure);

    private string PlainCount() => Number(0, 20) switch
    {
        0 or 1 or 2 => $"{{ \"product\": [\"people\", \"{One(["days", "months", "units"])}\", {Figure(0, 60, 2)}], \"divideBy\": 748, \"rounding\": {Places(0, 4)} }}",
        3 or 4 => $"{{ \"sum\": [ {{ \"fact\": \"units\" }}, {{ \"product\": [\"people\", 0.5] }}, {{ \"value\": 1.5 }} ]{Maybe(50, () => ", \"maximum\": 9")} }}",
        5 or 6 => $"{{ \"difference\": [ {{ \"fact\": \"area\", \"divideBy\": 1000, \"rounding\": {Places(0, 3)} }}, {{ \"fact\": \"people\" }}, {{ \"value\": 0.5 }} ]{Maybe(50, () => $", \"divideBy\": 3, \"rounding\": {Places(0, 3)}")}{Maybe(30, () => ", \"minimum\": 2")} }}",
        7 => $"{{ \"fact\": \"days\", \"divideBy\": 30, \"rounding\": {Places(0, 3)} }}",
        8 or 9 or 10 => $"{{ \"value\": {Figure(0, 5, 1)} }}",
        11 or 12 or 13 or 14 => """{ "fact": "units", "minimum": 1 }""",
        _ => $"{{ \"fact\": \"area\", \"divideBy\": {One(["3000", "2640.5", "700"])}, \"rounding\": {Places(0, 3)}{Maybe(50, () => ", \"minimum\": 1")}{Maybe(50, () => ", \"maximum\": 8")} }}",
    };

    protected string Price() => Table(() => Chance(20) ? $"{{ \"amount\": {Figure(0, 9, 4)}, \"source\": \"invented\" }}" : Chance(10) ? $"\"{Figure(0, 20, 2)}\"" : Figure(0, 12, One([2, 2, 3, 6])));

    /// <summary>A figure, or a table of figures, or a table of tables.</summary>
    protected string Table(Func<string> figure) => Number(0, 16) switch
    {
        0 => $"{{ \"byClass\": {{ \"residential\": {figure()}, \"*\": {figure()} }} }}",
        1 => $"{{ \"byMeterSize\": {{ \"5/8\": {figure()}, \"1\": {figure()}, \"2\": {figure()} }} }}",
        2 => $"{{ \"byDiscount\": {{ \"senior\": {figure()}, \"lowIncome\": {figure()}, \"none\": {figure()} }} }}",
        3 => $"{{ \"byFact\": \"zone\", \"values\": {{ \"high\": {figure()}, \"0.5\": {figure()}, \"*\": {Table(figure)} }} }}",
        4 when HasSeasons => $"{{ \"bySeason\": {{ \"summer\": {figure()}, \"*\": {figure()} }} }}",
        5 when HasSeasons => $"{{ \"bySeason\": {{ \"winter\": {figure()}, \"*\": {Table(figure)} }} }}",
        6 => $"{{ \"byRange\": \"{One(Ranges)}\", \"ranges\": [ {{ \"from\": 0, \"to\": 1, \"value\": {figure()} }}, {{ \"from\": 1, \"to\": 31, \"value\": {Table(figure)} }}, {{ \"from\": 31, \"value\": {figure()} }} ] }}",
        _ => figure(),
    };

    protected string Remembered(string figure)
    {
        Edges.Add(decimal.Parse(figure, CultureInfo.InvariantCulture));
        return figure;
    }

    protected string Figure(int least, int below, int decimals)
    {
        var ten = (int)Math.Pow(10, decimals);
        return Text(Number(least * ten, below * ten) / (decimal)ten is var figure && least > 0 && figure == 0m ? 1m : figure);
    }

    protected static string Text(decimal figure) => figure.ToString("0.######", CultureInfo.InvariantCulture);

    protected static string List(IEnumerable<string> words) => $"[{string.Join(", ", words.Select(w => $"\"{w}\""))}]";

    protected string Maybe(int percent, Func<string> text) => Chance(percent) ? text() : "";

    protected bool Chance(int percent) => _random.Next(100) < percent;

    protected int Number(int least, int below) => _random.Next(least, below);

    protected T One<T>(T[] choices) => choices[_random.Next(choices.Length)];
}

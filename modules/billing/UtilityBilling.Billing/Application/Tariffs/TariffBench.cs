using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>What somebody tries on the bench. Days are whole: the last counts, too. What is left empty is not known.</summary>
public sealed record BenchInput
{
    public required DateOnly From { get; init; }
    public required DateOnly Through { get; init; }
    public DateOnly? BillDate { get; init; }

    /// <summary>The calendar period that the days are a part of; a whole period where it is empty.</summary>
    public DateOnly? PeriodFrom { get; init; }
    public DateOnly? PeriodThrough { get; init; }
    public string? Class { get; init; }
    public string? MeterSize { get; init; }
    public required IReadOnlyList<string> Services { get; init; }
    public required IReadOnlyList<string> Programmes { get; init; }

    /// <summary>The days on which the programmes hold, where not on all.</summary>
    public DateOnly? EnrolledFrom { get; init; }
    public DateOnly? EnrolledThrough { get; init; }

    /// <summary>What cuts the period short is a temporary stop.</summary>
    public bool Stopped { get; init; }

    /// <summary>The amount that fees are charged on; nothing where no fee is asked for.</summary>
    public decimal? FeesOn { get; init; }
    public required IReadOnlyDictionary<string, decimal?> Usage { get; init; }
    public required IReadOnlyDictionary<string, string?> Facts { get; init; }
}

/// <summary>The bill that a document makes of an input: its lines with every step in words, or the sentence why there is none.</summary>
/// <param name="Example">The input and its total as the document's examples have it, to be copied into one.</param>
public sealed record BenchBill(decimal Total, IReadOnlyList<BenchService> Services, string? Refusal, string Example)
{
    /// <summary>The fees of the fee schedule, where they were asked for.</summary>
    public IReadOnlyList<BenchFee> Fees { get; init; } = [];
}

/// <summary>A fee, or the sentence why it cannot be said.</summary>
public sealed record BenchFee(string Label, decimal? Amount, string? Refusal);

public sealed record BenchService(string Name, decimal Total, IReadOnlyList<BenchLine> Lines);

public sealed record BenchLine(string Label, string Explanation, decimal Amount, DateOnly From, DateOnly Through, int Days, bool MayCutWater, IReadOnlyList<BenchStep> Steps);

public sealed record BenchStep(string Words, decimal Amount);

/// <summary>Works out a bill by one document alone, whatever its state and date. Nothing is kept.</summary>
public static class TariffBench
{
    private const decimal MostFact = 1_000_000_000m;
    private static readonly char[] Separators = [',', ';', ' '];

    public static BenchBill Rate(CompiledTariff tariff, BenchInput input, TariffWording words)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        ArgumentNullException.ThrowIfNull(words);
        var json = Json(input, tariff.Document);
        var lines = new List<RatedLine>();
        var refusal = Rate(tariff, json, lines);
        var total = lines.Sum(l => l.Amount);
        var fees = Fees(tariff, json, input.FeesOn);
        var example = new JsonObject { ["name"] = words["Billing:Bench.ExampleName"], ["input"] = json, ["total"] = total };
        if (input.FeesOn is { } on && fees.Exists(f => f.Refusal is null))
        {
            json["fees"] = new JsonObject(fees.Where(f => f.Refusal is null).Select(f => KeyValuePair.Create(f.Fee.Id, (JsonNode?)on)));
            example["fees"] = new JsonObject(fees.Where(f => f.Refusal is null).Select(f => KeyValuePair.Create(f.Fee.Id, (JsonNode?)f.Amount)));
        }

        var bill = refusal is null
            ? new BenchBill(total, [.. lines.GroupBy(l => l.Service).Select(g => new BenchService(TariffWording.Service(tariff.Document, g.Key), g.Sum(l => l.Amount), [.. g.Select(l => Line(tariff, l, words))]))], null, example.ToJsonString(TariffFigures.Layout))
            : new BenchBill(0m, [], words.Refusal(refusal, tariff.Document), "");
        return bill with { Fees = [.. fees.Select(f => new BenchFee(f.Fee.Label.In(TariffWording.Language), f.Refusal is null ? f.Amount : null, f.Refusal is null ? null : words.Refusal(f.Refusal, tariff.Document)))] };
    }

    /// <summary>The numbers in a box for several: <c>5, 7.5 8</c>. An empty list where it says none; nothing where it cannot be read.</summary>
    public static IReadOnlyList<decimal>? Numbers(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim().ToUpperInvariant() is "NONE" or "NINGUNO")
            return [];
        var numbers = new List<decimal>();
        foreach (var part in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < MostFact)
                numbers.Add(number);
            else
                return null;
        return numbers;
    }

    private static List<(TariffFee Fee, decimal Amount, RatingRefusal? Refusal)> Fees(CompiledTariff tariff, JsonObject json, decimal? on)
    {
        if (on is not { } amount)
            return [];
        var asked = json.DeepClone().AsObject();
        asked["fees"] = new JsonObject(tariff.Document.FeeSchedule.Select(f => KeyValuePair.Create(f.Id, (JsonNode?)amount)));
        using var document = JsonDocument.Parse(asked.ToJsonString());
        var input = QuoteInput.Read(document.RootElement, tariff);
        return [.. QuoteInput.Fees(document.RootElement, tariff, input).Select(f => (f.Fee, FeeRating.Of(f.Fee, f.Question))).Select(f => (f.Fee, f.Item2.Amount, f.Item2.Refusal))];
    }

    private static RatingRefusal? Rate(CompiledTariff tariff, JsonObject json, List<RatedLine> lines)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToJsonString());
            return tariff.Rate(QuoteInput.Read(document.RootElement, tariff), lines);
        }
        catch (QuoteInputException error)
        {
            return RatingRefusal.Because("input", ("detail", error.Message));
        }
    }

    /// <summary>The input as <c>ub tariff quote</c> reads it: the bench and the command are one.</summary>
    private static JsonObject Json(BenchInput input, TariffDocument tariff)
    {
        var json = new JsonObject { ["from"] = TariffWording.Day(input.From), ["to"] = TariffWording.Day(input.Through.AddDays(1)) };
        if (input.BillDate is { } billed)
            json["billDate"] = TariffWording.Day(billed);
        if (input is { PeriodFrom: { } first, PeriodThrough: { } last })
            json["period"] = new JsonObject { ["from"] = TariffWording.Day(first), ["to"] = TariffWording.Day(last.AddDays(1)) };
        if (!string.IsNullOrEmpty(input.Class))
            json["class"] = input.Class;
        if (!string.IsNullOrEmpty(input.MeterSize))
            json["meterSize"] = input.MeterSize;
        if (input.Services.Count < tariff.Services.Count)
            json["services"] = new JsonArray([.. input.Services.Select(s => (JsonNode)s)]);
        if (input.Stopped)
            json["stopped"] = true;
        var usage = new JsonObject();
        foreach (var (service, quantity) in input.Usage)
            if (quantity is { } used && tariff.Services.Any(s => s.Id == service && s.Unit is not null))
                usage[service] = used;
        if (usage.Count > 0)
            json["usage"] = usage;
        json["facts"] = Facts(input, tariff);
        return json;
    }

    private static JsonObject Facts(BenchInput input, TariffDocument tariff)
    {
        var facts = new JsonObject();
        foreach (var fact in TariffFacts.Of(tariff))
            if (input.Facts.TryGetValue(fact.Name, out var value) && !string.IsNullOrWhiteSpace(value))
                facts[fact.Name] = fact.Kind == TariffFactKind.Numbers ? new JsonArray([.. (Numbers(value) ?? []).Select(n => (JsonNode)n)]) : value.Trim();
        if (tariff.Discounts.Count > 0)
            facts["discounts"] = new JsonArray([.. input.Programmes.Select(p => Enrolment(p, input))]);
        return facts;
    }

    private static JsonNode Enrolment(string programme, BenchInput input)
    {
        if (input.EnrolledFrom is null && input.EnrolledThrough is null)
            return programme;
        var enrolment = new JsonObject { ["programme"] = programme };
        if (input.EnrolledFrom is { } from)
            enrolment["from"] = TariffWording.Day(from);
        if (input.EnrolledThrough is { } through)
            enrolment["to"] = TariffWording.Day(through.AddDays(1));
        return enrolment;
    }

    private static BenchLine Line(CompiledTariff tariff, RatedLine line, TariffWording words) => new(
        tariff.Label(line.Service, line.Component).In(TariffWording.Language), line.Explain(TariffWording.Language), line.Amount, line.From, line.To.AddDays(-1), line.To.DayNumber - line.From.DayNumber, line.MayCutWater,
        [.. line.Steps.Select(step => Step(line, step, words))]);

    private static BenchStep Step(RatedLine line, RatedStep step, TariffWording words) => new(
        step.Kind == StepKind.Round ? words.Sentence("Billing:Bench.Rounded", words[$"Billing:RoundingMode.{step.Rounding!.Value.Mode}"], step.Rounding.Value.Decimals) : LineExplanation.Of(line with { Steps = [step] }, TariffWording.Language, withUnit: true),
        step.Amount);
}

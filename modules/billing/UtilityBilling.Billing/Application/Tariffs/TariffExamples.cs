using System.Text.Json;
using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>A published bill beside what the document makes of it.</summary>
/// <param name="Ours">Nothing where it cannot be worked out; <paramref name="Refusal"/> says why.</param>
/// <param name="BenchQuery">The same input as the test bench's address has it.</param>
public sealed record TariffExampleResult(string Name, string? Source, decimal Expected, decimal? Ours, string? Refusal, string BenchQuery)
{
    /// <summary>The fees that the example names.</summary>
    public IReadOnlyList<TariffExampleFee> Fees { get; init; } = [];

    public bool IsGood => Ours == Expected && Fees.All(f => f.Ours == f.Expected);
}

/// <summary>A fee of an example beside what the document makes of it.</summary>
public sealed record TariffExampleFee(string Fee, decimal Expected, decimal? Ours);

/// <summary>Works out a document's own examples.</summary>
public static class TariffExamples
{
    public static IReadOnlyList<TariffExampleResult> Of(CompiledTariff tariff, TariffWording words)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        ArgumentNullException.ThrowIfNull(words);
        return [.. tariff.Document.Examples.Select(e => Of(tariff, e, words))];
    }

    private static TariffExampleResult Of(CompiledTariff tariff, TariffExample example, TariffWording words)
    {
        var (total, fees, refusal) = TariffQuote.TotalOf(tariff, example.InputJson);
        return new TariffExampleResult(example.Name, example.Source, example.Total, refusal is null ? total : null, refusal is null ? null : words.Refusal(refusal, tariff.Document), BenchQuery(tariff, example.InputJson))
        {
            Fees = [.. example.Fees.Select(expected => new TariffExampleFee(tariff.Fee(expected.Key)?.Label.In(TariffWording.Language) ?? expected.Key, expected.Value,
                fees.Where(f => f.Key == expected.Key).Select(f => (decimal?)f.Value).FirstOrDefault()))],
        };
    }

    private static string BenchQuery(CompiledTariff tariff, string inputJson)
    {
        using var document = JsonDocument.Parse(inputJson);
        try
        {
            var input = QuoteInput.Read(document.RootElement, tariff);
            var first = input.Agreements[0];
            List<(string Name, string? Value)> query =
            [
                ("From", TariffWording.Day(input.From)), ("Through", TariffWording.Day(input.To.AddDays(-1))), ("BillDate", TariffWording.Day(input.BillDate)),
                ("PeriodFrom", input.PeriodFrom is { } from ? TariffWording.Day(from) : null), ("PeriodThrough", input.PeriodTo is { } to ? TariffWording.Day(to.AddDays(-1)) : null),
                ("Class", first.Class), ("MeterSize", first.MeterSize),
                .. input.Agreements.Select(a => ("Service", (string?)a.Service)),
                .. (first.Discounts ?? []).Where(d => d.Holds(input.To.AddDays(-1))).Select(d => ("Programme", (string?)d.Programme)),
                .. input.Agreements.Where(a => a.Usage is not null).Select(a => ($"Usage[{a.Service}]", (string?)TariffWording.Plain(a.Usage!.Value))),
                .. (input.Facts ?? new Dictionary<string, FactValue>()).Select(f => ($"Facts[{f.Key}]", Written(f.Value))),
            ];
            return string.Join('&', query.Where(q => q.Value is not null).Select(q => $"{Uri.EscapeDataString(q.Name)}={Uri.EscapeDataString(q.Value!)}"));
        }
        catch (QuoteInputException)
        {
            return "";
        }
    }

    private static string? Written(FactValue fact) => fact.Numbers is { } numbers ? numbers.Count == 0 ? "none" : string.Join(", ", numbers.Select(TariffWording.Plain)) : fact.Text;
}

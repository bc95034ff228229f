using System.Globalization;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Everything that stands between a tariff file and its approval: what cannot be read or is not whole, and examples that do not come out.</summary>
public static class TariffValidator
{
    /// <summary>The problems in the order of their lines; none when the document may be approved.</summary>
    public static IReadOnlyList<TariffProblem> Validate(string json)
    {
        var reading = TariffReader.Read(json);
        return reading.Document is null ? reading.Problems : FailingExamples(TariffCompiler.Compile(reading.Document));
    }

    /// <summary>The document's own examples that give another total, or none.</summary>
    public static IReadOnlyList<TariffProblem> FailingExamples(CompiledTariff tariff)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        var problems = new ProblemList();
        var examples = tariff.Document.Examples;
        for (var i = 0; i < examples.Count; i++)
        {
            var example = examples[i];
            var (total, fees, refusal) = TariffQuote.TotalOf(tariff, example.InputJson);
            if (refusal is not null)
                problems.Add(example.Line, $"examples[{i}]", "exampleRefused", ("name", example.Name), ("detail", refusal.Sentence("en")));
            else if (total != example.Total)
                problems.Add(example.Line, $"examples[{i}]", "exampleFails", ("name", example.Name), ("got", Money(total)), ("expected", Money(example.Total)));
            foreach (var (fee, expected) in refusal is null ? example.Fees : [])
                if (fees.FirstOrDefault(f => f.Key == fee) is var got && (got.Key is null || got.Value != expected))
                    problems.Add(example.Line, $"examples[{i}].fees.{fee}", "exampleFee", ("name", example.Name), ("fee", fee), ("got", got.Key is null ? "-" : Money(got.Value)), ("expected", Money(expected)));
        }

        return problems.InLineOrder();
    }

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}

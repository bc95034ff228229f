using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>
/// The answer of a quote: one JSON document (empty when the tariff has problems), the tariff's problems, and whether any input was refused.
/// </summary>
public sealed record QuoteResult(string Json, bool IsRefused, IReadOnlyList<TariffProblem> Problems);

/// <summary>Rates inputs by one document without a database: <c>ub tariff quote</c> and the test bench. See docs/tariffs.md for both formats.</summary>
public static class TariffQuote
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object gives one object, an array an array in the same order.</summary>
    public static QuoteResult Run(string documentJson, string inputJson)
    {
        var reading = TariffReader.Read(documentJson);
        return reading.Document is null
            ? new QuoteResult("", true, reading.Problems)
            : Run(TariffCompiler.Compile(reading.Document), inputJson);
    }

    public static QuoteResult Run(CompiledTariff tariff, string inputJson)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        using var buffer = new MemoryStream();
        var refused = false;
        using (var writer = new Utf8JsonWriter(buffer, Layout))
        {
            try
            {
                using var input = JsonDocument.Parse(inputJson);
                if (input.RootElement.ValueKind == JsonValueKind.Array)
                {
                    writer.WriteStartArray();
                    foreach (var element in input.RootElement.EnumerateArray())
                        refused |= !WriteOne(writer, tariff, element);
                    writer.WriteEndArray();
                }
                else
                {
                    refused = !WriteOne(writer, tariff, input.RootElement);
                }
            }
            catch (JsonException error)
            {
                refused = true;
                WriteRefusal(writer, null, RatingRefusal.Because("input", ("detail", error.Message)));
            }
        }

        return new QuoteResult(Encoding.UTF8.GetString(buffer.ToArray()), refused, []);
    }

    /// <summary>The total and the fees of one input, or why there are none.</summary>
    internal static (decimal Total, IReadOnlyList<KeyValuePair<string, decimal>> Fees, RatingRefusal? Refusal) TotalOf(CompiledTariff tariff, string inputJson)
    {
        using var input = JsonDocument.Parse(inputJson);
        var (lines, fees) = (new List<RatedLine>(), new List<KeyValuePair<string, decimal>>());
        var refusal = Rate(tariff, input.RootElement, lines, fees);
        return (lines.Sum(l => l.Amount), fees, refusal);
    }

    private static RatingRefusal? Rate(CompiledTariff tariff, JsonElement element, List<RatedLine> lines, List<KeyValuePair<string, decimal>> fees)
    {
        try
        {
            var input = QuoteInput.Read(element, tariff);
            foreach (var (fee, question) in QuoteInput.Fees(element, tariff, input))
            {
                var (amount, refusal) = FeeRating.Of(fee, question);
                if (refusal is not null)
                    return refusal;
                fees.Add(KeyValuePair.Create(fee.Id, amount));
            }

            return tariff.Rate(input, lines);
        }
        catch (QuoteInputException error)
        {
            return RatingRefusal.Because("input", ("detail", error.Message));
        }
    }

    private static bool WriteOne(Utf8JsonWriter writer, CompiledTariff tariff, JsonElement element)
    {
        var (lines, fees) = (new List<RatedLine>(), new List<KeyValuePair<string, decimal>>());
        var id = QuoteInput.IdOf(element);
        if (Rate(tariff, element, lines, fees) is { } refusal)
        {
            WriteRefusal(writer, id, refusal);
            return false;
        }

        writer.WriteStartObject();
        if (id is not null)
            writer.WriteString("id", id);
        writer.WriteString("total", Money(lines.Sum(l => l.Amount)));
        writer.WriteStartObject("services");
        foreach (var service in lines.GroupBy(l => l.Service))
            writer.WriteString(service.Key, Money(service.Sum(l => l.Amount)));
        writer.WriteEndObject();
        if (fees.Count > 0)
        {
            writer.WriteStartObject("fees");
            foreach (var (fee, amount) in fees)
                writer.WriteString(fee, Money(amount));
            writer.WriteEndObject();
        }

        writer.WriteStartArray("lines");
        foreach (var line in lines)
            WriteLine(writer, line);
        writer.WriteEndArray();
        writer.WriteEndObject();
        return true;
    }

    private static void WriteLine(Utf8JsonWriter writer, RatedLine line)
    {
        writer.WriteStartObject();
        writer.WriteString("service", line.Service);
        writer.WriteString("component", line.Component);
        writer.WriteString("quantity", AgreementScope.Figure(line.Quantity));
        writer.WriteString("amount", Money(line.Amount));
        writer.WriteString("explanation", LineExplanation.Of(line, "en", withUnit: false));
        writer.WriteEndObject();
    }

    private static void WriteRefusal(Utf8JsonWriter writer, string? id, RatingRefusal refusal)
    {
        writer.WriteStartObject();
        if (id is not null)
            writer.WriteString("id", id);
        writer.WriteStartObject("refusal");
        writer.WriteString("code", refusal.Code);
        foreach (var (name, value) in refusal.Values)
            writer.WriteString(name, value);
        writer.WriteString("message", refusal.Sentence("en"));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}

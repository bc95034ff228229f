using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace UtilityBilling.Billing.Rating;

/// <summary>
/// What a bill was rated from, as JSON kept with the bill: with it and the adopted tariffs anyone may work the bill out again, years later (RA-17, RP-10).
/// What was not known is left out. The names are stable and told in docs/domain/bill.md.
/// </summary>
public static class RatingInputJson
{
    public static string Write(RatingInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteDay(json, "from", input.From);
            WriteDay(json, "to", input.To);
            WriteDay(json, "bill", input.BillDate);
            WriteDay(json, "read", input.ReadDate);
            WriteDay(json, "periodFrom", input.PeriodFrom);
            WriteDay(json, "periodTo", input.PeriodTo);
            if (input.PeriodMonths is { } months)
                json.WriteNumber("months", months);
            WriteFacts(json, input.Facts);
            json.WriteStartArray("agreements");
            foreach (var agreement in input.Agreements)
                WriteAgreement(json, agreement);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static RatingInput Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new RatingInput
        {
            From = Day(root, "from")!.Value,
            To = Day(root, "to")!.Value,
            BillDate = Day(root, "bill")!.Value,
            ReadDate = Day(root, "read"),
            PeriodFrom = Day(root, "periodFrom"),
            PeriodTo = Day(root, "periodTo"),
            PeriodMonths = root.TryGetProperty("months", out var months) ? months.GetInt32() : null,
            Facts = Facts(root),
            Agreements = [.. root.GetProperty("agreements").EnumerateArray().Select(ReadAgreement)],
        };
    }

    private static void WriteAgreement(Utf8JsonWriter json, RatingAgreement agreement)
    {
        json.WriteStartObject();
        json.WriteString("id", agreement.Id);
        json.WriteString("service", agreement.Service);
        if (agreement.Class is { } @class)
            json.WriteString("class", @class);
        if (agreement.MeterSize is { } size)
            json.WriteString("size", size);
        if (agreement.Usage is { } usage)
            json.WriteNumber("usage", usage);
        WriteDay(json, "from", agreement.From);
        WriteDay(json, "to", agreement.To);
        if (agreement.Stopped)
            json.WriteBoolean("stopped", true);
        if (agreement.Discounts is { } discounts)
        {
            json.WriteStartArray("discounts");
            foreach (var discount in discounts)
                WriteEnrolled(json, discount);
            json.WriteEndArray();
        }

        WriteFacts(json, agreement.Facts);
        json.WriteEndObject();
    }

    private static RatingAgreement ReadAgreement(JsonElement json) => new()
    {
        Id = json.GetProperty("id").GetGuid(),
        Service = json.GetProperty("service").GetString()!,
        Class = Text(json, "class"),
        MeterSize = Text(json, "size"),
        Usage = json.TryGetProperty("usage", out var usage) ? usage.GetDecimal() : null,
        From = Day(json, "from"),
        To = Day(json, "to"),
        Stopped = json.TryGetProperty("stopped", out var stopped) && stopped.GetBoolean(),
        Discounts = json.TryGetProperty("discounts", out var discounts) ? [.. discounts.EnumerateArray().Select(ReadEnrolled)] : null,
        Facts = Facts(json),
    };

    private static void WriteEnrolled(Utf8JsonWriter json, Enrolled enrolled)
    {
        json.WriteStartObject();
        json.WriteString("programme", enrolled.Programme);
        WriteDay(json, "from", enrolled.From);
        WriteDay(json, "to", enrolled.To);
        json.WriteEndObject();
    }

    private static Enrolled ReadEnrolled(JsonElement json) => new(json.GetProperty("programme").GetString()!, Day(json, "from"), Day(json, "to"));

    private static void WriteFacts(Utf8JsonWriter json, IReadOnlyDictionary<string, FactValue>? facts)
    {
        if (facts is not { Count: > 0 })
            return;
        json.WriteStartObject("facts");
        foreach (var (name, value) in facts.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (value.Numbers is not { } numbers)
            {
                json.WriteString(name, value.Text);
                continue;
            }

            json.WriteStartArray(name);
            foreach (var number in numbers)
                json.WriteNumberValue(number);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static Dictionary<string, FactValue>? Facts(JsonElement json) => json.TryGetProperty("facts", out var facts)
        ? facts.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.ValueKind == JsonValueKind.Array
            ? FactValue.Of([.. f.Value.EnumerateArray().Select(n => n.GetDecimal())])
            : FactValue.Of(f.Value.GetString()!), StringComparer.Ordinal)
        : null;

    private static void WriteDay(Utf8JsonWriter json, string name, DateOnly? day)
    {
        if (day is { } known)
            json.WriteString(name, RatingBook.Iso(known));
    }

    private static DateOnly? Day(JsonElement json, string name) =>
        Text(json, name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Metering.Usage;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Writes a calculation's two JSON columns, in the short names that the posting SQL reads (<c>PostingSql</c>).</summary>
internal static class CalculationJson
{
    /// <summary>One object per bill line: agreement, service, component, tariff version, labels, quantity, price, amount, explanations, arithmetic.</summary>
    public static string Lines(RunContext context, IReadOnlyList<RatedLine> lines, IReadOnlyList<DueCharge> beside, IReadOnlyDictionary<Guid, IReadOnlyList<UsageSegment>> reads)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            var n = 0;
            foreach (var line in lines)
            {
                var tariff = context.Book.Find(line.Tariff)!;
                var label = tariff.Label(line.Service, line.Component);
                json.WriteStartObject();
                json.WriteNumber("n", ++n);
                json.WriteString("agreement", line.Agreement);
                json.WriteString("service", line.Service);
                json.WriteString("component", line.Component);
                json.WriteString("tariff", context.TariffVersions[line.Tariff]);
                json.WriteString("en", label.En);
                json.WriteString("es", label.Es);
                json.WriteNumber("quantity", line.Quantity);
                if (line.UnitPrice is { } price)
                    json.WriteNumber("price", price);
                json.WriteNumber("amount", line.Amount);
                json.WriteBoolean("cut", line.MayCutWater);
                json.WriteString("why_en", line.Explain("en"));
                json.WriteString("why_es", line.Explain("es"));
                json.WritePropertyName("arithmetic");
                WriteArithmetic(json, context, line, reads);
                json.WriteEndObject();
            }
            foreach (var due in beside)
                WriteCharge(json, ++n, due);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A charge beside the services has neither agreement nor tariff; it names itself instead.</summary>
    private static void WriteCharge(Utf8JsonWriter json, int n, DueCharge due)
    {
        json.WriteStartObject();
        json.WriteNumber("n", n);
        json.WriteString("misc", due.ChargeId);
        json.WriteString("service", due.Service);
        json.WriteString("component", due.Code);
        json.WriteString("en", due.NameEn);
        json.WriteString("es", due.NameEs);
        json.WriteNumber("quantity", due.Quantity);
        json.WriteNumber("price", due.UnitPrice);
        json.WriteNumber("amount", due.Amount);
        json.WriteBoolean("cut", due.MayCutWater);
        json.WriteString("why_en", due.WorkingEn);
        json.WriteString("why_es", due.WorkingEs);
        json.WriteStartObject("arithmetic");
        json.WriteString("ordinance", due.Code);
        json.WriteString("effective", Iso(due.From));
        json.WriteString("from", Iso(due.From));
        json.WriteString("to", Iso(due.To));
        json.WriteNumber("days", due.To.DayNumber - due.From.DayNumber);
        json.WriteStartArray("steps");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The charges, entries and reads, and the journal header's count and debits.</summary>
    public static string Postings(BillPostings bill, IReadOnlyList<PostedRead> reads, IEnumerable<(Guid Agreement, DateOnly From, DateOnly To)> covered)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("entry_count", bill.Entries.Count);
            json.WriteNumber("debits", bill.Entries.Where(e => e.Amount > 0).Sum(e => e.Amount));
            WriteArray(json, "charges", bill.Charges, c =>
            {
                json.WriteString("id", c.Id);
                json.WriteString("service", c.Service);
                json.WriteString("fund", c.Fund);
                json.WriteString("receivable", c.Receivable);
                json.WriteNumber("amount", c.Amount);
                json.WriteBoolean("cut", c.MayCutWater);
            });
            WriteArray(json, "entries", bill.Entries, e =>
            {
                json.WriteNumber("n", e.N);
                json.WriteString("fund", e.Fund);
                json.WriteString("gl", e.GlAccount);
                json.WriteNumber("amount", e.Amount);
                json.WriteString("service", e.Service);
                if (e.Charge is { } charge)
                    json.WriteString("charge", charge);
                if (e.Account is { } account)
                    json.WriteString("account", account);
                if (e.Premise is { } premise)
                    json.WriteString("premise", premise);
            });
            WriteArray(json, "reads", reads, r =>
            {
                json.WriteString("agreement", r.Agreement);
                json.WriteNumber("n", r.N);
                json.WriteString("read", r.Read);
                if (r.PreviousRead is { } previous)
                    json.WriteString("previous", previous);
                json.WriteNumber("usage", r.Usage);
            });
            WriteArray(json, "covered", [.. covered], c =>
            {
                json.WriteString("agreement", c.Agreement);
                json.WriteString("from", Iso(c.From));
                json.WriteString("to", Iso(c.To));
            });
            if (bill.Budget is { } budget)
                WriteBudget(json, budget, bill.BudgetParts);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteBudget(Utf8JsonWriter json, PostedBudget budget, IReadOnlyList<PostedBudgetPart> parts)
    {
        json.WriteStartObject("budget");
        json.WriteString("plan", budget.Plan);
        json.WriteNumber("actual", budget.Actual);
        json.WriteNumber("asked", budget.Asked);
        WriteArray(json, "parts", parts, p =>
        {
            json.WriteString("service", p.Service);
            json.WriteString("fund", p.Fund);
            json.WriteBoolean("cut", p.MayCutWater);
            json.WriteNumber("actual", p.Actual);
            json.WriteNumber("asked", p.Asked);
        });
        json.WriteEndObject();
    }

    private static void WriteArithmetic(Utf8JsonWriter json, RunContext context, RatedLine line, IReadOnlyDictionary<Guid, IReadOnlyList<UsageSegment>> reads)
    {
        json.WriteStartObject();
        json.WriteString("ordinance", context.Book.Find(line.Tariff)!.Document.Ordinance);
        json.WriteString("effective", Iso(context.Book.Find(line.Tariff)!.Effective));
        json.WriteString("from", Iso(line.From));
        json.WriteString("to", Iso(line.To));
        json.WriteNumber("days", line.To.DayNumber - line.From.DayNumber);
        if (line.Unit is { } unit)
            json.WriteString("unit", unit);
        json.WritePropertyName("steps");
        RatedLineJson.WriteSteps(json, line.Steps);
        if (reads.TryGetValue(line.Agreement, out var segments) && segments.Count > 0)
            WriteArray(json, "reads", segments, s =>
            {
                json.WriteString("meter", s.MeterSerial);
                json.WriteString("from", Iso(s.From));
                json.WriteString("to", Iso(s.To));
                json.WriteNumber("previous", s.PreviousValue);
                json.WriteNumber("current", s.Value);
                json.WriteNumber("usage", s.Usage);
                json.WriteString("unit", s.Unit);
                json.WriteString("kind", s.Kind.ToString());
            });
        json.WriteEndObject();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> rows, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            write(row);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

using Npgsql;
using NpgsqlTypes;
using System.Text.Json;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.Bills;

/// <summary>Reads posted bills with everything that belongs to them, set-based, for the page and for paper.</summary>
internal sealed class BillReading(BulkWriter database)
{
    private const int UsagePoints = 13;

    public Task<List<StoredLine>> LinesAsync(IReadOnlyCollection<Guid> billIds, CancellationToken cancellationToken) => database.QueryAsync(
        """
        select l.bill_id, l.n, l.service, l.component, l.label_en, l.label_es, l.quantity, l.unit_price, l.amount, l.may_cut_water, l.explanation_en, l.explanation_es, l.tariff_version_id, l.misc_charge_id, l.arithmetic::text
        from billing.bill_lines l where l.bill_id = any($1) order by l.bill_id, l.n
        """,
        [Arg.Ids(billIds)],
        r => new StoredLine(
            r.GetGuid(0), r.GetInt32(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.IsDBNull(6) ? null : r.GetDecimal(6), r.IsDBNull(7) ? null : r.GetDecimal(7),
            r.GetDecimal(8), r.GetBoolean(9), r.GetString(10), r.GetString(11), r.IsDBNull(12) ? null : r.GetGuid(12), r.IsDBNull(13) ? null : r.GetGuid(13), r.GetString(14)),
        cancellationToken);

    /// <summary>Statements of bills, by bill.</summary>
    public async Task<IReadOnlyDictionary<Guid, StatementDto>> StatementsAsync(IReadOnlyCollection<Guid> billIds, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            """
            select b.bill_id, s.number, s.cut_off_at, s.previous_balance, s.payments, s.deposits, s.adjustments, s.current_charges, s.amount_due
            from billing.statement_bills b join billing.statements s on s.tenant_id = b.tenant_id and s.id = b.statement_id where b.bill_id = any($1)
            """,
            [Arg.Ids(billIds)],
            r => (Bill: r.GetGuid(0), Statement: new StatementDto(r.GetInt64(1), r.GetFieldValue<DateTimeOffset>(2), r.GetDecimal(3), r.GetDecimal(4), r.GetDecimal(5), r.GetDecimal(6), r.GetDecimal(7), r.GetDecimal(8))),
            cancellationToken).ConfigureAwait(false)).ToDictionary(s => s.Bill, s => s.Statement);

    /// <summary>Billed usage of each bill's occupancy up to the bill, oldest first. Each read counts once, however many services it fed.</summary>
    public async Task<ILookup<Guid, UsagePointDto>> UsageAsync(IReadOnlyCollection<Guid> billIds, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            $"""
            select b.id, h.period_end, h.days, h.usage, h.estimated
            from billing.bills b
            cross join lateral (
                select * from (
                    select p."to" as period_end, p."to" - p."from" as days, sum(u.usage) as usage, bool_or(u.estimated) as estimated
                    from billing.bills p
                    cross join lateral (select distinct on (r.read_id) r.read_id, r.usage, coalesce(m.kind = 'Estimated', false) as estimated
                        from billing.billed_reads r left join metering.reads m on m.tenant_id = r.tenant_id and m.id = r.read_id where r.tenant_id = p.tenant_id and r.bill_id = p.id) u
                    where p.tenant_id = b.tenant_id and p.account_id = b.account_id and p.occupancy_id = b.occupancy_id and p.bill_date <= b.bill_date and p.bill_date > b.bill_date - 400
                      and (p.id = b.id or {Standing.Bill("p.id")})
                    group by p.id, p."to", p."from" order by p."to" desc limit $2) recent order by period_end) h
            where b.id = any($1)
            """,
            [Arg.Ids(billIds), new NpgsqlParameter { Value = UsagePoints }],
            r => (Bill: r.GetGuid(0), Point: new UsagePointDto(r.GetFieldValue<DateOnly>(1), r.GetInt32(2), r.GetDecimal(3), r.GetBoolean(4))),
            cancellationToken).ConfigureAwait(false)).ToLookup(u => u.Bill, u => u.Point);
}

/// <summary>A bill line as it is stored, in both languages.</summary>
internal sealed record StoredLine(
    Guid BillId, int N, string Service, string Component, string LabelEn, string LabelEs, decimal? Quantity, decimal? UnitPrice, decimal Amount, bool MayCutWater, string WhyEn, string WhyEs, Guid? TariffVersionId, Guid? MiscChargeId, string Arithmetic)
{
    /// <summary>The stored arithmetic as the page shows it.</summary>
    public LineWhyDto Why()
    {
        using var document = JsonDocument.Parse(Arithmetic);
        var root = document.RootElement;
        return new LineWhyDto(
            TariffVersionId, MiscChargeId, root.GetProperty("ordinance").GetString()!, Date(root, "effective"), Date(root, "from"), Date(root, "to"), root.GetProperty("days").GetInt32(),
            root.TryGetProperty("unit", out var unit) ? unit.GetString() : null,
            [.. root.GetProperty("steps").EnumerateArray().Select(Step)],
            root.TryGetProperty("reads", out var reads) ? [.. reads.EnumerateArray().Select(Read)] : []);
    }

    private static WhyStepDto Step(JsonElement step) => new(
        step.GetProperty("k").GetString()!, Number(step, "q"), Number(step, "p"), Number(step, "t"), Whole(step, "n"), Whole(step, "d"),
        step.TryGetProperty("r", out var rounding) ? rounding.GetString() : null, Number(step, "a") ?? 0m);

    private static BillReadDto Read(JsonElement read) => new(
        read.GetProperty("meter").GetString()!, Date(read, "from"), Date(read, "to"), read.GetProperty("previous").GetDecimal(), read.GetProperty("current").GetDecimal(), read.GetProperty("usage").GetDecimal(),
        read.GetProperty("unit").GetString()!, read.GetProperty("kind").GetString() == "Estimated");

    private static decimal? Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetDecimal() : null;

    private static int? Whole(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    private static DateOnly Date(JsonElement element, string name) => DateOnly.ParseExact(element.GetProperty(name).GetString()!, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

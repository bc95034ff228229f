using Npgsql;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.Ledger;

/// <summary>A charge with what an application needs to know of it.</summary>
internal sealed record ChargeItem(Guid Id, Guid AccountId, Guid PremiseId, Guid OccupancyId, string Service, DateOnly DueDate, decimal Amount, decimal Open, bool MayCutWater, Guid FundId, Guid ReceivableAccountId, ChargeCauseKind CauseKind, Guid CauseId, Guid JournalId);

/// <summary>A credit with what is left of it. The contra account is that of the adjustment it comes from, else null.</summary>
internal sealed record CreditItem(Guid Id, Guid AccountId, decimal Unapplied, DateOnly EffectiveDate, CreditCauseKind CauseKind, Guid CauseId, Guid? ContraAccountId);

/// <summary>The partner's or the tax part of a charge, and how much of it payments or adjustments have moved so far.</summary>
internal sealed record ChargePart(Guid ChargeId, Guid GlAccountId, decimal Amount, decimal Moved);

/// <summary>Reads open charges and credits, set-based, in the transaction that has locked their accounts.</summary>
internal sealed class OpenItems(BulkWriter bulk)
{
    private const string ChargeColumns = "h.id, h.account_id, h.premise_id, h.occupancy_id, h.service, h.due_date, h.amount, b.open, h.may_cut_water, h.fund_id, h.receivable_account_id, h.cause_kind, h.cause_id, h.journal_id";
    private const string ChargeTables = "billing.charge_balances b join billing.charges h on h.tenant_id = b.tenant_id and h.id = b.charge_id";
    private const string CreditColumns = "c.id, c.account_id, b.unapplied, c.effective_date, c.cause_kind, c.cause_id, a.gl_account_id";
    private const string CreditTables = """
        billing.credit_balances b
        join billing.credits c on c.tenant_id = b.tenant_id and c.id = b.credit_id
        left join billing.adjustments a on a.tenant_id = c.tenant_id and a.id = c.cause_id and c.cause_kind = 'Adjustment'
        """;

    public Task<List<ChargeItem>> OpenChargesAsync(IEnumerable<Guid> accountIds, CancellationToken cancellationToken) =>
        bulk.QueryAsync($"select {ChargeColumns} from {ChargeTables} where b.account_id = any ($1) and b.open > 0 order by h.due_date, h.id", [Ids(accountIds)], Charge, cancellationToken);

    public Task<List<ChargeItem>> ChargesAsync(IEnumerable<Guid> chargeIds, CancellationToken cancellationToken) =>
        bulk.QueryAsync($"select {ChargeColumns} from {ChargeTables} where b.charge_id = any ($1) order by h.id", [Ids(chargeIds)], Charge, cancellationToken);

    public Task<List<ChargeItem>> ChargesOfCausesAsync(IEnumerable<Guid> causeIds, CancellationToken cancellationToken) =>
        bulk.QueryAsync($"select {ChargeColumns} from {ChargeTables} where h.cause_id = any ($1) and not b.is_reversed order by h.id", [Ids(causeIds)], Charge, cancellationToken);

    /// <summary>The late penalties on these charges that still stand.</summary>
    public Task<List<ChargeItem>> PenaltiesOnAsync(IEnumerable<Guid> chargeIds, CancellationToken cancellationToken) =>
        bulk.QueryAsync($"select {ChargeColumns} from {ChargeTables} where h.penalised_charge_id = any ($1) and not b.is_reversed order by h.id", [Ids(chargeIds)], Charge, cancellationToken);

    public Task<List<CreditItem>> UnappliedCreditsAsync(IEnumerable<Guid> accountIds, CancellationToken cancellationToken) =>
        bulk.QueryAsync($"select {CreditColumns} from {CreditTables} where b.account_id = any ($1) and b.unapplied > 0 order by c.effective_date, c.id", [Ids(accountIds)], Credit, cancellationToken);

    public Task<List<CreditItem>> CreditsAsync(IEnumerable<Guid> creditIds, CancellationToken cancellationToken) =>
        bulk.QueryAsync($"select {CreditColumns} from {CreditTables} where b.credit_id = any ($1) order by c.id", [Ids(creditIds)], Credit, cancellationToken);

    public Task<List<CreditItem>> CreditsOfCausesAsync(IEnumerable<Guid> causeIds, CancellationToken cancellationToken) =>
        bulk.QueryAsync($"select {CreditColumns} from {CreditTables} where c.cause_id = any ($1) and not b.is_reversed order by c.id", [Ids(causeIds)], Credit, cancellationToken);

    /// <summary>
    /// The parts of these charges that are not the town's own revenue: from the posting that made the charge. Moved is what the applications that are posted (and
    /// not taken back) have moved out of that account already.
    /// </summary>
    public Task<List<ChargePart>> PartsAsync(IEnumerable<Guid> chargeIds, CancellationToken cancellationToken)
    {
        const string sql = """
            with part as (
                select h.tenant_id, h.id as charge_id, e.gl_account_id, -sum(e.amount) as amount
                from billing.charges h
                join billing.entries e on e.tenant_id = h.tenant_id and e.journal_id = h.journal_id and e.charge_id = h.id
                join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id and g.purpose in ('UncollectedPassThrough', 'PassThroughPayable', 'TaxPayable')
                where h.id = any ($1)
                group by 1, 2, 3
            ), posted as (
                select a.tenant_id, a.charge_id, a.journal_id from billing.applications a where a.charge_id = any ($1)
                union
                select a.tenant_id, a.charge_id, u.journal_id
                from billing.applications a join billing.unapplications u on u.tenant_id = a.tenant_id and u.application_id = a.id where a.charge_id = any ($1)
            ), moved as (
                select e.charge_id, e.gl_account_id, sum(e.amount) as amount
                from posted p join billing.entries e on e.tenant_id = p.tenant_id and e.journal_id = p.journal_id and e.charge_id = p.charge_id
                group by 1, 2
            )
            select part.charge_id, part.gl_account_id, part.amount, coalesce(moved.amount, 0)
            from part left join moved on moved.charge_id = part.charge_id and moved.gl_account_id = part.gl_account_id
            where part.amount <> 0
            order by 1, 2
            """;
        return bulk.QueryAsync(sql, [Ids(chargeIds)], r => new ChargePart(r.GetGuid(0), r.GetGuid(1), r.GetDecimal(2), r.GetDecimal(3)), cancellationToken);
    }

    /// <summary>How much of each charge adjustments have paid, as things stand.</summary>
    public async Task<Dictionary<Guid, decimal>> AdjustedAsync(IEnumerable<Guid> chargeIds, CancellationToken cancellationToken)
    {
        const string sql = """
            select a.charge_id, sum(a.amount)
            from billing.applications a
            join billing.credits c on c.tenant_id = a.tenant_id and c.id = a.credit_id and c.cause_kind = 'Adjustment'
            where a.charge_id = any ($1)
              and not exists (select 1 from billing.unapplications u where u.tenant_id = a.tenant_id and u.application_id = a.id)
            group by 1
            """;
        var rows = await bulk.QueryAsync(sql, [Ids(chargeIds)], r => (Id: r.GetGuid(0), Amount: r.GetDecimal(1)), cancellationToken);
        return rows.ToDictionary(r => r.Id, r => r.Amount);
    }

    private static ChargeItem Charge(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetGuid(3), r.GetString(4), r.GetFieldValue<DateOnly>(5), r.GetDecimal(6), r.GetDecimal(7), r.GetBoolean(8),
        r.GetGuid(9), r.GetGuid(10), Enum.Parse<ChargeCauseKind>(r.GetString(11)), r.GetGuid(12), r.GetGuid(13));

    private static CreditItem Credit(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetGuid(1), r.GetDecimal(2), r.GetFieldValue<DateOnly>(3), Enum.Parse<CreditCauseKind>(r.GetString(4)), r.GetGuid(5), r.IsDBNull(6) ? null : r.GetGuid(6));

    private static NpgsqlParameter Ids(IEnumerable<Guid> ids) => new() { Value = ids.Distinct().ToArray() };
}

using Npgsql;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.Ledger;

internal sealed class LedgerService(
    JournalWriter writer, JournalReader journals, OpenItems items, CreditSpender spender, ReversalPoster reversals, ChartProvider charts, BulkWriter bulk, IGuidGenerator guids) : ILedger
{
    public Task LockAccountsAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken = default) => writer.LockAccountsAsync(accountIds, cancellationToken);

    public async Task<int> ApplyCreditsAsync(IReadOnlyCollection<Guid> accountIds, DateOnly effectiveDate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(accountIds);
        await writer.LockAccountsAsync(accountIds, cancellationToken);
        return await spender.SpendAsync(accountIds, effectiveDate, accountIds.FirstOrDefault(), cancellationToken);
    }

    public async Task UnapplyAsync(IReadOnlyCollection<Guid> applicationIds, DateOnly effectiveDate, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(applicationIds);
        var found = await journals.LiveByIdAsync(applicationIds, cancellationToken);
        await writer.LockAccountsAsync(found.Select(a => a.AccountId), cancellationToken);
        var live = await journals.LiveByIdAsync(applicationIds, cancellationToken);
        if (live.Count != applicationIds.Distinct().Count())
            throw new BusinessException("Billing:Ledger.AlreadyUnapplied");
        var batch = new PostingBatch();
        await reversals.AddUnapplicationsAsync(batch, live, effectiveDate, reason, cancellationToken);
        await writer.WriteAsync(batch, "Ledger.Unapply", live[0].Id, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, Guid>> PostPenaltiesAsync(IReadOnlyList<PenaltyPosting> penalties, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(penalties);
        if (penalties.Count == 0)
            return new Dictionary<Guid, Guid>();
        await writer.LockAccountsAsync(penalties.Select(p => p.AccountId), cancellationToken);
        var chart = await charts.GetAsync(cancellationToken);
        var charges = (await items.ChargesAsync(penalties.SelectMany(p => p.Parts).Select(p => p.ChargeId), cancellationToken)).ToDictionary(c => c.Id);
        var batch = new PostingBatch();
        foreach (var penalty in penalties)
            AddPenalty(batch, penalty, charges, chart);
        await writer.WriteAsync(batch, "Ledger.Penalty", penalties[0].PenaltyId, cancellationToken);
        return batch.Journals.ToDictionary(j => j.SourceId, j => j.Id);
    }

    public async Task<IReadOnlyList<OverdueBill>> OverdueBillsAsync(DateOnly dueBefore, Guid? after, int limit, CancellationToken cancellationToken = default)
    {
        const string sql = """
            with late as (
                select distinct h.cause_id
                from billing.charge_balances c join billing.charges h on h.tenant_id = c.tenant_id and h.id = c.charge_id
                where c.open > 0 and h.cause_kind = 'Bill' and h.due_date < $1 and h.cause_id > $2
            ), chosen as (
                select b.id, b.number, b.account_id, b.due_date
                from late join billing.bills b on b.id = late.cause_id
                where not exists (
                        select 1 from billing.charges h join billing.charges p on p.tenant_id = h.tenant_id and p.penalised_charge_id = h.id
                        where h.tenant_id = b.tenant_id and h.cause_id = b.id)
                  and not exists (
                        select 1 from billing.bill_calculations k join billing.bill_runs r on r.tenant_id = k.tenant_id and r.id = k.run_id
                        where r.tenant_id = b.tenant_id and r.state = 'Posting' and k.account_id = b.account_id)
                order by b.id limit $3
            )
            select b.id, b.number, b.account_id, b.due_date, h.id, h.service, c.open
            from chosen b
            join billing.charges h on h.cause_id = b.id and h.cause_kind = 'Bill'
            join billing.charge_balances c on c.tenant_id = h.tenant_id and c.charge_id = h.id and c.open > 0
            order by b.id, h.id
            """;
        var rows = await bulk.QueryAsync(
            sql, [new() { Value = dueBefore }, new() { Value = after ?? Guid.Empty }, new() { Value = limit }],
            r => (Id: r.GetGuid(0), Number: r.GetInt64(1), AccountId: r.GetGuid(2), Due: r.GetFieldValue<DateOnly>(3), Charge: new OpenBillCharge(r.GetGuid(4), r.GetString(5), r.GetDecimal(6))),
            cancellationToken);
        return [.. rows.GroupBy(r => (r.Id, r.Number, r.AccountId, r.Due)).Select(g => new OverdueBill(
            g.Key.Id, g.Key.Number, g.Key.AccountId, g.Key.Due, g.Sum(r => r.Charge.Open), [.. g.Select(r => r.Charge)]))];
    }

    public async Task<decimal> DepositsHeldAsync(CancellationToken cancellationToken = default)
    {
        const string sql = """
            select coalesce(-sum(e.amount), 0)
            from billing.entries e join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id and g.purpose = 'DepositsHeld'
            """;
        return (await bulk.QueryAsync(sql, [], r => r.GetDecimal(0), cancellationToken))[0];
    }

    private void AddPenalty(PostingBatch batch, PenaltyPosting penalty, Dictionary<Guid, ChargeItem> charges, Chart chart)
    {
        var journal = new JournalDraft { Id = guids.Create(), SourceKind = JournalSourceKind.Penalty, SourceId = penalty.PenaltyId, EffectiveDate = penalty.EffectiveDate, Memo = penalty.Memo };
        foreach (var part in penalty.Parts)
        {
            var penalised = charges.GetValueOrDefault(part.ChargeId) ?? throw new EntityNotFoundException(typeof(Charge), part.ChargeId);
            if (penalised.CauseKind == ChargeCauseKind.Penalty)
                throw new BusinessException("Billing:Penalty.OnPenalty");
            if (penalised.AccountId != penalty.AccountId)
                throw new BusinessException("Billing:Ledger.OtherAccountsCharge");
            var charge = new Charge
            {
                Id = guids.Create(), AccountId = penalty.AccountId, OccupancyId = penalised.OccupancyId, PremiseId = penalised.PremiseId, Service = penalised.Service,
                EffectiveDate = penalty.EffectiveDate, DueDate = penalty.DueDate, Amount = part.Amount, MayCutWater = penalised.MayCutWater, FundId = penalised.FundId,
                ReceivableAccountId = penalised.ReceivableAccountId, CauseKind = ChargeCauseKind.Penalty, CauseId = penalty.PenaltyId, PenalisedChargeId = penalised.Id, JournalId = journal.Id,
            };
            ChargeLines.Add(journal, charge, chart.Account(charge.ReceivableAccountId), [(chart.FeeRevenue(charge.FundId, charge.Service), charge.Amount)]);
            batch.Charges.Add(charge);
        }
        batch.Journals.Add(journal);
    }
}

using UtilityBilling.Billing.Charges;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.Ledger;

/// <summary>One INSERT per table of the ledger, fed by arrays. The town is taken from the session, so that it is the one the transaction was begun for.</summary>
internal sealed class LedgerStatements(BulkWriter bulk)
{
    private const string Town = "(select billing.present_town())";

    public async Task JournalsAsync(IReadOnlyList<Journal> rows, CancellationToken cancellationToken) => await InsertAsync(
        rows,
        $"""
        insert into billing.journals (tenant_id, id, effective_date, ledger_date, accounting_period_id, posted_at, posted_by, source_kind, source_id, reverses_journal_id, entry_count, amount, memo, first_entry)
        select {Town}, x.*, 1 from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) x
        """,
        a => a.Ids(j => j.Id).Dates(j => j.EffectiveDate).Dates(j => j.LedgerDate).Ids(j => j.AccountingPeriodId).Instants(j => j.PostedAt).Ids(j => j.PostedBy)
            .Texts(j => j.SourceKind.ToString()).Ids(j => j.SourceId).Ids(j => j.ReversesJournalId).Numbers(j => j.EntryCount).Amounts(j => j.Amount).Texts(j => j.Memo),
        cancellationToken);

    public async Task ChargesAsync(IReadOnlyList<Charge> rows, CancellationToken cancellationToken) => await InsertAsync(
        rows,
        $"""
        insert into billing.charges (tenant_id, id, account_id, occupancy_id, premise_id, service, effective_date, due_date, amount, may_cut_water, fund_id, receivable_account_id, cause_kind, cause_id, penalised_charge_id, journal_id)
        select {Town}, x.* from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) x
        """,
        a => a.Ids(c => c.Id).Ids(c => c.AccountId).Ids(c => c.OccupancyId).Ids(c => c.PremiseId).Texts(c => c.Service).Dates(c => c.EffectiveDate).Dates(c => c.DueDate)
            .Amounts(c => c.Amount).Flags(c => c.MayCutWater).Ids(c => c.FundId).Ids(c => c.ReceivableAccountId).Texts(c => c.CauseKind.ToString()).Ids(c => c.CauseId)
            .Ids(c => c.PenalisedChargeId).Ids(c => c.JournalId),
        cancellationToken);

    public async Task CreditsAsync(IReadOnlyList<Credit> rows, CancellationToken cancellationToken) => await InsertAsync(
        rows,
        $"""
        insert into billing.credits (tenant_id, id, account_id, amount, effective_date, cause_kind, cause_id, journal_id, fund_id)
        select {Town}, x.* from unnest($1, $2, $3, $4, $5, $6, $7, $8) x
        """,
        a => a.Ids(c => c.Id).Ids(c => c.AccountId).Amounts(c => c.Amount).Dates(c => c.EffectiveDate).Texts(c => c.CauseKind.ToString()).Ids(c => c.CauseId)
            .Ids(c => c.JournalId).Ids(c => c.FundId),
        cancellationToken);

    public async Task<long> EntriesAsync(IReadOnlyList<JournalDraft> journals, CancellationToken cancellationToken) => await InsertAsync(
        [.. journals.SelectMany(j => j.Entries.Select((e, i) => (JournalId: j.Id, N: i + 1, Entry: e)))],
        $"""
        insert into billing.entries (tenant_id, journal_id, n, fund_id, gl_account_id, amount, account_id, premise_id, service, charge_id, credit_id)
        select {Town}, x.* from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) x
        """,
        a => a.Ids(r => r.JournalId).Numbers(r => r.N).Ids(r => r.Entry.Account.FundId).Ids(r => r.Entry.Account.Id).Amounts(r => r.Entry.Amount)
            .Ids(r => r.Entry.CustomerAccountId).Ids(r => r.Entry.PremiseId).Texts(r => r.Entry.Service).Ids(r => r.Entry.ChargeId).Ids(r => r.Entry.CreditId),
        cancellationToken);

    public async Task ApplicationsAsync(IReadOnlyList<Application> rows, CancellationToken cancellationToken) => await InsertAsync(
        rows,
        $"""
        insert into billing.applications (tenant_id, id, credit_id, charge_id, amount, effective_date, journal_id)
        select {Town}, x.* from unnest($1, $2, $3, $4, $5, $6) x
        """,
        a => a.Ids(r => r.Id).Ids(r => r.CreditId).Ids(r => r.ChargeId).Amounts(r => r.Amount).Dates(r => r.EffectiveDate).Ids(r => r.JournalId),
        cancellationToken);

    public async Task UnapplicationsAsync(IReadOnlyList<Unapplication> rows, CancellationToken cancellationToken) => await InsertAsync(
        rows,
        $"insert into billing.unapplications (tenant_id, id, application_id, journal_id, reason) select {Town}, x.* from unnest($1, $2, $3, $4) x",
        a => a.Ids(r => r.Id).Ids(r => r.ApplicationId).Ids(r => r.JournalId).Texts(r => r.Reason),
        cancellationToken);

    public async Task ChargeReversalsAsync(IReadOnlyList<ChargeReversal> rows, CancellationToken cancellationToken) => await InsertAsync(
        rows,
        $"insert into billing.charge_reversals (tenant_id, id, charge_id, journal_id) select {Town}, x.* from unnest($1, $2, $3) x",
        a => a.Ids(r => r.Id).Ids(r => r.ChargeId).Ids(r => r.JournalId),
        cancellationToken);

    public async Task CreditReversalsAsync(IReadOnlyList<CreditReversal> rows, CancellationToken cancellationToken) => await InsertAsync(
        rows,
        $"insert into billing.credit_reversals (tenant_id, id, credit_id, journal_id) select {Town}, x.* from unnest($1, $2, $3) x",
        a => a.Ids(r => r.Id).Ids(r => r.CreditId).Ids(r => r.JournalId),
        cancellationToken);

    private async Task<long> InsertAsync<T>(IReadOnlyList<T> rows, string sql, Action<ColumnArrays<T>> columns, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return 0;
        var arrays = new ColumnArrays<T>(rows);
        columns(arrays);
        return await bulk.ExecuteAsync(sql, arrays.Parameters, cancellationToken);
    }
}

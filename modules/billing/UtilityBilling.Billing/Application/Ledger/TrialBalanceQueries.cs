using System.Runtime.CompilerServices;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.Ledger;

internal sealed class TrialBalanceQueries(BulkWriter bulk, IAccountDirectory accounts, IPermissionChecker permissions) : ITrialBalance
{
    private const int MaxRows = 1000;

    public async Task<TrialBalanceDto> GeneralLedgerAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        const string sql = """
            select f.code, f.name, g.code, g.name, g.kind,
                coalesce(sum(e.amount) filter (where j.ledger_date < $1), 0),
                coalesce(sum(e.amount) filter (where j.ledger_date >= $1 and e.amount > 0), 0),
                coalesce(-sum(e.amount) filter (where j.ledger_date >= $1 and e.amount < 0), 0),
                coalesce(sum(e.amount), 0)
            from billing.gl_accounts g
            join billing.funds f on f.tenant_id = g.tenant_id and f.id = g.fund_id
            left join (billing.entries e join billing.journals j on j.tenant_id = e.tenant_id and j.id = e.journal_id and j.ledger_date <= $2)
                on e.tenant_id = g.tenant_id and e.gl_account_id = g.id
            group by f.code, f.name, g.code, g.name, g.kind, g.id
            order by f.code, g.code, g.id
            """;
        await permissions.CheckAsync(BillingPermissions.Reports.View, cancellationToken);
        var rows = await bulk.QueryAsync(
            sql, [new() { Value = from }, new() { Value = to }],
            r => new TrialBalanceRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetDecimal(5), r.GetDecimal(6), r.GetDecimal(7), r.GetDecimal(8)),
            cancellationToken);
        List<ControlTie> ties =
        [
            .. await TiesAsync("Receivable", LedgerControls.Receivable, cancellationToken),
            .. await TiesAsync("UnappliedCredit", LedgerControls.Unapplied, cancellationToken),
            .. await TiesAsync("UncollectedPassThrough", LedgerControls.UncollectedPassThrough, cancellationToken),
            .. await TiesAsync("DueToDueFrom", LedgerControls.DueToDueFrom, cancellationToken),
            .. await TiesAsync("BudgetVariance", LedgerControls.BudgetVariance, cancellationToken),
        ];
        return new TrialBalanceDto(rows, ties);
    }

    public async Task<IReadOnlyList<AccountBalanceRow>> AccountsAsync(DateOnly asOf, Guid? after, int limit, CancellationToken cancellationToken = default)
    {
        const string sql = """
            select e.account_id,
                coalesce(sum(e.amount) filter (where g.purpose = 'Receivable'), 0),
                coalesce(-sum(e.amount) filter (where g.purpose = 'UnappliedCredit'), 0)
            from billing.entries e
            join billing.journals j on j.tenant_id = e.tenant_id and j.id = e.journal_id and j.effective_date <= $1
            join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id
            where e.account_id > $2
            group by 1
            having sum(e.amount) filter (where g.purpose = 'Receivable') <> 0 or sum(e.amount) filter (where g.purpose = 'UnappliedCredit') <> 0
            order by 1 limit $3
            """;
        await permissions.CheckAsync(BillingPermissions.Reports.View, cancellationToken);
        if (after is { } last && !(await accounts.ByAccountAsync([last], cancellationToken)).ContainsKey(last))
            throw new EntityNotFoundException(typeof(AccountCard), last);
        var rows = await bulk.QueryAsync(
            sql, [new() { Value = asOf }, new() { Value = after ?? Guid.Empty }, new() { Value = Math.Clamp(limit, 1, MaxRows) }],
            r => (Id: r.GetGuid(0), Receivable: r.GetDecimal(1), Unapplied: r.GetDecimal(2)), cancellationToken);
        var cards = await accounts.ByAccountAsync([.. rows.Select(r => r.Id)], cancellationToken);
        return [.. rows.Select(r => new AccountBalanceRow(
            r.Id, cards.GetValueOrDefault(r.Id)?.Number ?? "", cards.GetValueOrDefault(r.Id)?.CustomerName ?? "", r.Receivable, r.Unapplied, r.Receivable - r.Unapplied))];
    }

    public async IAsyncEnumerable<AccountBalanceRow> AllAccountsAsync(DateOnly asOf, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (Guid? after = null; ;)
        {
            var page = await AccountsAsync(asOf, after, MaxRows, cancellationToken);
            foreach (var row in page)
                yield return row;
            if (page.Count < MaxRows)
                yield break;
            after = page[^1].AccountId;
        }
    }

    public async Task<BalanceTie> AccountsTieAsync(DateOnly asOf, CancellationToken cancellationToken = default)
    {
        const string sql = """
            select count(distinct e.account_id),
                coalesce(sum(e.amount) filter (where g.purpose = 'Receivable' and e.account_id is not null), 0),
                coalesce(-sum(e.amount) filter (where g.purpose = 'UnappliedCredit' and e.account_id is not null), 0),
                coalesce(sum(e.amount) filter (where g.purpose = 'Receivable'), 0),
                coalesce(-sum(e.amount) filter (where g.purpose = 'UnappliedCredit'), 0)
            from billing.entries e
            join billing.journals j on j.tenant_id = e.tenant_id and j.id = e.journal_id and j.effective_date <= $1
            join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id
            """;
        await permissions.CheckAsync(BillingPermissions.Reports.View, cancellationToken);
        var rows = await bulk.QueryAsync(
            sql, [new() { Value = asOf }], r => new BalanceTie(r.GetInt64(0), r.GetDecimal(1), r.GetDecimal(2), r.GetDecimal(3), r.GetDecimal(4)), cancellationToken);
        return rows[0];
    }

    private Task<List<ControlTie>> TiesAsync(string name, string sql, CancellationToken cancellationToken) =>
        bulk.QueryAsync(sql, [], r => new ControlTie(name, r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1), r.GetDecimal(2), r.GetDecimal(3)), cancellationToken);
}

using Npgsql;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Ledger;

internal sealed class AccountLedgerQueries(BulkWriter bulk, IAccountDirectory accounts, IUserNames names, IPermissionChecker permissions) : IAccountLedger
{
    private const int MaxRows = 200;

    /// <summary>Of one instant, credit is taken off before and applied after what it belongs to, as it happened.</summary>
    public async Task<LedgerPage> PageAsync(Guid accountId, LedgerPosition? before, int limit, CancellationToken cancellationToken = default)
    {
        const string sql = """
            select x.id, x.source_kind, x.effective_date, x.posted_at, x.amount, x.balance, x.memo, x.source_id, x.moved, b.number
            from (
                select j.id, j.source_kind, j.effective_date, j.posted_at, r.place, s.amount, sum(s.amount) over (order by j.posted_at, r.place, j.id) as balance, j.memo, j.source_id, s.moved
                from (
                    select e.journal_id, sum(e.amount) as amount, sum(e.amount) filter (where e.amount > 0) as moved
                    from billing.entries e where e.account_id = $1 group by 1
                ) s
                join billing.journals j on j.id = s.journal_id
                cross join lateral (select case j.source_kind when 'Unapplication' then 0 when 'Application' then 2 else 1 end as place) r
            ) x
            left join billing.bills b on b.account_id = $1 and b.id = x.source_id and x.source_kind = 'Bill'
            where $2::timestamptz is null or (x.posted_at, x.place, x.id) < (
                $2, (select case j.source_kind when 'Unapplication' then 0 when 'Application' then 2 else 1 end from billing.journals j where j.id = $3), $3)
            order by x.posted_at desc, x.place desc, x.id desc limit $4
            """;
        await permissions.CheckAsync(BillingPermissions.Ledger.View, cancellationToken);
        if (before is not null && (await bulk.QueryAsync("select 1 from billing.journals where id = $1", [new() { Value = before.JournalId }], r => r.GetInt32(0), cancellationToken)).Count == 0)
            throw new EntityNotFoundException(typeof(Journal), before.JournalId);
        var wanted = Math.Clamp(limit, 1, MaxRows);
        var rows = await bulk.QueryAsync(
            sql,
            [
                new() { Value = accountId },
                new() { Value = (object?)before?.PostedAt.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
                new() { Value = before?.JournalId ?? Guid.Empty },
                new() { Value = wanted + 1 },
            ],
            Entry, cancellationToken);
        var page = rows.Take(wanted).ToList();
        return new LedgerPage(page, rows.Count > wanted ? new LedgerPosition(page[^1].PostedAt, page[^1].JournalId) : null);
    }

    public async Task<IReadOnlyList<OpenChargeDto>> OpenChargesAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        const string sql = """
            select h.id, h.service, h.cause_kind, h.effective_date, h.due_date, h.amount, b.open, h.may_cut_water
            from billing.charge_balances b join billing.charges h on h.tenant_id = b.tenant_id and h.id = b.charge_id
            where b.account_id = $1 and b.open > 0
            order by h.due_date, h.service, h.id limit 500
            """;
        await permissions.CheckAsync(BillingPermissions.Ledger.View, cancellationToken);
        return await bulk.QueryAsync(
            sql, [new() { Value = accountId }],
            r => new OpenChargeDto(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetFieldValue<DateOnly>(3), r.GetFieldValue<DateOnly>(4), r.GetDecimal(5), r.GetDecimal(6), r.GetBoolean(7)),
            cancellationToken);
    }

    public async Task<JournalDto> JournalAsync(Guid journalId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Ledger.View, cancellationToken);
        const string lines = """
            select e.n, f.code, g.code, g.name, e.amount, e.account_id, e.service
            from billing.entries e
            join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id
            join billing.funds f on f.tenant_id = e.tenant_id and f.id = e.fund_id
            where e.journal_id = $1 order by e.n
            """;
        var rows = await bulk.QueryAsync(
            lines, [new() { Value = journalId }],
            r => (N: r.GetInt32(0), Fund: r.GetString(1), Code: r.GetString(2), Name: r.GetString(3), Amount: r.GetDecimal(4), Account: r.IsDBNull(5) ? (Guid?)null : r.GetGuid(5), Service: r.IsDBNull(6) ? null : r.GetString(6)),
            cancellationToken);
        var cards = await accounts.ByAccountAsync([.. rows.Select(r => r.Account).OfType<Guid>().Distinct()], cancellationToken);
        var reversedBy = await bulk.QueryAsync("select id from billing.journals where reverses_journal_id = $1 order by posted_at, id", [new() { Value = journalId }], r => r.GetGuid(0), cancellationToken);
        var described = rows.Select(r => new JournalLineDto(
            r.N, r.Fund, r.Code, r.Name, r.Amount > 0 ? r.Amount : null, r.Amount < 0 ? -r.Amount : null, r.Account,
            r.Account is { } id ? cards.GetValueOrDefault(id)?.Number : null, r.Service)).ToList();
        return await HeaderAsync(journalId, reversedBy, described, cancellationToken);
    }

    private async Task<JournalDto> HeaderAsync(Guid journalId, List<Guid> reversedBy, List<JournalLineDto> lines, CancellationToken cancellationToken)
    {
        const string sql = """
            select j.source_kind, j.source_id, j.effective_date, j.ledger_date, j.posted_at, j.memo, j.amount, j.reverses_journal_id, j.posted_by
            from billing.journals j where j.id = $1
            """;
        var found = await bulk.QueryAsync(
            sql, [new() { Value = journalId }],
            r => (By: r.GetGuid(8), Journal: new JournalDto(
                journalId, r.GetString(0), r.GetGuid(1), r.GetFieldValue<DateOnly>(2), r.GetFieldValue<DateOnly>(3), r.GetFieldValue<DateTimeOffset>(4), "",
                r.IsDBNull(5) ? null : r.GetString(5), r.GetDecimal(6), r.IsDBNull(7) ? null : r.GetGuid(7), reversedBy, lines)),
            cancellationToken);
        if (found.Count == 0)
            throw new EntityNotFoundException(typeof(Journal), journalId);
        var people = await names.GetAsync([found[0].By], cancellationToken);
        return found[0].Journal with { PostedBy = people.GetValueOrDefault(found[0].By) ?? "" };
    }

    private static LedgerEntryDto Entry(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.GetFieldValue<DateOnly>(2), r.GetFieldValue<DateTimeOffset>(3), r.GetDecimal(4), r.GetDecimal(5),
        r.IsDBNull(6) ? null : r.GetString(6), r.GetGuid(7), r.GetDecimal(4) == 0 && !r.IsDBNull(8) ? r.GetDecimal(8) : 0m, r.IsDBNull(9) ? null : r.GetInt64(9));
}

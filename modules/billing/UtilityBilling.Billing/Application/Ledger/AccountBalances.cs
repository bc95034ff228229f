using Npgsql;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Ledger;

internal sealed class AccountBalances(BulkWriter bulk, IClock clock, ICurrentTenant tenant) : IAccountBalances
{
    public async Task<IReadOnlyDictionary<Guid, AccountBalanceDto>> GetAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken = default)
    {
        const string sql = """
            select b.account_id, b.open, b.unapplied, b.balance, coalesce(d.past_due, 0), d.next_due
            from billing.account_balances b
            left join lateral (
                select sum(c.open) filter (where h.due_date < $2) as past_due, min(h.due_date) filter (where h.due_date >= $2) as next_due
                from billing.charge_balances c join billing.charges h on h.tenant_id = c.tenant_id and h.id = c.charge_id
                where c.tenant_id = b.tenant_id and c.account_id = b.account_id and c.open > 0
            ) d on true
            where b.account_id = any ($1)
            """;
        var rows = await bulk.QueryAsync(
            sql, [Ids(accountIds), new() { Value = clock.Today }],
            r => (Id: r.GetGuid(0), Balance: new AccountBalanceDto(r.GetDecimal(1), r.GetDecimal(2), r.GetDecimal(3), r.GetDecimal(4), r.IsDBNull(5) ? null : r.GetFieldValue<DateOnly>(5))),
            cancellationToken);
        return rows.ToDictionary(r => r.Id, r => r.Balance);
    }

    public async Task<IReadOnlyDictionary<Guid, decimal>> AsOfAsync(IReadOnlyCollection<Guid> accountIds, DateOnly date, BalanceBasis basis, CancellationToken cancellationToken = default)
    {
        var (column, limit) = basis switch
        {
            BalanceBasis.AsOf => ("j.effective_date <= $2", (object)date),
            BalanceBasis.ByPeriod => ("j.ledger_date <= $2", date),
            BalanceBasis.AsReported => ("j.posted_at < $2", EndOfDay(date)),
            _ => throw new ArgumentOutOfRangeException(nameof(basis)),
        };
        var rows = await bulk.QueryAsync(
            $"""
            select e.account_id, sum(e.amount)
            from billing.entries e join billing.journals j on j.tenant_id = e.tenant_id and j.id = e.journal_id
            where e.account_id = any ($1) and {column}
            group by 1
            """,
            [Ids(accountIds), new() { Value = limit }], r => (Id: r.GetGuid(0), Amount: r.GetDecimal(1)), cancellationToken);
        return rows.ToDictionary(r => r.Id, r => r.Amount);
    }

    /// <summary>The first instant of the next day in the town's time.</summary>
    private DateTimeOffset EndOfDay(DateOnly date)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(tenant.Tenant!.TimeZone);
        var midnight = date.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static NpgsqlParameter Ids(IEnumerable<Guid> ids) => new() { Value = ids.Distinct().ToArray() };
}

using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Navigation;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Today;

/// <summary>Moves that take effect today, and people who wait for service.</summary>
internal sealed class MovesTodayContributor(BulkWriter database, IClock clock) : ITodayQueueContributor
{
    public string Permission => CustomersPermissions.Accounts.View;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today;
        return await database.QueryAsync(
            """
            select 'Customers:Today.Pending', '/Customers/Accounts?status=Pending', count(*)::int, min(o."from") from customers.occupancies o where o.status = 'Pending' and o."from" <= $1
            union all
            select 'Customers:Today.MovesIn', '/Customers/Accounts?status=Active', count(*)::int, null from customers.occupancies o where o.status = 'Active' and o."from" = $1
            union all
            select 'Customers:Today.MovesOut', '/Customers/Accounts?status=Final', count(*)::int, null from customers.occupancies o where o.status = 'Final' and o."to" = $1
            """,
            [Arg.Of(today)],
            r => new TodayQueue(r.GetString(0), r.GetString(1), r.GetInt32(2), r.DayOrNull(3)),
            cancellationToken).ConfigureAwait(false);
    }
}

using UtilityBilling.Customers.Moves;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Collections.Deposits;

/// <summary>What is left of an account's deposits.</summary>
internal sealed class HeldDeposits(BulkWriter database) : IHeldDeposits
{
    public async Task<decimal> HeldAsync(Guid accountId, CancellationToken cancellationToken = default) => (await database.QueryAsync(
        """
        select coalesce(sum(d.amount - coalesce((select sum(e.amount) from collections.deposit_events e where e.tenant_id = d.tenant_id and e.deposit_id = d.id), 0)), 0)
        from collections.deposits d where d.account_id = $1
        """,
        [Arg.Of(accountId)], r => r.GetDecimal(0), cancellationToken).ConfigureAwait(false))[0];
}

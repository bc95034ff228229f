using UtilityBilling.Customers.Accounts;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Navigation;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing;

/// <summary>Holds of billing in force, by age: whoever may release them sees them every day.</summary>
internal sealed class HoldQueues(BulkWriter database, IClock clock) : ITodayQueueContributor
{
    public string Permission => BillingPermissions.Holds.Manage;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var (count, oldest) = (await database.QueryAsync(
            """select count(*)::int, min("from") from billing.billing_holds where released_at is null and "from" <= $1 and coalesce(until, 'infinity'::date) > $1""",
            [Arg.Of(clock.Today)], r => (r.GetInt32(0), r.IsDBNull(1) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(1)), cancellationToken).ConfigureAwait(false))[0];
        return count == 0 ? [] : [new TodayQueue("Billing:Queue.Holds", "/Billing/Holds", count, oldest)];
    }
}

/// <summary>The holds' tab of every account page.</summary>
internal sealed class HoldsTab : IAccountHubContributor
{
    public string Tab => "holds";
    public string TextKey => "Billing:Holds.Tab";
    public string Permission => BillingPermissions.Holds.View;
    public int Order => 14;

    public string Url(Guid accountId) => $"/Billing/Accounts/{accountId}/Holds";
}

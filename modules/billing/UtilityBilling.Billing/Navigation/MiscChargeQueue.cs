using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Navigation;

namespace UtilityBilling.Billing;

/// <summary>Charges that no run to come would take along: whoever may bill them sees them every day.</summary>
internal sealed class MiscChargeQueue(MiscChargeQueries queries) : ITodayQueueContributor
{
    public string Permission => BillingPermissions.Charges.Enter;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var (count, oldest) = await queries.NeedBillAsync(cancellationToken).ConfigureAwait(false);
        return count == 0 ? [] : [new TodayQueue("Billing:Queue.Charges", "/Billing/Charges?show=NeedsBill", count, oldest)];
    }
}

/// <summary>The charges' tab of every account page.</summary>
internal sealed class MiscChargesTab : IAccountHubContributor
{
    public string Tab => "charges";
    public string TextKey => "Billing:Charges.Tab";
    public string Permission => BillingPermissions.Charges.View;
    public int Order => 13;

    public string Url(Guid accountId) => $"/Billing/Accounts/{accountId}/Charges";
}

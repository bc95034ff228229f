using UtilityBilling.Billing.Budgets;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Navigation;

namespace UtilityBilling.Billing;

/// <summary>Budget plans whose year ends soon or whose balance has run away.</summary>
internal sealed class BudgetQueue(BudgetQueries queries) : ITodayQueueContributor
{
    public string Permission => BillingPermissions.Budgets.Manage;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var (count, earliest) = await queries.NeedReviewAsync(cancellationToken).ConfigureAwait(false);
        return count == 0 ? [] : [new TodayQueue("Billing:Queue.Budgets", "/Billing/Budgets?show=Review", count, earliest)];
    }
}

/// <summary>The budget plans' tab of every account page.</summary>
internal sealed class BudgetsTab : IAccountHubContributor
{
    public string Tab => "budgets";
    public string TextKey => "Billing:Budgets.Tab";
    public string Permission => BillingPermissions.Budgets.View;
    public int Order => 14;

    public string Url(Guid accountId) => $"/Billing/Accounts/{accountId}/Budgets";
}

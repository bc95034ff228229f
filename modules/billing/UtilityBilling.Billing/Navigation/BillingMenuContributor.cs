using UtilityBilling.Navigation;

namespace UtilityBilling.Billing;

internal sealed class BillingMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Items() => [];
}

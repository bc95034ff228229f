using UtilityBilling.Navigation;

namespace UtilityBilling.Customers;

internal sealed class CustomersMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Items() => [];
}

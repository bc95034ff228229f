using UtilityBilling.Navigation;

namespace UtilityBilling.Collections;

internal sealed class CollectionsMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Items() => [];
}

using UtilityBilling.Navigation;

namespace UtilityBilling.Liens;

internal sealed class LiensMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Items() => [];
}

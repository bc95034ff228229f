using UtilityBilling.Navigation;

namespace UtilityBilling.Metering;

internal sealed class MeteringMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Items() => [];
}

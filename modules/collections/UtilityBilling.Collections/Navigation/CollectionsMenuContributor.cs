using UtilityBilling.Navigation;

namespace UtilityBilling.Collections;

internal sealed class CollectionsMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Items() =>
    [
        new(MenuGroups.Collections, "Collections.TakePayment", "Menu:Collections.TakePayment", "/Collections/Receipts/New", "cash", CollectionsPermissions.Receipts.Take, 10),
        new(MenuGroups.Collections, "Collections.Receipts", "Menu:Collections.Receipts", "/Collections/Receipts", "receipt", CollectionsPermissions.Receipts.View, 20),
        new(MenuGroups.Collections, "Collections.Penalties", "Menu:Collections.Penalties", "/Collections/Penalties", "clock", CollectionsPermissions.Penalties.Assess, 30),
    ];
}

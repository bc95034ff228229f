using UtilityBilling.Navigation;

namespace UtilityBilling.Customers;

internal sealed class CustomersMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Items() =>
    [
        new(MenuGroups.Customers, "Customers.Accounts", "Customers:Menu.Accounts", "/Customers/Accounts", "users", CustomersPermissions.Accounts.View, 10),
        new(MenuGroups.Customers, "Customers.Premises", "Customers:Menu.Premises", "/Customers/Premises", "home", CustomersPermissions.Accounts.View, 20),
        new(MenuGroups.Customers, "Customers.Enrollments", "Customers:Menu.Enrollments", "/Customers/Enrollments", "checklist", CustomersPermissions.Accounts.View, 25),
        new(MenuGroups.Customers, "Customers.ServiceChanges", "Customers:Menu.ServiceChanges", "/Customers/ServiceChanges", "users", CustomersPermissions.Accounts.View, 27),
        new(MenuGroups.Customers, "Customers.Reversions", "Customers:Menu.Reversions", "/Customers/Reversions", "home", CustomersPermissions.Accounts.View, 28),
        new(MenuGroups.Customers, "Customers.MoveIn", "Customers:Menu.MoveIn", "/Customers/MoveIn", "user-plus", CustomersPermissions.Moves.Manage, 30),
        new(MenuGroups.Customers, "Customers.New", "Customers:Menu.NewCustomer", "/Customers/New", "user", CustomersPermissions.Accounts.Edit, 40),
    ];
}

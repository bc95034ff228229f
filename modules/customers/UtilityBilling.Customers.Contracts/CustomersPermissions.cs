using UtilityBilling.Authorization;
using static UtilityBilling.Authorization.RoleNames;

namespace UtilityBilling.Customers;

/// <summary>Rights over customers, premises, accounts and moves.</summary>
public static class CustomersPermissions
{
    public const string Group = "Customers";

    public static class Accounts
    {
        /// <summary>Find and read accounts, customers, premises and notes.</summary>
        public const string View = "Customers.Accounts.View";

        /// <summary>Change names, contacts, addresses, language and service agreements.</summary>
        public const string Edit = "Customers.Accounts.Edit";

        /// <summary>Add notes and alerts.</summary>
        public const string AddNote = "Customers.Accounts.AddNote";
    }

    public static class Moves
    {
        /// <summary>Start and end occupancies.</summary>
        public const string Manage = "Customers.Moves.Manage";

        /// <summary>Open service for somebody with an old debt, giving a reason.</summary>
        public const string OverrideOldDebt = "Customers.Moves.OverrideOldDebt";
    }

    public static class Enrollments
    {
        /// <summary>Enrol, renew and end, and upload a file of enrolments.</summary>
        public const string Manage = "Customers.Enrollments.Manage";

        /// <summary>Make the lines of an uploaded file enrolments, and take them back as a whole.</summary>
        public const string ApplyFiles = "Customers.Enrollments.ApplyFiles";
    }

    public static class Stops
    {
        /// <summary>Stop one service for a time, start it again, and take a stop back.</summary>
        public const string Manage = "Customers.Stops.Manage";
    }

    public static class Reversions
    {
        /// <summary>Keep landlords' agreements for the time between two tenants.</summary>
        public const string Manage = "Customers.Reversions.Manage";
    }

    public static class ServiceChanges
    {
        /// <summary>Prepare a service opened or ended for many accounts, and send it for approval.</summary>
        public const string Prepare = "Customers.ServiceChanges.Prepare";

        /// <summary>Approve it, and take it back as a whole.</summary>
        public const string Approve = "Customers.ServiceChanges.Approve";
    }
}

public sealed class CustomersPermissionDefinitionProvider : PermissionDefinitionProvider
{
    public override void Define(PermissionDefinitionContext context)
    {
        context.Add(CustomersPermissions.Group, CustomersPermissions.Accounts.View, Technician, Cashier, FieldWorker, CustomerService, FinanceDirector, Auditor);
        context.Add(CustomersPermissions.Group, CustomersPermissions.Accounts.Edit, Technician);
        context.Add(CustomersPermissions.Group, CustomersPermissions.Accounts.AddNote, Technician, Cashier, CustomerService, FinanceDirector);
        context.Add(CustomersPermissions.Group, CustomersPermissions.Moves.Manage, Technician);
        context.Add(CustomersPermissions.Group, CustomersPermissions.Moves.OverrideOldDebt, FinanceDirector);
        context.Add(CustomersPermissions.Group, CustomersPermissions.Stops.Manage, Technician);
        context.Add(CustomersPermissions.Group, CustomersPermissions.Reversions.Manage, Technician);
        context.Add(CustomersPermissions.Group, CustomersPermissions.Enrollments.Manage, Technician);
        context.Add(CustomersPermissions.Group, CustomersPermissions.Enrollments.ApplyFiles, Technician);
        context.Add(CustomersPermissions.Group, CustomersPermissions.ServiceChanges.Prepare, Technician);
        context.Add(CustomersPermissions.Group, CustomersPermissions.ServiceChanges.Approve, FinanceDirector).ConflictsWith(CustomersPermissions.ServiceChanges.Prepare);
    }
}

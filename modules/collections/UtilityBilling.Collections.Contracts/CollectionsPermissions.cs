using UtilityBilling.Authorization;
using static UtilityBilling.Authorization.RoleNames;

namespace UtilityBilling.Collections;

/// <summary>Rights over receipts and deposits.</summary>
public static class CollectionsPermissions
{
    public const string Group = "Collections";

    public static class Receipts
    {
        public const string View = "Collections.Receipts.View";
        public const string Take = "Collections.Receipts.Take";

        /// <summary>Ask for the void of a receipt.</summary>
        public const string RequestVoid = "Collections.Receipts.RequestVoid";

        /// <summary>Approve a void asked for by somebody else.</summary>
        public const string ApproveVoid = "Collections.Receipts.ApproveVoid";
    }

    public static class Deposits
    {
        /// <summary>Take, apply and refund customers' deposits.</summary>
        public const string Manage = "Collections.Deposits.Manage";
    }

    public static class Penalties
    {
        /// <summary>Run the late penalty.</summary>
        public const string Assess = "Collections.Penalties.Assess";
    }
}

public sealed class CollectionsPermissionDefinitionProvider : PermissionDefinitionProvider
{
    public override void Define(PermissionDefinitionContext context)
    {
        context.Add(CollectionsPermissions.Group, CollectionsPermissions.Receipts.View, Technician, Cashier, CustomerService, FinanceDirector, Auditor);
        context.Add(CollectionsPermissions.Group, CollectionsPermissions.Receipts.Take, Technician, Cashier).ConflictsWith("Billing.Ledger.ApproveAdjustment");
        context.Add(CollectionsPermissions.Group, CollectionsPermissions.Receipts.RequestVoid, Technician, Cashier);
        context.Add(CollectionsPermissions.Group, CollectionsPermissions.Receipts.ApproveVoid, FinanceDirector).ConflictsWith(CollectionsPermissions.Receipts.RequestVoid);
        context.Add(CollectionsPermissions.Group, CollectionsPermissions.Deposits.Manage, Technician);
        context.Add(CollectionsPermissions.Group, CollectionsPermissions.Penalties.Assess, Technician);
    }
}

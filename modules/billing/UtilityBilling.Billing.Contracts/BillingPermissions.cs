using UtilityBilling.Authorization;
using static UtilityBilling.Authorization.RoleNames;

namespace UtilityBilling.Billing;

/// <summary>Rights over tariffs, bill runs, bills, the ledger and its reports.</summary>
public static class BillingPermissions
{
    public const string Group = "Billing";

    public static class Tariffs
    {
        public const string View = "Billing.Tariffs.View";
        public const string Edit = "Billing.Tariffs.Edit";

        /// <summary>Approve a tariff prepared by somebody else.</summary>
        public const string Approve = "Billing.Tariffs.Approve";
    }

    public static class BillRuns
    {
        public const string View = "Billing.BillRuns.View";

        /// <summary>Start, calculate, review and hold; ask for approval; post what was approved.</summary>
        public const string Prepare = "Billing.BillRuns.Prepare";

        /// <summary>Approve a run prepared by somebody else.</summary>
        public const string Approve = "Billing.BillRuns.Approve";
    }

    public static class Holds
    {
        /// <summary>See which services no run bills for now, and why.</summary>
        public const string View = "Billing.Holds.View";

        /// <summary>Hold a service back from runs, with a reason and an end, and release it.</summary>
        public const string Manage = "Billing.Holds.Manage";
    }

    public static class Charges
    {
        /// <summary>See what is charged beside the services.</summary>
        public const string View = "Billing.Charges.View";

        /// <summary>Enter, end and cancel charges; bill them at once.</summary>
        public const string Enter = "Billing.Charges.Enter";

        /// <summary>Approve a charge above the town's amount that somebody else entered.</summary>
        public const string Approve = "Billing.Charges.Approve";

        /// <summary>Say what may be charged, at which price, to which account.</summary>
        public const string Codes = "Billing.Charges.Codes";
    }

    public static class Budgets
    {
        /// <summary>See who pays the same amount with every bill, and how each plan stands.</summary>
        public const string View = "Billing.Budgets.View";

        /// <summary>Begin, review and end budget plans.</summary>
        public const string Manage = "Billing.Budgets.Manage";
    }

    public static class Calendar
    {
        public const string View = "Billing.Calendar.View";

        /// <summary>Set rules and holidays, adjust and publish.</summary>
        public const string Edit = "Billing.Calendar.Edit";
    }

    public static class Bills
    {
        public const string View = "Billing.Bills.View";
        public const string Print = "Billing.Bills.Print";

        /// <summary>Make print jobs of a run's statements, say what came out well and what was spoiled, leave a statement out.</summary>
        public const string PrintJobs = "Billing.Bills.PrintJobs";

        /// <summary>Set the mail servers that the town sends by.</summary>
        public const string EmailServer = "Billing.Bills.EmailServer";

        /// <summary>Write messages on bills, and keep the postage rates.</summary>
        public const string Messages = "Billing.Bills.Messages";
    }

    public static class MailLog
    {
        public const string View = "Billing.MailLog.View";

        /// <summary>Enter mail, strike an entry out, keep the departments.</summary>
        public const string Edit = "Billing.MailLog.Edit";
    }

    public static class Templates
    {
        /// <summary>Read the town's texts and try them on an account.</summary>
        public const string View = "Billing.Templates.View";

        /// <summary>Write templates and their versions; ask for approval.</summary>
        public const string Edit = "Billing.Templates.Edit";

        /// <summary>Approve a version prepared by somebody else.</summary>
        public const string Approve = "Billing.Templates.Approve";
    }

    public static class Letters
    {
        public const string View = "Billing.Letters.View";

        /// <summary>Write letters from templates, say that they went out, give them up.</summary>
        public const string Write = "Billing.Letters.Write";
    }

    public static class Stock
    {
        public const string View = "Billing.Stock.View";

        /// <summary>Keep the forms: receive, take, count, enter prices and rules.</summary>
        public const string Edit = "Billing.Stock.Edit";
    }

    public static class WinterAverages
    {
        public const string View = "Billing.WinterAverages.View";

        /// <summary>Work them out, put one right, take the partner's file; ask for approval.</summary>
        public const string Prepare = "Billing.WinterAverages.Prepare";

        /// <summary>Approve a batch prepared by somebody else, and take an approved one back.</summary>
        public const string Approve = "Billing.WinterAverages.Approve";
    }

    public static class Ledger
    {
        public const string View = "Billing.Ledger.View";

        /// <summary>Ask for an adjustment of a balance.</summary>
        public const string Adjust = "Billing.Ledger.Adjust";

        /// <summary>Approve an adjustment asked for by somebody else.</summary>
        public const string ApproveAdjustment = "Billing.Ledger.ApproveAdjustment";
    }

    public static class Reports
    {
        public const string View = "Billing.Reports.View";
    }
}

public sealed class BillingPermissionDefinitionProvider : PermissionDefinitionProvider
{
    public override void Define(PermissionDefinitionContext context)
    {
        context.Add(BillingPermissions.Group, BillingPermissions.Tariffs.View, Technician, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.Tariffs.Edit, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.Tariffs.Approve, FinanceDirector).ConflictsWith(BillingPermissions.Tariffs.Edit);
        context.Add(BillingPermissions.Group, BillingPermissions.BillRuns.View, Technician, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.BillRuns.Prepare, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.BillRuns.Approve, FinanceDirector).ConflictsWith(BillingPermissions.BillRuns.Prepare);
        context.Add(BillingPermissions.Group, BillingPermissions.Holds.View, Technician, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.Holds.Manage, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.Charges.View, Technician, Cashier, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.Charges.Enter, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.Charges.Approve, FinanceDirector).ConflictsWith(BillingPermissions.Charges.Enter);
        context.Add(BillingPermissions.Group, BillingPermissions.Charges.Codes, FinanceDirector).ConflictsWith(BillingPermissions.Charges.Enter);
        context.Add(BillingPermissions.Group, BillingPermissions.Budgets.View, Technician, Cashier, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.Budgets.Manage, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.Calendar.View, Technician, Cashier, FieldWorker, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.Calendar.Edit, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.Bills.View, Technician, Cashier, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.Bills.Print, Technician, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.Bills.PrintJobs, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.Bills.Messages, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.Bills.EmailServer, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.MailLog.View, Technician, Cashier, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.MailLog.Edit, Technician, Cashier, CustomerService);
        context.Add(BillingPermissions.Group, BillingPermissions.Templates.View, Technician, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.Templates.Edit, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.Templates.Approve, FinanceDirector).ConflictsWith(BillingPermissions.Templates.Edit);
        context.Add(BillingPermissions.Group, BillingPermissions.Letters.View, Technician, Cashier, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.Letters.Write, Technician, CustomerService);
        context.Add(BillingPermissions.Group, BillingPermissions.Stock.View, Technician, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.Stock.Edit, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.WinterAverages.View, Technician, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.WinterAverages.Prepare, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.WinterAverages.Approve, FinanceDirector).ConflictsWith(BillingPermissions.WinterAverages.Prepare);
        context.Add(BillingPermissions.Group, BillingPermissions.Ledger.View, Technician, Cashier, CustomerService, FinanceDirector, Auditor);
        context.Add(BillingPermissions.Group, BillingPermissions.Ledger.Adjust, Technician);
        context.Add(BillingPermissions.Group, BillingPermissions.Ledger.ApproveAdjustment, FinanceDirector).ConflictsWith(BillingPermissions.Ledger.Adjust);
        context.Add(BillingPermissions.Group, BillingPermissions.Reports.View, Technician, FinanceDirector, Auditor);
    }
}

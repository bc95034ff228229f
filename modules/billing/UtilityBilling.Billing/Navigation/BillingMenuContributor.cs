using UtilityBilling.Navigation;

namespace UtilityBilling.Billing;

internal sealed class BillingMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Items() =>
    [
        new(MenuGroups.Billing, "Billing.BillRuns", "Menu:Billing.BillRuns", "/Billing/BillRuns", "list-check", BillingPermissions.BillRuns.View, 10),
        new(MenuGroups.Billing, "Billing.Closings", "Menu:Billing.Closings", "/Billing/Closings", "logout", BillingPermissions.BillRuns.View, 12),
        new(MenuGroups.Billing, "Billing.Unbilled", "Menu:Billing.Unbilled", "/Billing/Unbilled", "alert-triangle", BillingPermissions.BillRuns.View, 14),
        new(MenuGroups.Billing, "Billing.Bills", "Menu:Billing.Bills", "/Billing/Bills", "file-invoice", BillingPermissions.Bills.View, 20),
        new(MenuGroups.Billing, "Billing.Printing", "Menu:Billing.Printing", "/Billing/Printing", "printer", BillingPermissions.Bills.View, 22),
        new(MenuGroups.Billing, "Billing.Emails", "Menu:Billing.Emails", "/Billing/Emails", "mail", BillingPermissions.Bills.View, 23),
        new(MenuGroups.Billing, "Billing.Messages", "Menu:Billing.Messages", "/Billing/Messages", "message", BillingPermissions.Bills.View, 24),
        new(MenuGroups.Billing, "Billing.Postage", "Menu:Billing.Postage", "/Billing/Postage", "mail", BillingPermissions.Bills.View, 26),
        new(MenuGroups.Billing, "Billing.MailLog", "Menu:Billing.MailLog", "/Billing/MailLog", "inbox", BillingPermissions.MailLog.View, 28),
        new(MenuGroups.Billing, "Billing.Letters", "Menu:Billing.Letters", "/Billing/Letters", "file-text", BillingPermissions.Letters.View, 23),
        new(MenuGroups.Billing, "Billing.Templates", "Menu:Billing.Templates", "/Billing/Templates", "note", BillingPermissions.Templates.View, 24),
        new(MenuGroups.Billing, "Billing.Stock", "Menu:Billing.Stock", "/Billing/Stock", "clipboard-list", BillingPermissions.Stock.View, 29),
        new(MenuGroups.Billing, "Billing.Calendar", "Menu:Billing.Calendar", "/Billing/Calendar", "calendar", BillingPermissions.Calendar.View, 25),
        new(MenuGroups.Billing, "Billing.Holds", "Menu:Billing.Holds", "/Billing/Holds", "hand-stop", BillingPermissions.Holds.View, 27),
        new(MenuGroups.Billing, "Billing.Charges", "Menu:Billing.Charges", "/Billing/Charges", "receipt", BillingPermissions.Charges.View, 28),
        new(MenuGroups.Billing, "Billing.Budgets", "Menu:Billing.Budgets", "/Billing/Budgets", "coins", BillingPermissions.Budgets.View, 29),
        new(MenuGroups.Billing, "Billing.Tariffs", "Menu:Billing.Tariffs", "/Billing/Tariffs", "gavel", BillingPermissions.Tariffs.View, 30),
        new(MenuGroups.Billing, "Billing.RateStudies", "Menu:Billing.RateStudies", "/Billing/RateStudies", "chart-bar", BillingPermissions.Tariffs.View, 35),
        new(MenuGroups.Billing, "Billing.WinterAverages", "Menu:Billing.WinterAverages", "/Billing/WinterAverages", "droplet", BillingPermissions.WinterAverages.View, 36),
        new(MenuGroups.Billing, "Billing.Adjustments", "Menu:Billing.Adjustments", "/Billing/Adjustments", "scale", BillingPermissions.Ledger.View, 40),
        new(MenuGroups.Reports, "Billing.Register", "Menu:Billing.Register", "/Reports/BillingRegister", "report-money", BillingPermissions.Reports.View, 10),
        new(MenuGroups.Reports, "Billing.RateSummary", "Menu:Billing.RateSummary", "/Reports/RateSummary", "report", BillingPermissions.Reports.View, 20),
        new(MenuGroups.Reports, "Billing.RateProof", "Menu:Billing.RateProof", "/Reports/RateProof", "scale", BillingPermissions.Reports.View, 35),
        new(MenuGroups.Reports, "Billing.Suspended", "Menu:Billing.Suspended", "/Reports/Suspended", "hand-stop", BillingPermissions.Reports.View, 30),
        new(MenuGroups.Reports, "Billing.Postal", "Menu:Billing.Postal", "/Reports/Postal", "mail", BillingPermissions.Reports.View, 37),
        new(MenuGroups.Reports, "Billing.MailSummary", "Menu:Billing.MailSummary", "/Reports/MailLog", "inbox", BillingPermissions.MailLog.View, 38),
        new(MenuGroups.Reports, "Billing.TrialBalance", "Menu:Billing.TrialBalance", "/Reports/TrialBalance", "scale", BillingPermissions.Reports.View, 40),
        new(MenuGroups.Reports, "Billing.AccountBalances", "Menu:Billing.AccountBalances", "/Reports/AccountBalances", "coins", BillingPermissions.Reports.View, 50),
        new(MenuGroups.Reports, "Billing.Books", "Menu:Billing.Books", "/Reports/Books", "shield-check", BillingPermissions.Reports.View, 60),
    ];
}

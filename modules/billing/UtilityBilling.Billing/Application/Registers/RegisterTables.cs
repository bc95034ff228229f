using UtilityBilling.Billing.MailLog;
using UtilityBilling.Billing.Postage;
using UtilityBilling.Billing.RateProof;
using UtilityBilling.Documents;

namespace UtilityBilling.Billing.Registers;

/// <summary>The registers' columns, once for screen, CSV and Excel.</summary>
internal static class RegisterTables
{
    public static readonly Table<BillingRegisterRow> BillingRegister = new Table<BillingRegisterRow>("billing-register", "Billing:Register.Title")
        .Text("Billing:Field.BillNumber", r => r.BillNumber.ToString(System.Globalization.CultureInfo.InvariantCulture), 12)
        .Text("Billing:Field.Account", r => r.AccountNumber, 12)
        .Text("Billing:Field.Customer", r => r.CustomerName, 28)
        .Text("Billing:Field.Address", r => r.Address, 30)
        .Word("Billing:Field.Service", "Service:", r => r.Service, 20)
        .Text("Billing:Field.Charge", r => r.Label, 30)
        .Quantity("Billing:Field.Quantity", r => r.Quantity)
        .Money("Billing:Field.Amount", r => r.Amount, total: true);

    public static readonly Table<RateSummaryRow> RateSummary = new Table<RateSummaryRow>("rate-summary", "Billing:RateSummary.Title")
        .Word("Billing:Field.Service", "Service:", r => r.Service, 20)
        .Text("Billing:Field.Component", r => r.Component, 16)
        .Text("Billing:Field.Charge", r => r.Label, 34)
        .Integer("Billing:Field.Accounts", r => r.Accounts)
        .Quantity("Billing:Field.Quantity", r => r.Quantity)
        .Money("Billing:Field.Amount", r => r.Amount, total: true);

    public static readonly Table<SuspendedRow> Suspended = new Table<SuspendedRow>("suspended", "Billing:Suspended.Title")
        .Text("Billing:Field.Account", r => r.AccountNumber, 12)
        .Text("Billing:Field.Customer", r => r.CustomerName, 28)
        .Text("Billing:Field.Address", r => r.Address, 30)
        .Word("Billing:Field.Service", "Service:", r => r.Service, 20)
        .Word("Billing:Field.Outcome", "Enum:RunOutcome.", r => r.Outcome.ToString(), 14)
        .Text("Billing:Field.Reason", r => r.Reason, 60)
        .Date("Billing:Field.HoldUntil", r => r.Until);

    public static readonly Table<PostalRow> Postal = new Table<PostalRow>("postal-summary", "Billing:Postal.Title")
        .Word("Billing:Field.SortLevel", "Billing:Postal.Line.", r => r.Line, 30)
        .Integer("Billing:Postal.Sheets", r => r.Sheets)
        .Integer("Billing:Print.Pieces", r => r.Pieces, total: true)
        .Quantity("Billing:Postal.Ounces", r => r.Ounces, total: true)
        .Quantity("Billing:Field.PostagePrice", r => r.Price)
        .Money("Billing:Postal.Postage", r => r.Postage is { } postage ? decimal.Round(postage, 2, MidpointRounding.AwayFromZero) : null, total: true);

    public static readonly Table<MailMonthRow> MailLog = new Table<MailMonthRow>("mail-log", "Billing:MailLog.Summary")
        .Text("Billing:MailLog.Month", r => r.Month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), 10)
        .Text("Billing:MailLog.Department", r => r.Department, 30)
        .Integer("Billing:MailLog.Incoming", r => r.Incoming, total: true)
        .Integer("Billing:MailLog.Outgoing", r => r.Outgoing, total: true)
        .Integer("Billing:MailLog.Printed", r => r.Printed, total: true)
        .Integer("Billing:MailLog.Emails", r => r.Emails, total: true)
        .Money("Billing:MailLog.Postage", r => r.Postage, total: true);

    public static readonly Table<RateDifference> RateProof = new Table<RateDifference>("rate-proof", "Billing:RateProof.Title")
        .Text("Billing:Field.BillNumber", r => r.BillNumber.ToString(System.Globalization.CultureInfo.InvariantCulture), 12)
        .Word("Billing:Field.Service", "Service:", r => r.Service, 20)
        .Text("Billing:Field.Component", r => r.Component, 16)
        .Text("Billing:Field.Tariff", r => r.Tariff, 18)
        .Money("Billing:RateProof.Adopted", r => r.Adopted, total: true)
        .Money("Billing:RateProof.Billed", r => r.Billed, total: true)
        .Money("Billing:RateProof.Difference", r => r.Difference, total: true)
        .Text("Billing:RateProof.Reason", r => r.Reason, 60);
}

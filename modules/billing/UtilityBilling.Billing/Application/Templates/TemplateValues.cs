using System.Globalization;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Customers;
using UtilityBilling.Localization;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Billing.Templates;

/// <summary>What the fields of a template are for one account or one statement, in one language, as they are printed.</summary>
internal static class TemplateValues
{
    private const string Yes = "yes";

    public static Dictionary<string, string?> Of(AccountFacts account, TownProfile town, DateOnly day, BillWording words)
    {
        var (card, bill, balance) = (account.Card, account.LastBill, account.Balance);
        var values = Common(town, words, day, card.Number, card.CustomerName, card.Address);
        values["mailing_address"] = string.Join(", ", card.Mailing.Skip(1));
        values["balance"] = BillWording.Money(balance?.Balance ?? 0);
        values["past_due"] = BillWording.Money(balance?.PastDue ?? 0);
        values["next_due_date"] = Date(words, balance?.NextDue);
        values["last_bill_number"] = bill?.Number.ToString(CultureInfo.InvariantCulture);
        values["last_bill_date"] = Date(words, bill?.BillDate);
        values["last_bill_amount"] = bill is null ? null : BillWording.Money(bill.AmountDue);
        values["last_bill_due_date"] = Date(words, bill?.DueDate);
        // A day that has passed must not stand in a warning.
        values["shut_off_date"] = Date(words, bill?.ShutOffDate >= day ? bill?.ShutOffDate : null);
        values["has_balance"] = If(balance?.Balance > 0);
        values["has_past_due"] = If(balance?.PastDue > 0);
        values["has_credit"] = If(balance?.Balance < 0);
        return values;
    }

    public static Dictionary<string, string?> Of(BillDocument bill, RecipientKind kind, TownProfile town, DateOnly day, BillWording words)
    {
        ArgumentNullException.ThrowIfNull(bill);
        var values = Common(town, words, day, bill.AccountNumber, bill.MailTo.Count > 0 ? bill.MailTo[0] : "", words.Place(bill));
        values["bill_number"] = bill.BillNumber;
        values["bill_date"] = words.Date(bill.BillDate);
        values["amount_due"] = BillWording.Money(bill.Figures.AmountDue);
        values["due_date"] = words.Date(bill.DueDate);
        values["past_due"] = BillWording.Money(bill.Figures.PastDue);
        values["draft_date"] = Date(words, bill.Autopay?.DraftDate);
        values["has_amount_due"] = If(bill.Figures.AmountDue > 0);
        values["has_past_due"] = If(bill.Figures.PastDue > 0);
        values["has_credit"] = If(bill.Figures.AmountDue < 0);
        values["pays_by_draft"] = If(bill.Autopay is not null);
        values["is_copy"] = If(kind != RecipientKind.Payer);
        return values;
    }

    public static BillWording Words(LocalizationCatalog catalog, string language) => new(catalog, language == "es" ? BillLanguage.Spanish : BillLanguage.English);

    private static Dictionary<string, string?> Common(TownProfile town, BillWording words, DateOnly day, string account, string name, string place) => new(StringComparer.Ordinal)
    {
        ["town_name"] = town.Name, ["town_phone"] = town.Phone, ["town_address"] = string.Join(", ", town.AddressLines), ["today"] = words.Date(day), ["account_number"] = account, ["customer_name"] = name,
        ["service_address"] = place,
    };

    private static string? Date(BillWording words, DateOnly? day) => day is { } known ? words.Date(known) : null;

    private static string? If(bool condition) => condition ? Yes : null;
}

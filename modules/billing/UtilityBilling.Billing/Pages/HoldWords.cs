using System.Globalization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Holds;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.TagHelpers;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing;

/// <summary>How a hold of billing looks on a page and in a file.</summary>
public static class HoldWords
{
    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static Tone ToneOf(HoldState state) => state switch
    {
        HoldState.InForce => Tone.Warning,
        HoldState.Upcoming => Tone.Info,
        _ => Tone.Neutral,
    };

    public static Table<BillingHoldDto> Table(IStringLocalizer texts) => new Table<BillingHoldDto>("billing-holds", "Billing:Holds.Title")
        .Text("Billing:Field.Account", r => r.AccountNumber, 12)
        .Text("Billing:Field.Name", r => r.CustomerName, 30)
        .Text("Billing:Hold.Address", r => r.Address, 30)
        .Text("Billing:Field.Service", r => texts.Service(r.Service), 16)
        .Date("Billing:Hold.From", r => r.From)
        .Date("Billing:Hold.Until", r => r.Until)
        .Integer("Billing:Hold.Age", r => r.AgeInDays)
        .Text("Billing:Field.Reason", r => r.Reason, 50)
        .Text("Billing:Hold.By", r => r.CreatedByName, 20);
}

using System.Globalization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.TagHelpers;

namespace UtilityBilling.Billing;

/// <summary>How charges beside the services look on a page and in a file.</summary>
public static class MiscChargeWords
{
    private static bool IsSpanish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "es";

    public static string Name(string english, string spanish) => IsSpanish ? spanish : english;

    public static string Text(MiscChargeDto row) => (IsSpanish ? row.TextEs ?? row.TextEn : row.TextEn ?? row.TextEs) ?? "";

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The last day; the contract names the one after it.</summary>
    public static string Through(DateOnly? endsBefore) => Day(endsBefore?.AddDays(-1));

    public static Tone ToneOf(MiscChargeDto row) => row.Standing switch
    {
        _ when row.NeedsBill => Tone.Danger,
        MiscChargeStanding.AwaitingApproval or MiscChargeStanding.Waiting => Tone.Warning,
        MiscChargeStanding.Billed => Tone.Success,
        MiscChargeStanding.Running => Tone.Info,
        _ => Tone.Neutral,
    };

    public static string Standing(MiscChargeDto row, IStringLocalizer texts) => texts[row.NeedsBill ? "Billing:Charges.NeedsBill" : $"Enum:MiscChargeStanding.{row.Standing}"];

    /// <summary>Whether a bill of its own may be made for it now.</summary>
    public static bool MayBeBilled(MiscChargeDto row) => row.NeedsBill || (row.Standing == MiscChargeStanding.Waiting && row.Waiting > 0);

    public static Table<MiscChargeDto> Table(IStringLocalizer texts) => new Table<MiscChargeDto>("charges", "Billing:Charges.Title")
        .Text("Billing:Field.Account", r => r.AccountNumber, 12)
        .Text("Billing:Field.Name", r => r.CustomerName, 30)
        .Text("Billing:Charges.Code", r => r.Code, 12)
        .Text("Billing:Charges.One", r => Name(r.NameEn, r.NameEs), 30)
        .Text("Billing:Charges.Text", Text, 30)
        .Text("Billing:Charges.Kind", r => texts[$"Enum:MiscChargeKind.{r.Kind}"], 12)
        .Date("Billing:Charges.From", r => r.From)
        .Date("Billing:Charges.Through", r => r.EndsBefore?.AddDays(-1))
        .Money("Billing:Field.Amount", r => r.Amount)
        .Text("Billing:Charges.Standing", r => Standing(r, texts), 18)
        .Integer("Billing:Charges.Bill", r => r.BillNumber)
        .Text("Billing:Charges.EnteredBy", r => r.EnteredByName, 20);
}

using UtilityBilling.Documents;

namespace UtilityBilling.Billing.RateStudies;

/// <summary>A study's columns, once for screen, CSV and Excel.</summary>
internal static class RateStudyTables
{
    public static readonly Table<RateStudyRevenueDto> Revenue = new Table<RateStudyRevenueDto>("rate-study-revenue", "Billing:RateStudy.Revenue")
        .Word("Billing:Field.Service", "Service:", r => r.Service, 20)
        .Word("Billing:Field.CustomerClass", "Customers:Class.", r => r.CustomerClass, 18)
        .Text("Billing:Field.Charge", r => r.Label, 30)
        .Integer("Billing:Field.Tier", r => r.Tier == 0 ? null : r.Tier)
        .Quantity("Billing:RateStudy.AdoptedQuantity", r => r.AdoptedQuantity)
        .Money("Billing:RateStudy.Adopted", r => r.AdoptedAmount, total: true)
        .Quantity("Billing:RateStudy.TrialQuantity", r => r.TrialQuantity)
        .Money("Billing:RateStudy.Trial", r => r.TrialAmount, total: true)
        .Money("Billing:RateStudy.Change", r => r.Change, total: true);

    public static readonly Table<RateStudyAccountDto> Accounts = new Table<RateStudyAccountDto>("rate-study-accounts", "Billing:RateStudy.Accounts")
        .Text("Billing:Field.Account", r => r.AccountNumber, 12, link: r => $"/Billing/Accounts/{r.AccountId}/Bills")
        .Text("Billing:Field.Customer", r => r.CustomerName, 28)
        .Text("Billing:Field.Address", r => r.Address, 30)
        .Integer("Billing:Field.Bills", r => r.Bills)
        .Money("Billing:RateStudy.Adopted", r => r.Adopted, total: true)
        .Money("Billing:RateStudy.Trial", r => r.Trial, total: true)
        .Money("Billing:RateStudy.Change", r => r.Change, total: true)
        .Quantity("Billing:RateStudy.Percent", r => r.ChangePercent);
}

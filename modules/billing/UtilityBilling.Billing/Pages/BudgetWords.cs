using System.Globalization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.TagHelpers;

namespace UtilityBilling.Billing;

/// <summary>How budget plans look on a page and in a file.</summary>
public static class BudgetWords
{
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Tone ToneOf(BudgetPlanDto plan) => plan.EndedOn is not null ? Tone.Neutral : plan.NeedsReview ? Tone.Warning : Tone.Success;

    public static string Standing(BudgetPlanDto plan, IStringLocalizer texts) => texts[plan.EndedOn is not null ? $"Enum:BudgetEnd.{plan.EndKind}" : plan.NeedsReview ? "Billing:Budgets.NeedsReview" : "Billing:Budgets.Running"];

    /// <summary>Who owes whom, in words: a sign alone is misread.</summary>
    public static string BalanceWord(decimal balance, IStringLocalizer texts) => balance == 0 ? "" : texts[balance > 0 ? "Billing:Budgets.NotAsked" : "Billing:Budgets.PaidAhead"];

    /// <summary>What an amount is made of: the bills, their days and what a day costs.</summary>
    public static string Working(BudgetProposal proposal, IStringLocalizer texts) => proposal.Days == 0
        ? texts["Billing:Budgets.NoHistory"]
        : texts[proposal.Amount is null ? "Billing:Budgets.TooShort" : proposal.IsFromHouse ? "Billing:Budgets.WorkingHouse" : "Billing:Budgets.Working",
            proposal.Bills, proposal.Cost.ToString("N2", CultureInfo.CurrentCulture), proposal.Days, proposal.BillsPerYear, proposal.TrendPercent.ToString("0.##", CultureInfo.CurrentCulture)];

    public static string MonthName(int month) => CultureInfo.CurrentUICulture.DateTimeFormat.GetMonthName(month);

    public static Table<BudgetPlanDto> Table(IStringLocalizer texts) => new Table<BudgetPlanDto>("budget-plans", "Billing:Budgets.Title")
        .Text("Billing:Field.Account", r => r.AccountNumber, 12)
        .Text("Billing:Field.Name", r => r.CustomerName, 30)
        .Text("Billing:Budgets.Place", r => r.Address, 30)
        .Date("Billing:Budgets.From", r => r.From)
        .Money("Billing:Budgets.Amount", r => r.Amount)
        .Money("Billing:Budgets.Proposed", r => r.Proposed)
        .Money("Billing:Budgets.Balance", r => r.Balance)
        .Date("Billing:Budgets.NextTrueUp", r => r.EndedOn is null ? r.NextTrueUp : null)
        .Text("Billing:Charges.Standing", r => Standing(r, texts), 18)
        .Date("Billing:Budgets.EndedOn", r => r.EndedOn);
}

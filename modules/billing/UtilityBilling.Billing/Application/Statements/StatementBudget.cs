using System.Globalization;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing.Statements;

/// <summary>A bill under a budget plan as its statement knows it.</summary>
/// <param name="Balance">The plan's after this bill and what it settled; above zero is owed.</param>
/// <param name="Settled">What the bill made due, or gave back as credit below zero; empty where it settled nothing.</param>
internal sealed record StatementBudget(BudgetBillKind Kind, decimal Actual, decimal Asked, decimal Balance, decimal? Settled)
{
    public decimal Difference => Asked - Actual;
}

/// <summary>What statements say of budget plans, in both languages.</summary>
internal sealed class BudgetWording(LocalizationCatalog texts)
{
    /// <summary>The line that makes what the services cost into what is asked; none where they are the same.</summary>
    public BillService? Line(IReadOnlyCollection<StatementBudget> budgets) => budgets.Sum(b => b.Difference) is not 0 and var difference
        ? new BillService(Say("BillDocument:Budget"), [new BillDocuments.BillLine(Say("BillDocument:Budget.Line", budgets.Where(b => b.Difference != 0).Sum(b => b.Asked)), null, difference)])
        : null;

    /// <summary>What was asked, what it cost, and how the plan stands; in the year's last bill, what was settled.</summary>
    public BillText Message(StatementBudget budget)
    {
        if (budget.Kind == BudgetBillKind.Level)
            return Say(budget.Balance > 0 ? "BillDocument:Budget.Owed" : budget.Balance < 0 ? "BillDocument:Budget.Ahead" : "BillDocument:Budget.Even", budget.Actual, budget.Asked, Math.Abs(budget.Balance));
        return Say(budget.Settled switch { > 0 => "BillDocument:Budget.SettledOwed", < 0 => "BillDocument:Budget.SettledAhead", _ => "BillDocument:Budget.SettledEven" }, budget.Actual, Math.Abs(budget.Settled ?? 0m));
    }

    private BillText Say(string key, params decimal[] amounts)
    {
        object[] figures = [.. amounts.Select(a => a.ToString("N2", CultureInfo.InvariantCulture))];
        return new BillText(In("en"), In("es"));

        string In(string language) => string.Format(CultureInfo.InvariantCulture, texts.Find(key, language) ?? throw new InvalidOperationException($"The text {key} is missing in {language}."), figures);
    }
}

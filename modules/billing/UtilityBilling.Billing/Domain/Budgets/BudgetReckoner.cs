namespace UtilityBilling.Billing.Budgets;

/// <summary>What a town's rules make of a history: see <c>BillingSettings.Budget…</c>.</summary>
/// <param name="Months">How many months back the bills count.</param>
/// <param name="MinMonths">How many of them there must be.</param>
/// <param name="Rounding">The amount is rounded up to a multiple of it.</param>
/// <param name="TrendPercent">What prices and use are expected to rise by.</param>
internal sealed record BudgetRules(int Months, int MinMonths, decimal Rounding, decimal TrendPercent);

/// <summary>A bill that counts for the average.</summary>
/// <param name="To">First day no longer in it.</param>
/// <param name="Amount">What its services cost.</param>
/// <param name="IsOwn">The customer's own; else that of somebody who lived there before.</param>
internal sealed record BudgetHistoryBill(DateOnly From, DateOnly To, decimal Amount, bool IsOwn)
{
    public int Days => To.DayNumber - From.DayNumber;
}

/// <summary>Proposes budget amounts and says when a year is over.</summary>
internal static class BudgetReckoner
{
    private const decimal DaysOfMonth = 365m / 12m;
    private const int DaysOfYear = 365;

    /// <summary>
    /// The cost of a day over the months that count, times the days between two bills, with the trend, rounded up. The customer's own bills count; where they are too few,
    /// those of the house before them count too; where even these are too few there is no amount, and a person sets one.
    /// </summary>
    /// <param name="rules">The town's.</param>
    /// <param name="history">Bills of the months that count, the house's own before the customer's too.</param>
    /// <param name="billsPerYear">By the calendar of the cycle.</param>
    public static BudgetProposal Propose(BudgetRules rules, IReadOnlyList<BudgetHistoryBill> history, int billsPerYear)
    {
        var own = history.Where(b => b.IsOwn).ToList();
        var isOwnEnough = Suffices(own);
        var counted = isOwnEnough ? own : [.. history];
        var (days, cost) = (counted.Sum(b => b.Days), counted.Sum(b => b.Amount));
        decimal? amount = days > 0 && cost > 0 && Suffices(counted) ? RoundUp(cost / days * DaysOfYear / billsPerYear * (1 + rules.TrendPercent / 100m), rules.Rounding) : null;
        return new BudgetProposal(amount, counted.Count, days, cost, counted.Exists(b => !b.IsOwn), billsPerYear, rules.TrendPercent);

        bool Suffices(List<BudgetHistoryBill> bills) => Math.Round(bills.Sum(b => b.Days) / DaysOfMonth, MidpointRounding.AwayFromZero) >= rules.MinMonths;
    }

    /// <summary>The first day of the month of the true-up after the plan began or was settled last; a bill dated then or later settles.</summary>
    public static DateOnly NextTrueUp(DateOnly settled, int month)
    {
        var first = new DateOnly(settled.Year, month, 1);
        return first > settled ? first : first.AddYears(1);
    }

    /// <summary>How many bills a year brings whose periods are this long.</summary>
    public static int BillsPerYear(int periodDays) => Math.Max(1, (int)Math.Round(DaysOfYear / (decimal)periodDays, MidpointRounding.AwayFromZero));

    private static decimal RoundUp(decimal amount, decimal step) => Math.Ceiling(amount / step) * step;
}

using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing.Budgets;

namespace UtilityBilling.DemoData;

/// <summary>A few households pay the same amount with every bill; one of them will be due for a look when somebody opens the town.</summary>
internal sealed class DemoBudgets(DemoOffice office, DemoWorld world)
{
    /// <summary>How long before the end they begin: some bills under each plan, and a true-up that is near for the one that settles then.</summary>
    public const int MonthsBefore = 7;

    private const int Enrolled = 4;
    private const int Every = 9;

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var nextYearEnds = office.Today.AddMonths(MonthsBefore + 1).Month;
        var left = Enrolled;
        foreach (var premise in world.Premises.Where(p => p is { IsVacant: false, Class: "residential" }).Where((_, i) => i % Every == 0))
        {
            if (left == 0)
                return;
            if (await EnrolAsync(premise.AccountId, left == 1 ? nextYearEnds : null, cancellationToken).ConfigureAwait(false))
                left--;
        }
    }

    /// <summary>With the amount that the history comes to; where it is too short, by the bills so far, and said so. Who has no bill yet is passed over.</summary>
    private Task<bool> EnrolAsync(Guid account, int? month, CancellationToken cancellationToken) => office.DoAsync(office.Technician, async s =>
    {
        var budgets = s.GetRequiredService<IBudgetAppService>();
        if ((await budgets.PlacesAsync(account, cancellationToken).ConfigureAwait(false)).FirstOrDefault(p => p is { Refusal: null, Proposal.Days: > 0 }) is not { } place)
            return false;
        var history = place.Proposal;
        var input = new BudgetEnrolInput
        {
            OccupancyId = place.OccupancyId, From = office.Today, TrueUpMonth = month ?? place.TrueUpMonth, Reason = history.Amount is null ? "By the bills so far" : null,
            Amount = history.Amount ?? Math.Ceiling(history.Cost / history.Days * 365m / history.BillsPerYear),
        };
        await budgets.EnrolAsync(account, input, cancellationToken).ConfigureAwait(false);
        return true;
    }, cancellationToken);
}

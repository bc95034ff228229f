using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.BillRuns;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

[Authorize(BillingPermissions.BillRuns.View)]
public sealed class BillModel(IBillRunAppService runs) : PageModel
{
    public BillRunDto Run { get; private set; } = null!;

    public CalculatedBillDto Bill { get; private set; } = null!;

    /// <summary>The bill's lines beside those of the bill before it, or of the bill that it replaces.</summary>
    public IReadOnlyList<ComparedLine> Rows { get; private set; } = [];

    public async Task OnGetAsync(Guid id, Guid occupancyId, Guid? period)
    {
        Run = await runs.GetAsync(id, HttpContext.RequestAborted);
        Bill = await runs.CalculatedBillAsync(id, occupancyId, period, HttpContext.RequestAborted);
        var before = (Bill.Before?.Lines ?? []).GroupBy(l => (l.Service, l.Component)).ToDictionary(g => g.Key, g => g.Sum(l => l.Amount));
        var now = Bill.Lines.Select(l => new ComparedLine(l.Service, l.Label, l.Explanation, before.Remove((l.Service, l.Component), out var was) ? was : null, l.Amount));
        var gone = (Bill.Before?.Lines ?? []).DistinctBy(l => (l.Service, l.Component));
        Rows = [.. now.ToList(), .. gone.Where(l => before.ContainsKey((l.Service, l.Component))).Select(l => new ComparedLine(l.Service, l.Label, "", before[(l.Service, l.Component)], null))];
    }
}

/// <param name="Before">The same charge on the bill before; empty when it is new.</param>
/// <param name="Now">Empty when the charge is no longer on the bill.</param>
public sealed record ComparedLine(string Service, string Label, string Explanation, decimal? Before, decimal? Now)
{
    public decimal Difference => Before is null ? 0m : (Now ?? 0m) - Before.Value;
}

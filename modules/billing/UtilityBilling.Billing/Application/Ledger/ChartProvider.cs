using Microsoft.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.Ledger;

/// <summary>Loads the town's chart once per scope.</summary>
internal sealed class ChartProvider(IUtilityBillingDbContext context)
{
    private Chart? _chart;

    public async Task<Chart> GetAsync(CancellationToken cancellationToken = default) =>
        _chart ??= new Chart(
            await context.Set<Fund>().AsNoTracking().ToListAsync(cancellationToken),
            await context.Set<GlAccount>().AsNoTracking().ToListAsync(cancellationToken));

    /// <summary>Forgets the chart after accounts were added in the same scope.</summary>
    public void Forget() => _chart = null;
}

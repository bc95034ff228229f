using System.Globalization;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Hosting.TagHelpers;

namespace UtilityBilling.Billing;

/// <summary>A bill's usage as bars, one a period, named by the month it ended in.</summary>
public static class BillCharts
{
    public static IReadOnlyList<ChartBar> Bars(IReadOnlyList<UsagePointDto> usage, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return [.. usage.Select(u => new ChartBar(
            u.PeriodEnd.ToString("MMM", culture), u.Usage, Note: u.IsEstimated ? "est." : null, LongLabel: u.PeriodEnd.ToString("MMMM yyyy", culture)))];
    }
}

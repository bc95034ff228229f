namespace UtilityBilling.Billing.BillRuns;

/// <summary>The instance's settings of bill runs: section <c>BillRuns</c>.</summary>
public sealed class BillRunOptions
{
    private const int Most = 8;

    /// <summary>How many pages of a run are worked on at once. Half the processors, so that readers and cashiers keep theirs; at most eight.</summary>
    public int Workers { get; set; } = Math.Clamp(Environment.ProcessorCount / 2, 1, Most);
}

using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>What stays the same for every account of a run and period: the run, the period, the prices, the chart of accounts.</summary>
/// <param name="Billed">The period at hand, with the days whose reads belong to it.</param>
/// <param name="Periods">Every period of the run, oldest first.</param>
/// <param name="Stage">The stage of conservation on the bill date.</param>
/// <param name="FirstBilled">First day of the earliest period of the cycle that the town billed here; empty before its first run.</param>
internal sealed record RunContext(
    BillRun Run, RunPeriod Billed, IReadOnlyList<RunPeriod> Periods, RatingBook Book, IReadOnlyDictionary<string, Guid> TariffVersions, ChartOfAccounts Chart, OddnessRules Oddness, string Stage, DateOnly? FirstBilled)
{
    public BillingPeriod Period => Billed.Period;

    /// <summary>Whether the town billed the cycle here before this period, so that a meter that came within it is new.</summary>
    public bool KnowsMeters => FirstBilled < Period.From;

    /// <summary>The day whose winter averages, holds and rules count: a period billed late is billed as it would have been.</summary>
    public DateOnly RuleDate => Billed.IsMain ? Run.BillDate : Billed.Through;
}

/// <summary>Finds funds and general-ledger accounts by the codes that tariffs name.</summary>
internal sealed class ChartOfAccounts
{
    private readonly Dictionary<string, Guid> _funds = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Fund, string Account), Guid> _accounts = [];
    private readonly Dictionary<(string Fund, string? Service), Guid> _receivables = [];
    private readonly Dictionary<string, Guid> _variances = new(StringComparer.Ordinal);

    public void AddFund(string code, Guid id) => _funds[code] = id;

    public void AddAccount(string fund, string code, Guid id) => _accounts[(fund, code)] = id;

    public void AddReceivable(string fund, string? service, Guid id) => _receivables[(fund, service)] = id;

    public void AddBudgetVariance(string fund, Guid id) => _variances.TryAdd(fund, id);

    public Guid? Fund(string code) => _funds.TryGetValue(code, out var id) ? id : null;

    public Guid? Account(string fund, string code) => _accounts.TryGetValue((fund, code), out var id) ? id : null;

    /// <summary>Where the fund keeps what budget bills did not ask.</summary>
    public Guid? BudgetVariance(string fund) => _variances.TryGetValue(fund, out var id) ? id : null;

    /// <summary>The receivable of a service in a fund; the fund's general one where the service has none of its own.</summary>
    public Guid? Receivable(string fund, string service) =>
        _receivables.TryGetValue((fund, service), out var own) ? own : _receivables.TryGetValue((fund, null), out var general) ? general : null;
}

/// <summary>What of a calculated bill may be odd.</summary>
/// <param name="Average">Of the bills before it; empty for a first one.</param>
/// <param name="DaysOff">Days between the reads beyond those of the period, or short of them.</param>
internal readonly record struct BillToJudge(decimal Total, decimal? Average, bool Estimated, bool NewMeter, int DaysOff);

/// <summary>When a bill is odd: the town's own figures.</summary>
/// <param name="HighPercent">A bill above this share of the average of the last ones is high.</param>
/// <param name="LowPercent">A bill below this share is low.</param>
/// <param name="HighAmount">A bill above this amount is looked at whatever its history.</param>
/// <param name="DaysOff">A bill this many days longer or shorter than its period is looked at.</param>
/// <param name="LooksAtNewMeters">Whether the first bill of a new or changed meter waits until somebody has looked at it (MR-06).</param>
internal sealed record OddnessRules(decimal HighPercent, decimal LowPercent, decimal HighAmount, int DaysOff, bool LooksAtNewMeters)
{
    /// <summary>The mark of a bill that may not be approved before somebody has looked at it.</summary>
    public const string NewMeter = "newMeter";

    /// <summary>How odd a bill is against the average of the bills before it, and why. Zero is not odd at all.</summary>
    public (decimal Oddness, string[] Codes) Judge(BillToJudge bill)
    {
        var codes = new List<string>(3);
        var oddness = 0m;
        if (bill.NewMeter)
            Add(NewMeter, 600m);
        if (bill.Total == 0)
            Add("zero", 50m);
        if (bill.Total > HighAmount)
            Add("highAmount", 40m);
        if (bill.Average is null)
            Add("first", 20m);
        else if (bill.Average > 0)
        {
            var percent = bill.Total / bill.Average.Value * 100m;
            if (percent > HighPercent)
                Add("high", Math.Min(500m, percent - 100m));
            else if (percent < LowPercent)
                Add("low", 100m - percent);
        }
        if (Math.Abs(bill.DaysOff) >= DaysOff)
            Add("days", 30m);
        if (bill.Estimated)
            Add("estimated", 5m);
        return (Math.Round(oddness, 3), [.. codes]);

        void Add(string code, decimal weight)
        {
            codes.Add(code);
            oddness += weight;
        }
    }
}

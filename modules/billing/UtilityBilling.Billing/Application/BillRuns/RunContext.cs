using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>What stays the same for every account of a run: the run, its period, the prices, the chart of accounts.</summary>
/// <param name="Stage">The stage of conservation on the bill date.</param>
/// <param name="ReadsAfter">Reads dated after this day belong to the run: the bill date of the period before.</param>
internal sealed record RunContext(
    BillRun Run, BillingPeriod Period, int PeriodMonths, DateOnly ReadsAfter, RatingBook Book, IReadOnlyDictionary<string, Guid> TariffVersions, ChartOfAccounts Chart, OddnessRules Oddness, string Stage);

/// <summary>Finds funds and general-ledger accounts by the codes that tariffs name.</summary>
internal sealed class ChartOfAccounts
{
    private readonly Dictionary<string, Guid> _funds = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Fund, string Account), Guid> _accounts = [];
    private readonly Dictionary<(string Fund, string? Service), Guid> _receivables = [];

    public void AddFund(string code, Guid id) => _funds[code] = id;

    public void AddAccount(string fund, string code, Guid id) => _accounts[(fund, code)] = id;

    public void AddReceivable(string fund, string? service, Guid id) => _receivables[(fund, service)] = id;

    public Guid? Fund(string code) => _funds.TryGetValue(code, out var id) ? id : null;

    public Guid? Account(string fund, string code) => _accounts.TryGetValue((fund, code), out var id) ? id : null;

    /// <summary>The receivable of a service in a fund; the fund's general one where the service has none of its own.</summary>
    public Guid? Receivable(string fund, string service) =>
        _receivables.TryGetValue((fund, service), out var own) ? own : _receivables.TryGetValue((fund, null), out var general) ? general : null;
}

/// <summary>When a bill is odd: the town's own figures.</summary>
/// <param name="HighPercent">A bill above this share of the average of the last ones is high.</param>
/// <param name="LowPercent">A bill below this share is low.</param>
/// <param name="HighAmount">A bill above this amount is looked at whatever its history.</param>
internal sealed record OddnessRules(decimal HighPercent, decimal LowPercent, decimal HighAmount)
{
    /// <summary>How odd a total is against the average of the bills before it, and why. Zero is not odd at all.</summary>
    public (decimal Oddness, string[] Codes) Judge(decimal total, decimal? average, bool estimated)
    {
        var codes = new List<string>(3);
        var oddness = 0m;
        if (total == 0)
            Add("zero", 50m);
        if (total > HighAmount)
            Add("highAmount", 40m);
        if (average is null)
            Add("first", 20m);
        else if (average > 0)
        {
            var percent = total / average.Value * 100m;
            if (percent > HighPercent)
                Add("high", Math.Min(500m, percent - 100m));
            else if (percent < LowPercent)
                Add("low", 100m - percent);
        }
        if (estimated)
            Add("estimated", 5m);
        return (Math.Round(oddness, 3), [.. codes]);

        void Add(string code, decimal weight)
        {
            codes.Add(code);
            oddness += weight;
        }
    }
}

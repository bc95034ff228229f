using System.Globalization;
using UtilityBilling.Metering.ReadChecks;

namespace UtilityBilling.Metering.Estimates;

/// <summary>
/// An estimated read and how it came about. The value is cut to the register's last wheel, never rounded up, and <see cref="Usage"/> is what that value
/// registers, so that bill and register agree. It stays an estimate on the bill and in the history.
/// </summary>
public sealed record ReadEstimate(
    decimal Value,
    decimal Usage,
    int Days,
    EstimateMethod Method,
    string Code,
    IReadOnlyDictionary<string, object?> Data,
    IReadOnlyList<PastUsage> Basis,
    int InARow,
    bool IsVisitDue);

/// <summary>The keys of the sentences that say how an estimate was made, in `Metering.Contracts/Localization`.</summary>
public static class ReadEstimateCodes
{
    public const string NoHistory = "Metering:ReadEstimate.NoHistory";
    public const string VisitDue = "Metering:ReadEstimate.VisitDue";

    public static IReadOnlyDictionary<EstimateMethod, string> ByMethod { get; } = new Dictionary<EstimateMethod, string>
    {
        [EstimateMethod.LastActuals] = "Metering:ReadEstimate.LastActuals",
        [EstimateMethod.SamePeriodLastYear] = "Metering:ReadEstimate.SamePeriodLastYear",
        [EstimateMethod.AnnualAverage] = "Metering:ReadEstimate.AnnualAverage",
        [EstimateMethod.PreviousPeriod] = "Metering:ReadEstimate.PreviousPeriod",
    };
}

/// <summary>Estimates a read by the town's rule. Pure.</summary>
public static class ReadEstimator
{
    /// <summary>The estimate for a day, or null when no way of the town's rule has the history for it (<see cref="ReadEstimateCodes.NoHistory"/>).</summary>
    public static ReadEstimate? Estimate(
        RegisterFacts register, PastRead previous, DateOnly date, IReadOnlyList<PastUsage> usages, EstimateSettings settings)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(settings);
        var days = date.DayNumber - previous.Date.DayNumber;
        if (days <= 0)
            throw new ArgumentOutOfRangeException(nameof(date), "An estimate is for a day after the previous read.");
        var history = new UsageHistory(usages);
        foreach (var method in settings.Order)
        {
            var basis = BasisOf(method, history, date, settings);
            if (UsageHistory.PerDay(basis) is { } perDay)
                return Make(register, previous, days, method, basis, perDay, history.EstimatesInARow + 1, settings);
        }

        return null;
    }

    private static ReadEstimate Make(
        RegisterFacts register, PastRead previous, int days, EstimateMethod method, IReadOnlyList<PastUsage> basis, decimal perDay, int inARow, EstimateSettings settings)
    {
        var value = RegisterArithmetic.After(previous.Value, perDay * days, register);
        var usage = RegisterArithmetic.Between(previous.Value, value, register).Usage;
        var data = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Periods"] = basis.Count,
            ["From"] = Iso(basis.Min(b => b.From)),
            ["To"] = Iso(basis.Max(b => b.To)),
            ["PerDay"] = perDay.ToString("#,0.####", CultureInfo.InvariantCulture),
            ["Days"] = days,
            ["Usage"] = usage.ToString("#,0.###", CultureInfo.InvariantCulture),
            ["Unit"] = register.Unit,
            ["InARow"] = inARow,
        };
        return new ReadEstimate(value, usage, days, method, ReadEstimateCodes.ByMethod[method], data, basis, inARow, inARow >= settings.MaximumInARow);
    }

    private static IReadOnlyList<PastUsage> BasisOf(EstimateMethod method, UsageHistory history, DateOnly date, EstimateSettings settings) => method switch
    {
        EstimateMethod.LastActuals => history.LastActuals(settings.ActualPeriods, settings.ActualPeriods),
        EstimateMethod.PreviousPeriod => history.LastActuals(1),
        EstimateMethod.SamePeriodLastYear => history.SamePeriodLastYear(date, settings.SamePeriodToleranceDays) is { } same ? [same] : [],
        _ => Covering(history.YearUpTo(date), settings.AnnualMinimumDays),
    };

    private static IReadOnlyList<PastUsage> Covering(IReadOnlyList<PastUsage> usages, int days) => usages.Sum(u => u.Days) >= days ? usages : [];

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

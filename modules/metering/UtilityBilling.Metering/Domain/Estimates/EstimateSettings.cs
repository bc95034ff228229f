namespace UtilityBilling.Metering.Estimates;

/// <summary>Ways to estimate what a meter registered while nobody could read it. Estimated periods are never the basis of an estimate.</summary>
public enum EstimateMethod
{
    /// <summary>Average per day of the last actual periods, times the days.</summary>
    LastActuals,

    /// <summary>Per day as in the same period last year, times the days.</summary>
    SamePeriodLastYear,

    /// <summary>Average per day over the last year's actual periods, times the days.</summary>
    AnnualAverage,

    /// <summary>Per day as in the newest actual period, times the days.</summary>
    PreviousPeriod,
}

/// <summary>A town's rule for estimates: which ways in which order, and how many in a row before somebody has to visit.</summary>
public sealed record EstimateSettings
{
    /// <summary>Tried in order; the first that the history can answer is taken.</summary>
    public IReadOnlyList<EstimateMethod> Order { get; init; } =
        [EstimateMethod.SamePeriodLastYear, EstimateMethod.LastActuals, EstimateMethod.AnnualAverage];

    public int ActualPeriods { get; init; } = 3;
    public int SamePeriodToleranceDays { get; init; } = 20;

    /// <summary>Days that the last year's actual periods must cover for an annual average.</summary>
    public int AnnualMinimumDays { get; init; } = 180;

    /// <summary>Estimates in a row after which a visit is due; the one that reaches it says so.</summary>
    public int MaximumInARow { get; init; } = 3;
}

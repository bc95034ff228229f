namespace UtilityBilling.Metering.ReadChecks;

/// <summary>With what a usage is compared to be called high or low.</summary>
public enum UsageBasis
{
    /// <summary>The average per day of the newest actual periods.</summary>
    RollingAverage,
    PreviousPeriod,
    SamePeriodLastYear,
}

/// <summary>Amounts below which a difference is not worth a look, in one unit of volume.</summary>
public sealed record UsageLimits(decimal Rollover, decimal HighAtLeast, decimal LowAtLeast, decimal HighWithoutHistory);

/// <summary>
/// A town's thresholds for checking reads: all data, by service if it likes. The defaults are a proposal and no rule of any town.
/// </summary>
public sealed record ReadCheckSettings
{
    /// <summary>Tried in order; the first that the history can answer is what a usage is compared with.</summary>
    public IReadOnlyList<UsageBasis> CompareWith { get; init; } = [UsageBasis.SamePeriodLastYear, UsageBasis.RollingAverage];

    /// <summary>High above this percentage of what was expected.</summary>
    public decimal HighPercent { get; init; } = 200;

    /// <summary>Low below this percentage of what was expected.</summary>
    public decimal LowPercent { get; init; } = 40;

    /// <summary>Actual periods that a rolling average takes at most.</summary>
    public int AveragePeriods { get; init; } = 6;

    /// <summary>Actual periods without which a usage is neither high nor low, except above <see cref="UsageLimits.HighWithoutHistory"/>.</summary>
    public int MinimumHistory { get; init; } = 2;

    public int SamePeriodToleranceDays { get; init; } = 20;

    /// <summary>Days by which a read may be later than the business date (a reader's clock, a file sent after midnight).</summary>
    public int FutureDays { get; init; } = 1;

    /// <summary>A wrap is believed up to this many times the average, or up to the unit's limit, whichever is more.</summary>
    public decimal RolloverAverageFactor { get; init; } = 3;

    /// <summary>The very same usage so many times before makes it suspicious (a stuck or invented read); 0 switches the check off.</summary>
    public int SameUsageTimes { get; init; } = 2;

    /// <summary>Usage on a service that is off or locked, above which it is found.</summary>
    public decimal InactiveTolerance { get; init; }

    public IReadOnlyDictionary<string, UsageLimits> LimitsByUnit { get; init; } = new Dictionary<string, UsageLimits>
    {
        [MeterUnits.HundredCubicFeet] = new(100, 10, 5, 60),
        [MeterUnits.CubicFeet] = new(10_000, 1_000, 500, 6_000),
        [MeterUnits.Gallons] = new(75_000, 7_500, 3_750, 45_000),
        [MeterUnits.ThousandGallons] = new(75, 7.5m, 3.75m, 45),
        [MeterUnits.CubicMetres] = new(280, 28, 14, 170),
    };

    /// <summary>What becomes of a read with a finding; a kind that is not named here holds.</summary>
    public IReadOnlyDictionary<ReadFindingKind, ReadFindingAction> Actions { get; init; } = new Dictionary<ReadFindingKind, ReadFindingAction>
    {
        [ReadFindingKind.Rollover] = ReadFindingAction.Note,
        [ReadFindingKind.DuplicateSameValue] = ReadFindingAction.Ignore,
        [ReadFindingKind.VendorFlag] = ReadFindingAction.Note,
        [ReadFindingKind.VendorEstimate] = ReadFindingAction.Note,
        [ReadFindingKind.TroubleCode] = ReadFindingAction.Note,
        [ReadFindingKind.SameUsage] = ReadFindingAction.Note,
    };

    /// <summary>How odd each finding makes a read, for "oddest first"; a kind that is not named weighs 10.</summary>
    public IReadOnlyDictionary<ReadFindingKind, decimal> Weights { get; init; } = new Dictionary<ReadFindingKind, decimal>
    {
        [ReadFindingKind.TwoMatches] = 100,
        [ReadFindingKind.Negative] = 90,
        [ReadFindingKind.DuplicateOtherValue] = 80,
        [ReadFindingKind.UnitDiffers] = 80,
        [ReadFindingKind.MultiplierDiffers] = 80,
        [ReadFindingKind.DecimalsDiffer] = 80,
        [ReadFindingKind.DialsDiffer] = 70,
        [ReadFindingKind.SerialDiffers] = 70,
        [ReadFindingKind.ChangeOut] = 70,
        [ReadFindingKind.UnknownMeter] = 70,
        [ReadFindingKind.InactiveWithUsage] = 60,
        [ReadFindingKind.DateInFuture] = 60,
        [ReadFindingKind.DateBeforePrevious] = 60,
        [ReadFindingKind.Overestimate] = 50,
        [ReadFindingKind.High] = 40,
        [ReadFindingKind.Missing] = 30,
        [ReadFindingKind.Zero] = 25,
        [ReadFindingKind.Low] = 20,
        [ReadFindingKind.Rollover] = 5,
        [ReadFindingKind.VendorFlag] = 5,
        [ReadFindingKind.SameUsage] = 5,
        [ReadFindingKind.VendorEstimate] = 2,
        [ReadFindingKind.TroubleCode] = 5,
        [ReadFindingKind.DuplicateSameValue] = 0,
    };

    public ReadFindingAction ActionOf(ReadFindingKind kind) => Actions.TryGetValue(kind, out var action) ? action : ReadFindingAction.Hold;

    public decimal WeightOf(ReadFindingKind kind) => Weights.TryGetValue(kind, out var weight) ? weight : 10;

    /// <summary>The limits of a unit; an unknown unit has none, so that nothing slips through below them.</summary>
    public UsageLimits LimitsOf(string unit) =>
        LimitsByUnit.TryGetValue(unit, out var limits) || LimitsByUnit.TryGetValue(MeterUnits.Normalize(unit), out limits) ? limits : new UsageLimits(0, 0, 0, 0);
}

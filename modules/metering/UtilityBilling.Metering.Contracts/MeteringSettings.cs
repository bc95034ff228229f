using UtilityBilling.Settings;

namespace UtilityBilling.Metering;

/// <summary>What a town may change about files, checks and estimates of reads.</summary>
public static class MeteringSettings
{
    public const string Group = "Metering";

    public const string MaxFileMegabytes = "Metering.File.MaxMegabytes";
    public const string MissingRoutePercent = "Metering.Missing.RoutePercent";
    public const string MissingWindowDays = "Metering.Missing.WindowDays";

    public const string CompareWith = "Metering.Check.CompareWith";
    public const string HighPercent = "Metering.Check.HighPercent";
    public const string LowPercent = "Metering.Check.LowPercent";
    public const string HighAtLeast = "Metering.Check.HighAtLeast";
    public const string LowAtLeast = "Metering.Check.LowAtLeast";
    public const string HighWithoutHistory = "Metering.Check.HighWithoutHistory";
    public const string RolloverLimit = "Metering.Check.RolloverLimit";
    public const string RolloverFactor = "Metering.Check.RolloverFactor";
    public const string AveragePeriods = "Metering.Check.AveragePeriods";
    public const string MinimumHistory = "Metering.Check.MinimumHistory";
    public const string SamePeriodDays = "Metering.Check.SamePeriodDays";
    public const string FutureDays = "Metering.Check.FutureDays";
    public const string SameUsageTimes = "Metering.Check.SameUsageTimes";
    public const string InactiveTolerance = "Metering.Check.InactiveTolerance";

    /// <summary>What becomes of a read with the finding named behind it.</summary>
    public const string ActionPrefix = "Metering.Check.Action.";

    public const string EstimateOrder = "Metering.Estimate.Order";
    public const string EstimatePeriods = "Metering.Estimate.Periods";
    public const string EstimateAnnualDays = "Metering.Estimate.AnnualDays";
    public const string OverestimateChoice = "Metering.Overestimate.Choice";
    public const string EstimateMaximumInARow = "Metering.Estimate.MaximumInARow";

    /// <summary>Findings whose action a town may choose, with the default: hold for a person, or note beside the accepted read.</summary>
    public static IReadOnlyDictionary<string, string> Actions { get; } = new Dictionary<string, string>
    {
        ["High"] = "Hold", ["Low"] = "Hold", ["Zero"] = "Hold", ["Rollover"] = "Note", ["InactiveWithUsage"] = "Hold",
        ["SameUsage"] = "Note", ["VendorFlag"] = "Note", ["VendorEstimate"] = "Note", ["TroubleCode"] = "Note",
    };
}

public sealed class MeteringSettingDefinitionProvider : SettingDefinitionProvider
{
    public override IEnumerable<SettingDefinition> Define() =>
    [
        Integer(MeteringSettings.MaxFileMegabytes, "64", 1, 512),
        Integer(MeteringSettings.MissingRoutePercent, "50", 1, 100),
        Integer(MeteringSettings.MissingWindowDays, "20", 1, 60),
        Choice(MeteringSettings.CompareWith, "SamePeriodLastYear", "SamePeriodLastYear", "RollingAverage", "PreviousPeriod"),
        Decimal(MeteringSettings.HighPercent, "200", 101, 10_000),
        Decimal(MeteringSettings.LowPercent, "40", 0, 99),
        Decimal(MeteringSettings.HighAtLeast, "10", 0, 100_000),
        Decimal(MeteringSettings.LowAtLeast, "5", 0, 100_000),
        Decimal(MeteringSettings.HighWithoutHistory, "60", 0, 100_000),
        Decimal(MeteringSettings.RolloverLimit, "100", 0, 100_000),
        Decimal(MeteringSettings.RolloverFactor, "3", 1, 100),
        Integer(MeteringSettings.AveragePeriods, "6", 1, 36),
        Integer(MeteringSettings.MinimumHistory, "2", 1, 12),
        Integer(MeteringSettings.SamePeriodDays, "20", 1, 45),
        Integer(MeteringSettings.FutureDays, "1", 0, 7),
        Integer(MeteringSettings.SameUsageTimes, "2", 0, 12),
        Decimal(MeteringSettings.InactiveTolerance, "0", 0, 1_000),
        .. MeteringSettings.Actions.Select(a => Choice(MeteringSettings.ActionPrefix + a.Key, a.Value, "Hold", "Note")),
        Choice(MeteringSettings.EstimateOrder, "SamePeriodLastYear", "SamePeriodLastYear", "LastActuals", "AnnualAverage", "PreviousPeriod"),
        Integer(MeteringSettings.EstimatePeriods, "3", 1, 12),
        Integer(MeteringSettings.EstimateAnnualDays, "180", 30, 366),
        Choice(MeteringSettings.OverestimateChoice, nameof(Metering.OverestimateChoice.Rebill), Enum.GetNames<OverestimateChoice>()),
        Integer(MeteringSettings.EstimateMaximumInARow, "3", 1, 24),
    ];

    private static SettingDefinition Integer(string name, string value, decimal min, decimal max) => new(name, SettingKind.Integer, value, MeteringSettings.Group) { Min = min, Max = max };

    private static SettingDefinition Decimal(string name, string value, decimal min, decimal max) => new(name, SettingKind.Decimal, value, MeteringSettings.Group) { Min = min, Max = max };

    private static SettingDefinition Choice(string name, string value, params string[] choices) => new(name, SettingKind.Choice, value, MeteringSettings.Group) { Choices = choices };
}

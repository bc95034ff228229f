using System.Globalization;
using UtilityBilling.Metering.Estimates;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.Metering.ReadFiles;
using UtilityBilling.Settings;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>Turns the town's settings into the thresholds that the checks and estimates take. Limits are entered in ccf and hold for other units in proportion.</summary>
internal sealed class TownReadSettings(ISettingProvider settings)
{
    public async Task<ReadCheckSettings> ChecksAsync(CancellationToken cancellationToken)
    {
        var standard = new ReadCheckSettings();
        var actions = new Dictionary<ReadFindingKind, ReadFindingAction>(standard.Actions);
        foreach (var kind in MeteringSettings.Actions.Keys)
            actions[Enum.Parse<ReadFindingKind>(kind)] = Enum.Parse<ReadFindingAction>(await settings.GetAsync(MeteringSettings.ActionPrefix + kind, null, cancellationToken).ConfigureAwait(false));
        return new ReadCheckSettings
        {
            CompareWith = [.. new[] { Enum.Parse<UsageBasis>(await settings.GetAsync(MeteringSettings.CompareWith, null, cancellationToken).ConfigureAwait(false)), UsageBasis.RollingAverage }.Distinct()],
            HighPercent = await DecimalAsync(MeteringSettings.HighPercent, cancellationToken).ConfigureAwait(false),
            LowPercent = await DecimalAsync(MeteringSettings.LowPercent, cancellationToken).ConfigureAwait(false),
            AveragePeriods = await IntAsync(MeteringSettings.AveragePeriods, cancellationToken).ConfigureAwait(false),
            MinimumHistory = await IntAsync(MeteringSettings.MinimumHistory, cancellationToken).ConfigureAwait(false),
            SamePeriodToleranceDays = await IntAsync(MeteringSettings.SamePeriodDays, cancellationToken).ConfigureAwait(false),
            FutureDays = await IntAsync(MeteringSettings.FutureDays, cancellationToken).ConfigureAwait(false),
            RolloverAverageFactor = await DecimalAsync(MeteringSettings.RolloverFactor, cancellationToken).ConfigureAwait(false),
            SameUsageTimes = await IntAsync(MeteringSettings.SameUsageTimes, cancellationToken).ConfigureAwait(false),
            InactiveTolerance = await DecimalAsync(MeteringSettings.InactiveTolerance, cancellationToken).ConfigureAwait(false),
            LimitsByUnit = await LimitsAsync(standard, cancellationToken).ConfigureAwait(false),
            Actions = actions,
        };
    }

    public async Task<EstimateSettings> EstimatesAsync(CancellationToken cancellationToken)
    {
        var first = Enum.Parse<EstimateMethod>(await settings.GetAsync(MeteringSettings.EstimateOrder, null, cancellationToken).ConfigureAwait(false));
        var periods = await IntAsync(MeteringSettings.EstimatePeriods, cancellationToken).ConfigureAwait(false);
        return new EstimateSettings
        {
            Order = [.. new[] { first }.Concat(new EstimateSettings().Order).Distinct()],
            ActualPeriods = periods,
            AnnualMinimumDays = await IntAsync(MeteringSettings.EstimateAnnualDays, cancellationToken).ConfigureAwait(false),
            MaximumInARow = await IntAsync(MeteringSettings.EstimateMaximumInARow, cancellationToken).ConfigureAwait(false),
        };
    }

    public async Task<ReadFileOptions> FileAsync(DateOnly businessDate, CancellationToken cancellationToken) => new()
    {
        MaxBytes = await IntAsync(MeteringSettings.MaxFileMegabytes, cancellationToken).ConfigureAwait(false) * 1024L * 1024L,
        MaxListedProblems = 200_000,
        BusinessDate = businessDate,
    };

    public async Task<MissingRule> MissingAsync(CancellationToken cancellationToken) => new(
        await IntAsync(MeteringSettings.MissingRoutePercent, cancellationToken).ConfigureAwait(false),
        await IntAsync(MeteringSettings.MissingWindowDays, cancellationToken).ConfigureAwait(false));

    private async Task<IReadOnlyDictionary<string, UsageLimits>> LimitsAsync(ReadCheckSettings standard, CancellationToken cancellationToken)
    {
        var town = new UsageLimits(
            await DecimalAsync(MeteringSettings.RolloverLimit, cancellationToken).ConfigureAwait(false), await DecimalAsync(MeteringSettings.HighAtLeast, cancellationToken).ConfigureAwait(false),
            await DecimalAsync(MeteringSettings.LowAtLeast, cancellationToken).ConfigureAwait(false), await DecimalAsync(MeteringSettings.HighWithoutHistory, cancellationToken).ConfigureAwait(false));
        var basis = standard.LimitsByUnit[MeterUnits.HundredCubicFeet];
        return standard.LimitsByUnit.ToDictionary(u => u.Key, u => new UsageLimits(
            u.Value.Rollover * town.Rollover / basis.Rollover, u.Value.HighAtLeast * town.HighAtLeast / basis.HighAtLeast,
            u.Value.LowAtLeast * town.LowAtLeast / basis.LowAtLeast, u.Value.HighWithoutHistory * town.HighWithoutHistory / basis.HighWithoutHistory));
    }

    private async Task<int> IntAsync(string name, CancellationToken cancellationToken) =>
        int.Parse(await settings.GetAsync(name, null, cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);

    private async Task<decimal> DecimalAsync(string name, CancellationToken cancellationToken) =>
        decimal.Parse(await settings.GetAsync(name, null, cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
}

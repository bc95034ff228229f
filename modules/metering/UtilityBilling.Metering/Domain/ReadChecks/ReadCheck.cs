using System.Globalization;
using UtilityBilling.Metering.ReadFiles;

namespace UtilityBilling.Metering.ReadChecks;

/// <summary>All that a check may know: our register, the reads and usages before, the read, the town's business date. No clock and no database.</summary>
public sealed record ReadCheckInput
{
    public required RegisterFacts Register { get; init; }

    /// <summary>Reads of this register that count, in any order; the last ones suffice, with the last actual among them.</summary>
    public IReadOnlyList<PastRead> Reads { get; init; } = [];

    /// <summary>Some 13 periods of usage, in any order.</summary>
    public IReadOnlyList<PastUsage> Usages { get; init; } = [];

    public required ReadToCheck Read { get; init; }
    public required DateOnly BusinessDate { get; init; }

    /// <summary>The serial number of the meter that was matched, to compare with the file's.</summary>
    public string? MeterSerial { get; init; }
}

/// <summary>
/// What a check found. <see cref="Usage"/> is null when it cannot be believed or known (missing, below the previous read, other unit);
/// <see cref="WrappedUsage"/> then still shows what the arithmetic would give.
/// </summary>
public sealed record ReadCheckResult(
    decimal? Value,
    decimal? Usage,
    decimal? WrappedUsage,
    PastRead? Previous,
    int? Days,
    decimal? ExpectedUsage,
    IReadOnlyList<ReadFinding> Findings,
    decimal Oddness)
{
    public bool MustHold => Findings.Any(f => f.Action == ReadFindingAction.Hold);
    public bool IsKnownAlready => Findings.Any(f => f.Action == ReadFindingAction.Ignore);
    public bool IsRollover => Findings.Any(f => f.Kind == ReadFindingKind.Rollover);
    public bool Has(ReadFindingKind kind) => Findings.Any(f => f.Kind == kind);
}

/// <summary>Checks one read against our record and its own past. Pure: the same input gives the same result for ever.</summary>
public sealed class ReadCheck
{
    private readonly ReadCheckInput _input;
    private readonly ReadCheckSettings _settings;
    private readonly FindingList _found;
    private readonly UsageHistory _history;
    private readonly RegisterFacts _register;
    private readonly ReadToCheck _read;

    private ReadCheck(ReadCheckInput input, ReadCheckSettings settings)
    {
        _input = input;
        _settings = settings;
        _register = input.Register;
        _read = input.Read;
        _found = new FindingList(settings);
        _history = new UsageHistory(input.Usages);
    }

    public static ReadCheckResult Run(ReadCheckInput input, ReadCheckSettings settings)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(settings);
        return new ReadCheck(input, settings).Run();
    }

    private ReadCheckResult Run()
    {
        CheckVendor();
        CheckClaims();
        if (_read.Reading is null || _read.Date is null)
            return Missing();
        var value = RegisterArithmetic.ValueOf(_read.Reading.Value, _read.Form, _read.Decimals, _register);
        var date = _read.Date.Value;
        if (value >= RegisterArithmetic.Capacity(_register))
            _found.Add(ReadFindingKind.DialsDiffer, ("Reading", value), ("Dials", _register.Dials), ("Stated", _read.Dials ?? WholeDigits(value) + _register.Decimals));
        if (date > _input.BusinessDate.AddDays(_settings.FutureDays))
            _found.Add(ReadFindingKind.DateInFuture, ("Date", date), ("Today", _input.BusinessDate));
        CheckDuplicate(value, date);
        var previous = _input.Reads.Where(r => r.Date < date).MaxBy(r => r.Date);
        var latest = _input.Reads.MaxBy(r => r.Date);
        if (latest is not null && latest.Date > date)
            _found.Add(ReadFindingKind.DateBeforePrevious, ("Date", date), ("Previous", latest.Date));
        if (previous is null && !IsDuplicate())
            _found.Add(ReadFindingKind.NoPreviousRead, ("Reading", value));
        if (previous is null || latest!.Date > date || _found.Has(ReadFindingKind.DialsDiffer) || _found.Has(ReadFindingKind.UnitDiffers) || _found.Has(ReadFindingKind.DuplicateSameValue))
            return Result(value, null, null, previous, null, 0);
        return CheckUsage(value, date, previous);
    }

    private ReadCheckResult CheckUsage(decimal value, DateOnly date, PastRead previous)
    {
        var days = date.DayNumber - previous.Date.DayNumber;
        var expected = ExpectedFor(date, days);
        var (usage, isWrapped) = RegisterArithmetic.Between(previous.Value, value, _register);
        if (isWrapped && !AcceptWrap(value, usage, previous, days))
            return Result(value, null, usage, previous, expected, 0);
        if (_register.State != ServiceState.Active)
            CheckInactive(usage);
        else if (_register.UnservedSince <= previous.Date)
            CheckUnserved(usage);
        else if (usage == 0)
        {
            if (!_register.ZeroIsNormal)
                _found.Add(ReadFindingKind.Zero, ("Reading", value), ("Previous", previous.Date), ("Expected", expected));
        }
        else
        {
            CheckRange(usage, expected, days);
            CheckSameUsage(usage);
        }

        return Result(value, usage, usage, previous, expected, Deviation(usage, expected));
    }

    /// <summary>Below the previous read: an over-estimate that is now put right, a plausible wrap, or a reading that went backwards.</summary>
    private bool AcceptWrap(decimal value, decimal wrapped, PastRead previous, int days)
    {
        var lastActual = _input.Reads.Where(r => !r.IsEstimated && r.Date < previous.Date).MaxBy(r => r.Date);
        if (previous.IsEstimated && lastActual is not null && value >= lastActual.Value)
        {
            _found.Add(ReadFindingKind.Overestimate, ("Reading", value), ("Estimate", previous.Value), ("Previous", previous.Date), ("LastActual", lastActual.Date));
            return false;
        }

        var average = UsageHistory.PerDay(_history.LastActuals(_settings.AveragePeriods)) * days;
        var limit = Math.Max(_settings.RolloverAverageFactor * (average ?? 0), _settings.LimitsOf(_register.Unit).Rollover);
        var isPlausible = wrapped <= limit;
        _found.Add(
            isPlausible ? ReadFindingKind.Rollover : ReadFindingKind.Negative,
            ("Reading", value), ("PreviousReading", previous.Value), ("Previous", previous.Date), ("Usage", wrapped), ("Unit", _register.Unit), ("Limit", limit));
        return isPlausible;
    }

    private void CheckInactive(decimal usage)
    {
        if (usage <= _settings.InactiveTolerance)
            return;
        if (_register.State == ServiceState.Locked)
            _found.AddAs(ReadFindingCodes.LockedWithUsage, ReadFindingKind.InactiveWithUsage, ("Usage", usage), ("Unit", _register.Unit));
        else
            _found.Add(ReadFindingKind.InactiveWithUsage, ("Usage", usage), ("Unit", _register.Unit));
    }

    /// <summary>Nobody had service between the two reads, though water may flow.</summary>
    private void CheckUnserved(decimal usage)
    {
        if (usage > _settings.InactiveTolerance)
            _found.AddAs(ReadFindingCodes.UnservedWithUsage, ReadFindingKind.InactiveWithUsage, ("Usage", usage), ("Unit", _register.Unit), ("Since", _register.UnservedSince));
    }

    private void CheckRange(decimal usage, decimal? expected, int days)
    {
        var limits = _settings.LimitsOf(_register.Unit);
        if (expected is not { } normal)
        {
            if (usage > limits.HighWithoutHistory)
                _found.Add(ReadFindingKind.High, ("Usage", usage), ("Unit", _register.Unit), ("Days", days), ("Expected", limits.HighWithoutHistory));
            return;
        }

        if (usage > normal * _settings.HighPercent / 100 && usage - normal >= limits.HighAtLeast)
            _found.Add(ReadFindingKind.High, ("Usage", usage), ("Unit", _register.Unit), ("Days", days), ("Expected", normal));
        else if (usage < normal * _settings.LowPercent / 100 && normal - usage >= limits.LowAtLeast)
            _found.Add(ReadFindingKind.Low, ("Usage", usage), ("Unit", _register.Unit), ("Days", days), ("Expected", normal));
    }

    private void CheckSameUsage(decimal usage)
    {
        var times = _settings.SameUsageTimes;
        if (times > 0 && _history.All.Count >= times && _history.All.Take(times).All(u => u.Usage == usage))
            _found.Add(ReadFindingKind.SameUsage, ("Usage", usage), ("Unit", _register.Unit), ("Times", times + 1));
    }

    private void CheckDuplicate(decimal value, DateOnly date)
    {
        var same = _input.Reads.Where(r => r.Date == date).ToList();
        if (same.Count == 0)
            return;
        var isEqual = same.Exists(r => r.Value == value);
        _found.Add(
            isEqual ? ReadFindingKind.DuplicateSameValue : ReadFindingKind.DuplicateOtherValue,
            ("Date", date), ("Reading", value), ("Other", same[0].Value));
    }

    private bool IsDuplicate() => _found.Has(ReadFindingKind.DuplicateSameValue) || _found.Has(ReadFindingKind.DuplicateOtherValue);

    /// <summary>The file's claims about the meter; another value than ours means a wrong set-up or a meter that was changed.</summary>
    private void CheckClaims()
    {
        if (_read.Multiplier is { } multiplier && multiplier != _register.Multiplier)
            _found.Add(ReadFindingKind.MultiplierDiffers, ("Stated", multiplier), ("Ours", _register.Multiplier));
        if (_read.Dials is { } dials && dials != _register.Dials)
            _found.Add(ReadFindingKind.DialsDiffer, ("Reading", _read.Reading), ("Dials", _register.Dials), ("Stated", dials));
        if (_read.Decimals is { } decimals && decimals != _register.Decimals)
            _found.Add(ReadFindingKind.DecimalsDiffer, ("Stated", decimals), ("Ours", _register.Decimals));
        if (_read.Unit is { } unit && !MeterUnits.AreSame(unit, _register.Unit))
            _found.Add(ReadFindingKind.UnitDiffers, ("Stated", unit), ("Ours", _register.Unit));
        if (_read.MeterSerial is { } serial && _input.MeterSerial is { } ours && ReadMatcher.Key(serial) != ReadMatcher.Key(ours))
            _found.Add(ReadFindingKind.SerialDiffers, ("Stated", serial), ("Ours", ours));
        if (_read.ChangeOut is not null)
            _found.Add(ReadFindingKind.ChangeOut, ("Serial", _read.ChangeOut.NewMeterSerial ?? _read.MeterSerial), ("Date", _read.ChangeOut.RemovedOn ?? _read.Date));
    }

    private void CheckVendor()
    {
        foreach (var flag in _read.Flags)
            _found.Add(flag);
        if (_read.IsEstimated)
            _found.Add(ReadFindingKind.VendorEstimate, ("Reading", _read.Reading));
        if (_read.TroubleCodes.Count > 0)
            _found.Add(ReadFindingKind.TroubleCode, ("Codes", string.Join(", ", _read.TroubleCodes)));
    }

    private ReadCheckResult Missing()
    {
        var previous = ("Previous", (object?)_input.Reads.MaxBy(r => r.Date)?.Date);
        if (_read.SkipCode is null)
            _found.Add(ReadFindingKind.Missing, previous);
        else
            _found.AddAs(ReadFindingCodes.MissingSkipped, ReadFindingKind.Missing, ("SkipCode", _read.SkipCode), previous);
        return Result(null, null, null, null, null, 0);
    }

    private decimal? ExpectedFor(DateOnly date, int days)
    {
        if (_history.Actuals.Count < _settings.MinimumHistory)
            return null;
        foreach (var basis in _settings.CompareWith)
        {
            var perDay = basis switch
            {
                UsageBasis.SamePeriodLastYear => _history.SamePeriodLastYear(date, _settings.SamePeriodToleranceDays) is { } same ? UsageHistory.PerDay([same]) : null,
                UsageBasis.PreviousPeriod => UsageHistory.PerDay(_history.LastActuals(1)),
                _ => UsageHistory.PerDay(_history.LastActuals(_settings.AveragePeriods)),
            };
            if (perDay is not null)
                return decimal.Round(perDay.Value * days, 3);
        }

        return null;
    }

    /// <summary>How many times the expectation lies between usage and expectation, ten points each, at most 100.</summary>
    private static decimal Deviation(decimal usage, decimal? expected) =>
        expected is null ? 0 : Math.Min(100, 10 * Math.Abs(usage - expected.Value) / Math.Max(expected.Value, 1));

    private ReadCheckResult Result(decimal? value, decimal? usage, decimal? wrapped, PastRead? previous, decimal? expected, decimal deviation)
    {
        var days = previous is null || _read.Date is null ? (int?)null : _read.Date.Value.DayNumber - previous.Date.DayNumber;
        return new ReadCheckResult(value, usage, wrapped, previous, days, expected, _found.All, decimal.Round(_found.Weight + deviation, 3));
    }

    private static int WholeDigits(decimal value) => decimal.Truncate(value).ToString(CultureInfo.InvariantCulture).Length;
}

using Shouldly;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.Metering.ReadFiles;
using Xunit;

namespace UtilityBilling.UnitTests.Metering;

/// <summary>Each rule of the read checks, with the figures worked out beside it.</summary>
public sealed class ReadCheckTests
{
    private static readonly DateOnly Last = new(2026, 9, 4);
    private static readonly DateOnly Today = new(2026, 11, 5);
    private static readonly DateOnly ReadDay = new(2026, 11, 4); // 61 days after Last
    private static readonly RegisterFacts SixDials = new(6, 0, 1, "gal");

    [Fact]
    public void A_six_dial_register_from_999980_to_15_rolled_over_by_35()
    {
        // 15 − 999,980 + 1,000,000 = 35
        var result = Check(SixDials, 999_980, 15);
        (result.Usage, result.IsRollover, result.MustHold).ShouldBe((35m, true, false));
        result.Findings.Single().Kind.ShouldBe(ReadFindingKind.Rollover);
    }

    [Fact]
    public void A_reading_of_87990_after_88000_is_negative_and_not_a_rollover_of_999990()
    {
        var result = Check(SixDials, 88_000, 87_990);
        (result.Usage, result.WrappedUsage, result.MustHold).ShouldBe(((decimal?)null, (decimal?)999_990m, true));
        result.Findings.Single().Kind.ShouldBe(ReadFindingKind.Negative);
        result.Findings.Single().Data["Usage"].ShouldBe("999,990");
    }

    [Theory]
    [InlineData(300, true)] // 3 × the average of 100 a period
    [InlineData(301, false)]
    public void A_wrap_is_believed_up_to_three_times_the_average(int wrapped, bool believed)
    {
        var settings = NoLimits();
        var input = Input(SixDials, 999_900, wrapped - 100) with { Usages = Periods(6, 100) };
        ReadCheck.Run(input, settings).IsRollover.ShouldBe(believed);
    }

    [Fact]
    public void The_multiplier_counts_once_and_comes_from_our_record()
    {
        // Five dials, multiplier 10: (4444 − 4321) × 10 = 1,230
        var register = new RegisterFacts(5, 0, 10, "gal");
        Check(register, 4321, 4444).Usage.ShouldBe(1230m);

        var claimed = ReadCheck.Run(Input(register, 4321, 4444, r => r with { Multiplier = 1 }), new ReadCheckSettings());
        claimed.Usage.ShouldBe(1230m);
        claimed.Has(ReadFindingKind.MultiplierDiffers).ShouldBeTrue();
        claimed.MustHold.ShouldBeTrue();
    }

    [Fact]
    public void Digits_get_our_decimals_and_a_scaled_reading_keeps_its_own_point()
    {
        // Six dials, one decimal: digits 12401 and the quantity 1240.1 are the same reading; 1240.1 − 1234.5 = 5.6
        var register = new RegisterFacts(6, 1, 1, "ccf");
        var digits = ReadCheck.Run(Input(register, 1234.5m, 12401, r => r with { Form = ReadingForm.Digits }), new ReadCheckSettings());
        var scaled = Check(register, 1234.5m, 1240.1m);
        (digits.Value, digits.Usage).ShouldBe((1240.1m, 5.6m));
        (scaled.Value, scaled.Usage).ShouldBe((1240.1m, 5.6m));
    }

    [Fact]
    public void A_register_with_decimals_rolls_over_at_its_shown_capacity()
    {
        // 99,998.0 to 1.5 with five whole wheels: 3.5
        Check(new RegisterFacts(6, 1, 1, "ccf"), 99_998.0m, 1.5m).Usage.ShouldBe(3.5m);
    }

    [Fact]
    public void A_missing_read_is_not_a_zero()
    {
        var result = ReadCheck.Run(Input(SixDials, 500, null, r => r with { SkipCode = "05", Date = null }), new ReadCheckSettings());
        result.Usage.ShouldBeNull();
        result.Findings.Single().ShouldSatisfyAllConditions(
            f => f.Kind.ShouldBe(ReadFindingKind.Missing), f => f.Code.ShouldBe(ReadFindingCodes.MissingSkipped), f => f.Action.ShouldBe(ReadFindingAction.Hold));
    }

    [Fact]
    public void No_use_is_held_unless_zero_is_normal_there()
    {
        Check(SixDials, 500, 500).Has(ReadFindingKind.Zero).ShouldBeTrue();
        Check(SixDials with { ZeroIsNormal = true }, 500, 500).Findings.ShouldBeEmpty();
        Check(SixDials with { State = ServiceState.Off }, 500, 500).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ServiceState.Off, "Metering:ReadCheck.InactiveWithUsage")]
    [InlineData(ServiceState.Locked, "Metering:ReadCheck.LockedWithUsage")]
    public void Usage_where_no_water_may_flow_is_found(ServiceState state, string code)
    {
        var result = Check(SixDials with { State = state }, 500, 507);
        result.Usage.ShouldBe(7m);
        result.Findings.Single().ShouldSatisfyAllConditions(f => f.Kind.ShouldBe(ReadFindingKind.InactiveWithUsage), f => f.Code.ShouldBe(code));
    }

    [Theory]
    [InlineData(200, false, false)] // expected 100 in 61 days: high above 200 %, low below 40 %
    [InlineData(201, true, false)]
    [InlineData(40, false, false)]
    [InlineData(39, false, true)]
    public void High_and_low_are_percentages_of_what_was_expected(int usage, bool high, bool low)
    {
        var input = Input(SixDials, 1000, 1000 + usage) with { Usages = Periods(6, 100) };
        var result = ReadCheck.Run(input, NoLimits());
        result.ExpectedUsage.ShouldBe(100m);
        (result.Has(ReadFindingKind.High), result.Has(ReadFindingKind.Low)).ShouldBe((high, low));
    }

    [Fact]
    public void A_small_household_that_doubles_is_not_high_below_the_least_difference()
    {
        // ccf: expected 3, used 9, three times as much but only 6 more; 10 more are needed.
        var register = new RegisterFacts(6, 0, 1, "CCF");
        var input = Input(register, 100, 109) with { Usages = Periods(6, 3) };
        ReadCheck.Run(input, new ReadCheckSettings()).Has(ReadFindingKind.High).ShouldBeFalse();
        ReadCheck.Run(input with { Read = input.Read with { Reading = 114 } }, new ReadCheckSettings()).Has(ReadFindingKind.High).ShouldBeTrue();
    }

    [Fact]
    public void A_short_period_is_compared_by_the_day()
    {
        // 100 in 61 days; 30 days of 60 are 122 in 61 days: not high. 61 in 15 days are 248: high (above 2 × 24.6).
        var usages = Periods(6, 100);
        var input = Input(SixDials, 1000, 1060) with { Usages = usages, Reads = [new PastRead(ReadDay.AddDays(-30), 1000)] };
        ReadCheck.Run(input, NoLimits()).Has(ReadFindingKind.High).ShouldBeFalse();
        var shorter = input with { Reads = [new PastRead(ReadDay.AddDays(-15), 1000)] };
        ReadCheck.Run(shorter, NoLimits()).Has(ReadFindingKind.High).ShouldBeTrue();
    }

    [Fact]
    public void The_same_period_last_year_comes_before_the_average()
    {
        // Irrigation: 500 last autumn, 50 in every other period; 480 now is as expected.
        var usages = Periods(6, 50).Select(u => u.To == ReadDay.AddDays(-61 * 6) ? u with { Usage = 500 } : u).ToList();
        var input = Input(SixDials, 1000, 1480) with { Usages = usages };
        var result = ReadCheck.Run(input, NoLimits());
        result.ExpectedUsage.ShouldBe(500m);
        result.Has(ReadFindingKind.High).ShouldBeFalse();
        ReadCheck.Run(input, NoLimits() with { CompareWith = [UsageBasis.PreviousPeriod] }).Has(ReadFindingKind.High).ShouldBeTrue();
    }

    [Fact]
    public void Estimated_periods_do_not_tell_what_to_expect()
    {
        var usages = Periods(6, 100).Select((u, i) => i < 3 ? u with { Usage = 900, IsEstimated = true } : u).ToList();
        ReadCheck.Run(Input(SixDials, 1000, 1100) with { Usages = usages }, NoLimits()).ExpectedUsage.ShouldBe(100m);
    }

    [Fact]
    public void Without_history_only_the_unit_limit_makes_a_usage_high()
    {
        // gal: 45,000
        Check(SixDials, 1000, 46_000).Has(ReadFindingKind.High).ShouldBeFalse();
        Check(SixDials, 1000, 46_001).Has(ReadFindingKind.High).ShouldBeTrue();
    }

    [Theory]
    [InlineData(1, false)] // a reader's clock after midnight
    [InlineData(2, true)]
    public void A_date_in_the_future_is_held(int daysAhead, bool held)
    {
        var result = ReadCheck.Run(Input(SixDials, 500, 510, r => r with { Date = Today.AddDays(daysAhead) }), new ReadCheckSettings());
        result.Has(ReadFindingKind.DateInFuture).ShouldBe(held);
    }

    [Fact]
    public void A_read_older_than_the_last_one_registers_nothing_by_itself()
    {
        var input = Input(SixDials, 500, 490, r => r with { Date = Last.AddDays(-10) }) with { Reads = [new(Last, 500), new(Last.AddDays(-60), 450)] };
        var result = ReadCheck.Run(input, new ReadCheckSettings());
        result.Findings.Single().Kind.ShouldBe(ReadFindingKind.DateBeforePrevious);
        result.Usage.ShouldBeNull();
    }

    [Theory]
    [InlineData(500, ReadFindingKind.DuplicateSameValue, ReadFindingAction.Ignore)]
    [InlineData(501, ReadFindingKind.DuplicateOtherValue, ReadFindingAction.Hold)]
    public void A_second_read_of_a_day_is_ignored_or_an_exception(int value, ReadFindingKind kind, ReadFindingAction action)
    {
        var result = ReadCheck.Run(Input(SixDials, 500, value, r => r with { Date = Last }), new ReadCheckSettings());
        result.Findings.Single().ShouldSatisfyAllConditions(f => f.Kind.ShouldBe(kind), f => f.Action.ShouldBe(action));
    }

    [Fact]
    public void The_first_read_of_a_register_registers_nothing()
    {
        var result = ReadCheck.Run(Input(SixDials, 0, 500) with { Reads = [] }, new ReadCheckSettings());
        result.Usage.ShouldBeNull();
        result.Findings.Single().Kind.ShouldBe(ReadFindingKind.NoPreviousRead);
    }

    [Fact]
    public void Claims_that_differ_from_our_record_are_exceptions()
    {
        Kinds(r => r with { Dials = 5 }).ShouldBe([ReadFindingKind.DialsDiffer]);
        Kinds(r => r with { Decimals = 1 }).ShouldBe([ReadFindingKind.DecimalsDiffer]);
        Kinds(r => r with { Unit = "CCF" }).ShouldBe([ReadFindingKind.UnitDiffers]);
        Kinds(r => r with { Unit = "Gallons", Dials = 6, Decimals = 0, Multiplier = 1 }).ShouldBeEmpty();
        Kinds(r => r with { Reading = 1_000_000 }).ShouldBe([ReadFindingKind.DialsDiffer]);
        Kinds(r => r with { MeterSerial = "77" }).ShouldBe([ReadFindingKind.SerialDiffers]);
        Kinds(r => r with { MeterSerial = "0033" }).ShouldBeEmpty();
        Kinds(r => r with { ChangeOut = new FileChangeOut("78", null, null, null, null, null, null, null) }).ShouldBe([ReadFindingKind.ChangeOut]);
    }

    [Fact]
    public void Another_unit_gives_no_usage_instead_of_a_wrong_one() =>
        ReadCheck.Run(Input(SixDials, 500, 510, r => r with { Unit = "CCF" }), new ReadCheckSettings()).Usage.ShouldBeNull();

    [Fact]
    public void Flags_trouble_and_a_makers_estimate_are_noted_and_do_not_hold_the_read()
    {
        var result = ReadCheck.Run(
            Input(SixDials, 500, 510, r => r with
            {
                IsEstimated = true,
                TroubleCodes = ["12", "31"],
                Flags = [new(MeterFlag.Leak, "leak_35d", "6"), new(MeterFlag.Leak, "leak_now", "2"), new(MeterFlag.Backflow, "backflow", "1")],
            }),
            new ReadCheckSettings());
        result.MustHold.ShouldBeFalse();
        result.Usage.ShouldBe(10m);
        result.Findings.Select(f => f.Code).ShouldBe(
            [ReadFindingCodes.VendorLeak, ReadFindingCodes.VendorBackflow, "Metering:ReadCheck.VendorEstimate", "Metering:ReadCheck.TroubleCode"]);
    }

    [Fact]
    public void An_actual_read_below_an_estimate_undoes_the_estimate_and_is_no_rollover()
    {
        // Last actual 1,000; estimated 1,200; now 1,150.
        var input = Input(SixDials, 0, 1150) with { Reads = [new(Last.AddDays(-61), 1000), new(Last, 1200, IsEstimated: true)] };
        var result = ReadCheck.Run(input, new ReadCheckSettings());
        result.Findings.Single().Kind.ShouldBe(ReadFindingKind.Overestimate);
        (result.Usage, result.MustHold).ShouldBe(((decimal?)null, true));
    }

    [Fact]
    public void The_very_same_usage_three_times_is_noted()
    {
        var input = Input(SixDials, 1000, 1100) with { Usages = Periods(2, 100) };
        ReadCheck.Run(input, new ReadCheckSettings()).Has(ReadFindingKind.SameUsage).ShouldBeTrue();
        ReadCheck.Run(input with { Read = input.Read with { Reading = 1101 } }, new ReadCheckSettings()).Has(ReadFindingKind.SameUsage).ShouldBeFalse();
        ReadCheck.Run(input, new ReadCheckSettings { SameUsageTimes = 0 }).Has(ReadFindingKind.SameUsage).ShouldBeFalse();
    }

    [Fact]
    public void The_oddest_read_comes_first()
    {
        var usual = ReadCheck.Run(Input(SixDials, 1000, 1100) with { Usages = Periods(6, 101) }, NoLimits()).Oddness;
        var high = ReadCheck.Run(Input(SixDials, 1000, 1300) with { Usages = Periods(6, 101) }, NoLimits()).Oddness;
        var veryHigh = ReadCheck.Run(Input(SixDials, 1000, 1900) with { Usages = Periods(6, 101) }, NoLimits()).Oddness;
        var negative = Check(SixDials, 88_000, 87_990).Oddness;
        usual.ShouldBeLessThan(high);
        high.ShouldBeLessThan(veryHigh);
        high.ShouldBeLessThan(negative);
    }

    [Fact]
    public void A_town_decides_what_holds()
    {
        var settings = new ReadCheckSettings { Actions = new Dictionary<ReadFindingKind, ReadFindingAction> { [ReadFindingKind.Zero] = ReadFindingAction.Note } };
        ReadCheck.Run(Input(SixDials, 500, 500), settings).MustHold.ShouldBeFalse();
        ReadCheck.Run(Input(SixDials, 999_980, 15), settings).MustHold.ShouldBeTrue();
    }

    private static List<ReadFindingKind> Kinds(Func<ReadToCheck, ReadToCheck> change) =>
        [.. ReadCheck.Run(Input(SixDials, 500, 510, change) with { MeterSerial = "33" }, new ReadCheckSettings()).Findings.Select(f => f.Kind)];

    private static ReadCheckResult Check(RegisterFacts register, decimal previous, decimal current) =>
        ReadCheck.Run(Input(register, previous, current), new ReadCheckSettings());

    private static ReadCheckInput Input(RegisterFacts register, decimal previous, decimal? current, Func<ReadToCheck, ReadToCheck>? change = null)
    {
        var read = new ReadToCheck { Reading = current, Date = ReadDay };
        return new ReadCheckInput
        {
            Register = register,
            Reads = [new PastRead(Last, previous)],
            Read = change is null ? read : change(read),
            BusinessDate = Today,
        };
    }

    /// <summary>Periods of 61 days before the last read, newest first, each with the same usage.</summary>
    private static List<PastUsage> Periods(int count, decimal usage) =>
        [.. Enumerable.Range(0, count).Select(i => new PastUsage(Last.AddDays(-61 * (i + 1)), Last.AddDays(-61 * i), usage))];

    private static ReadCheckSettings NoLimits() => new() { LimitsByUnit = new Dictionary<string, UsageLimits>() };
}

using Shouldly;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Customers.Services;
using UtilityBilling.Errors;
using Xunit;

namespace UtilityBilling.UnitTests.Customers;

/// <summary>CA-10 and PR-11 as rules, without a database.</summary>
public sealed class MoveRulesTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Guid Account = new("00000000-0000-7000-8000-00000000000a");
    private static readonly Guid Point = new("00000000-0000-7000-8000-00000000000b");
    private static readonly Guid Cycle = new("00000000-0000-7000-8000-00000000000c");
    private static readonly Guid Route = new("00000000-0000-7000-8000-00000000000d");
    private static readonly ServicePointChoice[] Points = [new(Point, "water", Cycle, Route, "water")];

    [Fact]
    public void A_past_due_balance_stands_in_the_way() => OldDebtRule.StandsInTheWay(Debt(84.17m, since: new(2026, 3, 1)), Today).ShouldBeTrue();

    [Fact]
    public void A_balance_due_today_is_shown_but_does_not_stand_in_the_way() => OldDebtRule.StandsInTheWay(Debt(84.17m, since: Today), Today).ShouldBeFalse();

    [Fact]
    public void A_written_off_debt_stands_in_the_way_whenever_it_was_due() => OldDebtRule.StandsInTheWay(Debt(12m, since: new(2019, 1, 1), writtenOff: true), Today).ShouldBeTrue();

    [Fact]
    public void A_repayment_plan_opens_the_way() => OldDebtRule.StandsInTheWay(Debt(84.17m, since: new(2025, 1, 1), plan: true), Today).ShouldBeFalse();

    [Fact]
    public void An_old_debt_without_a_reason_blocks_activation()
    {
        var refused = Should.Throw<BusinessException>(() => OldDebtRule.Check([Shown(84.17m), Shown(15.83m)], null, mayOverride: false));
        refused.Code.ShouldBe(CustomersErrorCodes.MoveIn.OldDebt);
        refused.Values["Amount"].ShouldBe("$100.00");
    }

    [Fact]
    public void A_reason_by_somebody_without_the_right_blocks_still() =>
        Should.Throw<BusinessException>(() => OldDebtRule.Check([Shown(84.17m)], "Hardship", mayOverride: false)).Code.ShouldBe(CustomersErrorCodes.MoveIn.OverrideRight);

    [Fact]
    public void The_right_without_a_reason_blocks_still() =>
        Should.Throw<BusinessException>(() => OldDebtRule.Check([Shown(84.17m)], "  ", mayOverride: true)).Code.ShouldBe(CustomersErrorCodes.MoveIn.OverrideReason);

    [Fact]
    public void Right_and_reason_together_open_the_way() => Should.NotThrow(() => OldDebtRule.Check([Shown(84.17m)], "Court order 26-114", mayOverride: true));

    [Theory]
    [InlineData(nameof(MoveInServiceInput.CustomerClass))]
    [InlineData(nameof(MoveInServiceInput.CycleId))]
    [InlineData(nameof(MoveInServiceInput.RouteId))]
    [InlineData(nameof(MoveInServiceInput.RateCode))]
    public void Pr11_a_service_without_class_cycle_route_or_rate_is_refused(string missing)
    {
        var row = Water();
        typeof(MoveInServiceInput).GetProperty(missing)!.SetValue(row, null);
        var refused = Should.Throw<BusinessException>(() => MoveInRules.Check([row], Points, []));
        refused.Code.ShouldBe(CustomersErrorCodes.MoveIn.ServiceIncomplete);
        refused.Field.ShouldBe($"Input.Services[0].{missing}");
    }

    [Fact]
    public void Rows_that_are_not_wanted_are_left_out() =>
        MoveInRules.Check([Water(), new MoveInServiceInput()], Points, []).Count.ShouldBe(1);

    [Fact]
    public void A_move_in_opens_at_least_one_service() =>
        Should.Throw<BusinessException>(() => MoveInRules.Check([new MoveInServiceInput()], Points, [])).Code.ShouldBe(CustomersErrorCodes.MoveIn.NoService);

    [Fact]
    public void One_service_is_opened_once_at_one_place() =>
        Should.Throw<BusinessException>(() => MoveInRules.Check([Water(), Water()], Points, [])).Code.ShouldBe(CustomersErrorCodes.MoveIn.ServiceTwice);

    [Fact]
    public void A_rate_of_another_service_is_refused()
    {
        var rates = new[] { new RateChoice("sewer", "sewer", "Sewer") };
        Should.Throw<BusinessException>(() => MoveInRules.Check([Water()], Points, rates)).Code.ShouldBe(CustomersErrorCodes.MoveIn.RateOfOtherService);
    }

    [Fact]
    public void Sewer_on_water_needs_the_water_to_be_opened_too()
    {
        var sewer = new MoveInServiceInput { Wanted = true, Service = "sewer", CustomerClass = "residential", CycleId = Cycle, RateCode = "sewer", UsageFrom = "water" };
        Should.Throw<BusinessException>(() => MoveInRules.Check([sewer], Points, [])).Code.ShouldBe(CustomersErrorCodes.MoveIn.UsageSourceMissing);
        MoveInRules.Check([sewer, Water()], Points, []).Count.ShouldBe(2);
    }

    [Fact]
    public void A_service_point_of_another_premise_is_refused()
    {
        var row = Water();
        row.ServicePointId = Account;
        Should.Throw<BusinessException>(() => MoveInRules.Check([row], Points, [])).Code.ShouldBe(CustomersErrorCodes.MoveIn.PointOfOtherPremise);
    }

    private static MoveInServiceInput Water() =>
        new() { Wanted = true, Service = "water", ServicePointId = Point, CustomerClass = "residential", CycleId = Cycle, RouteId = Route, RateCode = "water", UsageFrom = UsageFromWords.Meter };

    private static OldDebt Debt(decimal amount, DateOnly since, bool writtenOff = false, bool plan = false) => new(Account, amount, writtenOff, plan, since);

    private static OldDebtDto Shown(decimal amount) => new(Account, "100001", "Ana Ruiz", null, amount, false, false, new(2026, 1, 1), ["name"], StandsInTheWay: true);
}

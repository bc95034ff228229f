using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Collections.Deposits;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Moves;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Metering;
using UtilityBilling.Paging;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>
/// Bills outside the calendar's runs (M24, BR-08, BR-12, R5). Ann leaves on 1 February 2026, in the middle of Riverbend's even period of 59 days; 31 are hers.
/// </summary>
public sealed class FinalBillScenario
{
    private static readonly DateOnly MoveDay = new(2026, 2, 1);

    [Fact]
    public async Task A_final_bill_is_made_on_any_day_the_deposit_pays_it_and_the_cycles_run_leaves_it_out()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        await town.DoAsync<IDepositAppService, Guid>(d => d.TakeAsync(town.AccountId("Ann"), 60m, TenderKind.Check, null));
        await town.EnterAsync("Ann", MoveDay, 105.0m, ReadKind.Actual);
        await town.MoveOutAsync("Ann", MoveDay);

        var waiting = await town.ReadAsync<IClosingAppService, IReadOnlyList<UnbilledDto>>(c => c.ClosingsAsync());
        waiting.Select(w => (w.OccupancyId, w.MovedOut, w.Services.Count)).ShouldBe([(town.OccupancyId("Ann"), MoveDay, 6)]);
        var final = await town.DoAsync<IClosingAppService, Guid>(c => c.StartFinalAsync(new StartOffCycleInput([town.OccupancyId("Ann")])));
        await town.CalculateAsync(final);

        // 14.77 × 31 ÷ 59; 5 × 1.40; 37.02 × 31 ÷ 59; 5 ccf a period for 31 of 59 days = 2.627 at 3.61; 12.68, 8.00 and 8.00 × 31 ÷ 59; the fee of a bill.
        var ann = await town.CalculatedAsync(final, "Ann");
        (ann["water/base"], ann["water/usage"], ann["sewer/base"], ann["sewer/volume"]).ShouldBe((7.76m, 7.00m, 19.45m, 9.48m));
        (ann["stormwater/esu"], ann["police/fee"], ann["parks/fee"], ann["admin/fee"]).ShouldBe((6.66m, 4.20m, 4.20m, 5.95m));
        await town.PostedAsync(final);

        // 64.70 less the deposit of 60.00.
        var bill = await town.BillAsync("Ann");
        (bill.Total, bill.BillDate, bill.From, bill.To).ShouldBe((64.70m, new DateOnly(2026, 3, 2), new DateOnly(2026, 1, 1), MoveDay));
        (bill.Statement!.Deposits, bill.Statement.Adjustments, bill.Statement.AmountDue).ShouldBe((60.00m, 0m, 4.70m));
        (await town.BalanceAsync("Ann")).ShouldBe(4.70m);
        (await town.ReadAsync<IClosingAppService, IReadOnlyList<UnbilledDto>>(c => c.ClosingsAsync())).ShouldBeEmpty();

        await town.ImportAsync(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 209.5m));
        var run = await town.StartAndCalculateAsync("2026-02");
        var regular = await town.RunAsync(run);
        (regular.InScope, regular.Billed, regular.Excluded, regular.Parked).ShouldBe((12, 6, 6, 0));
        // 56 days between the reads of a period of 59, counted once though water and sewer use them both.
        (await town.ReadAsync<IBillRunAppService, PagedResult<BillReviewDto>>(r => r.ReviewAsync(run, null, new()))).Items.ShouldAllBe(b => !b.Codes.Contains("days"));
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task A_customer_who_moves_on_keeps_the_deposit()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        await town.DoAsync<IDepositAppService, Guid>(d => d.TakeAsync(town.AccountId("Ann"), 60m, TenderKind.Check, null));
        await town.EnterAsync("Ann", MoveDay, 105.0m, ReadKind.Actual);
        await town.MoveOutAsync("Ann", MoveDay);
        await town.LivesAlsoAsync("Ann", MoveDay);

        var final = await town.DoAsync<IClosingAppService, Guid>(c => c.StartFinalAsync(new StartOffCycleInput([town.OccupancyId("Ann")])));
        await town.CalculateAsync(final);
        await town.PostedAsync(final);

        (await town.BalanceAsync("Ann")).ShouldBe(64.70m);
        (await town.ReadAsync<IDepositAppService, IReadOnlyList<DepositDto>>(d => d.ListAsync(town.AccountId("Ann")))).Single().Held.ShouldBe(60m);
    }

    [Fact]
    public async Task A_month_missed_for_want_of_a_read_comes_with_the_next_run_as_a_bill_of_its_own_with_its_days_part_of_the_usage()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        await town.ImportAsync(new(2026, 2, 26), ("Bob", 209.5m));
        var first = await town.StartAndCalculateAsync("2026-02");
        await town.DoAsync<IBillRunAppService, bool>(async r => { await r.HoldAsync(first, new HoldInput([town.OccupancyId("Ann")], new(2026, 4, 1), "Dog in the yard")); return true; });
        await town.PostedAsync(first);
        (await town.ReadAsync<IClosingAppService, IReadOnlyList<UnbilledDto>>(c => c.UnbilledAsync())).Single().Reason.ShouldNotBeNull().ShouldContain("Dog in the yard");

        host.Clock.Advance(TimeSpan.FromDays(60));
        await town.ImportAsync(new(2026, 4, 28), ("Ann", 123.4m), ("Bob", 215.5m));
        var next = await town.StartAndCalculateAsync("2026-04");
        var run = await town.RunAsync(next);
        (run.InScope, run.Billed, run.Parked, run.BillCount).ShouldBe((18, 18, 0, 3));

        // 23.4 ccf in the 117 days from 1 January to 28 April; 56 of them to the reading day of 26 February = 11.2 ccf, and 12.2 ccf for the 61 days after it.
        var bills = await town.ReadAsync<IBillRunAppService, List<CalculatedBillDto>>(async r =>
        {
            var review = await r.ReviewAsync(next, null, new());
            return [.. await Task.WhenAll(review.Items.Where(b => b.OccupancyId == town.OccupancyId("Ann")).OrderBy(b => b.PeriodCode).Select(b => town.CalculatedBillAsync(next, b.OccupancyId, b.PeriodId)))];
        });
        bills.Select(b => (b.From, b.Lines.Single(l => l is { Service: "water", Component: "usage" }).Quantity)).ShouldBe([(new DateOnly(2026, 1, 1), 11.2m), (new DateOnly(2026, 3, 1), 12.2m)]);
        await town.PostedAsync(next);
        (await town.ReadAsync<IClosingAppService, IReadOnlyList<UnbilledDto>>(c => c.UnbilledAsync())).ShouldBeEmpty();
        // One statement for both: 121.27 − 16.80 + 15.68 = 120.15, and 121.27 − 16.80 + 17.08 = 121.55.
        var newest = await town.BillAsync("Ann");
        (newest.Statement!.CurrentCharges, newest.Statement.AmountDue).ShouldBe((241.70m, 241.70m));
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task What_was_missed_can_be_billed_at_once_and_a_rebill_of_either_month_divides_the_usage_as_before()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        await town.ImportAsync(new(2026, 2, 26), ("Bob", 209.5m));
        var first = await town.StartAndCalculateAsync("2026-02");
        await town.DoAsync<IBillRunAppService, bool>(async r => { await r.HoldAsync(first, new HoldInput([town.OccupancyId("Ann")], new(2026, 3, 20), "Dog in the yard")); return true; });
        await town.PostedAsync(first);
        host.Clock.Advance(TimeSpan.FromDays(60));
        await town.ImportAsync(new(2026, 4, 28), ("Ann", 123.4m), ("Bob", 215.5m));
        var next = await town.StartAndCalculateAsync("2026-04");
        await town.PostedAsync(next);

        var late = await town.BillOfAsync("Ann", "2026-02");
        var rebill = await town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([late], Rebill: true, "To see that it comes out the same")));
        await town.CalculateAsync(rebill);
        (await town.CalculatedAsync(rebill, "Ann"))["water/usage"].ShouldBe(15.68m);
        await town.PostedAsync(rebill);

        var present = await town.BillOfAsync("Ann", "2026-04");
        var second = await town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([present], Rebill: true, "And the other one")));
        await town.CalculateAsync(second);
        (await town.CalculatedAsync(second, "Ann"))["water/usage"].ShouldBe(17.08m);
        await town.PostedAsync(second);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task The_first_bill_of_a_changed_meter_waits_until_somebody_has_looked_at_it()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        await town.ImportAsync(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 209.5m));
        await town.PostedAsync(await town.StartAndCalculateAsync("2026-02"));
        host.Clock.Advance(TimeSpan.FromDays(45));
        await town.ChangeRegisterAsync("Ann", new(2026, 4, 10), outRead: 118.0m, inRead: 0m);
        host.Clock.Advance(TimeSpan.FromDays(15));
        await town.ImportAsync(new(2026, 4, 28), ("Ann", 2.0m), ("Bob", 215.5m));

        var run = await town.StartAndCalculateAsync("2026-04");
        (await town.CalculatedAsync(run, "Ann"))["water/usage"].ShouldBe(11.20m);
        (await town.ReadAsync<IBillRunAppService, IReadOnlyList<RunCheckDto>>(r => r.ChecksAsync(run))).Single(c => c.Code.Contains("NewMetersSeen", StringComparison.Ordinal)).Passed.ShouldBeFalse();
        await Should.ThrowAsync<Exception>(() => town.RequestApprovalAsync(run));

        await town.DoAsync<IBillRunAppService, bool>(async r => { await r.ReleaseAsync(run, new ReleaseInput([town.OccupancyId("Ann")], "Unit and multiplier are right")); return true; });
        await town.PostedAsync(run);
    }

    private static async Task<CorrectionTown> StreetAsync(TestHost host)
    {
        var town = new CorrectionTown(new EvenCycleTown(host.Alder));
        await town.SettleAsync();
        return town;
    }
}

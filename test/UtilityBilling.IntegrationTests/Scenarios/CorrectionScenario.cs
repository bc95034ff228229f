using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Approvals;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>
/// Posted bills put right (BR-10, BR-13): Riverbend's even period of January and February 2026. Ann's bill is 121.27, Bob's 109.86 (see EvenCycleScenario);
/// both are due on 22 March.
/// </summary>
public sealed class CorrectionScenario
{
    [Fact]
    public async Task A_run_rolled_back_after_payments_gives_them_back_as_credit_and_the_next_run_takes_them_even_when_one_bounces()
    {
        await using var host = await TestHost.StartAsync();
        var town = await BilledAsync(host);
        await town.PayAsync("Ann", 121.27m);
        var bounced = await town.PayAsync("Bob", 50m);
        var first = await town.BillAsync("Ann");

        var run = await town.RunOfAsync("2026-02");
        var preview = await town.ReadAsync<IBillCorrectionAppService, CorrectionPreview>(c => c.PreviewRollbackAsync(run));
        (preview.Bills, preview.Total, preview.IsRefused).ShouldBe((2, 231.13m, false));
        preview.Dependents.Single(d => d.Action == DependentAction.Reapply).Text.ShouldContain("171.27");

        var rollback = await town.DoAsync<IBillCorrectionAppService, Guid>(c => c.RollBackAsync(run, "Wrong rates were adopted"));
        await town.PostedAsync(rollback);

        (await town.RunAsync(run)).State.ShouldBe(BillRunState.RolledBack);
        // Nobody owes anything; what they paid waits.
        (await town.BalanceAsync("Ann")).ShouldBe(-121.27m);
        (await town.BalanceAsync("Bob")).ShouldBe(-50m);
        (await town.BillAsync("Ann")).TakenBack!.Reason.ShouldBe("Wrong rates were adopted");
        await town.BooksAreRightAsync();

        var again = await town.StartAndCalculateAsync("2026-02");
        await town.PostedAsync(again);
        var second = await town.BillAsync("Ann");
        second.Total.ShouldBe(121.27m);
        // Numbers are never used again: two bills were taken back, two follow them.
        second.Number.ShouldBeGreaterThan(first.Number + 1);
        (await town.BalanceAsync("Ann")).ShouldBe(0m);
        (await town.BalanceAsync("Bob")).ShouldBe(59.86m);

        await town.VoidAsync(bounced);
        (await town.BalanceAsync("Bob")).ShouldBe(109.86m);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task A_rebill_that_falls_keeps_the_old_due_date_and_what_was_paid_too_much_waits_as_credit()
    {
        await using var host = await TestHost.StartAsync();
        var town = await BilledAsync(host);
        host.Clock.Advance(TimeSpan.FromHours(1));
        await town.PayAsync("Ann", 121.27m);
        var old = await town.BillAsync("Ann");
        host.Clock.Advance(TimeSpan.FromDays(5));
        // The council gives Ann the low-income rate from the start of the year: police and parks 1.12 a month instead of 4.00, twice two months: 11.52 less.
        await town.EnrollAsync("Ann", "lowIncome", new(2026, 1, 1));

        var rebill = await town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([old.Id], Rebill: true, "Low income from 1 January")));
        await town.CalculateAsync(rebill);
        (await town.CalculatedAsync(rebill, "Ann"))["police/fee"].ShouldBe(2.24m);
        await town.PostedAsync(rebill);

        var made = await town.BillAsync("Ann");
        (made.Total, made.DueDate, made.BillDate).ShouldBe((109.75m, old.DueDate, new DateOnly(2026, 3, 7)));
        (await town.BalanceAsync("Ann")).ShouldBe(-11.52m);
        // 121.27 before, 121.27 paid since, 121.27 taken back, 109.75 anew.
        (made.Statement!.PreviousBalance, made.Statement.Payments, made.Statement.Adjustments, made.Statement.AmountDue).ShouldBe((121.27m, 121.27m, -121.27m, -11.52m));
        (await town.BillAsync(old.Id)).TakenBack!.NewBillId.ShouldBe(made.Id);
        (await town.RunAsync(rebill)).IsComplete.ShouldBeTrue();
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task A_rebill_that_rises_is_due_by_the_off_cycle_rule()
    {
        await using var host = await TestHost.StartAsync();
        var town = await BilledAsync(host);
        var old = await town.BillAsync("Bob");
        host.Clock.Advance(TimeSpan.FromDays(5));
        // The low income ended on the day it began: 4.00 a month instead of 1.12, for two fees and two months: 11.52 more.
        await town.EndEnrollmentAsync("Bob");

        var rebill = await town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([old.Id], Rebill: true, "Not eligible")));
        await town.CalculateAsync(rebill);
        await town.PostedAsync(rebill);

        var made = await town.BillAsync("Bob");
        made.Total.ShouldBe(121.38m);
        made.DueDate.ShouldBeGreaterThan(old.DueDate);
        (await town.BalanceAsync("Bob")).ShouldBe(121.38m);
    }

    [Fact]
    public async Task A_late_penalty_goes_with_the_bill_that_it_penalised()
    {
        await using var host = await TestHost.StartAsync();
        var town = await BilledAsync(host);
        host.Clock.Advance(TimeSpan.FromDays(40));
        await town.DoAsync<Collections.Penalties.IPenaltyAppService, Collections.Penalties.PenaltyAssessment>(p => p.AssessAsync());
        (await town.BalanceAsync("Ann")).ShouldBeGreaterThan(121.27m);
        var bill = await town.BillAsync("Ann");

        var cancel = await town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([bill.Id], Rebill: false, "Billed to the wrong owner")));
        await town.PostedAsync(cancel);

        (await town.BalanceAsync("Ann")).ShouldBe(0m);
        await town.BooksAreRightAsync();
        // The service of those days is not forgotten: it stands among what nobody billed.
        var unbilled = await town.ReadAsync<IClosingAppService, IReadOnlyList<UnbilledDto>>(c => c.UnbilledAsync());
        unbilled.Select(u => (u.OccupancyId, u.Periods[0], u.Services.Count)).ShouldBe([(town.OccupancyId("Ann"), "2026-02", 6)]);
    }

    [Fact]
    public async Task A_bill_is_taken_back_once_and_never_by_two_runs_at_a_time()
    {
        await using var host = await TestHost.StartAsync();
        var town = await BilledAsync(host);
        var (bill, other) = (await town.BillAsync("Ann"), await town.BillAsync("Bob"));
        var first = await town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([bill.Id], Rebill: false, "Once")));

        (await Should.ThrowAsync<BusinessException>(() => town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([bill.Id], Rebill: true, "Twice"))))).Code.ShouldBe("Billing:Correction.Refused");
        await town.PostedAsync(first);
        (await Should.ThrowAsync<BusinessException>(() => town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([bill.Id], Rebill: true, "Thrice"))))).Code.ShouldBe("Billing:Correction.Refused");
        await Should.ThrowAsync<BusinessException>(() => town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([other.Id], Rebill: true, " "))));
    }

    [Fact]
    public async Task The_preparer_of_a_rollback_does_not_approve_it()
    {
        await using var host = await TestHost.StartAsync();
        var town = await BilledAsync(host);
        var run = await town.RunOfAsync("2026-02");
        var rollback = await town.DoAsync<IBillCorrectionAppService, Guid>(c => c.RollBackAsync(run, "Trial"));
        await town.RequestApprovalAsync(rollback);

        await Should.ThrowAsync<Exception>(() => town.ApproveAsAsync(town.Town.Technician, rollback));
        (await town.BalanceAsync("Ann")).ShouldBe(121.27m);
    }

    private static async Task<CorrectionTown> BilledAsync(TestHost host)
    {
        var town = new CorrectionTown(new EvenCycleTown(host.Alder));
        await town.OpenAsync();
        return town;
    }
}

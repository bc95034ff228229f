using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>M4: the posting of a run stops at an account; the clerk goes on, or parks it, and nobody is forgotten. Ann, Bob and Cleo: Riverbend's even period, 121.27 each.</summary>
public sealed class ParkScenario
{
    [Fact]
    public async Task An_account_that_the_database_refuses_is_found_and_parked_and_the_others_are_posted()
    {
        await using var host = await TestHost.StartAsync();
        var (town, run) = await ApprovedAsync(host);
        await host.Database.ExecuteAsOwnerAsync($"alter table billing.bills add constraint ck_poison check (account_id <> '{town.AccountId("Bob")}') not valid");
        await Should.ThrowAsync<Exception>(() => town.PostAsync(run));

        (await town.RunAsync(run)).Trouble.ShouldNotBeNull().ShouldContain("90000002");
        (await TroubledAsync(town, run)).Select(a => (a.AccountId, a.Bills, a.Total)).ShouldBe([(town.AccountId("Bob"), 1, 121.27m)]);
        (await RefusedAsync(town, run, [town.AccountId("Bob")], " ")).ShouldBe("Billing:Park.ReasonMissing");
        await Should.ThrowAsync<EntityNotFoundException>(() => ParkAsync(town, run, [Guid.CreateVersion7(TestHost.Start)], "Nobody of ours"));
        await ParkAsync(town, run, [town.AccountId("Bob")], "The administrator looks into it");
        await host.RunJobsAsync();

        var posted = await town.RunAsync(run);
        (posted.State, posted.InScope, posted.Billed, posted.Parked, posted.BillCount, posted.TotalAmount, posted.Trouble).ShouldBe((BillRunState.Posted, 18, 12, 6, 2, 242.54m, null));
        posted.IsComplete.ShouldBeTrue();
        (await BillsAsync(town)).Select(b => b.AccountId).ShouldBe([town.AccountId("Ann"), town.AccountId("Cleo")], ignoreOrder: true);
        var unbilled = (await town.Town.ReadAsync(town.Town.Technician, s => s.GetRequiredService<IClosingAppService>().UnbilledAsync())).Single();
        (unbilled.AccountId, unbilled.Reason!.Contains("The administrator looks into it", StringComparison.Ordinal)).ShouldBe((town.AccountId("Bob"), true));

        // Mended, he is billed at once; his bill has a number that nobody had.
        await host.Database.ExecuteAsOwnerAsync("alter table billing.bills drop constraint ck_poison");
        host.Clock.Advance(TimeSpan.FromHours(1));
        var later = await town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<IClosingAppService>().StartOffCycleAsync(new StartOffCycleInput([town.OccupancyId("Bob")])));
        await town.CalculateAsync(later);
        await town.RequestApprovalAsync(later);
        await town.ApproveAsync(later);
        await town.PostAsync(later);
        var bills = await BillsAsync(town);
        (bills.Sum(b => b.Total), bills.Select(b => b.Number).Distinct().Count()).ShouldBe((363.81m, 3));
        await BooksAreRightAsync(town);
    }

    [Fact]
    public async Task An_account_billed_elsewhere_meanwhile_is_parked_and_keeps_its_one_bill()
    {
        await using var host = await TestHost.StartAsync();
        var (town, run) = await ApprovedAsync(host);
        var other = await town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<IClosingAppService>().StartOffCycleAsync(new StartOffCycleInput([town.OccupancyId("Ann")])));
        await town.CalculateAsync(other);
        await town.RequestApprovalAsync(other);
        await town.ApproveAsync(other);
        await town.PostAsync(other);
        await Should.ThrowAsync<Exception>(() => town.PostAsync(run));
        (await town.RunAsync(run)).Trouble.ShouldNotBeNull().ShouldContain("90000001");

        // Trying again changes nothing while the cause is there.
        await Should.ThrowAsync<Exception>(() => town.PostAsync(run));
        await ParkAsync(town, run, [.. (await TroubledAsync(town, run)).Select(a => a.AccountId)], "Billed off cycle");
        await host.RunJobsAsync();

        var posted = await town.RunAsync(run);
        (posted.State, posted.Billed, posted.Parked, posted.TotalAmount).ShouldBe((BillRunState.Posted, 12, 6, 242.54m));
        (await BillsAsync(town)).Count(b => b.AccountId == town.AccountId("Ann")).ShouldBe(1);
        await BooksAreRightAsync(town);
    }

    [Fact]
    public async Task What_is_not_stopped_is_not_parked()
    {
        await using var host = await TestHost.StartAsync();
        var (town, run) = await ApprovedAsync(host);
        (await RefusedAsync(town, run, [town.AccountId("Ann")], "Not yet")).ShouldBe("Billing:Park.NotStopped");
    }

    private static async Task<(EvenCycleTown Town, Guid Run)> ApprovedAsync(TestHost host)
    {
        var town = new EvenCycleTown(host.Alder);
        await town.OpenAsync();
        foreach (var house in (string[])["Ann", "Bob", "Cleo"])
            await town.AddHouseAsync(house, 100m, winterAverage: 5m);
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112m), ("Bob", 112m), ("Cleo", 112m)));
        var run = await town.StartAndCalculateAsync("2026-02");
        await town.RequestApprovalAsync(run);
        await town.ApproveAsync(run);
        return (town, run);
    }

    private static Task ParkAsync(EvenCycleTown town, Guid run, Guid[] accounts, string reason) =>
        town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<IRunTroubleAppService>().ParkAsync(run, new ParkInput(accounts, reason)));

    private static async Task<string> RefusedAsync(EvenCycleTown town, Guid run, Guid[] accounts, string reason) => (await Should.ThrowAsync<BusinessException>(() => ParkAsync(town, run, accounts, reason))).Code;

    private static Task<IReadOnlyList<TroubledAccountDto>> TroubledAsync(EvenCycleTown town, Guid run) => town.Town.ReadAsync(town.Town.Technician, s => s.GetRequiredService<IRunTroubleAppService>().AccountsAsync(run));

    private static Task<List<Bill>> BillsAsync(EvenCycleTown town) => town.Town.ReadAsync(town.Town.Auditor, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Bill>().AsNoTracking().ToListAsync());

    private static async Task BooksAreRightAsync(EvenCycleTown town)
    {
        var books = await town.Town.ReadAsync(town.Town.Auditor, s => s.GetRequiredService<UtilityBilling.Billing.Ledger.IBooksVerification>().VerifyAsync());
        books.Where(check => !check.IsGood).Select(check => check.ToString()).ShouldBeEmpty();
    }
}

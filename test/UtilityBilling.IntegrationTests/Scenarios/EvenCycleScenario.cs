using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>
/// The main job, as the office does it: Riverbend's even cycle from the read file to posted bills. Amounts are worked out by hand from the 2026 rates:
/// water 14.77 for a 5/8 meter + 1.40 a ccf; sewer 37.02 + 3.61 a ccf of last winter; stormwater 6.34 a month an ESU; police and parks 4.00 a month
/// (1.12 with low income); administration 5.95 a bill.
/// </summary>
public sealed class EvenCycleScenario
{
    [Fact]
    public async Task From_the_read_file_to_posted_bills_every_cent_is_the_published_rate()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host.Alder);
        var file = await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 209.5m), ("Cora", 440.0m)));
        file.Accepted.ShouldBe(3);

        var run = await town.StartAndCalculateAsync("2026-02");

        // Ann used 12 ccf: 14.77 + 12 × 1.40 = 31.57. Sewer: 37.02 + 5 × 3.61 = 55.07.
        var ann = await town.CalculatedAsync(run, "Ann");
        ann["water/base"].ShouldBe(14.77m);
        ann["water/usage"].ShouldBe(16.80m);
        ann["sewer/base"].ShouldBe(37.02m);
        ann["sewer/volume"].ShouldBe(18.05m);
        ann["stormwater/esu"].ShouldBe(12.68m);
        ann["police/fee"].ShouldBe(8.00m);
        ann["parks/fee"].ShouldBe(8.00m);
        ann["admin/fee"].ShouldBe(5.95m);
        ann.Values.Sum().ShouldBe(121.27m);

        // Bob has the low-income rate and no winter behind him, so the tariff's 6 ccf hold: 14.77 + 9.5 × 1.40 = 28.07; 37.02 + 21.66 = 58.68; 12.68; 2.24; 2.24; 5.95.
        (await town.CalculatedAsync(run, "Bob")).Values.Sum().ShouldBe(109.86m);

        // Cora is a shop on a 2-inch meter, 40 ccf, 7,501 square feet = 3 ESU: 41.18 + 56.00; 37.02 + 144.40; 38.04; 8.00; 8.00; 5.95.
        (await town.CalculatedAsync(run, "Cora")).Values.Sum().ShouldBe(338.59m);

        await town.RequestApprovalAsync(run);
        await town.ApproveAsync(run);
        await town.PostAsync(run);

        var posted = await town.RunAsync(run);
        posted.State.ShouldBe(BillRunState.Posted);
        posted.IsComplete.ShouldBeTrue();
        (posted.InScope, posted.Billed, posted.BillCount, posted.TotalAmount).ShouldBe((18, 18, 3, 569.72m));

        // R3, L5: the bill is the sum of its lines and of its posting, and the account owes it.
        await town.Town.ReadAsync(town.Town.Auditor, async services =>
        {
            var bills = services.GetRequiredService<IBillAppService>();
            var list = await bills.ListAsync(new BillListRequest { AccountId = town.AccountId("Ann") });
            var bill = await bills.GetAsync(list.Items[0].Id);
            bill.Services.SelectMany(s => s.Lines).Sum(l => l.Amount).ShouldBe(bill.Total);
            bill.Statement!.AmountDue.ShouldBe(121.27m);
            var database = services.GetRequiredService<IUtilityBillingDbContext>();
            (await database.Set<Entry>().Where(e => e.JournalId == bill.JournalId && e.Amount > 0).SumAsync(e => e.Amount)).ShouldBe(121.27m);
            (await database.Set<Billing.Charges.AccountBalance>().SingleAsync(b => b.AccountId == town.AccountId("Ann"))).Balance.ShouldBe(121.27m);
            // E1: the water line says why.
            var water = bill.Services.Single(s => s.Service == "water").Lines.Single(l => l.Component == "usage");
            water.Explanation.ShouldContain("12 ccf at 1.40");
            water.Why.Reads.Single().Current.ShouldBe(112.0m);
            return true;
        });
        await BooksAreRightAsync(town.Town);
    }

    [Fact]
    public async Task R1_A_house_without_a_read_is_parked_and_stops_approval_until_a_named_person_holds_it()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host.Alder);
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m), ("Cora", 440.0m)));

        var run = await town.StartAndCalculateAsync("2026-02");

        var parked = await town.RunAsync(run);
        (parked.InScope, parked.Billed, parked.Parked).ShouldBe((18, 12, 6));
        var refused = await Should.ThrowAsync<BusinessException>(() => town.RequestApprovalAsync(run));
        refused.Code.ShouldBe("Billing:BillRun.CheckFailed");

        await town.Town.WriteAsync(town.Town.Technician, services => services.GetRequiredService<IBillRunAppService>()
            .HoldAsync(run, new HoldInput([town.OccupancyId("Bob")], new(2026, 4, 1), "meter under a parked car")));
        await town.RequestApprovalAsync(run);
        var held = await town.RunAsync(run);
        (held.Billed, held.Held, held.Parked, held.IsComplete).ShouldBe((12, 6, 0, true));
    }

    [Fact]
    public async Task R2_One_poisoned_account_never_stops_the_others_and_clears_itself_when_mended()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host.Alder);
        await town.AddHouseAsync("Dora", 10m, 4m, customerClass: "commercial");
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 209.5m), ("Cora", 440.0m), ("Dora", 14.0m)));

        var run = await town.StartAndCalculateAsync("2026-02");
        var first = await town.RunAsync(run);
        (first.Billed, first.Parked).ShouldBe((18, 6));
        var items = await town.Town.ReadAsync(town.Town.Technician, s => s.GetRequiredService<IBillRunAppService>().ItemsAsync(run, RunOutcome.Parked, new()));
        items.Items.ShouldAllBe(i => i.CustomerName == "Dora Tester" && i.Reason!.Contains("imperviousSqFt"));

        await town.AddFactAsync("Dora", "imperviousSqFt", "2500");
        await town.CalculateAsync(run);
        (await town.RunAsync(run)).Parked.ShouldBe(0);
    }

    [Fact]
    public async Task The_preparer_never_approves_and_the_database_says_so_too()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host.Alder);
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 209.5m), ("Cora", 440.0m)));
        var run = await town.StartAndCalculateAsync("2026-02");
        await town.RequestApprovalAsync(run);

        await Should.ThrowAsync<Exception>(() => town.ApproveAsAsync(town.Town.Technician, run));
        var refused = await Should.ThrowAsync<Exception>(() => town.Town.WriteAsync(town.Town.Director, async services =>
        {
            var entity = await services.GetRequiredService<IUtilityBillingDbContext>().Set<BillRun>().SingleAsync(r => r.Id == run);
            entity.ApprovedBy = entity.PreparedBy;
        }));
        refused.InnerException.ShouldBeOfType<PostgresException>().ConstraintName.ShouldBe("ck_bill_runs_approver");
    }

    [Fact]
    public async Task R3_A_second_run_of_the_period_is_refused_and_a_calculation_repeats_to_the_cent()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host.Alder);
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 209.5m), ("Cora", 440.0m)));
        var run = await town.StartAndCalculateAsync("2026-02");
        var once = await town.CalculatedAsync(run, "Cora");

        await town.CalculateAsync(run);

        (await town.CalculatedAsync(run, "Cora")).ShouldBe(once);
        await Should.ThrowAsync<Exception>(() => town.StartAndCalculateAsync("2026-02"));
    }

    [Fact]
    public async Task The_statement_carries_the_balance_forward_and_payments_between()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host.Alder);
        await BillAsync(town, "2026-02", town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 209.5m), ("Cora", 440.0m)));
        host.Clock.Advance(TimeSpan.FromDays(59));

        // Spring: Ann 110.0 → 8 ccf more: 14.77 + 11.20 + 55.07 + 12.68 + 8.00 + 8.00 + 5.95 = 115.67; she has paid nothing, so both are due.
        await BillAsync(town, "2026-04", town.ReadFile(new(2026, 4, 28), ("Ann", 120.0m), ("Bob", 215.5m), ("Cora", 485.0m)));

        await town.Town.ReadAsync(town.Town.Auditor, async services =>
        {
            var bills = services.GetRequiredService<IBillAppService>();
            var bill = await bills.GetAsync((await bills.ListAsync(new BillListRequest { AccountId = town.AccountId("Ann") })).Items[0].Id);
            bill.Total.ShouldBe(115.67m);
            bill.Statement!.PreviousBalance.ShouldBe(121.27m);
            bill.Statement.Payments.ShouldBe(0m);
            bill.Statement.AmountDue.ShouldBe(236.94m);
            bill.Previous!.Total.ShouldBe(121.27m);
            return true;
        });
        await BooksAreRightAsync(town.Town);
    }

    private static async Task BillAsync(EvenCycleTown town, string period, byte[] file)
    {
        await town.ImportAsync(file);
        var run = await town.StartAndCalculateAsync(period);
        await town.RequestApprovalAsync(run);
        await town.ApproveAsync(run);
        await town.PostAsync(run);
    }

    private static async Task<EvenCycleTown> StreetAsync(TestTown alder)
    {
        var town = new EvenCycleTown(alder);
        await town.OpenAsync();
        await town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await town.AddHouseAsync("Bob", 200m, winterAverage: null, program: "lowIncome");
        await town.AddHouseAsync("Cora", 400m, winterAverage: null, customerClass: "commercial", meterSize: "2", facts: ("imperviousSqFt", "7501"));
        return town;
    }

    private static async Task BooksAreRightAsync(TestTown town)
    {
        var books = await town.ReadAsync(town.Auditor, s => s.GetRequiredService<IBooksVerification>().VerifyAsync());
        books.ShouldAllBe(check => check.IsGood);
    }
}

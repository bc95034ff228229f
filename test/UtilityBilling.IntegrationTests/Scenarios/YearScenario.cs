using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Metering;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>
/// Both cycles of Riverbend on the moving clock. A house's bill of two whole months is 86.42 + 1.40 a ccf + 3.61 a ccf of its winter: 14.77 + 37.02 + 12.68 + 8.00
/// + 8.00 + 5.95 do not change.
/// </summary>
public sealed class YearScenario
{
    private static readonly string[] EvenMonths = ["2026-02", "2026-04", "2026-06", "2026-08", "2026-10", "2026-12"];
    private static readonly string[] OddMonths = ["2026-03", "2026-05", "2026-07", "2026-09", "2026-11", "2027-01"];

    [Fact]
    public async Task A_year_of_both_cycles_bills_every_day_once_and_its_books_are_right()
    {
        await using var host = await TestHost.StartAsync();
        var town = new YearTown(host);
        await town.OpenAsync();
        await town.AddHouseAsync(town.Even, "Ann", 100m, winterAverage: 5m);
        await town.AddHouseAsync(town.Even, "Bob", 200m, winterAverage: null);
        await town.AddHouseAsync(town.Odd, "Cleo", 300m, winterAverage: 5m);
        await town.AddHouseAsync(town.Odd, "Dan", 400m, winterAverage: 7m);

        for (var i = 0; i < 6; i++)
        {
            await EvenAsync(town, i);
            await OddAsync(town, i);
        }

        // Ann 12 ccf: 86.42 + 16.80 + 18.05 = 121.27; Bob 9.5 ccf and the tariff's own 6: 86.42 + 13.30 + 21.66 = 121.38; Dan 20 ccf, winter 7: 86.42 + 28.00 + 25.27 = 139.69.
        (await town.BillsAsync("Ann")).Select(b => b.Total).ShouldBe(Enumerable.Repeat(121.27m, 6));
        (await town.BillsAsync("Bob")).Select(b => b.Total).ShouldBe(Enumerable.Repeat(121.38m, 6));
        (await town.BillsAsync("Dan")).Select(b => b.Total).ShouldBe(Enumerable.Repeat(139.69m, 6));
        // Cleo 8 ccf: 115.67. Her meter was not read on 3 August: 16 ccf in the 122 days from 1 June to 1 October, 63 of them before it: 8.262 → 11.57 and 7.738 → 10.83.
        (await town.BillsAsync("Cleo")).Select(b => b.Total).ShouldBe([115.67m, 115.67m, 116.04m, 115.30m, 115.67m, 115.67m]);

        var bills = await town.ReadAsync(d => d.Set<Bill>().AsNoTracking().OrderBy(b => b.Number).ToListAsync());
        // 6 × (121.27 + 121.38 + 139.69) + 694.02.
        bills.Sum(b => b.Total).ShouldBe(2_988.06m);
        (await town.ReadAsync(d => d.Set<UtilityBilling.Billing.Charges.Charge>().SumAsync(c => c.Amount))).ShouldBe(2_988.06m);
        bills.Select(b => b.Number).ShouldBe(Enumerable.Range(0, 24).Select(n => bills[0].Number + n));
        foreach (var house in bills.GroupBy(b => b.OccupancyId))
            NoDayTwiceAndNoneLeftOut([.. house.OrderBy(b => b.From)]);
        (await town.DoAsync<IClosingAppService, IReadOnlyList<UnbilledDto>>(c => c.UnbilledAsync())).ShouldBeEmpty();

        // Ann paid every bill when it was due; Bob 100.00 each time; Cleo nothing; Dan all at once in December.
        (await town.BalanceAsync("Ann")).ShouldBe(0m);
        (await town.BalanceAsync("Bob")).ShouldBe(128.28m);
        (await town.BalanceAsync("Cleo")).ShouldBe(694.02m);
        (await town.BalanceAsync("Dan")).ShouldBe(139.69m);
        await StatementsFollowOneAnotherAsync(town);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task A_customer_who_moves_from_an_even_house_to_an_odd_one_pays_for_each_day_once()
    {
        var moved = new DateOnly(2026, 3, 15);
        await using var host = await TestHost.StartAsync();
        var town = new YearTown(host);
        await town.OpenAsync();
        await town.AddHouseAsync(town.Even, "Ann", 100m, winterAverage: 5m);
        await town.AddHouseAsync(town.Odd, "Cleo", 200m, winterAverage: 5m);
        await town.PostedAsync(await town.CalculatedAsync(town.Even, "2026-02", ("Ann", 112m)));

        town.AdvanceTo(moved.AddDays(1));
        await town.Street.EnterAsync("Ann", moved, 115m, ReadKind.Actual);
        await town.Street.EnterAsync("Cleo", moved, 203.5m, ReadKind.Actual);
        foreach (var house in (string[])["Cleo", "Ann"])
            await MoveOutAsync(town, house, moved);
        await MoveInAsync(town, "Ann", "Cleo", moved);
        var leaving = await town.DoAsync<IClosingAppService, IReadOnlyList<UnbilledDto>>(c => c.ClosingsAsync());
        var final = await town.DoAsync<IClosingAppService, Guid>(c => c.StartFinalAsync(new StartOffCycleInput([.. leaving.Select(l => l.OccupancyId)])));
        await town.DoAsync<IBillRunAppService, bool>(async r => { await r.CalculateAsync(final); return true; });
        await host.RunJobsAsync();
        await town.PostedAsync(final);
        await town.PostedAsync(await town.CalculatedAsync(town.Odd, "2026-03", ("Cleo", 206m)));

        var bills = await town.BillsAsync("Ann");
        bills.Select(b => (b.From, b.To)).ShouldBe([(new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 1)), (new DateOnly(2026, 3, 1), moved), (moved, new DateOnly(2026, 4, 1))]);
        // 14 of 61 days, 3 ccf, winter 5: 3.39 + 4.20 + 8.50 + 4.14 + 2.91 + 1.84 + 1.84 + 5.95.
        // 17 of 59 days, 2.5 ccf, nobody's winter, so the tariff's 6: 4.26 + 3.50 + 10.67 + 6.24 + 3.65 + 2.31 + 2.31 + 5.95.
        bills.Select(b => b.Total).ShouldBe([121.27m, 32.77m, 38.89m]);
        (await town.BalanceAsync("Ann")).ShouldBe(192.93m);
        // The even cycle's run of March and April finds nothing of hers left to bill.
        (await town.DoAsync<IClosingAppService, IReadOnlyList<UnbilledDto>>(c => c.UnbilledAsync())).ShouldBeEmpty();
        await town.BooksAreRightAsync();
    }

    private static async Task EvenAsync(YearTown town, int i)
    {
        await town.PostedAsync(await town.CalculatedAsync(town.Even, EvenMonths[i], ("Ann", 112m + (12m * i)), ("Bob", 209.5m + (9.5m * i))));
        town.AdvanceTo(town.Period(town.Even, EvenMonths[i]).DueDate);
        await town.PayAsync("Ann", 121.27m);
        await town.PayAsync("Bob", 100m);
    }

    private static async Task OddAsync(YearTown town, int i)
    {
        var missed = i == 2;
        var run = await town.CalculatedAsync(town.Odd, OddMonths[i], ("Cleo", missed ? null : 308m + (8m * i)), ("Dan", 420m + (20m * i)));
        var dto = await town.Street.RunAsync(run);
        dto.InScope.ShouldBe(dto.Billed + dto.Held + dto.Excluded + dto.Parked);
        dto.Parked.ShouldBe(missed ? 6 : 0);
        if (missed)
            await town.DoAsync<IBillRunAppService, bool>(async r => { await r.HoldAsync(run, new HoldInput([town.Street.OccupancyId("Cleo")], new(2026, 10, 1), "Car on the meter box")); return true; });
        await town.PostedAsync(run);
        town.AdvanceTo(town.Period(town.Odd, OddMonths[i]).DueDate);
        if (i == 4)
            await town.PayAsync("Dan", 5 * 139.69m);
        (await town.BillsAsync("Dan"))[i].DueDate.ShouldBe(town.Period(town.Odd, OddMonths[i]).DueDate);
    }

    private static void NoDayTwiceAndNoneLeftOut(IReadOnlyList<Bill> bills)
    {
        bills.Count.ShouldBe(6);
        for (var i = 1; i < bills.Count; i++)
            bills[i].From.ShouldBe(bills[i - 1].To);
        bills[0].From.AddMonths(12).ShouldBe(bills[^1].To);
    }

    /// <summary>Each begins with what the one before asked for, adds up, and is frozen.</summary>
    private static async Task StatementsFollowOneAnotherAsync(YearTown town)
    {
        var statements = await town.ReadAsync(d => d.Set<Statement>().AsNoTracking().OrderBy(s => s.CutOffAt).ToListAsync());
        statements.Count.ShouldBe(23, "Cleo's two bills of October are on one");
        foreach (var payer in statements.GroupBy(s => s.AccountId))
        {
            var before = 0m;
            foreach (var statement in payer)
            {
                statement.PreviousBalance.ShouldBe(before);
                (statement.PreviousBalance - statement.Payments - statement.Deposits + statement.Adjustments + statement.CurrentCharges).ShouldBe(statement.AmountDue);
                statement.Adjustments.ShouldBe(0m);
                before = statement.AmountDue;
            }
        }
        foreach (var run in statements.Select(s => s.RunId).Distinct())
        {
            var proof = (await town.Town.ReadAsync(town.Town.Technician, s => s.GetRequiredService<IPrintJobAppService>().OfRunAsync(run))).Proof;
            proof.Frozen.ShouldBe(proof.Statements);
        }
    }

    private static Task MoveOutAsync(YearTown town, string house, DateOnly day) => town.Town.WriteAsync(town.Town.Technician, async s =>
    {
        var moves = s.GetRequiredService<IMoveAppService>();
        var stay = (await moves.MoveOutChoicesAsync(town.Street.AccountId(house))).Single();
        await moves.MoveOutAsync(new MoveOutInput { OccupancyId = stay.OccupancyId, On = day, Reason = "Moves", Version = stay.Version });
    });

    private static Task MoveInAsync(YearTown town, string who, string house, DateOnly day) => town.Town.WriteAsync(town.Town.Technician, async s =>
    {
        var moves = s.GetRequiredService<IMoveAppService>();
        var draft = await moves.DraftAsync(town.Street.Id($"premise/{house}"), day);
        var input = new MoveInInput { PremiseId = draft.PremiseId, On = day, Role = OccupancyRole.Tenant, AccountId = town.Street.AccountId(who), CustomerId = town.Street.Id($"customer/{who}"), OverrideReason = null };
        foreach (var service in draft.Services.Where(x => x.Wanted))
            input.Services.Add(service);
        (await moves.MoveInAsync(input)).AccountId.ShouldBe(town.Street.AccountId(who));
    });
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Billing.Projections;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Errors;
using UtilityBilling.Metering;
using UtilityBilling.Settings;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>
/// Budget billing (BR-18) on Riverbend's even street, from the bill of March and April 2026 on. A bill of Ann's costs 104.47 + 1.40 a ccf: 20 ccf are 132.47, 30 are 146.47,
/// 40 are 160.47, 12 are 121.27. The first bill, of 121.27, is not in the plan.
/// </summary>
public sealed class BudgetScenario
{
    private static readonly DateOnly March = new(2026, 3, 1);

    [Fact]
    public async Task A_year_asks_the_same_each_time_books_what_was_used_and_settles_with_its_last_bill()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        var plan = await EnrolAsync(town, 130m, trueUp: town.Period(town.Even, "2026-12").BillDate.Month);
        await town.PayAsync("Ann", 121.27m);

        // 20, 26, 30 and 18 ccf: 132.47, 140.87, 146.47 and 129.67.
        foreach (var (code, read, balance) in new[] { ("2026-04", 132m, 2.47m), ("2026-06", 158m, 13.34m), ("2026-08", 188m, 29.81m), ("2026-10", 206m, 29.48m) })
        {
            await BilledAsync(town, code, read);
            var bill = await BillAsync(town);
            (bill.Budget!.Kind, bill.Budget.Asked, bill.Statement!.CurrentCharges, bill.Statement.AmountDue).ShouldBe((BudgetBillKind.Level, 130m, 130m, 130m));
            (await PlanAsync(town, plan)).Plan.Balance.ShouldBe(balance);
            await town.PayAsync("Ann", 130m);
            await town.BooksAreRightAsync();
        }
        // Revenue is what was used: 121.27 + 132.47 + 140.87 + 146.47 + 129.67.
        (await RevenueAsync(town)).ShouldBe(670.75m);
        (await town.BalanceAsync("Ann")).ShouldBe(0m);

        // 14 ccf: 124.07, and 29.48 of the year.
        await BilledAsync(town, "2026-12", 220m);
        var last = await BillAsync(town);
        (last.Total, last.Budget!.Kind, last.Budget.Asked).ShouldBe((124.07m, BudgetBillKind.TrueUp, 124.07m));
        (last.Statement!.Adjustments, last.Statement.AmountDue).ShouldBe((29.48m, 153.55m));
        var detail = await PlanAsync(town, plan);
        (detail.Plan.Balance, detail.Plan.EndedOn, detail.Plan.NextTrueUp.Year).ShouldBe((0m, null, last.BillDate.Year + 1));
        (detail.Events[0].Kind, detail.Events[0].Asked).ShouldBe((null, 29.48m));
        await town.BooksAreRightAsync();

        await BilledAsync(town, "2027-02", 232m);
        (await BillAsync(town)).Budget!.Kind.ShouldBe(BudgetBillKind.Level);
        (await PlanAsync(town, plan)).Plan.Balance.ShouldBe(-8.73m);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task The_statement_says_what_was_used_what_is_asked_and_how_the_plan_stands()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        await EnrolAsync(town, 125m, trueUp: town.Period(town.Even, "2026-08").BillDate.Month);
        await BilledAsync(town, "2026-04", 132m);
        await BilledAsync(town, "2026-06", 162m);
        await BilledAsync(town, "2026-08", 174m);

        var frozen = await town.ReadAsync(d => d.Set<StatementDocument>().Join(d.Set<Statement>(), x => x.StatementId, s => s.Id, (x, s) => new { s.Number, s.AccountId, x.Content }).Where(x => x.AccountId == town.Street.AccountId("Ann")).OrderBy(x => x.Number).Select(x => x.Content).ToListAsync());
        var documents = frozen.ConvertAll(StatementContent.Read);
        documents.Select(d => d.Figures.CurrentCharges).ShouldBe([121.27m, 125m, 125m, 121.27m]);
        var asked = documents[2].Services.Single(s => s.Name.English == "Budget billing");
        (asked.Lines.Single().Label.English, asked.Total).ShouldBe(("Your budget amount is $125.00", -21.47m));
        // Bob's bill of the same use is 146.47: what is printed is what the run's bills ask.
        var run = (await town.BillsAsync("Ann"))[2].RunId;
        var proof = (await town.DoAsync<IPrintJobAppService, RunPrintingDto>(p => p.OfRunAsync(run))).Proof;
        (proof.Charges, proof.RunTotal, proof.Agrees).ShouldBe((271.47m, 271.47m, true));
        documents[2].Messages[0].English.ShouldBe("Budget billing: your services cost $146.47 and you are asked $125.00. Your plan holds $28.94 that is not yet asked.");
        documents[2].Messages[0].Spanish.ShouldBe("Facturación nivelada: sus servicios costaron $146.47 y se le piden $125.00. Su plan guarda $28.94 que aún no se le han pedido.");
        documents[3].Services.ShouldAllBe(s => s.Name.English != "Budget billing");
        documents[3].Messages[0].English.ShouldBe("Budget billing: this bill asks the actual charges of $121.27 and settles your plan. The $28.94 not asked before are due with it.");
    }

    [Fact]
    public async Task A_bill_taken_back_takes_its_part_of_the_balance_along_and_its_rebill_asks_the_same_again()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        var plan = await EnrolAsync(town, 125m, trueUp: 2);
        await BilledAsync(town, "2026-04", 132m);
        await BilledAsync(town, "2026-06", 162m);
        var spring = (await town.BillsAsync("Ann"))[1];

        var preview = await town.DoAsync<IBillCorrectionAppService, CorrectionPreview>(c => c.PreviewAsync([spring.Id]));
        preview.Dependents.Single(d => d.Action == DependentAction.Recompute).Text.ShouldContain("7.47");
        await CorrectAsync(town, spring.Id, rebill: true);
        (await BillAsync(town)).Budget!.ShouldSatisfyAllConditions(b => b.Kind.ShouldBe(BudgetBillKind.Level), b => b.Asked.ShouldBe(125m));
        (await PlanAsync(town, plan)).Plan.Balance.ShouldBe(28.94m);
        (await town.BalanceAsync("Ann")).ShouldBe(371.27m);
        await town.BooksAreRightAsync();

        await CorrectAsync(town, (await BillAsync(town)).Id, rebill: false);
        (await PlanAsync(town, plan)).Plan.Balance.ShouldBe(21.47m);
        (await town.BalanceAsync("Ann")).ShouldBe(246.27m);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task The_years_last_bill_taken_back_takes_its_settlement_along_and_its_rebill_settles_anew()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        var plan = await EnrolAsync(town, 125m, trueUp: town.Period(town.Even, "2026-06").BillDate.Month);
        await BilledAsync(town, "2026-04", 132m);
        await BilledAsync(town, "2026-06", 152m);
        (await town.BalanceAsync("Ann")).ShouldBe(386.21m);
        var yearsLast = (await BillAsync(town)).Id;
        // 121.27 + 125.00 + 132.47 + 7.47, all of it paid, which the settlement has to give back too.
        await town.PayAsync("Ann", 386.21m);

        await CorrectAsync(town, yearsLast, rebill: false);
        (await PlanAsync(town, plan)).Plan.Balance.ShouldBe(7.47m);
        (await town.BalanceAsync("Ann")).ShouldBe(-139.94m);
        await town.BooksAreRightAsync();

        var again = await town.DoAsync<IClosingAppService, Guid>(c => c.StartOffCycleAsync(new StartOffCycleInput([town.Street.OccupancyId("Ann")])));
        await town.Street.CalculateAsync(again);
        await town.PostedAsync(again);
        (await BillAsync(town)).Budget!.Kind.ShouldBe(BudgetBillKind.TrueUp);
        (await PlanAsync(town, plan)).Plan.Balance.ShouldBe(0m);
        (await town.BalanceAsync("Ann")).ShouldBe(0m);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task Who_leaves_settles_with_the_final_bill_and_a_final_bill_taken_back_lets_the_plan_run_on()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        var plan = await EnrolAsync(town, 125m, trueUp: 2);
        await BilledAsync(town, "2026-04", 132m);
        // Whoever asks what the house owes hears of the plan too.
        var quoted = await town.DoAsync<IProjectedBillAppService, ProjectedBillDto>(p => p.ProjectAsync(new ProjectionInput(town.Street.AccountId("Ann"), town.Street.OccupancyId("Ann"), new(2026, 4, 30), new Dictionary<Guid, decimal>())));
        (quoted.Charges, quoted.BudgetBalance, quoted.Total).ShouldBe((0m, 7.47m, 253.74m));
        host.Clock.Advance(TimeSpan.FromDays(2));
        var day = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime).AddDays(-1);
        await town.Street.EnterAsync("Ann", day, 137m, ReadKind.Actual);
        await town.DoAsync<IMoveAppService, bool>(async m =>
        {
            var stay = (await m.MoveOutChoicesAsync(town.Street.AccountId("Ann"))).Single();
            await m.MoveOutAsync(new MoveOutInput { OccupancyId = stay.OccupancyId, On = day, Reason = "Sold", Version = stay.Version });
            return true;
        });
        var final = await FinalAsync(town);
        (final.Budget!.Kind, final.Budget.Asked).ShouldBe((BudgetBillKind.Left, final.Total));
        (await town.BalanceAsync("Ann")).ShouldBe(121.27m + 125m + final.Total + 7.47m);
        var ended = (await PlanAsync(town, plan)).Plan;
        (ended.EndKind, ended.Balance).ShouldBe((BudgetEnd.Left, 0m));
        await town.BooksAreRightAsync();

        host.Clock.Advance(TimeSpan.FromDays(1));
        await CorrectAsync(town, final.Id, rebill: false);
        (await town.BalanceAsync("Ann")).ShouldBe(246.27m);
        var running = (await PlanAsync(town, plan)).Plan;
        (running.EndedOn, running.Balance).ShouldBe((null, 7.47m));
        await town.BooksAreRightAsync();

        var again = await FinalAsync(town);
        (again.Budget!.Kind, again.Total).ShouldBe((BudgetBillKind.Left, final.Total));
        (await PlanAsync(town, plan)).Plan.EndKind.ShouldBe(BudgetEnd.Left);
        (await town.BalanceAsync("Ann")).ShouldBe(121.27m + 125m + final.Total + 7.47m);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task Two_bills_past_due_end_the_plan_with_the_next_bill()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        var plan = await EnrolAsync(town, 125m, trueUp: 2);
        await BilledAsync(town, "2026-04", 132m);
        await BilledAsync(town, "2026-06", 162m);
        await BilledAsync(town, "2026-08", 202m);

        var bill = await BillAsync(town);
        (bill.Budget!.Kind, bill.Budget.Asked).ShouldBe((BudgetBillKind.Delinquent, 160.47m));
        (await town.BalanceAsync("Ann")).ShouldBe(121.27m + 125m + 125m + 160.47m + 28.94m);
        var ended = await PlanAsync(town, plan);
        (ended.Plan.EndKind, ended.Plan.Balance).ShouldBe((BudgetEnd.Delinquent, 0m));
        await town.BooksAreRightAsync();

        await BilledAsync(town, "2026-10", 236m);
        (await BillAsync(town)).Budget.ShouldBeNull();
    }

    [Fact]
    public async Task Enough_paid_ahead_pays_the_next_bill()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        await SetAsync(town, BillingSettings.BudgetSettlesAhead, "0.7");
        var plan = await EnrolAsync(town, 200m, trueUp: 2);
        await BilledAsync(town, "2026-04", 124m);
        await BilledAsync(town, "2026-06", 136m);
        await town.PayAsync("Ann", 521.27m);
        (await PlanAsync(town, plan)).Plan.Balance.ShouldBe(-157.46m);

        await BilledAsync(town, "2026-08", 148m);
        var bill = await BillAsync(town);
        (bill.Budget!.Kind, bill.Budget.Asked, bill.Statement!.AmountDue).ShouldBe((BudgetBillKind.PaidAhead, 121.27m, -36.19m));
        var running = (await PlanAsync(town, plan)).Plan;
        (running.EndedOn, running.Balance).ShouldBe((null, 0m));
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task A_plan_ended_at_the_customers_wish_is_settled_that_day_and_what_was_paid_ahead_pays_what_is_open()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        var plan = await EnrolAsync(town, 200m, trueUp: 2);
        await BilledAsync(town, "2026-04", 124m);
        await EndAsync(town, plan);

        var ended = (await PlanAsync(town, plan)).Plan;
        (ended.EndKind, ended.EndReason, ended.Balance).ShouldBe((BudgetEnd.Asked, "Prefers the real bill", 0m));
        // 121.27 + 200.00 less 78.73.
        (await town.BalanceAsync("Ann")).ShouldBe(242.54m);
        await town.BooksAreRightAsync();
        (await Should.ThrowAsync<BusinessException>(() => EndAsync(town, plan))).Code.ShouldBe("Billing:Budget.HasEnded");

        // Its bill taken back after its end: 200.00 less, and the 78.73 given back are asked for again.
        host.Clock.Advance(TimeSpan.FromDays(1));
        await CorrectAsync(town, (await BillAsync(town)).Id, rebill: false);
        (await town.BalanceAsync("Ann")).ShouldBe(121.27m);
        (await PlanAsync(town, plan)).Plan.Balance.ShouldBe(0m);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task An_amount_comes_from_a_years_bills_and_another_one_says_why()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        // 59 days are about two months: too few for the town's six.
        (await PlacesAsync(town)).Proposal.ShouldSatisfyAllConditions(p => p.Amount.ShouldBeNull(), p => p.Bills.ShouldBe(1), p => p.Days.ShouldBe(59));
        (await Should.ThrowAsync<BusinessException>(() => EnrolAsync(town, 125m, 2, reason: null))).Code.ShouldBe("Billing:Budget.ReasonMissing");
        await BilledAsync(town, "2026-04", 132m);
        await BilledAsync(town, "2026-06", 162m);

        // 121.27 + 132.47 + 146.47 = 400.21 in 181 days; 365 ÷ 6 days between bills: 134.51, up to 135.00.
        var place = await PlacesAsync(town);
        (place.Proposal.Amount, place.Proposal.Cost, place.Proposal.Days, place.Proposal.BillsPerYear, place.Proposal.IsFromHouse).ShouldBe((135m, 400.21m, 181, 6, false));
        await SetAsync(town, BillingSettings.BudgetTrend, "4");
        // 134.51 × 1.04 = 139.89.
        (await PlacesAsync(town)).Proposal.Amount.ShouldBe(140m);
        var plan = await EnrolAsync(town, 140m, 2, reason: null);
        (await Should.ThrowAsync<BusinessException>(() => EnrolAsync(town, 140m, 2))).Code.ShouldBe("Billing:Budget.RunsAlready");

        var change = new BudgetAmountInput { From = March, Amount = 150m, Reason = "Baby" };
        (await Should.ThrowAsync<BusinessException>(() => town.DoAsync<IBudgetAppService, bool>(async b => { await b.ChangeAmountAsync(plan, change); return true; }))).Code.ShouldBe("Billing:Budget.AmountTooEarly");
        change.From = town.Period(town.Even, "2026-08").BillDate;
        await town.DoAsync<IBudgetAppService, bool>(async b => { await b.ChangeAmountAsync(plan, change); return true; });
        await BilledAsync(town, "2026-08", 174m);
        (await BillAsync(town)).Budget!.Asked.ShouldBe(150m);
    }

    [Fact]
    public async Task A_plan_is_reviewed_before_its_true_up_and_its_new_amount_begins_with_the_new_year()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        var august = town.Period(town.Even, "2026-08").BillDate;
        var plan = await EnrolAsync(town, 125m, trueUp: august.Month);
        await BilledAsync(town, "2026-04", 132m);
        await BilledAsync(town, "2026-06", 162m);
        await town.PayAsync("Ann", 371.27m);
        (await ReviewAsync(town)).ShouldBeEmpty();
        town.AdvanceTo(new DateOnly(august.Year, august.Month, 1).AddDays(-10));
        (await ReviewAsync(town)).ShouldBe([plan]);

        (await town.DoAsync<IBudgetAppService, int>(b => b.ReviewAsync([plan]))).ShouldBe(1);
        (await ReviewAsync(town)).ShouldBeEmpty();
        (await PlanAsync(town, plan)).Amounts[0].ShouldSatisfyAllConditions(a => a.Amount.ShouldBe(135m), a => a.From.ShouldBe(new DateOnly(august.Year, august.Month, 1)));
        (await town.DoAsync<IBudgetAppService, int>(b => b.ReviewAsync([plan]))).ShouldBe(0);
        await BilledAsync(town, "2026-08", 174m);
        await BilledAsync(town, "2026-10", 186m);
        (await BillAsync(town)).Budget!.Asked.ShouldBe(135m);
    }

    [Fact]
    public async Task A_run_worked_out_before_a_plan_began_is_not_approved()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        var run = await town.CalculatedAsync(town.Even, "2026-04", ("Ann", 132m), ("Bob", 210m));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await EnrolAsync(town, 125m, 2);
        var checks = await town.DoAsync<IBillRunAppService, IReadOnlyList<RunCheckDto>>(r => r.ChecksAsync(run));
        checks.Single(c => c.Code.Contains("BudgetsStill", StringComparison.Ordinal)).ShouldSatisfyAllConditions(c => c.Passed.ShouldBeFalse(), c => c.Blocking.ShouldBeTrue());
        await town.Street.CalculateAsync(run);
        (await town.DoAsync<IBillRunAppService, CalculatedBillDto>(r => r.CalculatedBillAsync(run, town.Street.OccupancyId("Ann")))).Budget!.Asked.ShouldBe(125m);
    }

    /// <summary>Ann and Bob, billed for January and February.</summary>
    private static async Task<YearTown> StreetAsync(TestHost host)
    {
        var town = new YearTown(host);
        await town.OpenAsync();
        await town.AddHouseAsync(town.Even, "Ann", 100m, winterAverage: 5m);
        await town.AddHouseAsync(town.Even, "Bob", 200m, winterAverage: 5m);
        await BilledAsync(town, "2026-02", 112m);
        return town;
    }

    private static async Task BilledAsync(YearTown town, string code, decimal read) => await town.PostedAsync(await town.CalculatedAsync(town.Even, code, ("Ann", read), ("Bob", read + 100m)));

    private static Task<Guid> EnrolAsync(YearTown town, decimal amount, int trueUp, string? reason = "Asked for it") => town.DoAsync<IBudgetAppService, Guid>(b => b.EnrolAsync(
        town.Street.AccountId("Ann"), new BudgetEnrolInput { OccupancyId = town.Street.OccupancyId("Ann"), From = March, Amount = amount, TrueUpMonth = trueUp, Reason = reason }));

    private static Task EndAsync(YearTown town, Guid plan) => town.DoAsync<IBudgetAppService, bool>(async b => { await b.EndAsync(plan, new BudgetEndInput { Reason = "Prefers the real bill" }); return true; });

    private static Task<BudgetPlanDetailDto> PlanAsync(YearTown town, Guid plan) => town.Town.ReadAsync(town.Town.Auditor, s => s.GetRequiredService<IBudgetAppService>().GetAsync(plan));

    private static Task<BudgetPlace> PlacesAsync(YearTown town) => town.Town.ReadAsync(town.Town.Technician, async s => (await s.GetRequiredService<IBudgetAppService>().PlacesAsync(town.Street.AccountId("Ann"))).Single());

    private static Task<List<Guid>> ReviewAsync(YearTown town) => town.Town.ReadAsync(town.Town.Technician, async s =>
        (await s.GetRequiredService<IBudgetAppService>().ListAsync(new BudgetListRequest(BudgetFilter.Review))).Items.Select(p => p.Id).ToList());

    private static Task<BillDetailDto> BillAsync(YearTown town) => town.Town.ReadAsync(town.Town.Auditor, async s =>
    {
        var bills = s.GetRequiredService<IBillAppService>();
        return await bills.GetAsync((await bills.ListAsync(new BillListRequest { AccountId = town.Street.AccountId("Ann") })).Items[0].Id);
    });

    private static async Task<BillDetailDto> FinalAsync(YearTown town)
    {
        var final = await town.DoAsync<IClosingAppService, Guid>(c => c.StartFinalAsync(new StartOffCycleInput([town.Street.OccupancyId("Ann")])));
        await town.Street.CalculateAsync(final);
        await town.PostedAsync(final);
        return await BillAsync(town);
    }

    private static async Task CorrectAsync(YearTown town, Guid bill, bool rebill)
    {
        var run = await town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([bill], rebill, "Asked for")));
        if (rebill)
            await town.Street.CalculateAsync(run);
        await town.PostedAsync(run);
    }

    private static Task SetAsync(YearTown town, string name, string value) => town.Town.WriteAsync(town.Town.Administrator, s =>
        s.GetRequiredService<ISettingManager>().SetAsync(name, value, DateOnly.FromDateTime(s.GetRequiredService<Timing.IClock>().UtcNow.UtcDateTime), "test"));

    /// <summary>Ann's and nobody else's: Bob's bills of the same use are taken off.</summary>
    private static async Task<decimal> RevenueAsync(YearTown town)
    {
        var revenue = await town.ReadAsync(d => d.Set<Entry>().Join(d.Set<GlAccount>().Where(g => g.Kind == GlAccountKind.Revenue || g.Purpose == GlPurpose.UncollectedPassThrough || g.Purpose == GlPurpose.PassThroughPayable), e => e.GlAccountId, g => g.Id, (e, _) => -e.Amount).SumAsync());
        return revenue - (await town.BillsAsync("Bob")).Sum(b => b.Total);
    }
}

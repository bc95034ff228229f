using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Approvals;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Billing.Projections;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Moves;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>
/// Charges beside the services (BR-19), on Riverbend's even street: without them Ann's bill of January and February 2026 is 121.27 and Bob's 109.86 (see EvenCycleScenario).
/// A hydrant is 40.00 each, a backflow test 15.00 a period; the office's day is 2 March 2026.
/// </summary>
public sealed class MiscChargeScenario
{
    private static readonly DateOnly January = new(2026, 1, 1);

    [Fact]
    public async Task A_charge_comes_once_with_the_next_bill_and_a_recurring_one_with_each_or_every_other_at_the_amount_of_its_day()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        await AddAsync(town, "Ann", "HYDRANT", new(2026, 2, 20), c => (c.Quantity, c.TextEn) = (2m, "Elm Street"));
        var test = await AddAsync(town, "Ann", "BACKFLOW", January, c => c.Kind = MiscChargeKind.Recurring);
        await AddAsync(town, "Ann", "LOCKER", January, c => (c.Kind, c.EveryPeriods, c.UnitPrice) = (MiscChargeKind.Recurring, 2, 7m));
        // Not before its day: the bill is dated 2 March.
        var later = await AddAsync(town, "Ann", "HYDRANT", new(2026, 3, 3), _ => { });
        await town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<IMiscChargeAppService>().ChangeAmountAsync(test, new MiscChargeAmountInput { From = new(2026, 3, 1), UnitPrice = 18m }));

        // The statement of account to a day says it too.
        var projected = await town.ReadAsync<IProjectedBillAppService, ProjectedBillDto>(p => p.ProjectAsync(new ProjectionInput(town.AccountId("Ann"), town.OccupancyId("Ann"), new(2026, 2, 28), new Dictionary<Guid, decimal>())));
        projected.Periods.SelectMany(p => p.Lines).Where(l => l.Service == "misc").Sum(l => l.Amount).ShouldBe(102m);

        var winter = await town.StartAndCalculateAsync("2026-02");
        var lines = await town.CalculatedAsync(winter, "Ann");
        (lines["misc/HYDRANT"], lines["misc/BACKFLOW"], lines["misc/LOCKER"]).ShouldBe((80m, 15m, 7m));
        (await town.CalculatedAsync(winter, "Bob")).Keys.ShouldNotContain("misc/BACKFLOW");
        await town.CalculateAsync(winter);
        await town.PostedAsync(winter);
        (await town.ReadAsync<IBillRunAppService, IReadOnlyList<RunCheckDto>>(r => r.ChecksAsync(winter))).ShouldAllBe(c => c.Passed || !c.Blocking);

        var bill = await town.BillAsync("Ann");
        bill.Total.ShouldBe(121.27m + 80m + 15m + 7m);
        var hydrant = bill.Services.Single(s => s.Service == "misc").Lines.Single(l => l.Component == "HYDRANT");
        (hydrant.Label, hydrant.Explanation, hydrant.MayCutWater).ShouldBe(("Broken hydrant", "Elm Street: 2 × 40.00", false));
        (await town.BalanceAsync("Ann")).ShouldBe(223.27m);
        (await town.BalanceAsync("Bob")).ShouldBe(109.86m);
        await town.BooksAreRightAsync();

        host.Clock.Advance(TimeSpan.FromDays(60));
        await town.ImportAsync(new(2026, 4, 28), ("Ann", 124.0m), ("Bob", 219.0m));
        var spring = await town.CalculatedAsync(await town.StartAndCalculateAsync("2026-04"), "Ann");
        (spring["misc/HYDRANT"], spring["misc/BACKFLOW"], spring.ContainsKey("misc/LOCKER")).ShouldBe((40m, 18m, false));
        (await DetailAsync(town, later)).Charge.Standing.ShouldBe(MiscChargeStanding.Waiting);
    }

    [Fact]
    public async Task A_bill_cancelled_leaves_its_charges_waiting_a_rebill_takes_them_along_and_none_is_billed_twice()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        var hydrant = await AddAsync(town, "Ann", "HYDRANT", new(2026, 2, 20), _ => { });
        var test = await AddAsync(town, "Ann", "BACKFLOW", January, c => c.Kind = MiscChargeKind.Recurring);
        await town.PostedAsync(await town.StartAndCalculateAsync("2026-02"));
        var first = await town.BillAsync("Ann");
        first.Total.ShouldBe(176.27m);
        host.Clock.Advance(TimeSpan.FromDays(1));

        var rebill = await town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([first.Id], Rebill: true, "Wrong name")));
        await town.CalculateAsync(rebill);
        await town.PostedAsync(rebill);
        var second = await town.BillAsync("Ann");
        (second.Total, second.DueDate).ShouldBe((176.27m, first.DueDate));
        var billings = (await DetailAsync(town, hydrant)).Billings;
        billings.Select(b => (b.BillId, b.IsTakenBack)).ShouldBe([(second.Id, false), (first.Id, true)]);
        (await RefusedAsync(town, () => EndAsync(town, hydrant, null))).ShouldBe("Billing:MiscCharge.BilledAlready");
        host.Clock.Advance(TimeSpan.FromDays(1));

        var cancel = await town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([second.Id], Rebill: false, "Again")));
        await town.PostedAsync(cancel);
        (await town.BalanceAsync("Ann")).ShouldBe(0m);
        (await DetailAsync(town, hydrant)).Charge.ShouldSatisfyAllConditions(c => c.Standing.ShouldBe(MiscChargeStanding.Waiting), c => c.Waiting.ShouldBe(1), c => c.BillId.ShouldBeNull());
        // Its period's run is posted, so no run to come would take it by itself.
        (await DetailAsync(town, test)).Charge.NeedsBill.ShouldBeTrue();
        await EndAsync(town, test, null);
        await town.BooksAreRightAsync();

        var offCycle = await town.DoAsync<IClosingAppService, Guid>(c => c.StartOffCycleAsync(new StartOffCycleInput([town.OccupancyId("Ann")])));
        await town.CalculateAsync(offCycle);
        await town.PostedAsync(offCycle);
        (await town.BillAsync("Ann")).Total.ShouldBe(161.27m);
        (await town.BalanceAsync("Ann")).ShouldBe(161.27m);
        await town.BooksAreRightAsync();

        // The database's own key: the same day again without a release.
        var twice = await Should.ThrowAsync<PostgresException>(() => town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<BulkWriter>().ExecuteAsync(
            """
            insert into billing.misc_charge_billings (tenant_id, charge_id, occurrence, generation, bill_id, amount, released_generation)
            select tenant_id, charge_id, occurrence, generation + 1, bill_id, amount, generation from billing.misc_charge_billings where charge_id = $1 order by generation desc limit 1
            """, [Arg.Of(hydrant)])));
        twice.SqlState.ShouldBe(PostgresErrorCodes.ForeignKeyViolation);
    }

    [Fact]
    public async Task Who_has_no_services_is_billed_for_charges_alone_and_none_is_forgotten()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        var (premise, cycle) = await PlaceAsync(town, "Bob");
        var contractor = await town.DoAsync<IMoveAppService, MoveInResult>(m => m.MoveInAsync(new MoveInInput
        {
            PremiseId = premise, ChargesOnly = true, On = new(2026, 2, 1), NewCustomer = new CustomerInput { Kind = CustomerKind.Organization, LastName = "Deep Digging" },
        }));
        // Bob stays where he is.
        (await town.ReadAsync<IMiscChargeAppService, IReadOnlyList<MiscChargePlace>>(c => c.PlacesAsync(town.AccountId("Bob")))).Single().To.ShouldBeNull();
        var damage = await AddAsync(town, contractor.AccountId, "HYDRANT", new(2026, 2, 20), c => c.Quantity = 3m);
        var rent = await AddAsync(town, contractor.AccountId, "BACKFLOW", January, c => (c.Kind, c.CycleId) = (MiscChargeKind.Recurring, cycle));
        (await NeedBillAsync(town)).ShouldBe([damage, rent], ignoreOrder: true);

        var winter = await town.StartAndCalculateAsync("2026-02");
        var checks = await town.ReadAsync<IBillRunAppService, IReadOnlyList<RunCheckDto>>(r => r.ChecksAsync(winter));
        checks.Single(c => c.Code.Contains("NoChargeForgotten", StringComparison.Ordinal)).ShouldSatisfyAllConditions(c => c.Passed.ShouldBeFalse(), c => c.Blocking.ShouldBeFalse(), c => c.Text.ShouldStartWith("2 "));
        await town.PostedAsync(winter);

        var run = await town.DoAsync<IMiscChargeAppService, Guid>(c => c.BillNowAsync(new BillChargesInput([contractor.AccountId])));
        await town.CalculateAsync(run);
        var calculated = await town.RunAsync(run);
        // 15.00 for January and February; 120.00 under March's period.
        (calculated.InScope, calculated.BillCount, calculated.TotalAmount, calculated.IsComplete).ShouldBe((0, 2, 135m, true));
        await town.PostedAsync(run);
        (await NeedBillAsync(town)).ShouldBeEmpty();
        (await BalanceAsync(town, contractor.AccountId)).ShouldBe(135m);
        await town.BooksAreRightAsync();
        await town.Town.InScopeAsync(town.Town.Technician, async s => { await s.GetRequiredService<StatementProcessor>().FreezeAsync(run); return true; });
        (await town.ReadAsync<IUtilityBillingDbContext, int>(d => d.Set<StatementDocument>().CountAsync(x => d.Set<Statement>().Any(t => t.Id == x.StatementId && t.RunId == run && t.AmountDue == 135m)))).ShouldBe(1);

        var bill = (await DetailAsync(town, damage)).Charge.BillId!.Value;
        host.Clock.Advance(TimeSpan.FromDays(1));
        var rebill = await town.DoAsync<IBillCorrectionAppService, Guid>(c => c.StartAsync(new CorrectionInput([bill], Rebill: true, "Wrong name")));
        await town.CalculateAsync(rebill);
        await town.PostedAsync(rebill);
        (await DetailAsync(town, damage)).Billings.Select(b => (b.Amount, b.IsTakenBack)).ShouldBe([(120m, false), (120m, true)]);
        (await BalanceAsync(town, contractor.AccountId)).ShouldBe(135m);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task A_final_bill_takes_what_waits_along_and_what_comes_after_it_needs_a_bill_of_its_own()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        await town.EnterAsync("Ann", new(2026, 2, 1), 105.0m, ReadKind.Actual);
        await AddAsync(town, "Ann", "HYDRANT", new(2026, 1, 20), _ => { });
        await town.MoveOutAsync("Ann", new(2026, 2, 1));
        // Her final bill is to come.
        (await NeedBillAsync(town)).ShouldBeEmpty();

        var final = await town.DoAsync<IClosingAppService, Guid>(c => c.StartFinalAsync(new StartOffCycleInput([town.OccupancyId("Ann")])));
        await town.CalculateAsync(final);
        await town.PostedAsync(final);
        // 64.70 for 31 days (see FinalBillScenario), and 40.00.
        (await town.BillAsync("Ann")).Total.ShouldBe(104.70m);

        var key = await AddAsync(town, "Ann", "HYDRANT", new(2026, 2, 25), _ => { });
        (await NeedBillAsync(town)).ShouldBe([key]);
        var run = await town.DoAsync<IMiscChargeAppService, Guid>(c => c.BillNowAsync(new BillChargesInput([town.AccountId("Ann")])));
        await town.CalculateAsync(run);
        await town.PostedAsync(run);
        (await town.BalanceAsync("Ann")).ShouldBe(144.70m);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task Above_the_towns_amount_another_person_approves_and_what_changed_since_a_run_was_worked_out_stops_it()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        // 7 × 40.00 is above 250.00.
        var large = await AddAsync(town, "Ann", "HYDRANT", new(2026, 2, 20), c => c.Quantity = 7m);
        (await DetailAsync(town, large)).Charge.Standing.ShouldBe(MiscChargeStanding.AwaitingApproval);
        var winter = await town.StartAndCalculateAsync("2026-02");
        (await town.RunAsync(winter)).TotalAmount.ShouldBe(231.13m);

        await town.ApproveAsAsync(town.Town.Director, large);
        await town.CalculateAsync(winter);
        (await town.RunAsync(winter)).TotalAmount.ShouldBe(511.13m);
        await EndAsync(town, large, null);
        (await Should.ThrowAsync<BusinessException>(() => town.RequestApprovalAsync(winter))).Code.ShouldBe("Billing:BillRun.CheckFailed");
        await town.CalculateAsync(winter);
        await town.PostedAsync(winter);
        (await town.BalanceAsync("Ann")).ShouldBe(121.27m);
        (await DetailAsync(town, large)).Charge.ShouldSatisfyAllConditions(c => c.Standing.ShouldBe(MiscChargeStanding.Cancelled), c => c.ClosedReason.ShouldBe("Entered twice"));
    }

    [Fact]
    public async Task A_price_of_the_list_is_not_typed_and_a_run_holds_what_another_has_taken_up()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host);
        (await RefusedAsync(town, () => AddAsync(town, "Ann", "HYDRANT", new(2026, 2, 20), c => c.UnitPrice = 39m))).ShouldBe("Billing:MiscCharge.PriceIsFixed");
        (await RefusedAsync(town, () => AddAsync(town, "Ann", "LOCKER", new(2026, 2, 20), _ => { }))).ShouldBe("Billing:MiscCharge.PriceMissing");
        (await RefusedAsync(town, () => AddAsync(town, "Ann", "HYDRANT", new(2025, 12, 31), _ => { }))).ShouldBe("Billing:MiscCharge.NotInForce");
        var hydrant = await AddAsync(town, "Ann", "HYDRANT", new(2026, 2, 20), _ => { });

        var now = await town.DoAsync<IMiscChargeAppService, Guid>(c => c.BillNowAsync(new BillChargesInput([town.AccountId("Ann")])));
        await town.CalculateAsync(now);
        (await town.RunAsync(now)).TotalAmount.ShouldBe(40m);
        var winter = await town.StartAndCalculateAsync("2026-02");
        (await town.RunAsync(winter)).TotalAmount.ShouldBe(231.13m);
        await town.PostedAsync(now);
        await town.PostedAsync(winter);
        (await town.BalanceAsync("Ann")).ShouldBe(161.27m);
        (await DetailAsync(town, hydrant)).Billings.Count.ShouldBe(1);
        await town.BooksAreRightAsync();
    }

    private static async Task<CorrectionTown> StreetAsync(TestHost host)
    {
        var town = new CorrectionTown(new EvenCycleTown(host.Alder));
        await town.SettleAsync();
        await town.ImportAsync(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 209.5m));
        await town.Town.WriteAsync(town.Town.Director, async s =>
        {
            var codes = s.GetRequiredService<IMiscChargeCodeAppService>();
            var account = (await codes.AccountsAsync()).Single(a => a is { FundCode: "water", Code: "4490" }).Id;
            await codes.SetAsync(new MiscChargeCodeInput { Code = "HYDRANT", From = January, NameEn = "Broken hydrant", NameEs = "Hidrante roto", GlAccountId = account, UnitPrice = 40m, IsFixedPrice = true });
            await codes.SetAsync(new MiscChargeCodeInput { Code = "BACKFLOW", From = January, NameEn = "Backflow test", NameEs = "Prueba de reflujo", GlAccountId = account, UnitPrice = 15m, MayCutWater = true });
            await codes.SetAsync(new MiscChargeCodeInput { Code = "LOCKER", From = January, NameEn = "Locker", NameEs = "Casillero", GlAccountId = account });
        });
        return town;
    }

    private static Task<Guid> AddAsync(CorrectionTown town, string house, string code, DateOnly from, Action<MiscChargeInput> more) => AddAsync(town, town.AccountId(house), code, from, more);

    private static async Task<Guid> AddAsync(CorrectionTown town, Guid account, string code, DateOnly from, Action<MiscChargeInput> more)
    {
        var choice = (await town.ReadAsync<IMiscChargeAppService, IReadOnlyList<MiscChargeCodeChoice>>(c => c.CodesAsync())).Single(c => c.Code == code);
        var input = new MiscChargeInput { CodeId = choice.Id, From = from };
        more(input);
        return await town.DoAsync<IMiscChargeAppService, Guid>(c => c.AddAsync(account, input));
    }

    private static Task<MiscChargeDetailDto> DetailAsync(CorrectionTown town, Guid id) => town.ReadAsync<IMiscChargeAppService, MiscChargeDetailDto>(c => c.GetAsync(id));

    private static Task EndAsync(CorrectionTown town, Guid id, DateOnly? through) => town.Town.WriteAsync(
        town.Town.Technician, s => s.GetRequiredService<IMiscChargeAppService>().EndAsync(id, new MiscChargeEndInput { Through = through, Reason = "Entered twice" }));

    private static async Task<IReadOnlyList<Guid>> NeedBillAsync(CorrectionTown town) =>
        [.. (await town.ReadAsync<IMiscChargeAppService, IReadOnlyList<MiscChargeDto>>(c => c.AllAsync(new MiscChargeListRequest(MiscChargeFilter.NeedsBill)))).Select(c => c.Id)];

    private static async Task<string> RefusedAsync(CorrectionTown town, Func<Task> act) => (await Should.ThrowAsync<BusinessException>(act)).Code;

    private static Task<decimal> BalanceAsync(CorrectionTown town, Guid account) => town.ReadAsync<IUtilityBillingDbContext, decimal>(d => d.Set<UtilityBilling.Billing.Charges.AccountBalance>().Where(b => b.AccountId == account).Select(b => b.Balance).SingleAsync());

    private static Task<(Guid Premise, Guid Cycle)> PlaceAsync(CorrectionTown town, string house) => town.ReadAsync<IUtilityBillingDbContext, (Guid, Guid)>(async d =>
        (await d.Set<Occupancy>().Where(o => o.Id == town.OccupancyId(house)).Select(o => o.PremiseId).SingleAsync(), await d.Set<Cycle>().Select(c => c.Id).SingleAsync()));
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Customers;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Customers.Reversions;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Settings;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Customers;

/// <summary>CA-04, CA-05, CA-07 on a real database. Maria rents 114 Oak St from Leo, who lives at 200 Elm St. Today is 2 March 2026.</summary>
public sealed class ReversionTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private readonly TestEnds _ends = new();
    private TestHost _host = null!;
    private CustomersTown _street = null!;
    private House _house = null!;
    private House _landlord = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(services => services.AddScoped<IBilledEnds>(_ => _ends).AddSingleton<IProgramChoices, AnyProgram>());
        _street = await CustomersTown.CreateAsync(_host.Alder, _host.Services);
        var houses = await _street.ImportAsync(_street.House(114, "Maria", "Delgado"), _street.House(200, "Leo", "Lord", "Elm St"));
        (_house, _landlord) = (houses[0], houses[1]);
        await SetCodeAsync("REVERSION");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_tenant_out_the_landlord_in_and_a_new_tenant_a_week_later_leave_no_day_twice_and_none_out()
    {
        await AgreeAsync(leaveOn: true);
        await MoveOutAsync(Today);
        var landlord = await LandlordTimeAsync();
        (landlord.AccountId, landlord.Role, landlord.From, landlord.To, landlord.Status).ShouldBe((_landlord.AccountId, OccupancyRole.Landlord, Today, null, OccupancyStatus.Active));
        (await ServicesAsync(landlord.Id)).ShouldBe(["sewer", "water"]);
        (await ScopeAsync(Today.AddDays(-1))).ShouldBe([_house.OccupancyId]);
        (await ScopeAsync(Today)).ShouldBe([landlord.Id], "from the day of the move-out the landlord pays");

        _host.Clock.Advance(TimeSpan.FromDays(7));
        var nora = await MoveInAsync(Today.AddDays(7), "Nora", "Newcomer");
        var ended = await FindAsync<Occupancy>(landlord.Id);
        (ended.To, ended.Status).ShouldBe((Today.AddDays(7), OccupancyStatus.Final));
        (await ScopeAsync(Today.AddDays(6))).ShouldBe([landlord.Id], "the seventh day is still the landlord's");
        (await ScopeAsync(Today.AddDays(7))).ShouldBe([nora.OccupancyId], "the newcomer pays for the day she moves in");
        (await SewerOnWaterAsync(landlord.Id)).ShouldBeTrue("the landlord's sewer takes its usage from the landlord's water");
    }

    [Fact]
    public async Task Each_reversion_waits_as_one_charge_for_the_landlords_bill_and_goes_with_it()
    {
        await AgreeAsync(leaveOn: true);
        (await EffectAsync()).Follower.Fee.ShouldBe(25m);
        await MoveOutAsync(Today);
        var landlord = await LandlordTimeAsync();
        var fee = (await FeesAsync()).Single();
        (fee.AccountId, fee.OccupancyId, fee.RevertedId, fee.Kind, fee.From, fee.State).ShouldBe((_landlord.AccountId, landlord.Id, landlord.Id, MiscChargeKind.OneTime, Today, MiscChargeState.Approved));
        (fee.TextEn, fee.Paper).ShouldBe(("114 Oak St", "Signed 2026-01-01, binder 4"));

        // A newcomer by mistake ends the landlord's time; without her it goes on, and that is no second reversion.
        _host.Clock.Advance(TimeSpan.FromDays(7));
        var nora = await MoveInAsync(Today.AddDays(7), "Nora", "Newcomer");
        _ends.Billed[landlord.Id] = BilledEnd.Billed;
        await VoidAsync(nora.OccupancyId);
        (await LandlordTimesAsync()).Count.ShouldBe(2);
        (await FeesAsync()).Count.ShouldBe(1);

        var twice = await Should.ThrowAsync<DbUpdateException>(() => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IReversionFees>().ChargeAsync(
            new ReversionFee(landlord.Id, _landlord.AccountId, Today, 25m, "114 Oak St", "again"))));
        twice.InnerException.ShouldBeOfType<PostgresException>().ConstraintName.ShouldBe("ix_misc_charges_tenant_id_reverted_id");
    }

    [Fact]
    public async Task A_reversion_that_never_was_leaves_no_fee()
    {
        await AgreeAsync(leaveOn: true);
        await MoveOutAsync(Today);
        await UndoAsync();
        (await FeesAsync()).Select(f => (f.State, f.ClosedReason)).ShouldBe([(MiscChargeState.Cancelled, "She stays")]);

        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await MoveOutAsync(Today);
        await MoveInAsync(Today, "Nora", "Newcomer");
        (await FeesAsync()).Select(f => f.State).ShouldBe([MiscChargeState.Cancelled, MiscChargeState.Cancelled], "who moves in the same day leaves the landlord no time");
    }

    [Fact]
    public async Task Shut_off_by_agreement_costs_no_fee_and_a_high_fee_waits_for_another_person()
    {
        await AgreeAsync(leaveOn: false);
        await MoveOutAsync(Today);
        (await FeesAsync()).ShouldBeEmpty();
        await UndoAsync();

        var id = (await ReversionsAsync())[0].Id;
        await _host.Alder.WriteAsync(_host.Alder.Technician, async s =>
        {
            var reversions = s.GetRequiredService<IReversionAppService>();
            await reversions.ChangeAsync(id, new ChangeReversionInput { Paper = "Signed again", Fee = 250.01m, LeaveOn = true, Version = (await reversions.GetAsync(id)).Version });
        });
        await MoveOutAsync(Today);
        (await FeesAsync()).Single().State.ShouldBe(MiscChargeState.AwaitingApproval, "the town lets one person charge up to 250.00");
    }

    [Fact]
    public async Task A_fee_that_nobody_could_charge_is_not_agreed_on()
    {
        await SetCodeAsync("FIXED", 30m);
        await SettingAsync(BillingSettings.ChargesReversionCode, "NONE");
        (await RefusedAsync(() => AgreeAsync(leaveOn: true))).ShouldBe("Billing:ReversionFee.NoCode");
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await SettingAsync(BillingSettings.ChargesReversionCode, "FIXED");
        (await RefusedAsync(() => AgreeAsync(leaveOn: true))).ShouldBe("Billing:ReversionFee.Fixed");
    }

    [Fact]
    public async Task Where_the_next_occupant_is_known_the_landlord_pays_until_then()
    {
        await AgreeAsync(leaveOn: true);
        // The tenant has told of her end before the newcomer signs up for a later day.
        await MoveOutAsync(Today);
        var later = Today.AddDays(10);
        (await MoveInAsync(later, "Nora", "Newcomer")).Status.ShouldBe(OccupancyStatus.Pending);
        var landlord = await LandlordTimeAsync();
        (landlord.From, landlord.To).ShouldBe((Today, later));
    }

    [Fact]
    public async Task A_newcomer_of_the_same_day_leaves_the_landlord_nothing()
    {
        await AgreeAsync(leaveOn: true);
        await MoveOutAsync(Today);
        var landlord = await LandlordTimeAsync();
        var nora = await MoveInAsync(Today, "Nora", "Newcomer");
        (await FindAsync<Occupancy>(landlord.Id)).Status.ShouldBe(OccupancyStatus.Voided);
        (await ScopeAsync(Today)).ShouldBe([nora.OccupancyId]);
    }

    [Fact]
    public async Task When_the_newcomer_was_a_mistake_the_landlord_goes_on_without_a_gap()
    {
        await AgreeAsync(leaveOn: true);
        await MoveOutAsync(Today);
        _host.Clock.Advance(TimeSpan.FromDays(7));
        var nora = await MoveInAsync(Today.AddDays(7), "Nora", "Newcomer");
        await VoidAsync(nora.OccupancyId);
        var landlord = await LandlordTimeAsync();
        (landlord.From, landlord.To, landlord.Status).ShouldBe((Today, null, OccupancyStatus.Active));
        (await ScopeAsync(Today.AddDays(7))).ShouldBe([landlord.Id]);
    }

    [Fact]
    public async Task Once_the_landlord_had_the_final_bill_a_new_time_begins_after_the_mistake()
    {
        await AgreeAsync(leaveOn: true);
        await MoveOutAsync(Today);
        var first = await LandlordTimeAsync();
        _host.Clock.Advance(TimeSpan.FromDays(7));
        var nora = await MoveInAsync(Today.AddDays(7), "Nora", "Newcomer");
        _ends.Billed[first.Id] = BilledEnd.Billed;
        await VoidAsync(nora.OccupancyId);
        (await FindAsync<Occupancy>(first.Id)).To.ShouldBe(Today.AddDays(7), "what is billed stays");
        var times = await LandlordTimesAsync();
        times.Count.ShouldBe(2);
        times.ShouldContain(o => o.From == Today.AddDays(7) && o.To == null && o.Status == OccupancyStatus.Active);
    }

    [Fact]
    public async Task By_an_agreement_that_says_so_service_is_shut_off_and_opened_again_with_the_next_tenant()
    {
        await AgreeAsync(leaveOn: false);
        await MoveOutAsync(Today);
        (await LandlordTimesAsync()).ShouldBeEmpty();
        (await FindAsync<ServicePoint>(_house.PointId)).State.ShouldBe(ServicePointState.Off);
        await MoveInAsync(Today, "Nora", "Newcomer");
        (await FindAsync<ServicePoint>(_house.PointId)).State.ShouldBe(ServicePointState.On);
    }

    [Fact]
    public async Task An_agreement_that_has_ended_reverts_nothing()
    {
        await AgreeAsync(leaveOn: true);
        var id = (await ReversionsAsync())[0].Id;
        await _host.Alder.WriteAsync(_host.Alder.Technician, async s =>
        {
            var reversions = s.GetRequiredService<IReversionAppService>();
            await reversions.EndAsync(id, new EndReversionInput { On = Today, Reason = "House sold", Version = (await reversions.GetAsync(id)).Version });
        });
        await MoveOutAsync(Today);
        (await LandlordTimesAsync()).ShouldBeEmpty();
        (await ScopeAsync(Today)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_premise_has_one_agreement_at_a_time_and_the_database_says_so()
    {
        await AgreeAsync(leaveOn: true);
        (await RefusedAsync(() => AgreeAsync(leaveOn: false))).ShouldBe(CustomersErrorCodes.Reversion.Overlap);
        var error = await Should.ThrowAsync<DbUpdateException>(() => _host.Alder.WriteAsync(_host.Alder.Technician, async s =>
        {
            var context = s.GetRequiredService<IUtilityBillingDbContext>();
            context.Set<ReversionAgreement>().Add(new ReversionAgreement { Id = _street.New(), PremiseId = _house.PremiseId, AccountId = _landlord.AccountId, From = Today, Paper = "again", EnteredBy = _host.Alder.Technician.UserId, EnteredByName = "T", EnteredAt = TestHost.Start });
            await context.SaveChangesAsync();
        }));
        error.InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.ExclusionViolation);
    }

    [Fact]
    public async Task A_move_out_taken_back_restores_services_and_enrolments_and_voids_who_came_since()
    {
        await AgreeAsync(leaveOn: true);
        var enrolled = await EnrollAsync();
        await MoveOutAsync(Today);
        (await FindAsync<Enrollment>(enrolled)).To.ShouldBe(Today);
        _host.Clock.Advance(TimeSpan.FromDays(7));
        var nora = await MoveInAsync(Today.AddDays(7), "Nora", "Newcomer");
        (await UndoChoicesAsync()).Single().Voided.Count.ShouldBe(2, "the landlord and the newcomer");

        await UndoAsync();

        var maria = await FindAsync<Occupancy>(_house.OccupancyId);
        (maria.To, maria.Status, maria.EndReason).ShouldBe((null, OccupancyStatus.Active, null));
        (await FindAsync<ServiceAgreement>(_house.WaterId)).To.ShouldBeNull();
        var enrollment = await FindAsync<Enrollment>(enrolled);
        (enrollment.To, enrollment.EndReason).ShouldBe((new DateOnly(2027, 1, 1), null));
        (await FindAsync<Occupancy>(nora.OccupancyId)).Status.ShouldBe(OccupancyStatus.Voided);
        (await LandlordTimesAsync()).ShouldBeEmpty();
        (await ScopeAsync(Today.AddDays(30))).ShouldBe([_house.OccupancyId]);
    }

    [Fact]
    public async Task A_move_out_that_a_bill_ends_with_stands()
    {
        await MoveOutAsync(Today);
        _ends.Billed[_house.OccupancyId] = BilledEnd.Billed;
        (await RefusedAsync(UndoAsync)).ShouldBe(CustomersErrorCodes.UndoMoveOut.Billed);
        _ends.Billed[_house.OccupancyId] = BilledEnd.InRun;
        (await RefusedAsync(UndoAsync)).ShouldBe(CustomersErrorCodes.UndoMoveOut.InRun);
    }

    [Fact]
    public async Task Ca05_a_customer_who_moves_to_a_house_of_the_other_cycle_keeps_number_delivery_and_enrolments()
    {
        var odd = await OddCycleAsync();
        var enrolled = await EnrollAsync();
        await _host.Alder.WriteAsync(_host.Alder.Technician, async s => (await s.GetRequiredService<IUtilityBillingDbContext>().Set<Account>().SingleAsync(a => a.Id == _house.AccountId)).Delivery = StatementDelivery.Email);
        await MoveOutAsync(Today);
        await VacateAsync(_landlord);
        var input = _street.MoveIn(_landlord, Today.AddDays(3), "", "");
        (input.NewCustomer, input.AccountId, input.CustomerId) = (null, _house.AccountId, _house.CustomerId);
        foreach (var service in input.Services.Where(s => s.Wanted))
            service.CycleId = odd;
        _host.Clock.Advance(TimeSpan.FromDays(3));
        var moved = await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().MoveInAsync(input));

        moved.AccountId.ShouldBe(_house.AccountId);
        (await FindAsync<Account>(_house.AccountId)).Delivery.ShouldBe(StatementDelivery.Email);
        (await CyclesAsync(moved.OccupancyId)).ShouldBe([odd]);
        var old = await FindAsync<Enrollment>(enrolled);
        var now = await EnrollmentsAtAsync(_landlord.PremiseId);
        old.To.ShouldBe(Today);
        now.ShouldHaveSingleItem();
        (now[0].Program, now[0].AccountId, now[0].From, now[0].To).ShouldBe(("lowIncome", _house.AccountId, Today.AddDays(3), new DateOnly(2027, 1, 1)));
    }

    [Fact]
    public async Task An_enrolment_does_not_go_along_after_more_days_than_the_town_allows()
    {
        await EnrollAsync();
        await MoveOutAsync(Today);
        await VacateAsync(_landlord);
        _host.Clock.Advance(TimeSpan.FromDays(32));
        var input = _street.MoveIn(_landlord, Today.AddDays(32), "", "");
        (input.NewCustomer, input.AccountId, input.CustomerId) = (null, _house.AccountId, _house.CustomerId);
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().MoveInAsync(input));
        (await EnrollmentsAtAsync(_landlord.PremiseId)).ShouldBeEmpty("the town's rule is 31 days");
    }

    private Task AgreeAsync(bool leaveOn) => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IReversionAppService>().AddAsync(
        new AddReversionsInput { AccountId = _landlord.AccountId, Premises = { _house.PremiseId }, From = new DateOnly(2026, 1, 1), Paper = "Signed 2026-01-01, binder 4", Fee = 25m, LeaveOn = leaveOn }));

    private Task SetCodeAsync(string code, decimal? fixedPrice = null) => _host.Alder.WriteAsync(_host.Alder.Director, async s =>
    {
        var codes = s.GetRequiredService<IMiscChargeCodeAppService>();
        var account = (await codes.AccountsAsync()).First(a => a.FundCode == "water").Id;
        await codes.SetAsync(new MiscChargeCodeInput { Code = code, From = new DateOnly(2026, 1, 1), NameEn = "Reversion", NameEs = "Reversión", GlAccountId = account, UnitPrice = fixedPrice, IsFixedPrice = fixedPrice is not null });
    });

    private Task<List<MiscCharge>> FeesAsync() => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<MiscCharge>().AsNoTracking().OrderBy(c => c.EnteredAt).ToListAsync());

    private Task SettingAsync(string name, string value) => _host.Alder.WriteAsync(_host.Alder.Administrator, s => s.GetRequiredService<ISettingManager>().SetAsync(name, value, Today, "Council"));

    private async Task MoveOutAsync(DateOnly on)
    {
        var version = (await FindAsync<Occupancy>(_house.OccupancyId)).Version;
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().MoveOutAsync(new MoveOutInput { OccupancyId = _house.OccupancyId, On = on, Reason = "Lease ended", Version = version }));
    }

    private async Task<MoveOutEffect> EffectAsync()
    {
        var version = (await FindAsync<Occupancy>(_house.OccupancyId)).Version;
        return await _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().MoveOutEffectAsync(new MoveOutInput { OccupancyId = _house.OccupancyId, On = Today, Reason = "Lease ended", Version = version }));
    }

    private async Task VacateAsync(House house)
    {
        var version = (await FindAsync<Occupancy>(house.OccupancyId)).Version;
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().MoveOutAsync(new MoveOutInput { OccupancyId = house.OccupancyId, On = Today, Reason = "Sold", Version = version }));
    }

    private Task<MoveInResult> MoveInAsync(DateOnly on, string first, string last) => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().MoveInAsync(_street.MoveIn(_house, on, first, last)));

    private async Task VoidAsync(Guid occupancy)
    {
        var version = (await FindAsync<Occupancy>(occupancy)).Version;
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().VoidAsync(occupancy, new VoidInput { Reason = "Wrong house", Version = version }));
    }

    private async Task UndoAsync()
    {
        var version = (await FindAsync<Occupancy>(_house.OccupancyId)).Version;
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().UndoMoveOutAsync(_house.OccupancyId, new UndoMoveOutInput { Reason = "She stays", Version = version }));
    }

    private Task<Guid> EnrollAsync() => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IEnrollmentAppService>().EnrollAsync(
        _house.AccountId, new EnrollInput { PremiseId = _house.PremiseId, Program = "lowIncome", From = new DateOnly(2026, 1, 1), To = new DateOnly(2027, 1, 1), Note = "Letter seen" }));

    private async Task<Guid> OddCycleAsync()
    {
        var id = _street.New();
        await _host.Alder.WriteAsync(_host.Alder.Technician, s =>
        {
            s.GetRequiredService<IUtilityBillingDbContext>().Set<UtilityBilling.Billing.Cycle>().Add(new UtilityBilling.Billing.Cycle { Id = id, Code = "ODD", Name = "Odd months", MonthsPerPeriod = 2 });
            return Task.CompletedTask;
        });
        return id;
    }

    private async Task<Occupancy> LandlordTimeAsync() => (await LandlordTimesAsync()).Single();

    private Task<List<Occupancy>> LandlordTimesAsync() => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Occupancy>().AsNoTracking()
        .Where(o => o.ReversionId != null && o.Status != OccupancyStatus.Voided).OrderBy(o => o.From).ToListAsync());

    private Task<List<ReversionAgreement>> ReversionsAsync() => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<ReversionAgreement>().AsNoTracking().ToListAsync());

    private Task<IReadOnlyList<UndoMoveOutEffect>> UndoChoicesAsync() => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().UndoChoicesAsync(_house.AccountId));

    private Task<List<string>> ServicesAsync(Guid occupancy) => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<ServiceAgreement>().Where(a => a.OccupancyId == occupancy).OrderBy(a => a.Service).Select(a => a.Service).ToListAsync());

    private Task<List<Guid>> CyclesAsync(Guid occupancy) => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<ServiceAgreement>().Where(a => a.OccupancyId == occupancy).Select(a => a.CycleId).Distinct().ToListAsync());

    private Task<List<Enrollment>> EnrollmentsAtAsync(Guid premise) => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Enrollment>().AsNoTracking().Where(e => e.PremiseId == premise).ToListAsync());

    private Task<bool> SewerOnWaterAsync(Guid occupancy) => _host.Alder.ReadAsync(_host.Alder.Technician, async s =>
    {
        var context = s.GetRequiredService<IUtilityBillingDbContext>();
        var agreements = await context.Set<ServiceAgreement>().Where(a => a.OccupancyId == occupancy).ToDictionaryAsync(a => a.Service, a => a.Id);
        return await context.Set<UsageSource>().AnyAsync(u => u.AgreementId == agreements["sewer"] && u.SourceAgreementId == agreements["water"]);
    });

    private static async Task<string> RefusedAsync(Func<Task> act) => (await Should.ThrowAsync<BusinessException>(act)).Code;

    private Task<T> FindAsync<T>(Guid id) where T : UtilityBilling.Domain.Entity =>
        _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<T>().AsNoTracking().SingleAsync(e => e.Id == id));

    /// <summary>Who is billed for the house on the day.</summary>
    private Task<Guid[]> ScopeAsync(DateOnly day) => _host.Alder.ReadAsync(_host.Alder.Technician, async s =>
        (await s.GetRequiredService<BulkWriter>().QueryAsync(
            $"""
            select distinct b.occupancy_id from {BillableAgreements.View} b join customers.occupancies o on o.id = b.occupancy_id
            where o.premise_id = $1 and b.cycle_id = $2 and b."from" <= $3 and coalesce(b."to", 'infinity'::date) > $3 order by 1
            """,
            [Arg.Of(_house.PremiseId), Arg.Of(_street.CycleId), Arg.Of(day)], r => r.GetGuid(0))).ToArray());

    private sealed class TestEnds : IBilledEnds
    {
        public Dictionary<Guid, BilledEnd> Billed { get; } = [];

        public Task<BilledEnd> OfAsync(Guid occupancyId, DateOnly end, CancellationToken cancellationToken = default) => Task.FromResult(Billed.GetValueOrDefault(occupancyId));
    }

    private sealed class AnyProgram : IProgramChoices
    {
        public Task<IReadOnlyList<ProgramChoice>> ListAsync(DateOnly asOf, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ProgramChoice>>([new("lowIncome", "Low income", IsOffered: true)]);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Customers.Moves;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.TestBase;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Customers;

/// <summary>CA-04, CA-10, PR-11 on a real database as <c>ub_app</c>. Today is 2 March 2026.</summary>
public sealed class MoveTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private readonly TestDebts _debts = new();
    private TestHost _host = null!;
    private CustomersTown _street = null!;
    private House _house = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(services => services.AddSingleton<IOldDebtProvider>(_debts));
        _street = await CustomersTown.CreateAsync(_host.Alder, _host.Services);
        _house = (await _street.ImportAsync(_street.House(114, "Maria", "Delgado") with { Phone = "(503) 555-0117" }))[0];
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task On_a_move_day_the_newcomer_pays()
    {
        var input = _street.MoveIn(_house, Today, "Ana", "Ruiz");
        input.EndPresentOccupant = true;
        var result = await MoveInAsync(input);

        result.Status.ShouldBe(OccupancyStatus.Active);
        var former = await FindAsync<Occupancy>(_house.OccupancyId);
        (former.To, former.Status).ShouldBe((Today, OccupancyStatus.Final));
        (await ScopeAsync(Today.AddDays(-1), Today)).ShouldBe([_house.OccupancyId], "the day before is the former occupant's");
        (await ScopeAsync(Today, Today.AddDays(1))).ShouldBe([result.OccupancyId], "the move day is the newcomer's");
    }

    [Fact]
    public async Task A_service_is_not_opened_while_somebody_still_has_it()
    {
        (await RefusedAsync(() => MoveInAsync(_street.MoveIn(_house, Today, "Ana", "Ruiz")))).ShouldBe(CustomersErrorCodes.MoveIn.SomebodyStillThere);
        (await CountAsync<Occupancy>()).ShouldBe(1, "nothing of the refused move-in is kept");
        (await CountAsync<Customer>()).ShouldBe(1);
    }

    [Fact]
    public async Task The_database_itself_refuses_overlapping_agreements()
    {
        var insert = () => _host.Alder.WriteAsync(_host.Alder.Technician, async scope =>
        {
            var context = scope.GetRequiredService<IUtilityBillingDbContext>();
            context.Set<ServiceAgreement>().Add(new ServiceAgreement
            {
                Id = _street.New(), OccupancyId = _house.OccupancyId, PremiseId = _house.PremiseId, Service = "water", ServicePointId = _house.PointId, RouteId = _street.RouteId,
                CustomerClass = "residential", CycleId = _street.CycleId, From = Today,
            });
            await context.SaveChangesAsync();
        });
        var error = await Should.ThrowAsync<DbUpdateException>(insert);
        error.InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.ExclusionViolation);
    }

    [Fact]
    public async Task Pr11_a_move_in_without_a_rate_keeps_nothing()
    {
        var input = _street.MoveIn(_house, Today, "Ana", "Ruiz");
        input.EndPresentOccupant = true;
        input.Services[1].RateCode = null;
        (await RefusedAsync(() => MoveInAsync(input))).ShouldBe(CustomersErrorCodes.MoveIn.ServiceIncomplete);
        (await FindAsync<Occupancy>(_house.OccupancyId)).To.ShouldBeNull();
    }

    [Fact]
    public async Task Every_old_debt_of_the_same_person_is_shown_and_stops_the_move_in()
    {
        var old = await OldDebtorAsync();
        var input = Newcomer(old);
        var shown = await _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().OldDebtsAsync(input));

        shown.Count.ShouldBe(2);
        shown.ShouldContain(d => d.AccountId == old.AccountId && d.IsWrittenOff && d.MatchedBy.SequenceEqual(new[] { "name" }));
        shown.ShouldContain(d => d.AccountId == _house.AccountId && !d.StandsInTheWay && d.MatchedBy.SequenceEqual(new[] { "phone" }));
        (await RefusedAsync(() => MoveInAsync(input))).ShouldBe(CustomersErrorCodes.MoveIn.OldDebt);
        input.OverrideReason = "He promised to pay";
        (await RefusedAsync(() => MoveInAsync(input))).ShouldBe(CustomersErrorCodes.MoveIn.OverrideRight);
    }

    [Fact]
    public async Task A_debtor_waits_as_pending_until_a_director_gives_a_reason()
    {
        var input = Newcomer(await OldDebtorAsync());
        input.EndPresentOccupant = true;
        input.KeepPending = true;
        var kept = await MoveInAsync(input);
        kept.Status.ShouldBe(OccupancyStatus.Pending);
        (await ScopeAsync(Today, Today.AddDays(1))).ShouldNotContain(kept.OccupancyId, "who is pending is not billed");
        var version = (await FindAsync<Occupancy>(kept.OccupancyId)).Version;

        (await RefusedAsync(() => ActivateAsync(_host.Alder.Technician, kept.OccupancyId, null, version))).ShouldBe(CustomersErrorCodes.MoveIn.OldDebt);
        (await RefusedAsync(() => ActivateAsync(_host.Alder.Director, kept.OccupancyId, null, version))).ShouldBe(CustomersErrorCodes.MoveIn.OverrideReason);
        await ActivateAsync(_host.Alder.Director, kept.OccupancyId, "Court order 26-114", version);

        var active = await FindAsync<Occupancy>(kept.OccupancyId);
        (active.Status, active.OverrideReason, active.OverrideBy).ShouldBe((OccupancyStatus.Active, "Court order 26-114", _host.Alder.Director.UserId));
        (await ScopeAsync(Today, Today.AddDays(1))).ShouldContain(kept.OccupancyId);
    }

    [Fact]
    public async Task A_debtor_who_paid_is_activated_without_a_reason()
    {
        var input = Newcomer(await OldDebtorAsync());
        input.EndPresentOccupant = true;
        _debts.Owed.Clear();
        (await MoveInAsync(input)).Status.ShouldBe(OccupancyStatus.Active);
    }

    [Fact]
    public async Task A_day_to_come_is_pending_and_is_not_activated_early()
    {
        var input = _street.MoveIn(_house, Today.AddDays(10), "Ana", "Ruiz");
        input.EndPresentOccupant = true;
        var kept = await MoveInAsync(input);
        kept.Status.ShouldBe(OccupancyStatus.Pending);
        var version = (await FindAsync<Occupancy>(kept.OccupancyId)).Version;
        (await RefusedAsync(() => ActivateAsync(_host.Alder.Technician, kept.OccupancyId, null, version))).ShouldBe(CustomersErrorCodes.MoveIn.TooEarly);
        _host.Clock.Advance(TimeSpan.FromDays(10));
        await ActivateAsync(_host.Alder.Technician, kept.OccupancyId, null, version);
        (await FindAsync<Occupancy>(kept.OccupancyId)).Status.ShouldBe(OccupancyStatus.Active);
    }

    [Fact]
    public async Task A_move_out_ends_services_and_sends_the_final_bill_to_the_forwarding_address()
    {
        await MoveOutAsync(Today, "PO Box 7");
        (await FindAsync<ServiceAgreement>(_house.WaterId)).To.ShouldBe(Today);
        var card = (await _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IAccountDirectory>().ByOccupancyAsync([_house.OccupancyId])))[_house.OccupancyId];
        card.Status.ShouldBe(OccupancyStatus.Final);
        card.Mailing.ShouldBe(["Maria Delgado", "PO Box 7", "Salem, OR 97301"]);
        (await RefusedAsync(() => MoveOutAsync(Today, null))).ShouldBe(CustomersErrorCodes.MoveOut.NotLivingThere);
    }

    [Fact]
    public async Task Nobody_moves_out_on_or_before_the_day_of_the_move_in() =>
        (await RefusedAsync(() => MoveOutAsync(CustomersTown.Opened, null))).ShouldBe(CustomersErrorCodes.MoveOut.BeforeMoveIn);

    [Fact]
    public async Task A_form_made_from_an_older_state_is_refused()
    {
        var stale = (await FindAsync<Occupancy>(_house.OccupancyId)).Version;
        await _host.Database.ExecuteAsOwnerAsync($"update customers.occupancies set owner_copy = 'Notices' where id = '{_house.OccupancyId}'");
        (await RefusedAsync(() => MoveOutAsync(Today, null, stale))).ShouldBe(CustomersErrorCodes.StaleForm);
    }

    [Fact]
    public async Task A_mistaken_sign_up_is_voided_with_its_reason_and_stays()
    {
        await VoidAsync(_house.OccupancyId, "Wrong house");
        var voided = await FindAsync<Occupancy>(_house.OccupancyId);
        (voided.Status, voided.To, voided.EndReason).ShouldBe((OccupancyStatus.Voided, CustomersTown.Opened, "Wrong house"));
        (await CountAsync<ServiceAgreement>()).ShouldBe(0);
        (await MoveInAsync(_street.MoveIn(_house, CustomersTown.Opened, "Ana", "Ruiz"))).Status.ShouldBe(OccupancyStatus.Active, "the place is free, as if the mistake had not been");
    }

    [Fact]
    public async Task What_billing_already_knows_of_is_not_voided()
    {
        await _host.Alder.WriteAsync(_host.Alder.Technician, scope =>
        {
            scope.GetRequiredService<IUtilityBillingDbContext>().Set<BillingHold>().Add(new BillingHold { Id = _street.New(), AgreementId = _house.WaterId, From = Today, Reason = "Leak", CreatedBy = _host.Alder.Technician.UserId, CreatedAt = _host.Clock.GetUtcNow() });
            return Task.CompletedTask;
        });
        (await RefusedAsync(() => VoidAsync(_house.OccupancyId, "Wrong house"))).ShouldBe(CustomersErrorCodes.Void.AlreadyUsed);
        (await FindAsync<Occupancy>(_house.OccupancyId)).Status.ShouldBe(OccupancyStatus.Active);
    }

    [Fact]
    public async Task The_form_is_filled_in_as_with_the_last_occupant()
    {
        var draft = await _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().DraftAsync(_house.PremiseId, Today));
        draft.Present!.CustomerName.ShouldBe("Maria Delgado");
        draft.Services.Select(s => (s.Wanted, s.Service, s.RateCode, s.UsageFrom)).Take(2).ShouldBe([(true, "water", "water", "meter"), (true, "sewer", "sewer", "water")]);
        draft.Services.Skip(2).ShouldAllBe(s => !s.Wanted);
        draft.Cycles.Select(c => c.Code).ShouldBe(["EVEN"]);
        draft.Routes.Select(r => r.Code).ShouldBe(["07"]);
    }

    [Fact]
    public async Task Who_may_not_manage_moves_moves_nobody() =>
        await Should.ThrowAsync<PermissionDeniedException>(() => _host.Alder.WriteAsync(_host.Alder.Auditor, s => s.GetRequiredService<IMoveAppService>().MoveInAsync(_street.MoveIn(_house, Today, "Ana", "Ruiz"))));

    /// <summary>Owes a written-off debt under the newcomer's name; the house's own account owes what is not due yet under the newcomer's phone.</summary>
    private async Task<House> OldDebtorAsync()
    {
        var old = (await _street.ImportAsync(_street.House(9, "Joe", "Pena", "Elm St")))[0];
        _debts.Owed[old.AccountId] = new OldDebt(old.AccountId, 84.17m, IsWrittenOff: true, HasPlan: false, new DateOnly(2021, 5, 1));
        _debts.Owed[_house.AccountId] = new OldDebt(_house.AccountId, 20m, IsWrittenOff: false, HasPlan: false, Today.AddDays(5));
        return old;
    }

    private MoveInInput Newcomer(House old)
    {
        old.LastName.ShouldBe("Pena");
        var input = _street.MoveIn(_house, Today, "JOE", "Peña");
        input.NewCustomer!.Phone = "503-555-0117";
        return input;
    }

    private Task<MoveInResult> MoveInAsync(MoveInInput input) => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().MoveInAsync(input));

    private Task ActivateAsync(Actor actor, Guid occupancyId, string? reason, uint version) =>
        _host.Alder.WriteAsync(actor, s => s.GetRequiredService<IMoveAppService>().ActivateAsync(occupancyId, new ActivateInput { OverrideReason = reason, Version = version }));

    private async Task MoveOutAsync(DateOnly on, string? forwarding, uint? version = null)
    {
        var seen = version ?? (await FindAsync<Occupancy>(_house.OccupancyId)).Version;
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().MoveOutAsync(new MoveOutInput { OccupancyId = _house.OccupancyId, On = on, ForwardingLine1 = forwarding, ForwardingCity = forwarding is null ? null : "Salem", ForwardingState = forwarding is null ? null : "OR", ForwardingZip = forwarding is null ? null : "97301", Reason = "Sold", Version = seen }));
    }

    private async Task VoidAsync(Guid occupancyId, string reason)
    {
        var version = (await FindAsync<Occupancy>(occupancyId)).Version;
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().VoidAsync(occupancyId, new VoidInput { Reason = reason, Version = version }));
    }

    private static async Task<string> RefusedAsync(Func<Task> act) => (await Should.ThrowAsync<BusinessException>(act)).Code;

    private Task<T> FindAsync<T>(Guid id) where T : UtilityBilling.Domain.Entity =>
        _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<T>().SingleAsync(e => e.Id == id));

    private Task<int> CountAsync<T>() where T : class => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<T>().CountAsync());

    private Task<Guid[]> ScopeAsync(DateOnly from, DateOnly to) => _host.Alder.ReadAsync(_host.Alder.Technician, async s =>
    {
        return (await s.GetRequiredService<BulkWriter>().QueryAsync(
            $"""select distinct occupancy_id from {BillableAgreements.View} where cycle_id = $1 and "from" < $3 and coalesce("to", 'infinity'::date) > $2 order by 1""",
            [Arg.Of(_street.CycleId), Arg.Of(from), Arg.Of(to)], r => r.GetGuid(0))).ToArray();
    });
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Approvals;
using UtilityBilling.Authorization;
using UtilityBilling.Billing;
using UtilityBilling.Customers;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Customers.Imports;
using UtilityBilling.Customers.Services;
using UtilityBilling.Customers.ServiceChanges;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.TestBase;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Customers;

/// <summary>RA-14 on a real database as <c>ub_app</c>: 30 houses, of which 28 has a parks fee, 29 no service at all, and 30 is the technician's own. Today is 2 March 2026.</summary>
public sealed class ServiceChangeTests : IAsyncLifetime
{
    private static readonly DateOnly April = new(2026, 4, 1);
    private static readonly DateOnly June = new(2026, 6, 1);
    private TestHost _host = null!;
    private CustomersTown _street = null!;
    private House[] _houses = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(services => services.AddSingleton<IRateChoices>(new TestRates()));
        _street = await CustomersTown.CreateAsync(_host.Alder, _host.Services);
        _houses = [.. Enumerable.Range(1, 30).Select(n => _street.House(n, $"Maria {n}", "Delgado") with { Number = $"4000{n:00}" })];
        var batch = _street.Batch(_houses);
        var has = new AgreementImport(_street.New(), _houses[27].OccupancyId, _houses[27].PremiseId, "parks", "residential", _street.CycleId, CustomersTown.Opened, null) { Rates = [new RateImport("parks", CustomersTown.Opened)] };
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<ICustomerImportService>().ImportAsync(
            batch with { Agreements = [.. batch.Agreements.Where(a => a.OccupancyId != _houses[28].OccupancyId), has] }));
        await _host.Alder.WriteAsync(_host.Alder.Administrator, s => s.GetRequiredService<IOwnAccounts>().StateAsync(_host.Alder.Technician.UserId, ["400030"]));
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_fee_is_opened_for_all_that_the_criteria_find_once_another_person_approves()
    {
        var id = await PreviewAsync(Parks());
        (await LinesAsync(id, refused: true)).Select(l => (l.AccountNumber, l.Problem)).ShouldBe(
        [
            ("400028", "It has the service from 2025-01-01 on."),
            ("400029", "It has no service whose class it could take. Open it on the account's own page."),
            ("400030", "Account 400030 is the own account of the person who prepared this. A colleague must prepare it."),
        ]);
        var change = await GetAsync(id);
        (change.Lines, change.Good, change.Refused, change.State).ShouldBe((30, 27, 3, ServiceChangeState.Previewed));
        await SendAsync(id);
        (await BilledAsync(April)).ShouldBe(1, "nothing counts yet but what was there");

        await Should.ThrowAsync<PermissionDeniedException>(() => DecideAsync(id, _host.Alder.Technician));
        await DecideAsync(id, _host.Alder.Director);
        (await BilledAsync(new(2026, 3, 31))).ShouldBe(1, "the day before it is not there");
        (await BilledAsync(April)).ShouldBe(28);
        (await BilledAsync(new(2030, 1, 1))).ShouldBe(28);
        (await GetAsync(id)).ApprovedByName.ShouldBe(_host.Alder.Director.DisplayName);
        var opened = await AgreementsAsync(_houses[0]);
        (opened.CustomerClass, opened.CycleId, opened.From, opened.To).ShouldBe(("residential", _street.CycleId, April, null));
        (await RatesAsync(opened.Id)).ShouldBe([("parks", April, null)]);
    }

    [Fact]
    public async Task Only_accounts_for_which_all_criteria_hold_are_concerned()
    {
        var all = Parks();
        (all.CustomerClass, all.CycleId, all.HasService, all.LikeService, all.FactName, all.FactValue) = ("residential", _street.CycleId, "water", "sewer", "units", "1");
        (await GetAsync(await PreviewAsync(all))).Lines.ShouldBe(29, "house 29 has no water");
        (await GetAsync(await PreviewAsync(Parks(p => p.CustomerClass = "commercial")))).Lines.ShouldBe(0);
        (await GetAsync(await PreviewAsync(Parks(p => p.HasService = "irrigation")))).Lines.ShouldBe(0);
        (await GetAsync(await PreviewAsync(Parks(p => (p.FactName, p.FactValue) = ("units", "2"))))).Lines.ShouldBe(0);
        (await GetAsync(await PreviewAsync(Parks(p => p.On = new(2024, 12, 31))))).Lines.ShouldBe(0, "nobody lived there yet");
        (await RefusedAsync(() => PreviewAsync(Parks(p => p.FactName = "units")))).ShouldBe(CustomersErrorCodes.ServiceChange.FactIncomplete);
        (await RefusedAsync(async () => await SendAsync(await PreviewAsync(Parks(p => p.HasService = "irrigation"))))).ShouldBe(CustomersErrorCodes.ServiceChange.NothingGood);
    }

    [Theory]
    [InlineData("water", CustomersErrorCodes.ServiceChange.Metered)]
    [InlineData("sewer", CustomersErrorCodes.ServiceChange.Metered)]
    [InlineData("unheard", CustomersErrorCodes.ServiceChange.NoRate)]
    [InlineData(null, CustomersErrorCodes.ServiceChange.NoRate)]
    public async Task What_meters_measure_or_no_tariff_prices_is_not_opened_for_many(string? rate, string code) =>
        (await RefusedAsync(() => PreviewAsync(Parks(p => p.RateCode = rate)))).ShouldBe(code);

    [Fact]
    public async Task The_database_takes_no_approval_by_the_hand_that_prepared_it()
    {
        var id = await PreviewAsync(Parks());
        var refused = await Should.ThrowAsync<PostgresException>(() => _host.Alder.WriteAsync(_host.Alder.Director, s => s.GetRequiredService<IUtilityBillingDbContext>().Database.ExecuteSqlAsync(
            $"update customers.service_change_batches set state = 'Applied', approved_by = prepared_by, approved_by_name = prepared_by_name, approved_at = now() where id = {id}")));
        refused.ConstraintName.ShouldBe("ck_service_change_batches_two_people");
    }

    [Fact]
    public async Task Services_opened_are_taken_back_as_a_whole_unless_something_has_counted_one()
    {
        var id = await AppliedAsync(Parks());
        await _host.Alder.WriteAsync(_host.Alder.Technician, async s => s.GetRequiredService<IUtilityBillingDbContext>().Set<BillingHold>().Add(
            new BillingHold { Id = _street.New(), AgreementId = (await AgreementsAsync(_houses[4])).Id, From = April, Reason = "Leak", CreatedBy = _host.Alder.Technician.UserId, CreatedAt = _host.Clock.GetUtcNow() }));
        var counted = await Should.ThrowAsync<BusinessException>(() => ReverseAsync(id, "Repealed"));
        (counted.Code, counted.Values["Count"]).ShouldBe((CustomersErrorCodes.ServiceChange.Counted, 1L));
        (await BilledAsync(April)).ShouldBe(28, "all of it or nothing");

        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<BillingHold>().ExecuteDeleteAsync());
        (await RefusedAsync(() => ReverseAsync(id, " "))).ShouldBe(CustomersErrorCodes.ServiceChange.ReasonMissing);
        await Should.ThrowAsync<PermissionDeniedException>(() => ReverseAsync(id, "Repealed", _host.Alder.Technician));
        await ReverseAsync(id, "Repealed");
        (await BilledAsync(April)).ShouldBe(1);
        var change = await GetAsync(id);
        (change.State, change.EndReason, change.EndedByName).ShouldBe((ServiceChangeState.Reversed, "Repealed", _host.Alder.Director.DisplayName));
        (await RefusedAsync(() => ReverseAsync(id, "again"))).ShouldBe(CustomersErrorCodes.ServiceChange.NotApplied);
    }

    [Fact]
    public async Task A_service_is_ended_for_many_and_goes_on_where_nobody_changed_it_when_that_is_taken_back()
    {
        await AppliedAsync(Parks());
        var id = await PreviewAsync(new ServiceChangeInput { Kind = ServiceChangeKind.End, Service = "parks", On = June, Reason = "Repealed" });
        (await GetAsync(id)).Good.ShouldBe(28);
        await SendAsync(id);
        await DecideAsync(id, _host.Alder.Director);
        (await BilledAsync(new(2026, 5, 31))).ShouldBe(28, "the last day counts");
        (await BilledAsync(June)).ShouldBe(0);
        (await RatesAsync((await AgreementsAsync(_houses[0])).Id)).ShouldBe([("parks", April, June)]);

        await _host.Alder.WriteAsync(_host.Alder.Technician, async s =>
            (await s.GetRequiredService<IUtilityBillingDbContext>().Set<ServiceAgreement>().SingleAsync(a => a.OccupancyId == _houses[1].OccupancyId && a.Service == "parks")).To = new(2026, 5, 1));
        await ReverseAsync(id, "The council took it back");
        (await BilledAsync(June)).ShouldBe(27);
        (await GetAsync(id)).LeftAsChanged.ShouldBe(1);
        (await AgreementsAsync(_houses[1])).To.ShouldBe(new DateOnly(2026, 5, 1));
        (await RatesAsync((await AgreementsAsync(_houses[0])).Id)).ShouldBe([("parks", April, null)]);
    }

    [Fact]
    public async Task A_service_is_not_ended_before_it_begins_nor_under_another_that_takes_its_usage_from_it()
    {
        await AppliedAsync(Parks());
        var early = await LinesAsync(await PreviewAsync(new ServiceChangeInput { Kind = ServiceChangeKind.End, Service = "parks", On = April, Reason = "x" }), refused: null);
        early.Count(l => l.Problem == "The service begins only on 2026-04-01.").ShouldBe(27);
        early.Count(l => l.Problem is null).ShouldBe(1, "house 28 has it since 2025");
        var water = await LinesAsync(await PreviewAsync(new ServiceChangeInput { Kind = ServiceChangeKind.End, Service = "water", On = April, Reason = "x" }), refused: null);
        water.Count.ShouldBe(29);
        water.Count(l => l.Problem?.Contains("takes its usage from it. End that one first.", StringComparison.Ordinal) == true).ShouldBe(28);
        (await LinesAsync(await PreviewAsync(new ServiceChangeInput { Kind = ServiceChangeKind.End, Service = "sewer", On = April, Reason = "x" }), refused: false)).Count.ShouldBe(28, "all but the technician's own");
    }

    [Fact]
    public async Task What_changed_since_it_was_looked_through_is_looked_through_again_first()
    {
        var id = await PreviewAsync(Parks());
        await SendAsync(id);
        await _host.Alder.WriteAsync(_host.Alder.Technician, async s =>
            (await s.GetRequiredService<IUtilityBillingDbContext>().Set<Occupancy>().SingleAsync(o => o.Id == _houses[2].OccupancyId)).To = new(2026, 5, 1));
        (await RefusedAsync(() => DecideAsync(id, _host.Alder.Director))).ShouldBe(CustomersErrorCodes.ServiceChange.ChangedSince);
        (await BilledAsync(April)).ShouldBe(1, "all of it or nothing");
        (await GetAsync(id)).State.ShouldBe(ServiceChangeState.AwaitingApproval);

        await DecideAsync(id, _host.Alder.Director, decline: "Somebody moves out");
        (await GetAsync(id)).DeclinedReason.ShouldBe("Somebody moves out");
        await ActAsync(id, (s, version) => s.RecheckAsync(id, version));
        await SendAsync(id);
        await DecideAsync(id, _host.Alder.Director);
        (await AgreementsAsync(_houses[2])).To.ShouldBe(new DateOnly(2026, 5, 1), "it ends with the move-out");
    }

    [Fact]
    public async Task Of_two_windows_that_approve_at_once_one_applies_it()
    {
        var id = await PreviewAsync(Parks());
        await SendAsync(id);
        var approval = await ApprovalAsync(id);
        var windows = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            try
            {
                await _host.Alder.WriteAsync(_host.Alder.Director, s => s.GetRequiredService<IApprovalManager>().DecideAsync(approval, true, null));
                return null;
            }
            catch (BusinessException error)
            {
                return error.Code;
            }
        }));
        windows.ShouldBe([null, "Platform:Approval.AlreadyDecided"], ignoreOrder: true);
        (await BilledAsync(April)).ShouldBe(28);
    }

    private static ServiceChangeInput Parks(Action<ServiceChangeInput>? change = null)
    {
        var input = new ServiceChangeInput { Kind = ServiceChangeKind.Add, RateCode = "parks", On = April, Reason = "Ordinance 2026-07" };
        change?.Invoke(input);
        return input;
    }

    private Task<Guid> PreviewAsync(ServiceChangeInput input) => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IServiceChangeAppService>().PreviewAsync(input));

    private Task SendAsync(Guid id) => ActAsync(id, (s, version) => s.SendAsync(id, version));

    private Task ReverseAsync(Guid id, string reason, Actor? by = null) => ActAsync(id, (s, version) => s.ReverseAsync(id, reason, version), by ?? _host.Alder.Director);

    private Task ActAsync(Guid id, Func<IServiceChangeAppService, uint, Task> act, Actor? by = null) => _host.Alder.WriteAsync(by ?? _host.Alder.Technician, async s =>
    {
        var changes = s.GetRequiredService<IServiceChangeAppService>();
        await act(changes, (await changes.GetAsync(id)).Version);
    });

    private async Task<Guid> AppliedAsync(ServiceChangeInput input)
    {
        var id = await PreviewAsync(input);
        await SendAsync(id);
        await DecideAsync(id, _host.Alder.Director);
        return id;
    }

    private async Task DecideAsync(Guid id, Actor by, string? decline = null)
    {
        var approval = await ApprovalAsync(id);
        await _host.Alder.WriteAsync(by, s => s.GetRequiredService<IApprovalManager>().DecideAsync(approval, decline is null, decline));
    }

    private Task<Guid> ApprovalAsync(Guid id) => _host.Alder.ReadAsync(_host.Alder.Director, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Approval>().Where(a => a.RecordId == id && a.State == ApprovalState.Open).Select(a => a.Id).SingleAsync());

    private Task<ServiceChangeDto> GetAsync(Guid id) => _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IServiceChangeAppService>().GetAsync(id));

    private async Task<IReadOnlyList<ServiceChangeLineDto>> LinesAsync(Guid id, bool? refused) =>
        (await _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IServiceChangeAppService>().LinesAsync(id, new PagedRequest { PageSize = 100 }, refused))).Items;

    /// <summary>How many parks fees a bill run counts on a day.</summary>
    private Task<int> BilledAsync(DateOnly day) => _host.Alder.ReadAsync(_host.Alder.Auditor, async s =>
        (await s.GetRequiredService<IBillingScopeIntegrationService>().AgreementsAsync([.. _houses.Select(h => h.AccountId)], "parks", day, day.AddDays(1))).Count);

    private Task<ServiceAgreement> AgreementsAsync(House house) => _host.Alder.ReadAsync(_host.Alder.Auditor, s =>
        s.GetRequiredService<IUtilityBillingDbContext>().Set<ServiceAgreement>().AsNoTracking().SingleAsync(a => a.OccupancyId == house.OccupancyId && a.Service == "parks"));

    private Task<List<(string, DateOnly, DateOnly?)>> RatesAsync(Guid agreement) => _host.Alder.ReadAsync(_host.Alder.Auditor, async s =>
        (await s.GetRequiredService<IUtilityBillingDbContext>().Set<RateAssignment>().AsNoTracking().Where(r => r.AgreementId == agreement).ToListAsync()).ConvertAll(r => (r.RateCode, r.From, r.To)));

    private static async Task<string?> RefusedAsync(Func<Task> act) => (await Should.ThrowAsync<BusinessException>(act)).Code;
}

/// <summary>A tariff in a few lines: what it prices.</summary>
internal sealed class TestRates : IRateChoices
{
    public Task<IReadOnlyList<RateChoice>> ListAsync(DateOnly asOf, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<RateChoice>>([new("parks", "parks", "Parks fee"), new("sewer", "sewer", "Sewer"), new("water", "water", "Water")]);
}

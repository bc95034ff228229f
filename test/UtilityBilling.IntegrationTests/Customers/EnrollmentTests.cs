using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Authorization;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Moves;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Paging;
using UtilityBilling.Settings;
using UtilityBilling.TestBase;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Customers;

/// <summary>CA-16 on a real database as <c>ub_app</c>. Today is 2 March 2026.</summary>
public sealed class EnrollmentTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private TestHost _host = null!;
    private CustomersTown _street = null!;
    private House _house = null!;
    private House _next = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(services => services.AddSingleton<IProgramChoices>(new TestPrograms()));
        _street = await CustomersTown.CreateAsync(_host.Alder, _host.Services);
        var houses = await _street.ImportAsync(_street.House(114, "Maria", "Delgado"), _street.House(116, "Ana", "Ruiz"));
        (_house, _next) = (houses[0], houses[1]);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task An_enrollment_ends_two_years_after_its_first_day_and_is_looked_at_two_months_before()
    {
        var row = await GetAsync(await EnrollAsync(_house, Input()));
        (row.From, row.To, row.ReviewOn, row.State).ShouldBe((Today, new DateOnly(2028, 3, 2), new DateOnly(2028, 1, 2), EnrollmentState.InForce));
        (row.GrantedByName, row.GrantedAt, row.ProgramLabel, row.AccountNumber is null).ShouldBe((_host.Alder.Technician.DisplayName, TestHost.Start, "Low income", false));
        var history = await ReadAsync(s => s.GetRequiredService<IAccountAppService>().HistoryAsync(_house.AccountId));
        history.ShouldContain(e => e.Sentences.Any(t => t.Contains("enrollment")), "the audit log tells of it");
    }

    [Fact]
    public async Task The_towns_rule_of_the_first_day_counts()
    {
        await _host.Alder.WriteAsync(_host.Alder.Administrator, s => s.GetRequiredService<ISettingManager>().SetAsync(CustomersSettings.EnrollmentMonths, "12", new(2026, 6, 1), "Res. 26-14"));
        (await GetAsync(await EnrollAsync(_house, Input(from: new(2026, 5, 31))))).To.ShouldBe(new DateOnly(2028, 5, 31));
        (await GetAsync(await EnrollAsync(_next, Input(from: new(2026, 6, 1))))).To.ShouldBe(new DateOnly(2027, 6, 1));
    }

    [Fact]
    public async Task Entered_dates_count_before_the_rule_and_lie_in_order()
    {
        var row = await GetAsync(await EnrollAsync(_house, Input(from: new(2026, 1, 1), to: new(2026, 7, 1))));
        (row.To, row.ReviewOn).ShouldBe((new DateOnly(2026, 7, 1), new DateOnly(2026, 5, 1)));
        (await RefusedAsync(() => EnrollAsync(_next, Input(to: Today)))).Code.ShouldBe(CustomersErrorCodes.Enrollment.EndNotAfterStart);
        var late = Input();
        late.ReviewOn = new(2030, 1, 1);
        (await RefusedAsync(() => EnrollAsync(_next, late))).Field.ShouldBe("Input.ReviewOn");
    }

    [Fact]
    public async Task Two_of_one_programme_never_overlap_and_may_follow_each_other()
    {
        await EnrollAsync(_house, Input(from: new(2026, 1, 1), to: new(2026, 7, 1)));
        var refused = await RefusedAsync(() => EnrollAsync(_house, Input(from: new(2026, 6, 30))));
        (refused.Code, refused.Values["From"], refused.Values["To"]).ShouldBe((CustomersErrorCodes.Enrollment.Overlap, "2026-01-01", "2026-07-01"));
        await EnrollAsync(_house, Input(from: new(2026, 7, 1)));
        await EnrollAsync(_house, Input("senior", new(2026, 2, 1)));
        await EnrollAsync(_next, Input(from: new(2026, 6, 30)));

        var forPremise = Input(from: new(2026, 3, 1), to: new(2026, 4, 1));
        forPremise.StaysWithPremise = true;
        (await RefusedAsync(() => EnrollAsync(_house, forPremise))).Code.ShouldBe(CustomersErrorCodes.Enrollment.Overlap, "what stays with the premise counts for the account, too");
    }

    [Fact]
    public async Task The_database_itself_refuses_an_overlap()
    {
        await EnrollAsync(_house, Input());
        var insert = () => _host.Alder.WriteAsync(_host.Alder.Technician, async scope =>
        {
            var context = scope.GetRequiredService<IUtilityBillingDbContext>();
            context.Set<Enrollment>().Add(new Enrollment
            {
                Id = _street.New(), PremiseId = _house.PremiseId, AccountId = _house.AccountId, Program = "lowIncome", From = Today.AddDays(9),
                GrantedBy = _host.Alder.Technician.UserId, GrantedByName = "T", GrantedAt = TestHost.Start,
            });
            await context.SaveChangesAsync();
        });
        (await Should.ThrowAsync<DbUpdateException>(insert)).InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.ExclusionViolation);
    }

    [Fact]
    public async Task Of_two_windows_that_enroll_the_same_account_at_once_the_second_is_refused()
    {
        var (written, mayCommit) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = _host.Alder.WriteAsync(_host.Alder.Technician, async s =>
        {
            await s.GetRequiredService<IEnrollmentAppService>().EnrollAsync(_house.AccountId, For(_house, Input()));
            written.SetResult();
            await mayCommit.Task;
        });
        await written.Task;
        var second = RefusedAsync(() => EnrollAsync(_house, Input()));
        // The second has looked, found nothing and waits for the first one's premise.
        while (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid where not l.granted and a.datname = current_database()") == 0)
            second.IsCompleted.ShouldBeFalse();
        mayCommit.SetResult();
        await first;
        (await second).Code.ShouldBe(CustomersErrorCodes.Enrollment.OverlapNow);
        (await ReadAsync(s => s.GetRequiredService<IEnrollmentAppService>().OfAccountAsync(_house.AccountId))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_renewal_goes_on_from_the_old_end_and_the_old_one_needs_no_review()
    {
        var old = await EnrollAsync(_house, Input(from: new(2025, 1, 15), to: new(2026, 3, 15)));
        (await GetAsync(old)).State.ShouldBe(EnrollmentState.ReviewDue);
        (await ListAsync(EnrollmentList.Review)).ShouldBe([old]);
        var renewed = await GetAsync(await WriteAsync(async s => await s.RenewAsync(old, new RenewInput { Note = "Letter of 2026-02-20", Version = (await s.GetAsync(old)).Version })));
        (renewed.From, renewed.To, renewed.State).ShouldBe((new DateOnly(2026, 3, 15), new DateOnly(2028, 3, 15), EnrollmentState.Upcoming));
        (await GetAsync(old)).State.ShouldBe(EnrollmentState.InForce);
        (await ListAsync(EnrollmentList.Review)).ShouldBeEmpty();
        (await ListAsync(EnrollmentList.Expiring)).ShouldBeEmpty("another goes on from its end");
    }

    [Fact]
    public async Task The_work_list_tells_what_is_due_what_expires_and_what_has_ended()
    {
        var due = await EnrollAsync(_house, Input(from: new(2025, 2, 1), to: new(2026, 4, 1)));
        var ended = await EnrollAsync(_house, Input("senior", new(2025, 1, 1), new(2026, 2, 20)));
        var upcoming = await EnrollAsync(_next, Input(from: new(2026, 5, 1)));
        (await ListAsync(EnrollmentList.Review)).ShouldBe([due]);
        (await ListAsync(EnrollmentList.Expiring)).ShouldBe([due]);
        (await ListAsync(EnrollmentList.Expiring, days: 29)).ShouldBeEmpty("it ends on 1 April, 30 days from now");
        (await ListAsync(EnrollmentList.Expiring, days: 30)).ShouldBe([due]);
        (await ListAsync(EnrollmentList.Ended)).ShouldBe([ended]);
        (await ListAsync(EnrollmentList.Ended, days: 10)).ShouldBeEmpty("it ended on 20 February, 10 days ago");
        (await ListAsync(EnrollmentList.All)).ShouldBe([upcoming, due, ended], "newest first");
        (await ListAsync(EnrollmentList.All, find: "ruiz")).ShouldBe([upcoming]);
    }

    [Fact]
    public async Task An_early_end_keeps_the_days_before_and_on_the_first_day_it_never_counted()
    {
        var id = await EnrollAsync(_house, Input(from: new(2026, 1, 1)));
        (await RefusedAsync(() => EndAsync(id, new(2028, 1, 1)))).Code.ShouldBe(CustomersErrorCodes.Enrollment.EndOutside);
        await EndAsync(id, new(2026, 2, 10));
        (await ProgramsInAsync(new(2026, 1, 1), new(2026, 3, 1))).ShouldBe([("lowIncome", new DateOnly(2026, 1, 1), new DateOnly(2026, 2, 10))]);
        var row = await GetAsync(id);
        (row.State, row.EndReason, row.EndedByName).ShouldBe((EnrollmentState.Ended, "No longer eligible", _host.Alder.Technician.DisplayName));

        await EndAsync(id, new(2026, 1, 1));
        (await GetAsync(id)).State.ShouldBe(EnrollmentState.TakenBack);
        (await ProgramsInAsync(new(2025, 12, 1), new(2026, 3, 1))).ShouldBeEmpty();
        await EnrollAsync(_house, Input(from: new(2026, 1, 1)));
        (await RefusedAsync(() => EndAsync(id, new(2026, 1, 1)))).Code.ShouldBe(CustomersErrorCodes.Enrollment.TakenBack);
    }

    [Fact]
    public async Task Another_end_lifts_an_early_one()
    {
        var id = await EnrollAsync(_house, Input(from: new(2026, 1, 1)));
        await EndAsync(id, new(2026, 2, 10));
        await WriteAsync(async s => { await s.ChangeAsync(id, new ChangeEnrollmentInput { To = new(2028, 1, 1), ReviewOn = new(2027, 11, 1), Reason = "Ended the wrong account", Version = (await s.GetAsync(id)).Version }); return 0; });
        var row = await GetAsync(id);
        (row.State, row.To, row.EndReason, row.EndedAt).ShouldBe((EnrollmentState.InForce, new DateOnly(2028, 1, 1), null, null));
    }

    [Fact]
    public async Task A_stale_form_changes_nothing()
    {
        var id = await EnrollAsync(_house, Input());
        var seen = (await GetAsync(id)).Version;
        await WriteAsync(async s => { await s.ChangeAsync(id, new ChangeEnrollmentInput { To = new(2027, 1, 1), ReviewOn = new(2026, 12, 1), Reason = "Grant for one year", Version = seen }); return 0; });
        (await RefusedAsync(() => WriteAsync(async s => { await s.ChangeAsync(id, new ChangeEnrollmentInput { Reason = "x", Version = seen }); return 0; }))).Code.ShouldBe(CustomersErrorCodes.StaleForm);
        var row = await GetAsync(id);
        (row.To, row.ReviewOn).ShouldBe((new DateOnly(2027, 1, 1), new DateOnly(2026, 12, 1)));
    }

    [Fact]
    public async Task Whoever_moves_out_leaves_the_programme_and_what_stays_with_the_premise_goes_on()
    {
        var own = await EnrollAsync(_house, Input(from: new(2026, 1, 1)));
        var credit = Input("credit", new(2026, 1, 1));
        credit.StaysWithPremise = true;
        var stays = await EnrollAsync(_house, credit);
        var later = await EnrollAsync(_house, Input("senior", new(2026, 9, 1)));
        var occupancy = (await ReadAsync(s => s.GetRequiredService<IMoveAppService>().MoveOutChoicesAsync(_house.AccountId)))[0];
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IMoveAppService>().MoveOutAsync(new MoveOutInput { OccupancyId = _house.OccupancyId, On = Today, Reason = "Sold", Version = occupancy.Version }));
        (await GetAsync(own)).To.ShouldBe(Today);
        (await GetAsync(later)).State.ShouldBe(EnrollmentState.TakenBack);
        (await GetAsync(stays)).To.ShouldBe(new DateOnly(2028, 1, 1));
    }

    [Fact]
    public async Task Nobody_is_enrolled_where_they_do_not_live_or_in_a_programme_that_no_tariff_names()
    {
        (await RefusedAsync(() => EnrollAsync(_house, Input(from: new(2024, 12, 31))))).Code.ShouldBe(CustomersErrorCodes.Enrollment.NotLivingThere, "the account moved in on 1 January 2025");
        (await RefusedAsync(() => EnrollAsync(_house, Input("retired")))).Code.ShouldBe(CustomersErrorCodes.Enrollment.ProgramUnknown, "an old tariff names it, none in force does");
    }

    [Fact]
    public async Task Only_who_may_enrolls_and_nobody_their_own_account()
    {
        await Should.ThrowAsync<PermissionDeniedException>(() => _host.Alder.WriteAsync(_host.Alder.Auditor, s => s.GetRequiredService<IEnrollmentAppService>().EnrollAsync(_house.AccountId, For(_house, Input()))));
        var number = (await ReadAsync(s => s.GetRequiredService<IAccountAppService>().HeaderAsync(_house.AccountId))).Number;
        await _host.Alder.WriteAsync(_host.Alder.Administrator, s => s.GetRequiredService<IOwnAccounts>().StateAsync(_host.Alder.Technician.UserId, [number]));
        (await RefusedAsync(() => EnrollAsync(_house, Input()))).Code.ShouldBe(CustomersErrorCodes.OwnAccount.Refused);
    }

    private static EnrollInput Input(string program = "lowIncome", DateOnly? from = null, DateOnly? to = null) => new() { Program = program, From = from ?? Today, To = to, Note = "Letter of the housing authority" };

    private static EnrollInput For(House house, EnrollInput input)
    {
        input.PremiseId = house.PremiseId;
        return input;
    }

    private Task<Guid> EnrollAsync(House house, EnrollInput input) => WriteAsync(s => s.EnrollAsync(house.AccountId, For(house, input)));

    private Task<int> EndAsync(Guid id, DateOnly on) => WriteAsync(async s =>
    {
        await s.EndAsync(id, new EndEnrollmentInput { On = on, Reason = "No longer eligible", Version = (await s.GetAsync(id)).Version });
        return 0;
    });

    private async Task<IEnumerable<Guid>> ListAsync(EnrollmentList list, int? days = null, string? find = null) =>
        (await ReadAsync(s => s.GetRequiredService<IEnrollmentAppService>().ListAsync(new EnrollmentRequest(new PagedRequest { Q = find }, list, days)))).Items.Select(i => i.Id);

    private async Task<IEnumerable<(string, DateOnly, DateOnly?)>> ProgramsInAsync(DateOnly from, DateOnly to) =>
        (await ReadAsync(s => s.GetRequiredService<IBillingScopeIntegrationService>().LoadAsync([_house.OccupancyId], _street.CycleId, from, to)))[0].Enrollments.Select(e => (e.Program, e.From, e.To));

    private Task<EnrollmentDto> GetAsync(Guid id) => ReadAsync(s => s.GetRequiredService<IEnrollmentAppService>().GetAsync(id));

    private Task<T> WriteAsync<T>(Func<IEnrollmentAppService, Task<T>> work) => _host.Alder.WriteAsync(_host.Alder.Technician, s => work(s.GetRequiredService<IEnrollmentAppService>()));

    private Task<T> ReadAsync<T>(Func<IServiceProvider, Task<T>> work) => _host.Alder.ReadAsync(_host.Alder.Technician, work);

    private static async Task<BusinessException> RefusedAsync<T>(Func<Task<T>> act) => await Should.ThrowAsync<BusinessException>(async () => await act());
}

/// <summary>What tariffs would name.</summary>
internal sealed class TestPrograms : IProgramChoices
{
    public Task<IReadOnlyList<ProgramChoice>> ListAsync(DateOnly asOf, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ProgramChoice>>([new("lowIncome", "Low income", true), new("senior", "Senior", true), new("credit", "Stormwater credit", true), new("retired", "Retired rate", false)]);
}

using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Authorization;
using UtilityBilling.Customers;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Errors;
using UtilityBilling.TestBase;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Customers;

/// <summary>What is true of a premise over time, on a real database as <c>ub_app</c>. Today is 2 March 2026; the house has one dwelling unit since 2025.</summary>
public sealed class PremiseFactTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private CustomersTown _street = null!;
    private House _house = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(services => services.AddSingleton<IFactChoices>(new TestFacts()));
        _street = await CustomersTown.CreateAsync(_host.Alder, _host.Services);
        _house = (await _street.ImportAsync(_street.House(114, "Maria", "Delgado") with { Number = "500001" }))[0];
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_new_value_ends_the_one_in_force_on_its_first_day()
    {
        await AddAsync("units", "2", new(2026, 2, 1));
        (await ValuesAsync("units")).ShouldBe([("2", new DateOnly(2026, 2, 1), null, FactState.InForce), ("1", CustomersTown.Opened, new DateOnly(2026, 2, 1), FactState.Ended)]);
        var again = await RefusedAsync(() => AddAsync("units", "3", new(2026, 2, 1)));
        (again.Code, again.Field).ShouldBe((CustomersErrorCodes.Fact.SameDay, "Input.From"));
    }

    [Fact]
    public async Task A_value_between_two_others_holds_until_the_later_one_begins()
    {
        await AddAsync("units", "4", new(2026, 6, 1));
        await AddAsync("units", "2", new(2026, 2, 1));
        (await ValuesAsync("units")).ShouldBe(
        [
            ("2", new DateOnly(2026, 2, 1), new DateOnly(2026, 6, 1), FactState.InForce), ("4", new DateOnly(2026, 6, 1), null, FactState.Upcoming), ("1", CustomersTown.Opened, new DateOnly(2026, 2, 1), FactState.Ended),
        ]);
        (await RefusedAsync(() => AddAsync("units", "3", new(2026, 3, 1), new(2026, 6, 2)))).Code.ShouldBe(CustomersErrorCodes.Fact.OverlapOpen);
        (await RefusedAsync(() => AddAsync("units", "3", new(2026, 3, 1), new(2026, 3, 1)))).Code.ShouldBe(CustomersErrorCodes.Fact.EndNotAfterStart);
    }

    [Fact]
    public async Task A_credit_with_an_expiry_counts_for_bills_until_that_day()
    {
        await AddAsync("stormwaterCredit", "25", new(2026, 1, 1), new(2026, 5, 1));
        (await BilledAsync("stormwaterCredit", new(2026, 3, 1), new(2026, 5, 1))).ShouldBe("25");
        (await BilledAsync("stormwaterCredit", new(2026, 5, 1), new(2026, 7, 1))).ShouldBeNull();
    }

    [Theory]
    [InlineData("units", "4,800", "4800")]
    [InlineData("units", " 2.50 ", "2.5")]
    [InlineData("outside", "Yes", "true")]
    [InlineData("outside", "no", "false")]
    [InlineData("zone", "HILL", "hill")]
    [InlineData("zone", "Valley", "Valley")]
    public async Task A_value_is_kept_as_tariffs_read_it(string name, string entered, string kept) => (await AddAsync(name, entered, new(2026, 2, 1))).Value.ShouldBe(kept);

    [Theory]
    [InlineData("units", "two", CustomersErrorCodes.Fact.NotANumber)]
    [InlineData("units", "-1", CustomersErrorCodes.Fact.NotANumber)]
    [InlineData("units", "1.2345678", CustomersErrorCodes.Fact.NotANumber)]
    [InlineData("outside", "perhaps", CustomersErrorCodes.Fact.NotYesOrNo)]
    [InlineData("colour", "blue", CustomersErrorCodes.Fact.Unknown)]
    public async Task A_value_that_no_tariff_could_read_is_refused(string name, string entered, string code) => (await RefusedAsync(() => AddAsync(name, entered, new(2026, 2, 1)))).Code.ShouldBe(code);

    [Fact]
    public async Task A_word_that_no_tariff_names_is_kept_and_marked()
    {
        (await AddAsync("zone", "Valley", new(2026, 2, 1))).IsNamed.ShouldBeFalse();
        (await AddAsync("zone", "hill", new(2026, 3, 1))).IsNamed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_correction_moves_the_end_of_the_value_before_it()
    {
        var id = (await AddAsync("units", "2", new(2026, 2, 1))).Id;
        await CorrectAsync(id, "3", new(2026, 1, 15));
        (await ValuesAsync("units")).ShouldBe([("3", new DateOnly(2026, 1, 15), null, FactState.InForce), ("1", CustomersTown.Opened, new DateOnly(2026, 1, 15), FactState.Ended)]);
        await CorrectAsync(id, "3", new(2026, 2, 20));
        (await ValuesAsync("units")).ShouldBe([("3", new DateOnly(2026, 2, 20), null, FactState.InForce), ("1", CustomersTown.Opened, new DateOnly(2026, 2, 20), FactState.Ended)]);
        (await RefusedAsync(() => CorrectAsync(id, "3", CustomersTown.Opened))).Code.ShouldBe(CustomersErrorCodes.Fact.Overlap);
    }

    [Fact]
    public async Task A_value_ends_with_a_reason_and_one_that_was_taken_out_leaves_the_former_in_its_place()
    {
        var id = (await AddAsync("units", "2", new(2026, 2, 1))).Id;
        (await RefusedAsync(() => EndAsync(id, new(2026, 2, 1)))).Code.ShouldBe(CustomersErrorCodes.Fact.EndOutside);
        await EndAsync(id, new(2026, 8, 1));
        (await ValuesAsync("units"))[0].ShouldBe(("2", new DateOnly(2026, 2, 1), new DateOnly(2026, 8, 1), FactState.InForce));
        await WriteAsync(async s => { await s.RemoveAsync(id, new RemoveFactInput { Reason = "Wrong house", Version = (await s.GetAsync(id)).Version }); return 0; });
        (await ValuesAsync("units")).ShouldBe([("1", CustomersTown.Opened, new DateOnly(2026, 8, 1), FactState.InForce)]);
    }

    [Fact]
    public async Task The_list_shows_what_tariffs_ask_for_even_where_nothing_is_recorded()
    {
        var facts = await ReadAsync(s => s.ListAsync(_house.PremiseId));
        facts.Facts.Select(f => (f.Fact.Name, f.Fact.IsAskedFor, f.Values.Count)).ShouldBe([("units", true, 1), ("outside", true, 0), ("zone", true, 0), ("stormwaterCredit", true, 0)]);
        facts.Others.Select(f => f.Name).ShouldBe(["esu", "imperviousSqFt", "class"], "what the town keeps besides");
    }

    [Fact]
    public async Task Of_two_people_who_enter_one_fact_at_once_the_second_is_refused()
    {
        var (written, mayCommit) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = _host.Alder.WriteAsync(_host.Alder.Technician, async s =>
        {
            await s.GetRequiredService<IPremiseFactAppService>().AddAsync(_house.PremiseId, new PremiseFactInput { Name = "zone", Value = "hill", From = new(2026, 2, 1), Source = "map" });
            written.SetResult();
            await mayCommit.Task;
        });
        await written.Task;
        var second = RefusedAsync(() => AddAsync("zone", "river", new(2026, 2, 15)));
        while (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid where not l.granted and a.datname = current_database()") == 0)
            second.IsCompleted.ShouldBeFalse();
        mayCommit.SetResult();
        await first;
        (await second).Code.ShouldBe(CustomersErrorCodes.Fact.OverlapNow);
        (await ValuesAsync("zone")).ShouldBe([("hill", new DateOnly(2026, 2, 1), null, FactState.InForce)]);
    }

    [Fact]
    public async Task Only_who_may_enters_facts_and_nobody_those_of_the_own_home()
    {
        await Should.ThrowAsync<PermissionDeniedException>(() => _host.Alder.WriteAsync(_host.Alder.Auditor, s => s.GetRequiredService<IPremiseFactAppService>().AddAsync(_house.PremiseId, new PremiseFactInput { Name = "zone", Value = "hill", From = new(2026, 2, 1), Source = "x" })));
        await _host.Alder.WriteAsync(_host.Alder.Administrator, s => s.GetRequiredService<IOwnAccounts>().StateAsync(_host.Alder.Technician.UserId, ["500001"]));
        (await RefusedAsync(() => AddAsync("units", "2", new(2026, 2, 1)))).Code.ShouldBe(CustomersErrorCodes.OwnAccount.Refused);
    }

    private Task<PremiseFactDto> AddAsync(string name, string value, DateOnly from, DateOnly? to = null) =>
        WriteAsync(s => s.AddAsync(_house.PremiseId, new PremiseFactInput { Name = name, Value = value, From = from, To = to, Source = "permit 26-114" }));

    private Task<PremiseFactDto> CorrectAsync(Guid id, string value, DateOnly from) => WriteAsync(async s =>
        await s.CorrectAsync(id, new CorrectFactInput { Value = value, From = from, Source = "permit 26-114", Reason = "Typing error", Version = (await s.GetAsync(id)).Version }));

    private Task<int> EndAsync(Guid id, DateOnly on) => WriteAsync(async s =>
    {
        await s.EndAsync(id, new EndFactInput { On = on, Reason = "Torn down", Version = (await s.GetAsync(id)).Version });
        return 0;
    });

    private async Task<List<(string, DateOnly, DateOnly?, FactState)>> ValuesAsync(string name) => [.. (await ReadAsync(s => s.OfNameAsync(_house.PremiseId, name))).Values.Select(v => (v.Value, v.From, v.To, v.State))];

    private async Task<string?> BilledAsync(string name, DateOnly from, DateOnly to) =>
        (await _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IBillingScopeIntegrationService>().LoadAsync([_house.OccupancyId], _street.CycleId, from, to)))[0].Facts.SingleOrDefault(f => f.Name == name)?.Value;

    private Task<T> WriteAsync<T>(Func<IPremiseFactAppService, Task<T>> work) => _host.Alder.WriteAsync(_host.Alder.Technician, s => work(s.GetRequiredService<IPremiseFactAppService>()));

    private Task<T> ReadAsync<T>(Func<IPremiseFactAppService, Task<T>> work) => _host.Alder.ReadAsync(_host.Alder.Technician, s => work(s.GetRequiredService<IPremiseFactAppService>()));

    private static async Task<BusinessException> RefusedAsync<T>(Func<Task<T>> act) => await Should.ThrowAsync<BusinessException>(async () => await act());
}

/// <summary>What tariffs would ask for.</summary>
internal sealed class TestFacts : IFactChoices
{
    public Task<IReadOnlyList<FactChoice>> ListAsync(DateOnly asOf, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<FactChoice>>(
    [
        new("units", "Dwelling units", FactKind.Number, [], true), new("outside", "Outside the city", FactKind.YesNo, ["true"], true), new("zone", "Zone", FactKind.Word, ["hill", "river"], true),
        new("stormwaterCredit", "Stormwater credit, percent", FactKind.Number, [], true),
    ]);
}

using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Settings;
using UtilityBilling.TestBase;
using UtilityBilling.Uow;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Database;

public sealed partial class TenantGuardTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_query_outside_a_unit_of_work_is_refused()
    {
        var town = _host.Alder;
        var error = await Should.ThrowAsync<InvalidOperationException>(() =>
            town.InScopeAsync(town.Technician, s => Set(s).CountAsync()));
        error.Message.ShouldContain("No unit of work is open");
    }

    [Fact]
    public async Task The_town_cannot_change_inside_a_unit_of_work()
    {
        var error = await Should.ThrowAsync<InvalidOperationException>(() => _host.Alder.ReadAsync(_host.Alder.Technician, services =>
        {
            using var _ = services.GetRequiredService<ICurrentTenant>().Change(_host.Birch.Info);
            return Task.FromResult(0);
        }));
        error.Message.ShouldContain("cannot change inside a unit of work");
    }

    [Fact]
    public async Task A_town_sees_its_own_rows_and_not_the_other_towns()
    {
        await AddSettingAsync(_host.Alder, "Test.OfAlder");
        await AddSettingAsync(_host.Birch, "Test.OfBirch");

        var seen = await _host.Alder.ReadAsync(_host.Alder.Technician, s => Set(s).Where(v => v.Name.StartsWith("Test.")).Select(v => v.Name).ToListAsync());

        seen.ShouldBe(["Test.OfAlder"]);
    }

    /// <summary>The query filter is comfort; row-level security answers the same when somebody forgets it.</summary>
    [Fact]
    public async Task Without_the_query_filter_the_database_still_shows_one_town_only()
    {
        await AddSettingAsync(_host.Alder, "Test.OfAlder");
        await AddSettingAsync(_host.Birch, "Test.OfBirch");

        var seen = await _host.Birch.ReadAsync(_host.Birch.Technician, s => Set(s).IgnoreQueryFilters().Where(v => v.Name.StartsWith("Test.")).Select(v => v.Name).ToListAsync());

        seen.ShouldBe(["Test.OfBirch"]);
    }

    [Fact]
    public async Task A_row_for_another_town_is_refused_by_the_database()
    {
        var town = _host.Alder;
        var error = await Should.ThrowAsync<DbUpdateException>(() => town.WriteAsync(town.Technician, services =>
        {
            var row = Setting("Test.Smuggled");
            row.TenantId = _host.Birch.Id;
            Set(services).Add(row);
            return Task.CompletedTask;
        }));
        error.InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Work_for_no_town_sees_no_towns_rows()
    {
        await AddSettingAsync(_host.Alder, "Test.OfAlder");

        (await _host.Runner.ReadAsync(null, Actor.System, s => Set(s).IgnoreQueryFilters().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_read_unit_of_work_writes_nothing()
    {
        var town = _host.Alder;
        var error = await Should.ThrowAsync<DbUpdateException>(() => town.ReadAsync(town.Technician, async services =>
        {
            Set(services).Add(Setting("Test.Forbidden"));
            return await services.GetRequiredService<IUtilityBillingDbContext>().SaveChangesAsync();
        }));
        error.InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);
    }

    /// <summary>Architecture test 7. A captured value would freeze the first town into the cached query, and every later town would be served its rows.</summary>
    [Fact]
    public async Task The_tenant_filter_is_a_parameter_in_the_SQL()
    {
        var town = _host.Alder;
        var sql = await town.ReadAsync(town.Technician, s => Task.FromResult(Set(s).ToQueryString()));

        sql.ShouldNotContain($"tenant_id = '{town.Id}'");
        sql.ShouldMatch(@"tenant_id = @\w+");
    }

    /// <summary>Architecture test 7, for every entity of a town: one configuration that sets a filter of its own would be enough.</summary>
    [Fact]
    public async Task The_tenant_filter_of_every_entity_is_a_parameter_in_the_SQL()
    {
        var town = _host.Alder;
        var (looked, frozen) = await town.ReadAsync(town.Technician, services =>
        {
            var context = (UtilityBillingDbContext)services.GetRequiredService<IUtilityBillingDbContext>();
            var sql = context.Model.GetEntityTypes().Where(e => typeof(IMultiTenant).IsAssignableFrom(e.ClrType) && e.BaseType is null && !e.IsOwned())
                .Select(e => (e.Name, Sql: (string)Query.MakeGenericMethod(e.ClrType).Invoke(null, [context])!)).ToList();
            return Task.FromResult((sql.Count, sql.Where(q => !TownParameter().IsMatch(q.Sql) || q.Sql.Split('\n').Any(l => !l.StartsWith("--", StringComparison.Ordinal) && l.Contains(town.Id.ToString(), StringComparison.Ordinal))).Select(q => q.Name).ToList()));
        });

        frozen.ShouldBeEmpty();
        looked.ShouldBeGreaterThan(50);
    }

    private static readonly System.Reflection.MethodInfo Query = typeof(TenantGuardTests).GetMethod(nameof(SqlOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;

    private static string SqlOf<T>(UtilityBillingDbContext context) where T : class => context.Set<T>().ToQueryString();

    [GeneratedRegex(@"tenant_id = @\w+")]
    private static partial Regex TownParameter();

    private static DbSet<SettingValue> Set(IServiceProvider services) => services.GetRequiredService<IUtilityBillingDbContext>().Set<SettingValue>();

    private Task AddSettingAsync(TestTown town, string name) => town.WriteAsync(town.Technician, services =>
    {
        Set(services).Add(Setting(name));
        return Task.CompletedTask;
    });

    private SettingValue Setting(string name) => new()
    {
        Id = _host.Services.GetRequiredService<IGuidGenerator>().Create(),
        Name = name,
        Value = "1",
        EffectiveFrom = new DateOnly(2026, 1, 1),
        Reason = "test",
        EnteredBy = Actor.SystemUserId,
        EnteredByName = "System",
        EnteredAt = TestHost.Start,
    };
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Platform.Roles;
using UtilityBilling.TestBase;
using UtilityBilling.Uow;
using Xunit;

namespace UtilityBilling.IntegrationTests.Database;

/// <summary>T3. The silent failure: a pooled connection that keeps one town's session serves its rows to the next town's request, once in a thousand times.</summary>
public sealed class InterleavedTownsTests
{
    private const int Units = 10_000;
    private const int Workers = 8;

    [Fact]
    public async Task T3_ten_thousand_interleaved_units_of_two_towns_over_one_connection_never_see_the_other_town()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var services = House.Compose(new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, Timeout = 120 }.ConnectionString);
        var runner = services.GetRequiredService<ITenantRunner>();
        var expected = (await RolesAsync(runner, 0)).ToHashSet();
        expected.ShouldNotBeEmpty();
        var leaks = 0;
        var next = -1;

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var unit && unit < Units)
                if ((await RolesAsync(runner, unit)).Any(town => town != TestTowns.All[unit % 2].Id))
                    Interlocked.Increment(ref leaks);
        })));

        leaks.ShouldBe(0);
    }

    /// <summary>Whose rows the unit sees: by the query filter in one of three units, past it in the others, by raw SQL in the last.</summary>
    private static Task<List<Guid>> RolesAsync(ITenantRunner runner, int unit)
    {
        var town = TestTowns.All[unit % 2];
        return runner.ReadAsync(town, TestTowns.Person(town, "technician"), services => (unit % 3) switch
        {
            0 => services.GetRequiredService<IUtilityBillingDbContext>().Set<Role>().Select(r => r.TenantId).Distinct().ToListAsync(),
            1 => services.GetRequiredService<IUtilityBillingDbContext>().Set<Role>().IgnoreQueryFilters().Select(r => r.TenantId).Distinct().ToListAsync(),
            _ => services.GetRequiredService<BulkWriter>().QueryAsync("select distinct tenant_id from platform.roles", [], row => row.GetGuid(0)),
        });
    }
}

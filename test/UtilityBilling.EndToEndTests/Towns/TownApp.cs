using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using UtilityBilling.EndToEndTests.Browser;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Demo;
using UtilityBilling.TestBase;

namespace UtilityBilling.EndToEndTests.Towns;

/// <summary>The product's own host on a free port, over a copy of the small towns that one class of tests may change.</summary>
public sealed class TownApp : IAsyncLifetime
{
    private SmallTowns _towns = null!;
    private WebTestHost _host = null!;

    public SmallTowns Towns => _towns;
    public TestDatabase Database => _host.Database;
    public IServiceProvider Services => _host.Services;
    public TenantInfo Riverbend => _towns.Riverbend;
    public TenantInfo SanMarcos => _towns.SanMarcos;

    public async ValueTask InitializeAsync()
    {
        // Without a browser every test is skipped, and nothing need be made.
        if (BrowserFixture.ChromiumPath is null)
            return;
        _towns = await SmallTowns.Shared;
        var database = await TestDatabase.CreateAsync(_towns.Database);
        var clock = new RunningClock(SmallTowns.Now);
        _host = await WebTestHost.StartAsync(database, configure: services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
    }

    /// <summary>The town's own address, for a browser.</summary>
    public IAppUnderTest At(TenantInfo town) => new Address(_host.AddressOf(town));

    /// <summary>The address that names no town.</summary>
    public IAppUnderTest AtNoTown() => new Address(_host.Address);

    /// <summary>A demo person's name by role, for example <c>RoleNames.Auditor</c>.</summary>
    public static string Person(TenantInfo town, string role)
    {
        ArgumentNullException.ThrowIfNull(town);
        return DemoPresets.Find(town.Slug)!.People.Single(p => p.Role == role).UserName;
    }

    /// <summary>Reads one value as the owner, over all towns.</summary>
    public async Task<T> ValueAsync<T>(string sql) => await Database.ScalarAsOwnerAsync<T>(sql) ?? throw new InvalidOperationException($"Nothing in the towns answers: {sql}");

    public async ValueTask DisposeAsync()
    {
        if (_host is null)
            return;
        await _host.DisposeAsync();
        await _host.Database.DisposeAsync();
    }

    private sealed record Address(Uri BaseAddress) : IAppUnderTest;
}

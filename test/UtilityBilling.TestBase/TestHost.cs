using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.Hosting.EventBus;
using UtilityBilling.Uow;

namespace UtilityBilling.TestBase;

/// <summary>
/// The product's real modules over one test database, as <c>ub_app</c>, with a clock that stands until it is moved and ids that repeat.
/// <code>
/// await using var host = await TestHost.StartAsync();
/// var alder = host.Town("alder");
/// await alder.WriteAsync(alder.Technician, async services => …);
/// </code>
/// </summary>
public sealed class TestHost : IAsyncDisposable
{
    /// <summary>Where each test's clock starts: Monday, 2 March 2026, 9:00 in Alder.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 17, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;
    private readonly bool _ownsDatabase;

    /// <summary>Composes a host over a database that the caller disposes; several hosts over one database need different seeds.</summary>
    public TestHost(TestDatabase database, Action<IServiceCollection>? configure = null, string seed = "test")
        : this(database, configure, seed, ownsDatabase: false)
    {
    }

    private TestHost(TestDatabase database, Action<IServiceCollection>? configure, string seed, bool ownsDatabase)
    {
        Database = database;
        _ownsDatabase = ownsDatabase;
        _services = Compose(database.ConnectionString, Clock, seed, configure);
    }

    public TestDatabase Database { get; }

    public FakeTimeProvider Clock { get; } = new(Start);

    public IServiceProvider Services => _services;

    public ITenantRunner Runner => _services.GetRequiredService<ITenantRunner>();

    /// <summary>A host with a database of its own.</summary>
    public static async Task<TestHost> StartAsync(Action<IServiceCollection>? configure = null) =>
        new(await TestDatabase.CreateAsync(), configure, "test", ownsDatabase: true);

    /// <summary>One of the two seeded towns: <c>alder</c> or <c>birch</c>.</summary>
    public TestTown Town(string slug) => new(this, TestTowns.All.Single(t => t.Slug == slug));

    public TestTown Alder => Town("alder");

    public TestTown Birch => Town("birch");

    /// <summary>Does every job and delivers every event that waits, as the workers would.</summary>
    public async Task RunJobsAsync()
    {
        while (await _services.GetRequiredService<BackgroundJobProcessor>().RunNextAsync() || await _services.GetRequiredService<OutboxProcessor>().DeliverNextAsync())
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsDatabase)
            await Database.DisposeAsync();
    }

    internal static ServiceProvider Compose(string connectionString, TimeProvider clock, string seed, Action<IServiceCollection>? configure) =>
        House.Compose(connectionString, clock, new SeededGuidGenerator(clock, seed), configure);
}

using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.Guids;
using UtilityBilling.Timing;

namespace UtilityBilling.DemoData;

/// <summary>Composes the modules for making a demo town: on a clock of its own, with ids that follow from the seed.</summary>
public static class DemoHouse
{
    private const int StatementSeconds = 900;

    /// <param name="connectionString">The database, as the application role.</param>
    /// <param name="options">Which town.</param>
    /// <param name="end">Where the history ends: now.</param>
    /// <param name="configure">Last word on the services.</param>
    public static ServiceProvider Compose(string connectionString, DemoTownOptions options, DateTimeOffset end, Action<IServiceCollection>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var clock = new DemoClock(end.AddMonths(-options.Months));
        // A large town is brought in by a few large statements; on a busy machine the usual half minute would cut them off.
        var patient = new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = StatementSeconds }.ConnectionString;
        return House.Compose(patient, clock, new SeededGuidGenerator(clock, $"{options.Preset}/{options.Slug}/{options.Seed}"), services =>
        {
            services.AddDemoTowns();
            configure?.Invoke(services);
        });
    }
}

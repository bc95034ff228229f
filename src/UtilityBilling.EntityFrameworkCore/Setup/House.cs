using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UtilityBilling.Guids;
using UtilityBilling.Modularity;
using UtilityBilling.Timing;

namespace UtilityBilling.EntityFrameworkCore.Setup;

/// <summary>Composes the modules without a web host: commands, seeds and tests.</summary>
public static class House
{
    /// <param name="connectionString">The database, as the application role.</param>
    /// <param name="time">The clock; the system's when left out.</param>
    /// <param name="guids">The maker of ids; random ones when left out.</param>
    /// <param name="configure">Last word on the services.</param>
    public static ServiceProvider Compose(string connectionString, TimeProvider? time = null, IGuidGenerator? guids = null, Action<IServiceCollection>? configure = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Default"] = connectionString })
            .Build();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton<IConfiguration>(configuration);
        if (time is not null)
            services.AddSingleton(time);
        if (time is DemoClock clock)
            services.AddSingleton(clock);
        if (guids is not null)
            services.AddSingleton(guids);
        services.AddUtilityBilling<EntityFrameworkCoreModule>(configuration);
        configure?.Invoke(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }
}

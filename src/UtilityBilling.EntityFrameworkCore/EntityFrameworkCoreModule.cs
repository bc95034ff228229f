using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using UtilityBilling.Hosting;
using UtilityBilling.Modularity;

namespace UtilityBilling.EntityFrameworkCore;

[DependsOn(
    typeof(FrameworkHostingModule),
    typeof(Platform.PlatformModule),
    typeof(Customers.CustomersModule),
    typeof(Metering.MeteringModule),
    typeof(Billing.BillingModule),
    typeof(Collections.CollectionsModule),
    typeof(Liens.LiensModule))]
public sealed class EntityFrameworkCoreModule : UtilityBillingModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddSingleton(provider => CreateDataSource(provider.GetRequiredService<IConfiguration>()));
        services.AddKeyedSingleton(SideConnections.Key, (provider, _) => CreateDataSource(provider.GetRequiredService<IConfiguration>(), SideConnections.Most));
        services.AddDbContext<UtilityBillingDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), Configure)
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(provider.GetServices<IInterceptor>()));
        services.AddSingleton<Auditing.AuditVerifier>();
        services.AddScoped<IUtilityBillingDbContext>(provider => provider.GetRequiredService<UtilityBillingDbContext>());
    }

    /// <summary>The context on a connection of the caller's: the migrator and the design tools.</summary>
    internal static void Configure(DbContextOptionsBuilder options, NpgsqlConnection connection) =>
        options.UseNpgsql(connection, Configure).UseSnakeCaseNamingConvention();

    private static void Configure(NpgsqlDbContextOptionsBuilder npgsql) => npgsql.MigrationsHistoryTable("migrations_history", "platform");

    /// <summary>Settings that would carry one town's session over to another's request are refused at start.</summary>
    public static NpgsqlDataSource CreateDataSource(IConfiguration configuration, int? atMost = null)
    {
        var text = configuration.GetConnectionString("Default")
            ?? throw new InvalidOperationException("The connection string ConnectionStrings__Default is missing.");
        var connection = new NpgsqlConnectionStringBuilder(text);
        if (connection.NoResetOnClose || connection.Multiplexing)
            throw new InvalidOperationException("'No Reset On Close' and 'Multiplexing' are refused: a pooled connection must not carry one town's session to another.");
        connection.ApplicationName ??= "utilitybilling";
        if (atMost is { } most && connection.MaxPoolSize > most)
            (connection.MinPoolSize, connection.MaxPoolSize) = (0, most);
        return new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
    }
}

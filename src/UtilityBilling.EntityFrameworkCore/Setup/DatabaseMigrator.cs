using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using UtilityBilling.EntityFrameworkCore.Security;
using UtilityBilling.Modularity;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.EntityFrameworkCore.Setup;

/// <summary>Where the tables come from.</summary>
public enum SchemaSource
{
    /// <summary>From the migrations: every database that lives on.</summary>
    Migrations,

    /// <summary>From the model as it stands: test databases while the model is ahead of the last migration.</summary>
    Model,
}

/// <summary>
/// Creates or upgrades the database as its owner: functions, EF's migrations, the modules' SQL, then the guards. Safe to repeat; one at a time by advisory lock.
/// </summary>
public static class DatabaseMigrator
{
    private const long LockKey = 0x5542_0002;

    public static async Task MigrateAsync(string ownerConnectionString, SchemaSource source = SchemaSource.Migrations, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(ownerConnectionString, cancellationToken);
        await using var locked = await AdvisoryLock.TakeAsync(connection, LockKey, cancellationToken);
        await using var context = CreateContext(connection);

        var scripts = SqlScripts.All();
        await RunAsync(connection, scripts.Where(s => s.BeforeTables), progress, cancellationToken);
        if (source == SchemaSource.Migrations)
        {
            foreach (var migration in await context.Database.GetPendingMigrationsAsync(cancellationToken))
                progress?.Invoke($"migration {migration}");
            await context.Database.MigrateAsync(cancellationToken);
        }
        else
        {
            progress?.Invoke("tables from the model");
            await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(cancellationToken);
            await WriteHistoryAsync(context, cancellationToken);
        }
        await QuartzSchema.ProvisionAsync(connection, cancellationToken);
        await RunAsync(connection, scripts.Where(s => !s.BeforeTables), progress, cancellationToken);
        progress?.Invoke("guards and grants");
        await DatabaseSecurity.ApplyAsync(connection, DesignModel(context), cancellationToken);
    }

    /// <summary>Names of migrations that this program knows and the database lacks; all of them when the database was never migrated.</summary>
    public static async Task<IReadOnlyList<string>> PendingAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(connectionString, cancellationToken);
        await using var context = CreateContext(connection);
        return [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
    }

    /// <summary>Whether the entities have moved on since the last migration was written.</summary>
    public static bool ModelIsAheadOfMigrations()
    {
        using var connection = new NpgsqlConnection();
        using var context = CreateContext(connection);
        return context.Database.HasPendingModelChanges();
    }

    internal static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        // Not pooled: the session holds locks and must be gone when the work is done.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, IncludeErrorDetail = true }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal static UtilityBillingDbContext CreateContext(NpgsqlConnection connection)
    {
        var options = new DbContextOptionsBuilder<UtilityBillingDbContext>();
        EntityFrameworkCoreModule.Configure(options, connection);
        return new UtilityBillingDbContext(options.Options, new CurrentTenant(), new ModuleCatalog(ModuleLoader.Sort(typeof(EntityFrameworkCoreModule))));
    }

    /// <summary>The model with its annotations; the one made for queries drops them.</summary>
    internal static IModel DesignModel(DbContext context) => context.GetService<IDesignTimeModel>().Model;

    /// <summary>The model holds what every known migration would have made.</summary>
    private static async Task WriteHistoryAsync(UtilityBillingDbContext context, CancellationToken cancellationToken)
    {
        var history = context.GetService<IHistoryRepository>();
        await history.CreateIfNotExistsAsync(cancellationToken);
        foreach (var migration in context.Database.GetMigrations())
        {
            await using var command = new NpgsqlCommand(history.GetInsertScript(new HistoryRow(migration, ProductInfo.GetVersion())), (NpgsqlConnection)context.Database.GetDbConnection());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, IEnumerable<SqlScript> scripts, Action<string>? progress, CancellationToken cancellationToken)
    {
        foreach (var script in scripts)
        {
            progress?.Invoke(script.Name);
            await using var command = new NpgsqlCommand(script.Text, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using UtilityBilling.Data;
using UtilityBilling.DemoData;
using UtilityBilling.EmbeddedPostgres;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.Platform.Demo;

namespace UtilityBilling.Web.Hosting;

/// <summary>The embedded PostgreSQL of a developer's or a newcomer's machine: started, migrated and filled with the demo towns before the host begins.</summary>
public sealed class DevelopmentDatabase : IAsyncDisposable
{
    private const string Building = "demo towns are being made";
    private const string Made = "demo towns are made";
    private const int DemoMonths = 18;

    private readonly EmbeddedPostgresServer _server;

    private DevelopmentDatabase(EmbeddedPostgresServer server) => _server = server;

    private string Database => new NpgsqlConnectionStringBuilder(AppConnectionString).Database!;
    private string AppConnectionString => _server.ConnectionString(RoleBootstrap.AppRole);
    private string OwnerConnectionString => _server.ConnectionString(RoleBootstrap.OwnerRole);

    /// <summary>Null when a connection string is set, or outside Development.</summary>
    public static async Task<DevelopmentDatabase?> StartAsync(string[] args)
    {
        var settings = WebApplication.CreateBuilder(args);
        if (settings.Configuration.GetConnectionString("Default") is not null || !settings.Environment.IsDevelopment())
            return null;
        Say("starting PostgreSQL");
        var server = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions(), NullLogger.Instance, CancellationToken.None);
        var database = new DevelopmentDatabase(server);
        try
        {
            await database.PrepareAsync(settings.Configuration);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public void Configure(WebApplicationBuilder builder) => builder.Configuration["ConnectionStrings:Default"] = AppConnectionString;

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return _server.DisposeAsync();
    }

    private async Task PrepareAsync(IConfiguration configuration)
    {
        await RoleBootstrap.ApplyAsync(_server.SuperuserConnectionString(), new RolePasswords(
            _server.RolePassword(RoleBootstrap.OwnerRole), _server.RolePassword(RoleBootstrap.AppRole), _server.RolePassword(RoleBootstrap.BackupRole), _server.RolePassword(RoleBootstrap.ReportRole)));
        if (await DatabaseNote.ReadAsync(_server.SuperuserConnectionString(), Database) == Building)
        {
            Say("the last start was interrupted while it made the demo towns: beginning anew");
            await DatabaseNote.DropDatabaseAsync(_server.SuperuserConnectionString(), Database);
        }
        await RoleBootstrap.EnsureDatabaseAsync(_server.SuperuserConnectionString(), Database);
        await DatabaseMigrator.MigrateAsync(OwnerConnectionString, progress: line => Say($"database: {line}"));
        if (!await DatabaseNote.HasTownsAsync(OwnerConnectionString))
            await SeedAsync(configuration);
    }

    private async Task SeedAsync(IConfiguration configuration)
    {
        await DatabaseNote.WriteAsync(_server.SuperuserConnectionString(), Database, Building);
        await Task.WhenAll(DemoPresets.All.Select(preset => Task.Run(() => SeedAsync(configuration, preset.Town.Slug))));
        await DatabaseNote.WriteAsync(_server.SuperuserConnectionString(), Database, Made);
    }

    private async Task SeedAsync(IConfiguration configuration, string preset)
    {
        var options = new DemoTownOptions(preset, configuration.GetValue<int?>($"Demo:{preset}:Accounts"), configuration.GetValue("Demo:Months", DemoMonths));
        await using var services = DemoHouse.Compose(AppConnectionString, options, TimeProvider.System.GetUtcNow());
        await DemoSeeder.SeedAsync(services, options, Say);
    }

    private static void Say(string line) => Console.WriteLine($"  {line}");
}

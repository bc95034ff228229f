using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UtilityBilling.Data;
using UtilityBilling.DemoData;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Demo;
using UtilityBilling.TestBase;

namespace UtilityBilling.EndToEndTests.Towns;

/// <summary>
/// The demo towns, small and with less than a year behind them, made once for the whole run by the demo's own seeder. Each class of tests works on a copy, so that
/// no test sees what another did.
/// </summary>
public sealed record SmallTowns(TestDatabase Database, TenantInfo Riverbend, TenantInfo SanMarcos, string Folder)
{
    /// <summary>The day after Riverbend's even meters were read: their file waits.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 18, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<Task<SmallTowns>> Made = new(MakeAsync, LazyThreadSafetyMode.ExecutionAndPublication);

    public static Task<SmallTowns> Shared => Made.Value;

    /// <summary>The read file that nobody has taken yet.</summary>
    public string ReadFileOf(TenantInfo town)
    {
        ArgumentNullException.ThrowIfNull(town);
        return Directory.GetFiles(Folder, $"{town.Slug}-*.csv").Single();
    }

    private static async Task<SmallTowns> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("ub-e2e").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var database = await TestDatabase.CreateAsync();
        var riverbend = await SeedAsync(database, new DemoTownOptions("riverbend", Accounts: 60, Months: 9, FilesFolder: folder));
        var sanMarcos = await SeedAsync(database, new DemoTownOptions("san-marcos", Accounts: 20, Months: 4, FilesFolder: folder));
        // A database with a session in it cannot be copied.
        NpgsqlConnection.ClearAllPools();
        return new SmallTowns(database, riverbend, sanMarcos, folder);
    }

    private static async Task<TenantInfo> SeedAsync(TestDatabase database, DemoTownOptions options)
    {
        await using var services = DemoHouse.Compose(database.ConnectionString, options, Now);
        return await DemoSeeder.SeedAsync(services, options, _ => { });
    }
}

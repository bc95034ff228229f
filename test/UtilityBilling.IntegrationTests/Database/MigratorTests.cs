using Shouldly;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Database;

public sealed class MigratorTests
{
    [Fact]
    public async Task Migrating_twice_changes_nothing()
    {
        await using var database = await EmptyDatabaseAsync("ub_migrate_twice");
        await DatabaseMigrator.MigrateAsync(database.Owner);
        var first = await DatabaseFingerprint.OfAsync(database.Owner);

        await DatabaseMigrator.MigrateAsync(database.Owner);

        (await DatabaseFingerprint.OfAsync(database.Owner)).ShouldBe(first);
        (await DatabaseMigrator.PendingAsync(database.App)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_migrators_at_once_wait_for_each_other()
    {
        await using var database = await EmptyDatabaseAsync("ub_migrate_together");

        await Task.WhenAll(DatabaseMigrator.MigrateAsync(database.Owner), DatabaseMigrator.MigrateAsync(database.Owner));

        (await DatabaseMigrator.PendingAsync(database.App)).ShouldBeEmpty();
    }

    /// <summary>An entity without its migration would work in every test and be missing in every town's database.</summary>
    [Fact]
    public void The_migrations_say_what_the_model_says() =>
        DatabaseMigrator.ModelIsAheadOfMigrations().ShouldBeFalse("Run etc/dev/recreate-initial-migration.sh.");

    private static async Task<EmptyDatabase> EmptyDatabaseAsync(string name)
    {
        var cluster = await PostgresCluster.Shared;
        await RoleBootstrap.EnsureDatabaseAsync(cluster.SuperuserConnectionString(), name);
        return new EmptyDatabase(cluster, name);
    }

    private sealed record EmptyDatabase(PostgresCluster Cluster, string Name) : IAsyncDisposable
    {
        public string Owner => Cluster.OwnerConnectionString(Name);
        public string App => Cluster.AppConnectionString(Name);

        public async ValueTask DisposeAsync() => await Cluster.ExecuteAsSuperuserAsync($"drop database {Name} with (force)");
    }
}

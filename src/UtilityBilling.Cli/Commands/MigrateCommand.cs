using UtilityBilling.EntityFrameworkCore.Setup;

namespace UtilityBilling.Cli.Commands;

internal sealed class MigrateCommand : ICliCommand
{
    public string Name => "migrate";
    public string Usage => "";
    public string Summary => "Creates or upgrades the database. Safe to repeat; one at a time.";

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var database = await context.DatabaseAsync(cancellationToken);
        await database.PrepareAsync(cancellationToken);
        await DatabaseMigrator.MigrateAsync(database.OwnerConnectionString, progress: context.Say, cancellationToken: cancellationToken);
        context.Write(new { migrated = true }, ["The database is up to date."]);
        return ExitCode.Done;
    }
}

using Npgsql;
using Quartz;

namespace UtilityBilling.EntityFrameworkCore.Setup;

/// <summary>
/// Makes the scheduler's own tables. Quartz would make them itself at its start, but it runs as the application role, which may not create tables:
/// so the owner runs the very script that Quartz carries. Each of its statements creates only what is missing.
/// </summary>
internal static class QuartzSchema
{
    public const string TablePrefix = "platform.qrtz_";
    private const string BarePrefix = "qrtz_";
    private const string Script = "Quartz.Impl.AdoJobStore.Schema.create_postgres.sql";
    private const string Separator = "--;;";

    public static async Task ProvisionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(IScheduler).Assembly.GetManifestResourceStream(Script)
            ?? throw new InvalidOperationException($"This version of Quartz does not carry {Script}; see which script makes its tables now."));
        var text = (await reader.ReadToEndAsync(cancellationToken))
            .Replace("{0}", TablePrefix, StringComparison.Ordinal)
            .Replace("{1}", BarePrefix, StringComparison.Ordinal)
            .ReplaceLineEndings("\n");
        foreach (var statement in text.Split($"\n{Separator}\n", StringSplitOptions.RemoveEmptyEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

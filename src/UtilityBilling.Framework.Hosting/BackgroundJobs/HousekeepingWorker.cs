using Npgsql;
using Quartz;
using UtilityBilling.Auditing;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;
using Microsoft.Extensions.DependencyInjection;

namespace UtilityBilling.Hosting.BackgroundJobs;

/// <summary>Every night: forgets forms that were taken a month ago, delivered events and finished jobs. Books, audit and failures are never touched.</summary>
public sealed class HousekeepingWorker(HousekeepingProcessor processor) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await processor.RunAsync(cancellationToken).ConfigureAwait(false);
}

public sealed class HousekeepingProcessor(NpgsqlDataSource database, ITownLoop towns, ITenantRunner runner, TimeProvider time)
{
    private const int KeepDays = 30;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-KeepDays);
        var command = database.CreateCommand("delete from platform.outbox_messages where delivered_at < $1");
        await using var _ = command.ConfigureAwait(false);
        command.Parameters.Add(new NpgsqlParameter { Value = before });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        command.CommandText = "delete from platform.background_jobs where state = 'Done' and finished_at < $1";
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await towns.ForEachTownAsync((town, _) => ForgetFormsAsync(town, before, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private Task ForgetFormsAsync(TenantInfo town, DateTimeOffset before, CancellationToken cancellationToken) =>
        runner.WriteAsync(town, Actor.System, services => services.GetRequiredService<BulkWriter>().WriteAsync(
            "delete from platform.idempotency_keys where tenant_id = $1 and created_at < $2",
            [new NpgsqlParameter { Value = town.Id }, new NpgsqlParameter { Value = before }],
            rows => new AuditSummary("Housekeeping.ForgetForms", town.Id, rows),
            cancellationToken), cancellationToken);
}

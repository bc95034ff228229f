using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Checklists;

/// <summary>Every minute: begins a town's scheduled steps that are due, each in the name of whoever scheduled it. What is refused is kept with its reason.</summary>
internal sealed class DueStepsWork(ITenantRunner runner, BackgroundJobStore people, ILogger<DueStepsWork> logger) : ITownMinuteWork
{
    public async Task RunAsync(TenantInfo town, CancellationToken cancellationToken = default)
    {
        var due = await runner.ReadAsync(town, Actor.System, s => s.GetRequiredService<ScheduledSteps>().DueAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var (id, by) in due)
            await BeginAsync(town, id, by, cancellationToken).ConfigureAwait(false);
    }

    private async Task BeginAsync(TenantInfo town, Guid id, Guid by, CancellationToken cancellationToken)
    {
        try
        {
            var actor = await people.FindActorAsync(by, town.Id, cancellationToken).ConfigureAwait(false) ?? throw new BusinessException("Job:PersonLeft");
            await runner.WriteAsync(town, actor, s => s.GetRequiredService<ScheduledSteps>().BeginAsync(id, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // one step's failure must not hold up the next; its reason is kept and shown
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogWarning(error, "The scheduled step {StepId} could not begin", id);
            await runner.WriteAsync(town, Actor.System, s => s.GetRequiredService<ScheduledSteps>().FailAsync(id, error, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Checklists;

internal sealed class RunScheduleAppService(
    IUtilityBillingDbContext database, ScheduledSteps steps, ChecklistBook book, IPermissionChecker permissions, IGuidGenerator guids, IClock clock, TownDays days, ICurrentUser user) : IRunScheduleAppService
{
    public async Task<IReadOnlyList<ScheduledStepDto>> ListAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        return await steps.RecentAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task RequirePeriodAsync(Guid periodId, CancellationToken cancellationToken = default) => PeriodAsync(periodId, cancellationToken);

    public async Task StartAtAsync(Guid periodId, DateOnly? day, TimeOnly? at, CancellationToken cancellationToken = default)
    {
        await MayAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var period = await PeriodAsync(periodId, cancellationToken).ConfigureAwait(false);
        if (await database.Set<BillRun>().AnyAsync(r => r.PeriodId == periodId && r.State != BillRunState.Cancelled && r.State != BillRunState.RolledBack, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:BillRun.PeriodHasRun").WithData("Period", period.Code);
        if (await database.Set<ScheduledRunStep>().AnyAsync(s => s.PeriodId == periodId && s.State == ScheduleState.Waiting, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Schedule.Already");
        var planned = await book.CalculationAsync(period, cancellationToken).ConfigureAwait(false);
        Add(ScheduledStep.Start, null, periodId, day ?? planned.Day, at ?? planned.At);
    }

    public async Task ScheduleAsync(Guid runId, ScheduledStep step, DateOnly day, TimeOnly at, CancellationToken cancellationToken = default)
    {
        await MayAsync(step == ScheduledStep.Print ? BillingPermissions.Bills.PrintJobs : BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var run = await database.Set<BillRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), runId);
        if (!ChecklistPlan.StepsOf(run.Kind).Any(s => ChecklistPlan.MaySchedule(run.State, s) == step))
            throw new BusinessException("Billing:Schedule.TooLate").WithData("Number", run.Number);
        if (await database.Set<ScheduledRunStep>().AnyAsync(s => s.RunId == runId && s.Step == step && s.State == ScheduleState.Waiting, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Schedule.Already");
        Add(step, runId, null, day, at);
    }

    public async Task TakeBackAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await MayAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var step = await database.Set<ScheduledRunStep>().SingleOrDefaultAsync(s => s.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(ScheduledRunStep), id);
        if (step.State is not (ScheduleState.Waiting or ScheduleState.Failed))
            throw new BusinessException("Billing:Schedule.Begun");
        step.Become(ScheduleState.TakenBack, clock.UtcNow);
    }

    private async Task<BillingPeriod> PeriodAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<BillingPeriod>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillingPeriod), id);

    private void Add(ScheduledStep step, Guid? runId, Guid? periodId, DateOnly day, TimeOnly at)
    {
        var due = days.At(day, at);
        if (due <= clock.UtcNow)
            throw new BusinessException("Billing:Schedule.Past").ForField("Input.Day");
        database.Set<ScheduledRunStep>().Add(new ScheduledRunStep
        {
            Id = guids.Create(), Step = step, RunId = runId, PeriodId = periodId, DueAt = due, By = user.Required.UserId, ByName = user.Required.DisplayName, SetAt = clock.UtcNow,
        });
    }

    private async Task MayAsync(string permission, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(permission, cancellationToken).ConfigureAwait(false);
        if (user.Required.IsSystem)
            throw new BusinessException("Billing:BillRun.SystemMayNot");
    }
}

using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Printing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Checklists;

/// <summary>Begins what is due, once, and keeps what came of it. What somebody did meanwhile is not done again.</summary>
internal sealed class ScheduledSteps(IUtilityBillingDbContext database, BulkWriter bulk, IBillRunAppService runs, IPrintJobAppService printing, OutcomeSentences sentences, IClock clock)
{
    private const int MostAtATime = 50;
    private const int Shown = 100;

    public Task<List<(Guid Id, Guid By)>> DueAsync(CancellationToken cancellationToken) => bulk.QueryAsync(
        "select id, by from billing.scheduled_steps where state = 'Waiting' and due_at <= $1 order by due_at, id limit $2",
        [Arg.Of(clock.UtcNow), Arg.Of(MostAtATime)], r => (r.GetGuid(0), r.GetGuid(1)), cancellationToken);

    /// <summary>In one transaction with what it begins; another node that comes at the same time finds nothing.</summary>
    public async Task BeginAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await ClaimAsync(id, cancellationToken).ConfigureAwait(false) is not { } step)
            return;
        var begun = step.Step == ScheduledStep.Start ? await StartAsync(step, cancellationToken).ConfigureAwait(false) : await GoOnAsync(step, cancellationToken).ConfigureAwait(false);
        step.Become(begun ? ScheduleState.Started : ScheduleState.Overtaken, clock.UtcNow);
    }

    public async Task FailAsync(Guid id, Exception error, CancellationToken cancellationToken)
    {
        if (await ClaimAsync(id, cancellationToken).ConfigureAwait(false) is not { } step)
            return;
        step.Become(ScheduleState.Failed, clock.UtcNow);
        var (code, values) = RunTrouble.CauseOf(error);
        (step.TroubleCode, step.TroubleData) = (code, JsonSerializer.Serialize(values));
    }

    public Task<IReadOnlyList<ScheduledStepDto>> OfRunAsync(Guid runId, CancellationToken cancellationToken) => ReadAsync(s => s.RunId == runId, cancellationToken);

    public Task<IReadOnlyList<ScheduledStepDto>> RecentAsync(CancellationToken cancellationToken)
    {
        var since = clock.UtcNow.AddDays(-30);
        return ReadAsync(s => s.State == ScheduleState.Waiting || s.State == ScheduleState.Failed || s.ChangedAt > since, cancellationToken);
    }

    private async Task<ScheduledRunStep?> ClaimAsync(Guid id, CancellationToken cancellationToken)
    {
        var claimed = await bulk.QueryAsync("select id from billing.scheduled_steps where id = $1 and state = 'Waiting' for update skip locked", [Arg.Of(id)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
        return claimed.Count == 0 ? null : await database.Set<ScheduledRunStep>().SingleAsync(s => s.Id == id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> StartAsync(ScheduledRunStep step, CancellationToken cancellationToken)
    {
        if (await database.Set<BillRun>().AnyAsync(r => r.PeriodId == step.PeriodId && r.State != BillRunState.Cancelled && r.State != BillRunState.RolledBack, cancellationToken).ConfigureAwait(false))
            return false;
        var run = await runs.StartAsync(new StartBillRunInput(step.PeriodId!.Value), cancellationToken).ConfigureAwait(false);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        step.RunId = run;
        await runs.CalculateAsync(run, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Whether there was something to begin.</summary>
    private async Task<bool> GoOnAsync(ScheduledRunStep step, CancellationToken cancellationToken)
    {
        var run = await database.Set<BillRun>().AsNoTracking().SingleAsync(r => r.Id == step.RunId, cancellationToken).ConfigureAwait(false);
        if (run.State is BillRunState.Cancelled or BillRunState.RolledBack)
            return false;
        switch (step.Step)
        {
            // A calculation made since stands: another one would lose what the review has decided.
            case ScheduledStep.Calculate when run.State is not (BillRunState.Scoped or BillRunState.Calculated) || run.CalculatedAt > step.SetAt: return false;
            case ScheduledStep.Calculate: await runs.CalculateAsync(run.Id, cancellationToken).ConfigureAwait(false); return true;
            case ScheduledStep.Post when run.State is BillRunState.Posting or BillRunState.Posted: return false;
            case ScheduledStep.Post: await runs.PostAsync(run.Id, cancellationToken).ConfigureAwait(false); return true;
            default: return await PrintAsync(run, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> PrintAsync(BillRun run, CancellationToken cancellationToken)
    {
        if (run.State != BillRunState.Posted)
            throw new BusinessException("Billing:Schedule.NotPosted").WithData("Number", run.Number);
        var proof = (await printing.OfRunAsync(run.Id, cancellationToken).ConfigureAwait(false)).Proof;
        if (proof.Open == 0 && proof.Frozen == proof.Statements)
            return false;
        await printing.CreateAsync(run.Id, PrintJobKind.InHouse, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<IReadOnlyList<ScheduledStepDto>> ReadAsync(Expression<Func<ScheduledRunStep, bool>> which, CancellationToken cancellationToken)
    {
        var rows = await (
            from step in database.Set<ScheduledRunStep>().AsNoTracking().Where(which)
            join r in database.Set<BillRun>() on step.RunId equals r.Id into started
            from run in started.DefaultIfEmpty()
            join p in database.Set<BillingPeriod>() on (step.PeriodId ?? run.PeriodId) equals p.Id into periods
            from period in periods.DefaultIfEmpty()
            join c in database.Set<Cycle>() on period.CycleId equals c.Id into cycles
            from cycle in cycles.DefaultIfEmpty()
            orderby step.DueAt descending, step.Id
            select new { Step = step, Number = run == null ? (int?)null : run.Number, Period = period == null ? "" : period.Code, Cycle = cycle == null ? "" : cycle.Name }).Take(Shown).ToListAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. rows.Select(r => new ScheduledStepDto(
                r.Step.Id, r.Step.Step, r.Step.RunId, r.Step.PeriodId, string.Create(CultureInfo.InvariantCulture, $"{r.Number} {r.Cycle} {r.Period}").Trim(), r.Step.DueAt, r.Step.ByName, r.Step.SetAt, r.Step.State, r.Step.ChangedAt,
                r.Step.TroubleCode is { } code ? sentences.Of(code, r.Step.TroubleData) : null)),
        ];
    }
}

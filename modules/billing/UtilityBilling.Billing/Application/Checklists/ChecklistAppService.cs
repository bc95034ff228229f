using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Localization;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Checklists;

internal sealed class ChecklistAppService(
    IUtilityBillingDbContext database, ChecklistBook book, RunFacts facts, BillRunQueries runs, ScheduledSteps schedule, IPermissionChecker permissions, IGuidGenerator guids, IClock clock, ICurrentUser user, IStringLocalizer texts) : IChecklistAppService
{
    private const int MostByHand = 8;

    public async Task<IReadOnlyList<ChecklistDto>> InForceAsync(DateOnly day, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.View, cancellationToken).ConfigureAwait(false);
        var all = new List<ChecklistDto>();
        foreach (var kind in Enum.GetValues<BillRunKind>())
            all.Add(await book.InForceAsync(kind, day, cancellationToken).ConfigureAwait(false));
        return all;
    }

    public async Task SetAsync(SetChecklistInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        Check(input);
        database.Set<ChecklistRow>().Add(new ChecklistRow
        {
            Id = guids.Create(), Kind = input.Kind, EffectiveFrom = input.EffectiveFrom, Document = ChecklistPlan.Write(input.Steps), Reason = input.Reason.Trim(), SetByName = user.Required.DisplayName, SetAt = clock.UtcNow,
        });
    }

    public async Task<RunChecklistDto> OfRunAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        var run = await LoadAsync(runId, cancellationToken).ConfigureAwait(false);
        var plan = await book.PlanAsync(run, cancellationToken).ConfigureAwait(false);
        return new RunChecklistDto(
            await runs.GetAsync(runId, cancellationToken).ConfigureAwait(false), await StepsAsync(run, plan, cancellationToken).ConfigureAwait(false),
            await schedule.OfRunAsync(runId, cancellationToken).ConfigureAwait(false), Proposals(run, plan));
    }

    public async Task TickAsync(Guid runId, string key, string? note, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        if (user.Required.IsSystem)
            throw new BusinessException("Billing:BillRun.SystemMayNot");
        var run = await LoadAsync(runId, cancellationToken).ConfigureAwait(false);
        var steps = await StepsAsync(run, await book.PlanAsync(run, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var step = steps.FirstOrDefault(s => s.Key == key) ?? throw new BusinessException("Billing:Checklist.NoSuchStep");
        if (step.Step != ChecklistStep.ByHand)
            throw new BusinessException("Billing:Checklist.ByFacts").WithData("Step", step.Name);
        if (step.TickId is not null)
            throw new BusinessException("Billing:Checklist.TickedAlready").WithData("Step", step.Name).WithData("By", step.ByName);
        if (!step.MayTick)
            throw new BusinessException("Billing:Checklist.NotYet").WithData("Step", step.Name).WithData("Before", steps.First(s => s.Standing != StepStanding.Done).Name);
        database.Set<RunTick>().Add(new RunTick
        {
            Id = guids.Create(), RunId = runId, Step = key, ByName = user.Required.DisplayName, At = clock.UtcNow, Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
        });
    }

    public async Task TakeTickBackAsync(Guid runId, Guid tickId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var tick = await database.Set<RunTick>().SingleOrDefaultAsync(t => t.Id == tickId && t.RunId == runId, cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(RunTick), tickId);
        if (tick.TakenBackAt is null)
            (tick.TakenBackAt, tick.TakenBackByName) = (clock.UtcNow, user.Required.DisplayName);
    }

    private async Task<IReadOnlyList<RunStepDto>> StepsAsync(BillRun run, IReadOnlyList<PlannedStep> plan, CancellationToken cancellationToken)
    {
        var known = await facts.OfAsync(run, cancellationToken).ConfigureAwait(false);
        var ticks = await facts.TicksAsync(run.Id, cancellationToken).ConfigureAwait(false);
        var steps = new List<RunStepDto>(plan.Count);
        var (today, allBefore) = (clock.Today, run.State is not (BillRunState.Cancelled or BillRunState.RolledBack));
        foreach (var (rule, key, day) in plan)
        {
            var byHand = rule.Step == ChecklistStep.ByHand;
            var tick = byHand ? ticks.GetValueOrDefault(key) : null;
            var fact = byHand ? new StepFact(tick is not null, tick?.ByName, tick?.At) : known.GetValueOrDefault(rule.Step) ?? new StepFact(false);
            var figures = fact.Figures is { } text ? texts[text, fact.Values].Value : tick?.Note ?? "";
            steps.Add(new RunStepDto(rule.Step, key, NameOf(rule), rule.Who, day, ChecklistPlan.Stands(fact.Done, day, today), fact.ByName, fact.At, figures, tick?.Id, byHand && tick is null && allBefore));
            allBefore = allBefore && fact.Done;
        }
        return steps;
    }

    private string NameOf(ChecklistRule rule) => rule.Step != ChecklistStep.ByHand ? texts[$"Enum:ChecklistStep.{rule.Step}"].Value
        : LocalizationCatalog.CurrentLanguage == "es" && !string.IsNullOrWhiteSpace(rule.NameEs) ? rule.NameEs : rule.NameEn!;

    /// <summary>What may be scheduled as the run stands, at the checklist's day and time, or tomorrow where that is over.</summary>
    private List<ScheduleProposal> Proposals(BillRun run, IReadOnlyList<PlannedStep> plan)
    {
        var tomorrow = clock.Today.AddDays(1);
        return
        [
            .. plan.Where(p => ChecklistPlan.MaySchedule(run.State, p.Rule.Step) is not null)
                .Select(p => new ScheduleProposal(ChecklistPlan.MaySchedule(run.State, p.Rule.Step)!.Value, p.Day < tomorrow ? tomorrow : p.Day, p.Rule.At ?? new TimeOnly(6, 0))),
        ];
    }

    private static void Check(SetChecklistInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Reason))
            throw new BusinessException("Billing:Calendar.ReasonNeeded").ForField("Input.Reason");
        var possible = ChecklistPlan.StepsOf(input.Kind);
        var byHand = input.Steps.Where(s => s.Step == ChecklistStep.ByHand).ToList();
        if (input.Steps.Count == 0 || input.Steps.Any(s => !possible.Contains(s.Step)) || byHand.Count > MostByHand)
            throw new BusinessException("Billing:Checklist.StepsWrong");
        if (byHand.Any(s => string.IsNullOrWhiteSpace(s.NameEn)) || input.Steps.Select(ChecklistPlan.KeyOf).Distinct(StringComparer.Ordinal).Count() != input.Steps.Count)
            throw new BusinessException("Billing:Checklist.NamesDiffer");
    }

    private async Task<BillRun> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<BillRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), id);
}

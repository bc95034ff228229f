namespace UtilityBilling.Billing.Checklists;

/// <summary>What is to be done for a run, by whom and when (M3). Steps tick themselves by what happened; only handwork is ticked by a person.</summary>
public interface IChecklistAppService
{
    /// <summary>The checklists in force on a day, one for each kind of run; a town that set none has the proposed one.</summary>
    Task<IReadOnlyList<ChecklistDto>> InForceAsync(DateOnly day, CancellationToken cancellationToken = default);

    /// <summary>Adopts a checklist for a kind of run from a day on.</summary>
    Task SetAsync(SetChecklistInput input, CancellationToken cancellationToken = default);

    Task<RunChecklistDto> OfRunAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Says that a step was done by hand. Refused for a step that facts decide, and while an earlier step is not done.</summary>
    Task TickAsync(Guid runId, string key, string? note, CancellationToken cancellationToken = default);

    Task TakeTickBackAsync(Guid runId, Guid tickId, CancellationToken cancellationToken = default);
}

/// <summary>Steps that begin by themselves, in the name of whoever scheduled them.</summary>
public interface IRunScheduleAppService
{
    /// <summary>What waits, what failed and was not looked at, and what was begun last.</summary>
    Task<IReadOnlyList<ScheduledStepDto>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Says "not there" unless the period is one of the town's.</summary>
    Task RequirePeriodAsync(Guid periodId, CancellationToken cancellationToken = default);

    /// <summary>At the time of the town's day a run of the period is started and calculated; what is left out is as the checklist plans the calculation.</summary>
    Task StartAtAsync(Guid periodId, DateOnly? day, TimeOnly? at, CancellationToken cancellationToken = default);

    /// <summary>A step of the run begins at the time of the town's day. Posting then waits for it after approval.</summary>
    Task ScheduleAsync(Guid runId, ScheduledStep step, DateOnly day, TimeOnly at, CancellationToken cancellationToken = default);

    /// <summary>Takes back what waits, and puts away what failed.</summary>
    Task TakeBackAsync(Guid id, CancellationToken cancellationToken = default);
}

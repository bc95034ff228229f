using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Checklists;

/// <summary>A checklist adopted for a kind of run from a day on. A change is a new row; of two for the same day the one set last counts.</summary>
internal sealed class ChecklistRow : AppendOnlyEntity
{
    public required BillRunKind Kind { get; init; }
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>The steps, as JSON.</summary>
    public required string Document { get; init; }

    public required string Reason { get; init; }
    public required string SetByName { get; init; }
    public required DateTimeOffset SetAt { get; init; }
}

/// <summary>Somebody says that a step was done by hand. Taken back it stays, with who took it back.</summary>
internal sealed class RunTick : AggregateRoot
{
    public required Guid RunId { get; init; }

    /// <summary>The step's English name.</summary>
    public required string Step { get; init; }

    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Note { get; init; }
    public DateTimeOffset? TakenBackAt { get; set; }
    public string? TakenBackByName { get; set; }
}

/// <summary>A step that begins by itself at an instant, once, in the name of whoever scheduled it.</summary>
internal sealed class ScheduledRunStep : AggregateRoot
{
    public required ScheduledStep Step { get; init; }

    /// <summary>The period whose run is started.</summary>
    public Guid? PeriodId { get; init; }

    /// <summary>The run; of a start, the one that was started.</summary>
    public Guid? RunId { get; set; }

    public required DateTimeOffset DueAt { get; init; }
    public required Guid By { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset SetAt { get; init; }
    public ScheduleState State { get; set; }
    public DateTimeOffset? ChangedAt { get; set; }

    /// <summary>Why it failed: a text's key, and its figures as JSON.</summary>
    public string? TroubleCode { get; set; }

    public string? TroubleData { get; set; }

    public void Become(ScheduleState state, DateTimeOffset at) => (State, ChangedAt) = (state, at);
}

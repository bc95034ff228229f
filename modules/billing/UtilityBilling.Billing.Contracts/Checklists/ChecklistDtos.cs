using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Calendars;

namespace UtilityBilling.Billing.Checklists;

/// <summary>A step of a run's checklist. All but the last are done by what happened, and nobody can tick them.</summary>
public enum ChecklistStep { Import, Exceptions, Calculate, Review, Approve, Post, Print, Send, ByHand }

/// <summary>How a step stands on the day.</summary>
public enum StepStanding { Done, Overdue, Due, Ahead }

/// <summary>What may be begun at a time of the day by itself. Nothing is approved by itself.</summary>
public enum ScheduledStep { Start, Calculate, Post, Print }

/// <summary>What became of a scheduled step. Overtaken: somebody had done it already.</summary>
public enum ScheduleState { Waiting, Started, Overtaken, Failed, TakenBack }

/// <summary>One step as a town uses it.</summary>
/// <param name="Who">The post that does it, in the town's words.</param>
/// <param name="Anchor">The date of the calendar that the planned day counts from; a run without a period has only the bill date.</param>
/// <param name="Offset">Days before (below zero) or after the anchor.</param>
/// <param name="Unit">Days or business days of the offices.</param>
/// <param name="Weekday">The first such day on or after the one counted.</param>
/// <param name="At">The time of the day proposed when it is scheduled.</param>
/// <param name="NameEn">Names a step done by hand.</param>
public sealed record ChecklistRule(ChecklistStep Step, string Who, RuleAnchor Anchor, int Offset = 0, OffsetUnit Unit = OffsetUnit.Days, DayOfWeek? Weekday = null, TimeOnly? At = null, string? NameEn = null, string? NameEs = null);

/// <summary>The checklist of one kind of run from a day on.</summary>
public sealed record ChecklistDto(BillRunKind Kind, DateOnly? EffectiveFrom, IReadOnlyList<ChecklistRule> Steps, string? Reason, string? SetByName, DateTimeOffset? SetAt);

/// <param name="EffectiveFrom">Runs whose bills are dated on or after this day go by it.</param>
public sealed record SetChecklistInput(BillRunKind Kind, DateOnly EffectiveFrom, IReadOnlyList<ChecklistRule> Steps, string Reason);

/// <summary>A step of one run.</summary>
/// <param name="Name">In the reader's language.</param>
/// <param name="Figures">What is known of it, as a sentence; empty where there is nothing to say.</param>
/// <param name="TickId">The tick of a step done by hand.</param>
/// <param name="MayTick">Whether it is done by hand and the steps before it are done.</param>
public sealed record RunStepDto(
    ChecklistStep Step, string Key, string Name, string Who, DateOnly? Day, StepStanding Standing, string? ByName, DateTimeOffset? At, string Figures, Guid? TickId, bool MayTick);

/// <param name="Proposals">The day and time at which each step may be scheduled next, by the town's checklist.</param>
public sealed record RunChecklistDto(BillRunDto Run, IReadOnlyList<RunStepDto> Steps, IReadOnlyList<ScheduledStepDto> Schedule, IReadOnlyList<ScheduleProposal> Proposals);

public sealed record ScheduleProposal(ScheduledStep Step, DateOnly Day, TimeOnly At);

/// <param name="What">The run's or the period's name.</param>
/// <param name="Trouble">Why it failed, as a sentence.</param>
public sealed record ScheduledStepDto(
    Guid Id, ScheduledStep Step, Guid? RunId, Guid? PeriodId, string What, DateTimeOffset DueAt, string ByName, DateTimeOffset SetAt, ScheduleState State, DateTimeOffset? ChangedAt, string? Trouble);

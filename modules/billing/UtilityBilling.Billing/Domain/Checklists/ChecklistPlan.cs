using System.Text.Json;
using System.Text.Json.Serialization;
using UtilityBilling.Billing.Calendars;

namespace UtilityBilling.Billing.Checklists;

/// <summary>What is known of a step: whether it is done, by whom and when.</summary>
/// <param name="Figures">A text's key; empty where there is nothing to say.</param>
internal sealed record StepFact(bool Done, string? ByName = null, DateTimeOffset? At = null, string? Figures = null, params object[] Values);

/// <summary>The days of a checklist and how its steps stand. Pure: everything is handed in.</summary>
internal static class ChecklistPlan
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The steps that a run of the kind can have, in their order.</summary>
    public static IReadOnlyList<ChecklistStep> StepsOf(BillRunKind kind) => kind switch
    {
        BillRunKind.Regular => Enum.GetValues<ChecklistStep>(),
        BillRunKind.Cancel or BillRunKind.Rollback => [ChecklistStep.Review, ChecklistStep.Approve, ChecklistStep.Post, ChecklistStep.ByHand],
        _ => [ChecklistStep.Calculate, ChecklistStep.Review, ChecklistStep.Approve, ChecklistStep.Post, ChecklistStep.Print, ChecklistStep.Send, ChecklistStep.ByHand],
    };

    /// <summary>What a town begins with that has set none: every step, and one at the end that is done by hand.</summary>
    public static IReadOnlyList<ChecklistRule> Proposed(BillRunKind kind) => [.. StepsOf(kind).Where(s => s != ChecklistStep.ByHand || StepsOf(kind).Contains(ChecklistStep.Print)).Select(step => step switch
    {
        ChecklistStep.Import => new ChecklistRule(step, "Technician", RuleAnchor.Read),
        ChecklistStep.Exceptions => new ChecklistRule(step, "Technician", RuleAnchor.Calculate),
        ChecklistStep.Calculate => new ChecklistRule(step, "Technician", kind == BillRunKind.Regular ? RuleAnchor.Calculate : RuleAnchor.Bill, At: new TimeOnly(6, 0)),
        ChecklistStep.Review => new ChecklistRule(step, "Technician", RuleAnchor.Bill),
        ChecklistStep.Approve => new ChecklistRule(step, "Finance director", RuleAnchor.Bill),
        ChecklistStep.Post => new ChecklistRule(step, "Technician", RuleAnchor.Bill, At: new TimeOnly(20, 0)),
        ChecklistStep.Print => new ChecklistRule(step, "Technician", RuleAnchor.Bill, 1, OffsetUnit.BusinessDays, At: new TimeOnly(5, 0)),
        ChecklistStep.Send => new ChecklistRule(step, "Technician", RuleAnchor.Bill, 1, OffsetUnit.BusinessDays),
        _ => new ChecklistRule(step, "Clerk", RuleAnchor.Bill, 2, OffsetUnit.BusinessDays, NameEn: "Stuffed and taken to the post office", NameEs: "Ensobrado y llevado al correo"),
    })];

    /// <summary>The town's steps, sorted as a run goes; those by hand come where they were put.</summary>
    public static IReadOnlyList<ChecklistRule> Read(string document) => JsonSerializer.Deserialize<List<ChecklistRule>>(document, Options)!;

    public static string Write(IReadOnlyList<ChecklistRule> steps) => JsonSerializer.Serialize(steps, Options);

    public static string KeyOf(ChecklistRule rule) => rule.Step == ChecklistStep.ByHand ? rule.NameEn! : rule.Step.ToString();

    /// <summary>The day that a step is planned for: counted from its date, and put on the next day that the offices are open.</summary>
    public static DateOnly DayOf(ChecklistRule rule, IReadOnlyDictionary<CalendarDate, DateOnly> dates, HolidayBook holidays)
    {
        var anchor = rule.Anchor switch
        {
            RuleAnchor.Read => dates.GetValueOrDefault(CalendarDate.Read, dates[CalendarDate.Bill]),
            RuleAnchor.Calculate => dates.GetValueOrDefault(CalendarDate.Calculate, dates[CalendarDate.Bill]),
            RuleAnchor.Due => dates[CalendarDate.Due],
            _ => dates[CalendarDate.Bill],
        };
        var counted = new DateRule(rule.Anchor, rule.Offset, rule.Unit, Weekday: rule.Weekday, Roll: RollRule.Next, Obeys: ObservedHolidays.City);
        var arithmetic = new RuleArithmetic(holidays);
        return arithmetic.Roll(counted, arithmetic.Count(counted, anchor), RollRule.Next, []);
    }

    /// <summary>What may be begun by itself of a run that stands so; empty for a step that may not, and for one that is over.</summary>
    public static ScheduledStep? MaySchedule(BillRunState state, ChecklistStep step) => step switch
    {
        ChecklistStep.Calculate when state is BillRunState.Scoped or BillRunState.Calculated => ScheduledStep.Calculate,
        ChecklistStep.Post when state is BillRunState.Scoped or BillRunState.Calculated or BillRunState.AwaitingApproval or BillRunState.Approved => ScheduledStep.Post,
        ChecklistStep.Print when state is not (BillRunState.Cancelled or BillRunState.RolledBack) => ScheduledStep.Print,
        _ => null,
    };

    public static StepStanding Stands(bool done, DateOnly day, DateOnly today) =>
        done ? StepStanding.Done : day < today ? StepStanding.Overdue : day == today ? StepStanding.Due : StepStanding.Ahead;
}

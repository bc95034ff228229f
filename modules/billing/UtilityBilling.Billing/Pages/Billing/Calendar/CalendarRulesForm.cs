using System.ComponentModel.DataAnnotations;
using UtilityBilling.Billing.Calendars;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>The rules as they are typed.</summary>
public sealed class CalendarRulesForm
{
    [Required, Display(Name = "Billing:Field.EffectiveFrom")]
    public DateOnly? EffectiveFrom { get; set; }

    [Required, StringLength(1000), Display(Name = "Billing:Field.Reason")]
    public string Reason { get; set; } = "";

    [Display(Name = "Billing:Rules.OwnLayout")]
    public bool OwnLayout { get; set; }

    [Display(Name = "Billing:Rules.OwnDates")]
    public bool OwnDates { get; set; }

    [Display(Name = "Billing:Rules.FirstMonth")]
    public int FirstMonth { get; set; } = 1;

    [Range(1, 28), Display(Name = "Billing:Rules.FirstDay")]
    public int FirstDay { get; set; } = 1;

    [Display(Name = "Billing:Rules.Name")]
    public PeriodName Name { get; set; }

    public DateRuleForm Read { get; set; } = new();
    public DateRuleForm Calculate { get; set; } = new();
    public DateRuleForm Bill { get; set; } = new();
    public DateRuleForm Due { get; set; } = new();
    public DateRuleForm Reminder { get; set; } = new();
    public DateRuleForm Call { get; set; } = new();
    public DateRuleForm ShutOff { get; set; } = new();
    public DateRuleForm OffCycleDue { get; set; } = new();

    public CalendarRules ToRules(bool isTown) => new(
        isTown || OwnLayout ? new PeriodLayout(FirstMonth, FirstDay, Name) : null,
        isTown || OwnDates
            ? new DateRules(Read.ToRule(), Calculate.ToRule(), Bill.ToRule(), Due.ToRule(), Reminder.IfSet(), Call.IfSet(), ShutOff.IfSet(), OffCycleDue.ToRule())
            : null);

    public static CalendarRulesForm Of(CalendarRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var form = new CalendarRulesForm();
        if (rules.Layout is { } layout)
            (form.FirstMonth, form.FirstDay, form.Name) = (layout.FirstMonth, layout.FirstDay, layout.Name);
        if (rules.Dates is { } dates)
        {
            (form.Read, form.Calculate, form.Bill, form.Due) = (DateRuleForm.Of(dates.Read), DateRuleForm.Of(dates.Calculate), DateRuleForm.Of(dates.Bill), DateRuleForm.Of(dates.Due));
            (form.Reminder, form.Call, form.ShutOff, form.OffCycleDue) = (DateRuleForm.Of(dates.Reminder), DateRuleForm.Of(dates.Call), DateRuleForm.Of(dates.ShutOff), DateRuleForm.Of(dates.OffCycleDue));
        }
        return form;
    }
}

/// <summary>One date's rule as it is typed.</summary>
public sealed class DateRuleForm
{
    [Display(Name = "Billing:Rules.IsSet")]
    public bool IsSet { get; set; }

    [Range(-366, 366), Display(Name = "Billing:Rules.Offset")]
    public int Offset { get; set; }

    [Display(Name = "Billing:Rules.Unit")]
    public OffsetUnit Unit { get; set; }

    [Display(Name = "Billing:Rules.Anchor")]
    public RuleAnchor From { get; set; } = RuleAnchor.Due;

    [Range(1, 31), Display(Name = "Billing:Rules.DayOfMonth")]
    public int? DayOfMonth { get; set; }

    [Display(Name = "Billing:Rules.Weekday")]
    public DayOfWeek? Weekday { get; set; }

    [Display(Name = "Billing:Rules.Roll")]
    public RollRule Roll { get; set; }

    [Display(Name = "Billing:Rules.Obeys")]
    public ObservedHolidays Obeys { get; set; }

    [Display(Name = "Billing:Rules.NotOnEve")]
    public bool NotOnEve { get; set; }

    public List<DayOfWeek> NeverOn { get; set; } = [];

    public DateRule? IfSet() => IsSet ? ToRule() : null;

    public DateRule ToRule() => new(From, Offset, Unit, DayOfMonth, Weekday, Roll, Obeys) { NeverOn = [.. NeverOn.Distinct()], NotOnEve = NotOnEve };

    public static DateRuleForm Of(DateRule? rule) => rule is null ? new() : new()
    {
        IsSet = true, From = rule.From, Offset = rule.Offset, Unit = rule.Unit, DayOfMonth = rule.DayOfMonth, Weekday = rule.Weekday, Roll = rule.Roll, Obeys = rule.Obeys, NotOnEve = rule.NotOnEve, NeverOn = [.. rule.NeverOn],
    };
}

using System.ComponentModel.DataAnnotations;
using System.Globalization;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Checklists;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>A checklist as it is typed: every step that the kind can have, and some lines for what is done by hand.</summary>
public sealed class ChecklistForm
{
    private const int LinesByHand = 4;

    [Required, Display(Name = "Billing:Field.EffectiveFrom")]
    public DateOnly? EffectiveFrom { get; set; }

    [Required, StringLength(1000), Display(Name = "Billing:Field.Reason")]
    public string Reason { get; set; } = "";

    public List<ChecklistStepForm> Steps { get; set; } = [];

    /// <summary>The steps that are used, each handwork after the step that it follows.</summary>
    public IReadOnlyList<ChecklistRule> ToRules()
    {
        var byHand = Steps.Where(s => s.Step == ChecklistStep.ByHand && !string.IsNullOrWhiteSpace(s.NameEn)).ToList();
        var rules = new List<ChecklistRule>();
        foreach (var step in Steps.Where(s => s.Step != ChecklistStep.ByHand))
        {
            if (step.Used)
                rules.Add(step.ToRule());
            rules.AddRange(byHand.Where(h => h.After == step.Step).Select(h => h.ToRule()));
        }
        return rules;
    }

    public static ChecklistForm Of(ChecklistDto list)
    {
        ArgumentNullException.ThrowIfNull(list);
        var form = new ChecklistForm();
        var possible = ChecklistPlan.StepsOf(list.Kind).Where(s => s != ChecklistStep.ByHand).ToList();
        foreach (var step in possible)
            form.Steps.Add(list.Steps.FirstOrDefault(s => s.Step == step) is { } used ? ChecklistStepForm.Of(used, step, used: true) : new ChecklistStepForm { Step = step, Anchor = RuleAnchor.Bill });
        var after = possible[0];
        foreach (var rule in list.Steps)
            if (rule.Step == ChecklistStep.ByHand)
                form.Steps.Add(ChecklistStepForm.Of(rule, after, used: true));
            else
                after = rule.Step;
        while (form.Steps.Count < possible.Count + LinesByHand)
            form.Steps.Add(new ChecklistStepForm { Step = ChecklistStep.ByHand, Anchor = RuleAnchor.Bill, After = possible[^1] });
        return form;
    }
}

/// <summary>One step as it is typed.</summary>
public sealed class ChecklistStepForm
{
    public ChecklistStep Step { get; set; }

    [Display(Name = "Billing:Checklist.Used")]
    public bool Used { get; set; }

    [StringLength(60), Display(Name = "Billing:Checklist.Who")]
    public string? Who { get; set; }

    [Range(-60, 60), Display(Name = "Billing:Rules.Offset")]
    public int Offset { get; set; }

    [Display(Name = "Billing:Rules.Unit")]
    public OffsetUnit Unit { get; set; }

    [Display(Name = "Billing:Rules.Anchor")]
    public RuleAnchor Anchor { get; set; }

    [Display(Name = "Billing:Rules.Weekday")]
    public DayOfWeek? Weekday { get; set; }

    [RegularExpression("^([01][0-9]|2[0-3]):[0-5][0-9]$"), Display(Name = "Billing:Schedule.At")]
    public string? At { get; set; }

    [StringLength(100), Display(Name = "Billing:Checklist.NameEn")]
    public string? NameEn { get; set; }

    [StringLength(100), Display(Name = "Billing:Checklist.NameEs")]
    public string? NameEs { get; set; }

    [Display(Name = "Billing:Checklist.After")]
    public ChecklistStep After { get; set; }

    public ChecklistRule ToRule() => new(
        Step, Who?.Trim() ?? "", Anchor, Offset, Unit == OffsetUnit.BusinessDays ? Unit : OffsetUnit.Days, Weekday, string.IsNullOrEmpty(At) ? null : TimeOnly.ParseExact(At, "HH:mm", CultureInfo.InvariantCulture),
        Step == ChecklistStep.ByHand ? NameEn?.Trim() : null, Step == ChecklistStep.ByHand && !string.IsNullOrWhiteSpace(NameEs) ? NameEs.Trim() : null);

    public static ChecklistStepForm Of(ChecklistRule rule, ChecklistStep after, bool used)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new()
        {
            Step = rule.Step, Used = used, Who = rule.Who, Offset = rule.Offset, Unit = rule.Unit, Anchor = rule.Anchor, Weekday = rule.Weekday, At = rule.At?.ToString("HH:mm", CultureInfo.InvariantCulture),
            NameEn = rule.NameEn, NameEs = rule.NameEs, After = after,
        };
    }
}

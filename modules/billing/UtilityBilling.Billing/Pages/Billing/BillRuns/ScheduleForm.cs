using System.ComponentModel.DataAnnotations;
using System.Globalization;
using UtilityBilling.Billing.Checklists;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

/// <summary>When something begins by itself; what is left empty is as the checklist plans it.</summary>
public sealed class ScheduleForm
{
    public static readonly TimeOnly Morning = new(6, 0);

    [Display(Name = "Billing:Schedule.Step")]
    public ScheduledStep Step { get; set; } = ScheduledStep.Calculate;

    [Display(Name = "Billing:Field.Day")]
    public DateOnly? Day { get; set; }

    [RegularExpression("^([01][0-9]|2[0-3]):[0-5][0-9]$"), Display(Name = "Billing:Schedule.At")]
    public string? At { get; set; }

    /// <summary>A method, so that nobody asks before the text is checked.</summary>
    public TimeOnly? Time() => string.IsNullOrEmpty(At) ? null : TimeOnly.ParseExact(At, "HH:mm", CultureInfo.InvariantCulture);

    public Task SetAsync(IRunScheduleAppService schedule, Guid runId, IReadOnlyList<ScheduleProposal> proposals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var planned = proposals.FirstOrDefault(p => p.Step == Step);
        return schedule.ScheduleAsync(runId, Step, Day ?? planned?.Day ?? default, Time() ?? planned?.At ?? Morning, cancellationToken);
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.WinterAverages;

[Authorize(BillingPermissions.WinterAverages.Prepare)]
public sealed class NewModel(IWinterAverageBatchAppService winters, ICalendarAppService calendar, IClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? CycleId { get; set; }

    [BindProperty(SupportsGet = true), StringLength(40)]
    public string? Service { get; set; }

    [BindProperty]
    public WinterDatesForm Input { get; set; } = new();

    public IReadOnlyList<CycleDto> Cycles { get; private set; } = [];

    public IReadOnlyList<string> Services { get; private set; } = [];

    /// <summary>Whether the dates come from last year.</summary>
    public bool IsProposed { get; private set; }

    /// <summary>The last day of reads where it is still to come.</summary>
    public string? EndsLater => Input.ReadsThrough is { } through && through > clock.Today ? WinterWords.Day(through) : null;

    /// <summary>Where the form goes: the address names cycle and service, so that what is sent is for what was shown.</summary>
    public string Address => $"/Billing/WinterAverages/New?CycleId={CycleId}&Service={Uri.EscapeDataString(Service ?? "")}";

    public async Task OnGetAsync()
    {
        Input = WinterDatesForm.Of(await LoadAsync());
        IsProposed = Input.ReadsFrom is not null;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!ModelState.IsValid || CycleId is not { } cycle || Service is not { } service)
            return this.Invalid();
        return this.GoTo($"/Billing/WinterAverages/{await winters.ComputeAsync(new WinterComputeInput(cycle, service, Input.ToDates()), HttpContext.RequestAborted)}");
    }

    private async Task<WinterDates?> LoadAsync()
    {
        (Cycles, Services) = (await calendar.CyclesAsync(HttpContext.RequestAborted), await winters.ServicesAsync(HttpContext.RequestAborted));
        (CycleId, Service) = (CycleId ?? (Cycles.Count > 0 ? Cycles[0].Id : null), Service ?? (Services.Count > 0 ? Services[0] : null));
        return CycleId is { } cycle ? await winters.ProposeAsync(cycle, Service ?? "", HttpContext.RequestAborted) : null;
    }
}

/// <summary>Which reads count, and from which bill date the values do.</summary>
public sealed class WinterDatesForm
{
    [Required, Display(Name = "Billing:Winter.ReadsFrom")]
    public DateOnly? ReadsFrom { get; set; }

    [Required, Display(Name = "Billing:Winter.ReadsThrough")]
    public DateOnly? ReadsThrough { get; set; }

    [Required, Display(Name = "Billing:Field.EffectiveFrom")]
    public DateOnly? EffectiveFrom { get; set; }

    public static WinterDatesForm Of(WinterDates? dates) => new() { ReadsFrom = dates?.ReadsFrom, ReadsThrough = dates?.ReadsThrough, EffectiveFrom = dates?.EffectiveFrom };

    public WinterDates ToDates() => new(ReadsFrom!.Value, ReadsThrough!.Value, EffectiveFrom!.Value);
}

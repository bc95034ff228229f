using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>A year of all cycles side by side: on screen, as a file and as a wall calendar.</summary>
[Authorize(BillingPermissions.Calendar.View)]
public sealed class IndexModel(ICalendarAppService calendar, ITownProfileProvider profiles, IStringLocalizer texts, IClock clock) : PageModel
{
    private const int YearsBack = 3;
    private const int YearsAhead = 5;

    public int Year { get; private set; }

    public IEnumerable<int> Years => Enumerable.Range(clock.Today.Year - YearsBack, YearsBack + YearsAhead + 1).Append(Year).Distinct().Order();

    public IReadOnlyList<CalendarRow> Rows { get; private set; } = [];

    public IReadOnlyList<CycleDto> Cycles { get; private set; } = [];

    /// <summary>Every date that was moved, in the order of the table; a small number beside the date leads to it.</summary>
    public IReadOnlyList<(CalendarRow Row, DateMove Move)> Notes { get; private set; } = [];

    public int Note(CalendarRow row, DateMove move) => Notes.ToList().FindIndex(n => n.Row == row && n.Move == move) + 1;

    internal static IReadOnlyDictionary<CalendarDate, DateOnly> Dates(CalendarRow row) => CalendarTable.Dates(row);

    public async Task<IActionResult> OnGetAsync(int? year, string? export)
    {
        Year = year is >= 2000 and <= 2100 ? year.Value : clock.Today.Year;
        Rows = await calendar.YearAsync(Year, HttpContext.RequestAborted);
        if (ExportResult.Asked(export))
            return await this.ExportAsync(CalendarTable.Definition, Rows, export!, $"billing-calendar-{Year}", cancellationToken: HttpContext.RequestAborted);
        if (export == "pdf")
            return await WallAsync();
        Notes = [.. Rows.SelectMany(r => r.Moves.Select(m => (r, m)))];
        Cycles = await calendar.CyclesAsync(HttpContext.RequestAborted);
        return Page();
    }

    private async Task<FileContentResult> WallAsync()
    {
        var events = await calendar.EventsAsync(new DateOnly(Year, 1, 1), new DateOnly(Year, 12, 31), HttpContext.RequestAborted);
        using var file = new MemoryStream();
        using (var pdf = new WallCalendarPdf(Year, events, texts, await profiles.GetAsync(HttpContext.RequestAborted)))
            pdf.Write(file, clock.UtcNow);
        return File(file.ToArray(), "application/pdf", string.Create(CultureInfo.InvariantCulture, $"billing-calendar-{Year}.pdf"));
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;

namespace UtilityBilling.Billing.Pages.Reports;

/// <summary>A register of one run: on screen up to a bound, as a file whole. A shortened screen shows no totals, since they would not be the run's.</summary>
public abstract class RunRegisterModel<T>(Table<T> table, RunChoice choice, IStringLocalizer texts) : PageModel
{
    public RunChoice Choice { get; } = choice;

    public ScreenTable? Register { get; private set; }

    public bool IsShortened { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? run, string? export)
    {
        await Choice.LoadAsync(run, HttpContext.RequestAborted);
        if (Choice.Chosen is not { } id)
            return Page();
        if (ExportResult.Asked(export))
            return await this.ExportAsync(table, RowsAsync(id), export!, cancellationToken: HttpContext.RequestAborted);
        var rows = await RowsAsync(id).Take(RunChoice.ShownRows + 1).ToListAsync(HttpContext.RequestAborted);
        IsShortened = rows.Count > RunChoice.ShownRows;
        Register = table.ToScreen(rows.Take(RunChoice.ShownRows), texts, totals: !IsShortened);
        return Page();
    }

    protected abstract IAsyncEnumerable<T> RowsAsync(Guid run);
}

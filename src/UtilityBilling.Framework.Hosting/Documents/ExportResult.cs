using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using UtilityBilling.Documents;

namespace UtilityBilling.Hosting.Documents;

/// <summary>
/// Hands a page's table out as a file: <c>if (ExportResult.Asked(Export)) return await this.ExportAsync(Definition, rows, Export!, ct);</c>. The file is written whole
/// before the answer begins, while the unit of work is open, so that a failing query gives an error page and never half a file.
/// </summary>
public static class ExportResult
{
    /// <summary>Whether the query string's <c>export</c> names a format that we write.</summary>
    public static bool Asked(string? export) => export is "csv" or "xlsx";

    /// <param name="page">The page that answers.</param>
    /// <param name="table">The definition that the page shows, too.</param>
    /// <param name="rows">All filtered rows, as they come from the query.</param>
    /// <param name="export"><c>csv</c> or <c>xlsx</c>.</param>
    /// <param name="fileName">Without extension; the table's name when null.</param>
    /// <param name="notes">What the file is: town, parameters, time and user. Shown by Excel on a sheet of its own.</param>
    /// <param name="cancellationToken">Ends the writing when the reader goes away.</param>
    public static async Task<IActionResult> ExportAsync<T>(
        this PageModel page, Table<T> table, IAsyncEnumerable<T> rows, string export, string? fileName = null,
        IReadOnlyList<KeyValuePair<string, string>>? notes = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(table);
        var services = page.HttpContext.RequestServices;
        var writer = services.GetServices<ISpreadsheetWriter>().First(w => w.Format == export);
        var sheet = table.ToSpreadsheet(rows, services.GetRequiredService<IStringLocalizer>()) with { Notes = notes ?? [] };
        var file = TemporaryFile();
        try
        {
            await writer.WriteAsync(file, sheet, cancellationToken);
            file.Position = 0;
            return new FileStreamResult(file, writer.ContentType) { FileDownloadName = $"{fileName ?? table.Name}.{writer.Format}" };
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>For rows that are in memory already.</summary>
    public static Task<IActionResult> ExportAsync<T>(
        this PageModel page, Table<T> table, IEnumerable<T> rows, string export, string? fileName = null,
        IReadOnlyList<KeyValuePair<string, string>>? notes = null, CancellationToken cancellationToken = default) =>
        page.ExportAsync(table, rows.ToAsyncEnumerable(), export, fileName, notes, cancellationToken);

    /// <summary>Gone as soon as it is closed, readable by this process alone.</summary>
    private static FileStream TemporaryFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }
}

namespace UtilityBilling.Documents;

/// <summary>What a column holds. It decides how a cell looks on screen, in CSV and in Excel, and whether it is a number there.</summary>
public enum CellFormat
{
    /// <summary>Words and numbers that nobody adds up: names, addresses, account and bill numbers. Never a formula, never loses leading zeros.</summary>
    Text,

    /// <summary>Dollars and cents, shown as 1,234.50.</summary>
    Money,

    /// <summary>Usage, reads, factors: up to three decimals, shown as they are.</summary>
    Quantity,

    /// <summary>A business date, shown as 2026-11-03; a real date in Excel.</summary>
    Date,

    /// <summary>Counts and days: whole numbers.</summary>
    Integer,
}

/// <summary>One column of a sheet. <paramref name="Width"/> is in characters; a totalled column gets its sum in the totals row.</summary>
public sealed record SpreadsheetColumn(string Title, CellFormat Format, int Width, bool HasTotal = false);

/// <summary>
/// A sheet to be written: its columns and its rows, which are read once and never held together in memory. Cells are string, decimal, long, DateOnly or null, in
/// the order of the columns. <see cref="Notes"/> says what the sheet is (town, report, parameters, made when and by whom); Excel shows it on a sheet of its own so
/// that the data stays a clean table.
/// </summary>
public sealed record Spreadsheet(string Title, IReadOnlyList<SpreadsheetColumn> Columns, IAsyncEnumerable<object?[]> Rows)
{
    public IReadOnlyList<KeyValuePair<string, string>> Notes { get; init; } = [];
}

/// <summary>Writes a sheet as a file of one format.</summary>
public interface ISpreadsheetWriter
{
    /// <summary>The format's name in an address and the file's extension: <c>csv</c> or <c>xlsx</c>.</summary>
    string Format { get; }

    string ContentType { get; }

    /// <summary>Writes the sheet and returns the number of data rows written. The stream stays open.</summary>
    Task<long> WriteAsync(Stream output, Spreadsheet sheet, CancellationToken cancellationToken = default);
}

using CsvHelper;
using UtilityBilling.Documents;

namespace UtilityBilling.Hosting.Documents;

/// <summary>
/// Writes CSV for Excel and for other programs: UTF-8 with byte order mark, commas, ISO dates, plain numbers. A text that a spreadsheet would take for a formula gets
/// an apostrophe in front. There is no totals row, so that whoever adds the column up does not count everything twice.
/// </summary>
public sealed class CsvWriter : ISpreadsheetWriter
{
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true, Injection = CsvInjection.Escape };

    public string Format => "csv";

    public string ContentType => "text/csv; charset=utf-8";

    public async Task<long> WriteAsync(Stream output, Spreadsheet sheet, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        await using var csv = CsvHelper.CsvWriter.Create(output, Options, leaveOpen: true);
        foreach (var column in sheet.Columns)
            csv.WriteField(column.Title);
        await csv.EndRecordAsync(cancellationToken);

        long count = 0;
        await foreach (var row in sheet.Rows.WithCancellation(cancellationToken))
        {
            for (var i = 0; i < sheet.Columns.Count; i++)
                Write(csv, row[i], sheet.Columns[i].Format);
            await csv.EndRecordAsync(cancellationToken);
            count++;
        }
        await csv.FlushAsync(cancellationToken);
        return count;
    }

    private static void Write(CsvHelper.CsvWriter csv, object? value, CellFormat format)
    {
        switch (value)
        {
            case null: csv.WriteField((string?)null); break;
            case string text: csv.WriteField(text); break;
            case DateOnly date: csv.WriteField(date, "O"); break;
            case decimal amount when format == CellFormat.Money: csv.WriteField(amount, "0.00"); break;
            case decimal number: csv.WriteField(number, "0.######"); break;
            case long number: csv.WriteField(number, "D"); break;
            default: throw new ArgumentException($"A cell cannot hold {value.GetType().Name}.", nameof(value));
        }
    }
}

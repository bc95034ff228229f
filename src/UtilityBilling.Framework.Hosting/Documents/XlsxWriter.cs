using System.IO.Packaging;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using UtilityBilling.Documents;
using CellFormat = UtilityBilling.Documents.CellFormat;
using Sheet = UtilityBilling.Documents.Spreadsheet;

namespace UtilityBilling.Hosting.Documents;

/// <summary>
/// Writes an Excel workbook row by row: header frozen and filterable, numbers as numbers, dates as dates, text as inline text that can never turn into a formula,
/// a totals row, and an "Info" sheet when the sheet has notes. What does not fit on one sheet of Excel goes on to a second.
/// </summary>
public sealed class XlsxWriter : ISpreadsheetWriter
{
    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string PartType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /// <summary>Excel holds 1,048,576 rows on a sheet; header and totals need two.</summary>
    public int MaxRowsPerSheet { get; init; } = 1_048_000;

    public string Format => "xlsx";

    public string ContentType => PartType + "sheet";

    public async Task<long> WriteAsync(Stream output, Sheet sheet, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        // Write-only, so that parts are compressed as they are written; a SpreadsheetDocument would hold every one in memory to the end.
        using var package = Package.Open(output, FileMode.Create, FileAccess.Write);
        WritePart(package, "/xl/styles.xml", "styles+xml", XlsxStyles.Create());

        var names = new List<string>();
        var count = await WriteRowsAsync(package, sheet, names, cancellationToken);
        if (sheet.Notes.Count > 0)
            WriteNotes(package, sheet.Notes, names);
        WriteWorkbook(package, names);
        return count;
    }

    private async Task<long> WriteRowsAsync(Package package, Sheet sheet, List<string> names, CancellationToken cancellationToken)
    {
        var totals = new ColumnTotals(sheet.Columns);
        var page = Begin(package, SheetName(sheet.Title, names.Count), sheet.Columns, names);
        try
        {
            long count = 0;
            await foreach (var row in sheet.Rows.WithCancellation(cancellationToken))
            {
                if (page.DataRows == MaxRowsPerSheet)
                {
                    page.Finish();
                    page.Dispose();
                    page = Begin(package, SheetName(sheet.Title, names.Count), sheet.Columns, names);
                }
                page.Data(row);
                totals.Add(row);
                count++;
            }
            if (totals.Any)
                page.Totals(totals.Row(Table<object>.TotalLabel));
            page.Finish();
            return count;
        }
        finally
        {
            page.Dispose();
        }
    }

    private static XlsxSheet Begin(Package package, string name, IReadOnlyList<SpreadsheetColumn> columns, List<string> names)
    {
        names.Add(name);
        var part = package.CreatePart(SheetUri(names.Count), PartType + "worksheet+xml", CompressionOption.Fast);
        return new XlsxSheet(part.GetStream(FileMode.Create, FileAccess.Write), columns);
    }

    private static void WriteNotes(Package package, IReadOnlyList<KeyValuePair<string, string>> notes, List<string> names)
    {
        using var page = Begin(package, "Info", [new("Info", CellFormat.Text, 24), new("", CellFormat.Text, 60)], names);
        foreach (var (label, value) in notes)
            page.Data([label, value]);
        page.Finish();
    }

    private static void WriteWorkbook(Package package, List<string> names)
    {
        var sheets = new Sheets(names.Select((name, i) => new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = name, SheetId = (uint)(i + 1), Id = $"rId{i + 1}" }));
        var part = WritePart(package, "/xl/workbook.xml", "sheet.main+xml", new Workbook(sheets));
        for (var n = 1; n <= names.Count; n++)
            part.CreateRelationship(SheetUri(n), TargetMode.Internal, Relation + "worksheet", $"rId{n}");
        part.CreateRelationship(new Uri("/xl/styles.xml", UriKind.Relative), TargetMode.Internal, Relation + "styles", "rIdStyles");
        package.CreateRelationship(part.Uri, TargetMode.Internal, Relation + "officeDocument", "rId1");
    }

    private static PackagePart WritePart(Package package, string uri, string type, OpenXmlElement content)
    {
        var part = package.CreatePart(new Uri(uri, UriKind.Relative), PartType + type, CompressionOption.Fast);
        using var stream = part.GetStream(FileMode.Create, FileAccess.Write);
        using var writer = new OpenXmlPartWriter(stream);
        writer.WriteStartDocument();
        writer.WriteElement(content);
        return part;
    }

    private static Uri SheetUri(int number) => new($"/xl/worksheets/sheet{number}.xml", UriKind.Relative);

    /// <summary>Excel allows 31 characters and none of <c>: \ / ? * [ ]</c> in a sheet's name.</summary>
    private static string SheetName(string title, int index)
    {
        var name = string.Concat(title.Select(c => ":\\/?*[]'".Contains(c, StringComparison.Ordinal) ? ' ' : c)).Trim();
        var suffix = index == 0 ? "" : $" ({index + 1})";
        name = name.Length == 0 ? "Data" : name;
        return name[..Math.Min(name.Length, 31 - suffix.Length)] + suffix;
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using UtilityBilling.Documents;
using CellFormat = UtilityBilling.Documents.CellFormat;

namespace UtilityBilling.Hosting.Documents;

/// <summary>One worksheet while it is being written: header first, then data rows, then totals, then <see cref="Finish"/>.</summary>
internal sealed partial class XlsxSheet : IDisposable
{
    private const int MaxCellCharacters = 32_767;

    private static readonly DateOnly DayZero = new(1899, 12, 30);

    /// <summary>Excel counts a 29 February 1900 that never was; only days after it have a number that everybody reads alike.</summary>
    private static readonly DateOnly FirstRealDate = new(1900, 3, 1);

    private static readonly OpenXmlAttribute[] Preserve = [new("xml", "space", "http://www.w3.org/XML/1998/namespace", "preserve")];

    private readonly Stream _part;
    private readonly OpenXmlPartWriter _writer;
    private readonly IReadOnlyList<SpreadsheetColumn> _columns;
    private readonly string[] _letters;
    private readonly Row _row = new();
    private readonly Cell _cell = new();
    private readonly InlineString _inline = new();
    private readonly Text _text = new();
    private readonly CellValue _value = new();
    private readonly OpenXmlAttribute[] _rowAttributes = new OpenXmlAttribute[1];
    private readonly OpenXmlAttribute[] _numberAttributes = new OpenXmlAttribute[2];
    private readonly OpenXmlAttribute[] _textAttributes = new OpenXmlAttribute[3];
    private int _rows;

    public XlsxSheet(Stream part, IReadOnlyList<SpreadsheetColumn> columns)
    {
        _part = part;
        _columns = columns;
        _letters = [.. Enumerable.Range(0, columns.Count).Select(Letters)];
        _writer = new OpenXmlPartWriter(part);
        _writer.WriteStartDocument();
        _writer.WriteStartElement(new Worksheet());
        _writer.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
        { WorkbookViewId = 0 }));
        _writer.WriteElement(new Columns(columns.Select((c, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = c.Width + 1, CustomWidth = true })));
        _writer.WriteStartElement(new SheetData());
        BeginRow();
        for (var i = 0; i < columns.Count; i++)
            WriteText(i, columns[i].Title, XlsxStyles.Header);
        _writer.WriteEndElement();
    }

    public int DataRows { get; private set; }

    public void Data(object?[] row)
    {
        WriteRow(row, total: false);
        DataRows++;
    }

    public void Totals(object?[] row) => WriteRow(row, total: true);

    /// <summary>Closes the sheet with the filter over the data, without the totals row.</summary>
    public void Finish()
    {
        _writer.WriteEndElement();
        var last = _letters[^1] + (DataRows + 1).ToString(CultureInfo.InvariantCulture);
        _writer.WriteElement(new AutoFilter { Reference = $"A1:{last}" });
        _writer.WriteElement(new PageSetup { Orientation = OrientationValues.Landscape });
        _writer.WriteElement(new IgnoredErrors(new IgnoredError { SequenceOfReferences = new ListValue<StringValue> { InnerText = $"A1:{last}" }, NumberStoredAsText = true }));
        _writer.WriteEndElement();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _part.Dispose();
    }

    private void WriteRow(object?[] row, bool total)
    {
        BeginRow();
        for (var i = 0; i < _columns.Count; i++)
            WriteCell(i, row[i], total);
        _writer.WriteEndElement();
    }

    private void BeginRow()
    {
        _rowAttributes[0] = new OpenXmlAttribute("r", "", (++_rows).ToString(CultureInfo.InvariantCulture));
        _writer.WriteStartElement(_row, _rowAttributes);
    }

    private void WriteCell(int column, object? value, bool total)
    {
        var style = XlsxStyles.Of(_columns[column].Format, total);
        switch (value)
        {
            case null when total: WriteText(column, "", style); break;
            case null: break;
            case string text: WriteText(column, text, total ? XlsxStyles.Of(CellFormat.Text, true) : style); break;
            case decimal number: WriteNumber(column, number.ToString(CultureInfo.InvariantCulture), style); break;
            case long number: WriteNumber(column, number.ToString(CultureInfo.InvariantCulture), style); break;
            case DateOnly date when date < FirstRealDate: WriteText(column, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), style); break;
            case DateOnly date: WriteNumber(column, (date.DayNumber - DayZero.DayNumber).ToString(CultureInfo.InvariantCulture), style); break;
            default: throw new ArgumentException($"A cell cannot hold {value.GetType().Name}.", nameof(value));
        }
    }

    private void WriteNumber(int column, string number, uint style)
    {
        _numberAttributes[0] = Reference(column);
        _numberAttributes[1] = Style(style);
        _writer.WriteStartElement(_cell, _numberAttributes);
        _writer.WriteStartElement(_value);
        _writer.WriteString(number);
        _writer.WriteEndElement();
        _writer.WriteEndElement();
    }

    private void WriteText(int column, string text, uint style)
    {
        _textAttributes[0] = Reference(column);
        _textAttributes[1] = Style(style);
        _textAttributes[2] = new OpenXmlAttribute("t", "", "inlineStr");
        _writer.WriteStartElement(_cell, _textAttributes);
        _writer.WriteStartElement(_inline);
        _writer.WriteStartElement(_text, Preserve);
        _writer.WriteString(Clean(text));
        _writer.WriteEndElement();
        _writer.WriteEndElement();
        _writer.WriteEndElement();
    }

    private OpenXmlAttribute Reference(int column) => new("r", "", _letters[column] + _rows.ToString(CultureInfo.InvariantCulture));

    private static OpenXmlAttribute Style(uint style) => new("s", "", style.ToString(CultureInfo.InvariantCulture));

    private static string Letters(int column)
    {
        var letters = "";
        for (var n = column + 1; n > 0; n = (n - 1) / 26)
            letters = (char)('A' + (n - 1) % 26) + letters;
        return letters;
    }

    /// <summary>Excel refuses control characters, cells beyond its limit, and reads <c>_x0041_</c> as an escape.</summary>
    private static string Clean(string text)
    {
        if (text.Length > MaxCellCharacters)
            text = text[..MaxCellCharacters];
        if (text.Contains("_x", StringComparison.OrdinalIgnoreCase))
            text = Escape().Replace(text, "_x005F$0");
        if (Valid(text))
            return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                clean.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                clean.Append(text[i]).Append(text[++i]);
        }
        return clean.ToString();
    }

    private static bool Valid(string text)
    {
        foreach (var c in text)
            if (!XmlConvert.IsXmlChar(c))
                return false;
        return true;
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}

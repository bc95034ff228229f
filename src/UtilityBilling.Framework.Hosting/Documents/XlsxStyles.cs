using DocumentFormat.OpenXml.Spreadsheet;
using CellFormat = UtilityBilling.Documents.CellFormat;
using Xf = DocumentFormat.OpenXml.Spreadsheet.CellFormat;

namespace UtilityBilling.Hosting.Documents;

/// <summary>The looks of an exported workbook: a bold header on grey, one number format per column kind, a ruled totals row.</summary>
internal static class XlsxStyles
{
    public const uint Header = 1;

    private const uint FirstCell = 2;
    private const uint IsoDate = 164;

    private static readonly CellFormat[] Formats = Enum.GetValues<CellFormat>();

    /// <summary>The style's place in the sheet of styles for a cell, or for the totals row below it.</summary>
    public static uint Of(CellFormat format, bool total) => FirstCell + (uint)format + (total ? (uint)Formats.Length : 0);

    public static Stylesheet Create() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = IsoDate, FormatCode = "yyyy\\-mm\\-dd" }),
        new Fonts(PlainFont(), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Calibri" })),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE6ECF2" }) { PatternType = PatternValues.Solid })),
        new Borders(
            new Border(),
            new Border { BottomBorder = new BottomBorder { Style = BorderStyleValues.Thin } },
            new Border { TopBorder = new TopBorder { Style = BorderStyleValues.Thin } }),
        new CellStyleFormats(new Xf()),
        new CellFormats([
            new Xf(),
            new Xf(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Center })
            { FontId = 1, FillId = 2, BorderId = 1, ApplyFont = true, ApplyFill = true, ApplyBorder = true, ApplyAlignment = true },
            .. Formats.Select(f => new Xf { NumberFormatId = Number(f), ApplyNumberFormat = true }),
            .. Formats.Select(f => new Xf
            { NumberFormatId = Number(f), ApplyNumberFormat = true, FontId = 1, ApplyFont = true, BorderId = 2, ApplyBorder = true }),
        ]));

    private static Font PlainFont() => new(new FontSize { Val = 11 }, new FontName { Val = "Calibri" });

    /// <summary>Built-in numbers of Excel: 49 is text, 4 is <c>#,##0.00</c>, 0 is general, 3 is <c>#,##0</c>.</summary>
    private static uint Number(CellFormat format) => format switch
    {
        CellFormat.Text => 49,
        CellFormat.Money => 4,
        CellFormat.Quantity => 0,
        CellFormat.Date => IsoDate,
        CellFormat.Integer => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}

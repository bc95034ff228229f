using System.Globalization;
using Microsoft.Extensions.Localization;
using SkiaSharp;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.MultiTenancy;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The year for the wall: a month on each page, each day in its box with what falls on it.</summary>
internal sealed class WallCalendarPdf(int year, IReadOnlyList<CalendarEvent> events, IStringLocalizer texts, TownProfile town) : IDisposable
{
    private const Points Left = BillCanvas.Margin;
    private const Points Top = 104;
    private const Points Width = (BillCanvas.Right - BillCanvas.Margin) / 7;
    private const Points Height = 106;
    private const Points TextSize = 6.5f;
    private const Points Leading = 8;

    /// <summary>As many lines as a box holds below its number.</summary>
    private const int MostLines = 11;

    private readonly BillFonts _fonts = new();
    private readonly ILookup<DateOnly, CalendarEvent> _events = events.ToLookup(e => e.Day);
    private BillCanvas _canvas = null!;

    public void Write(Stream output, DateTimeOffset madeAt)
    {
        using var document = SKDocument.CreatePdf(output, new SKDocumentPdfMetadata
        {
            Title = $"{town.Name}: {texts["Billing:Calendar.Heading", year]}",
            Creator = "UtilityBilling",
            Producer = "UtilityBilling",
            Creation = madeAt.UtcDateTime,
            Modified = madeAt.UtcDateTime,
            RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi,
            EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
        });
        using var canvas = _canvas = new BillCanvas(_fonts, SKColor.TryParse(town.BrandColor, out var brand) ? brand : BillCanvas.Ink);
        for (var month = 1; month <= 12; month++)
        {
            canvas.Page = document.BeginPage(BillCanvas.PageWidth, BillCanvas.PageHeight);
            Month(new DateOnly(year, month, 1));
            document.EndPage();
        }
        document.Close();
    }

    public void Dispose() => _fonts.Dispose();

    private void Month(DateOnly first)
    {
        _canvas.Text(MonthGrid.Title(first), Left, 56, 20, BillFace.Bold, _canvas.Accent);
        _canvas.Text(town.Name, BillCanvas.Right, 56, 10, color: BillCanvas.Grey, align: SKTextAlign.Right, width: 260);
        for (var column = 0; column < 7; column++)
            _canvas.Text(CalendarWording.Weekday((DayOfWeek)column), Left + (column * Width) + 3, Top - 6, 8, BillFace.Bold, width: Width - 4);
        var row = 0;
        foreach (var week in MonthGrid.Weeks(first))
        {
            for (var column = 0; column < 7; column++)
                if (week[column] is { } day)
                    Day(day, Left + (column * Width), Top + (row * Height));
            row++;
        }
    }

    private void Day(DateOnly day, Points x, Points y)
    {
        var box = new SKRect(x, y, x + Width, y + Height);
        if (HolidayBook.IsWeekend(day) || _events[day].Any(e => e.Holiday is not null))
            _canvas.Box(box, BillCanvas.Tint);
        _canvas.Frame(box, BillCanvas.Rule);
        _canvas.Text(day.Day.ToString(CultureInfo.InvariantCulture), x + 4, y + 13, 11, BillFace.Bold);
        var lines = _events[day].SelectMany(e => _canvas.Wrap(CalendarWording.Line(e, texts), TextSize, Width - 8).Select(t => (Text: t, e.Holiday))).ToList();
        for (var i = 0; i < Math.Min(lines.Count, MostLines); i++)
        {
            // What does not fit is counted, never dropped unsaid.
            var text = i == MostLines - 1 && lines.Count > MostLines ? texts["Billing:Calendar.More", lines.Count - i] : lines[i].Text;
            _canvas.Text(text, x + 4, y + 24 + (i * Leading), TextSize, color: lines[i].Holiday is null ? BillCanvas.Ink : BillCanvas.Grey, width: Width - 6);
        }
    }
}

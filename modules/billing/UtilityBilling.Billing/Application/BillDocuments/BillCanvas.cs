using SkiaSharp;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The pen: text that fits its place, rules and boxes, in points from the top left corner of a letter page.</summary>
internal sealed class BillCanvas(BillFonts fonts, SKColor accent) : IDisposable
{
    public const Points PageWidth = 612;
    public const Points PageHeight = 792;
    public const Points Margin = 36;
    public const Points Right = PageWidth - Margin;

    /// <summary>Text that is too long is first set smaller, down to this part of its size, then cut.</summary>
    private const Points SmallestScale = 0.72f;

    private const int MostRuns = 4_000;

    public static readonly SKColor Ink = new(0x1B, 0x22, 0x2A);
    public static readonly SKColor Grey = new(0x55, 0x5F, 0x69);
    public static readonly SKColor Rule = new(0xC9, 0xD1, 0xD9);
    public static readonly SKColor Tint = new(0xF1, 0xF4, 0xF7);
    public static readonly SKColor Alert = new(0xA3, 0x1D, 0x1D);

    private readonly Dictionary<(string Text, Points Size, Points Width, BillFace Face), List<string>> _wrapped = [];
    private readonly Dictionary<(string Text, Points Size, BillFace Face), Run> _runs = [];
    private readonly SKPaint _fill = new() { IsAntialias = true, Style = SKPaintStyle.Fill };
    private readonly SKPaint _stroke = new() { IsAntialias = true, Style = SKPaintStyle.Stroke };

    public SKCanvas Page { private get; set; } = null!;

    public SKColor Accent => accent;

    public Points Measure(string text, Points size, BillFace face = BillFace.Regular) => Set(text, size, face).Width;

    /// <summary>One line on the baseline <paramref name="y"/>. With a width it never runs out of its place.</summary>
    public void Text(
        string text, Points x, Points y, Points size, BillFace face = BillFace.Regular, SKColor? color = null, SKTextAlign align = SKTextAlign.Left, Points width = 0)
    {
        if (text.Length == 0)
            return;
        if (width > 0)
            (text, size) = Fit(text, size, face, width);
        var run = Set(text, size, face);
        if (run.Blob is null)
            return;
        _fill.Color = color ?? Ink;
        Page.DrawText(run.Blob, align switch { SKTextAlign.Right => x - run.Width, SKTextAlign.Center => x - run.Width / 2, _ => x }, y, _fill);
    }

    /// <summary>The words broken into lines of the width. The same notices stand on every bill of a run, so what was broken once is kept.</summary>
    public IReadOnlyList<string> Wrap(string text, Points size, Points width, BillFace face = BillFace.Regular)
    {
        if (_wrapped.TryGetValue((text, size, width, face), out var lines))
            return lines;
        if (_wrapped.Count > 500)
            _wrapped.Clear();
        return _wrapped[(text, size, width, face)] = Break(text, size, width, face);
    }

    private List<string> Break(string text, Points size, Points width, BillFace face)
    {
        var font = fonts.Get(face, size);
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && font.MeasureText(longer) > width)
            {
                lines.Add(line);
                longer = word;
            }
            line = longer;
        }
        if (line.Length > 0)
            lines.Add(line);
        return lines;
    }

    public void Line(Points x1, Points y1, Points x2, Points y2, SKColor color, Points thickness = 0.6f)
    {
        _stroke.Color = color;
        _stroke.StrokeWidth = thickness;
        Page.DrawLine(x1, y1, x2, y2, _stroke);
    }

    /// <summary>Small strokes in a row: where the paper is to be torn.</summary>
    public void Perforation(Points y)
    {
        _stroke.Color = Grey;
        _stroke.StrokeWidth = 0.7f;
        using var dashes = SKPathEffect.CreateDash([3, 3], 0);
        _stroke.PathEffect = dashes;
        Page.DrawLine(0, y, PageWidth, y, _stroke);
        _stroke.PathEffect = null;
    }

    public void Box(SKRect box, SKColor color, Points radius = 0)
    {
        _fill.Color = color;
        if (radius > 0)
            Page.DrawRoundRect(box, radius, radius, _fill);
        else
            Page.DrawRect(box, _fill);
    }

    /// <summary>A small picture, its pixels kept square-edged.</summary>
    public void Image(SKImage image, SKRect box) => Page.DrawImage(image, box, new SKSamplingOptions(SKFilterMode.Nearest));

    public void Frame(SKRect box, SKColor color, Points thickness = 0.8f, Points radius = 0)
    {
        _stroke.Color = color;
        _stroke.StrokeWidth = thickness;
        if (radius > 0)
            Page.DrawRoundRect(box, radius, radius, _stroke);
        else
            Page.DrawRect(box, _stroke);
    }

    /// <summary>A section's title with its rule; returns the y below it.</summary>
    public Points Heading(string title, Points x, Points y, Points width)
    {
        Text(title, x, y + 9, 9.5f, BillFace.Bold, accent, width: width);
        Line(x, y + 13, x + width, y + 13, accent, 0.9f);
        return y + 16;
    }

    public void Dispose()
    {
        Forget();
        _fill.Dispose();
        _stroke.Dispose();
    }

    /// <summary>
    /// Quarters of a point. With a size that is no sum of powers of two, letters' places and widths differ in the last digit and Skia writes a place for every letter:
    /// four times the file, twice the time.
    /// </summary>
    private static Points Exact(Points size) => MathF.Floor(size * 4) / 4;

    /// <summary>The words set in type. Most words of a bill stand on every bill of the run, so they are set once.</summary>
    private Run Set(string text, Points size, BillFace face)
    {
        size = Exact(size);
        if (_runs.TryGetValue((text, size, face), out var run))
            return run;
        if (_runs.Count >= MostRuns)
            Forget();
        var font = fonts.Get(face, size);
        return _runs[(text, size, face)] = new Run(SKTextBlob.Create(text, font), font.MeasureText(text));
    }

    private void Forget()
    {
        foreach (var run in _runs.Values)
            run.Blob?.Dispose();
        _runs.Clear();
    }

    /// <summary>Words set in type and their width; no blob when there is nothing to see.</summary>
    private readonly record struct Run(SKTextBlob? Blob, Points Width);

    private (string Text, Points Size) Fit(string text, Points size, BillFace face, Points width)
    {
        var measured = Measure(text, size, face);
        if (measured <= width)
            return (text, size);
        size = Exact(Math.Max(SmallestScale, width / measured) * size);
        var kept = text.Length;
        while (kept > 1 && Measure(text, size, face) > width)
            text = text[..--kept].TrimEnd() + "…";
        return (text, size);
    }
}

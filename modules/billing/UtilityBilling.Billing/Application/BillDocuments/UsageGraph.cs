using SkiaSharp;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>Thirteen months of usage as bars: this bill in the town's colour, a year ago in grey, estimates hollow. The sentence below says the same in words.</summary>
internal static class UsageGraph
{
    public static Points Height(BillWording wording) => wording.Language == BillLanguage.Both ? 127 : 118;

    private static readonly SKColor YearAgo = new(0x7C, 0x8A, 0x99);
    private static readonly SKColor Others = new(0xC3, 0xCE, 0xD8);

    public static void Draw(BillCanvas canvas, BillWording wording, BillUsage usage, Points x, Points y, Points width)
    {
        var top = canvas.Heading($"{wording["BillDocument:Usage"]} ({usage.Unit})", x, y, width) + 10;
        const Points bars = 58;
        var bottom = top + bars;
        var largest = Math.Max(1m, usage.Points.Max(p => p.Usage ?? 0));
        var step = width / Math.Max(7, usage.Points.Count);
        var left = x + (width - step * usage.Points.Count) / 2;
        for (var i = 0; i < usage.Points.Count; i++)
            Bar(canvas, wording, usage, usage.Points[i], left + step * i, step, bottom, bars, largest);
        canvas.Line(x, bottom, x + width, bottom, BillCanvas.Grey, 0.7f);
        Words(canvas, wording, usage, x, bottom + 17, width);
    }

    private static void Bar(BillCanvas canvas, BillWording wording, BillUsage usage, BillUsagePoint point, Points x, Points step, Points bottom, Points height, decimal largest)
    {
        var middle = x + step / 2;
        var isCurrent = ReferenceEquals(point, usage.Current);
        canvas.Text(wording.Month(point.PeriodEnd), middle, bottom + 8, 6.5f, isCurrent ? BillFace.Bold : BillFace.Regular, isCurrent ? BillCanvas.Ink : BillCanvas.Grey, SKTextAlign.Center, step);
        if (point.Usage is not { } used)
            return;
        var color = isCurrent ? canvas.Accent : point == usage.YearAgo ? YearAgo : Others;
        var barHeight = Math.Max(0.8f, (Points)(Math.Max(0, used) / largest) * height);
        var half = Math.Min(step * 0.34f, 12);
        var box = new SKRect(middle - half, bottom - barHeight, middle + half, bottom);
        if (point.IsEstimated)
            canvas.Frame(new SKRect(box.Left + 0.5f, box.Top + 0.5f, box.Right - 0.5f, box.Bottom), color, 1);
        else
            canvas.Box(box, color);
        canvas.Text(BillWording.Quantity(used), middle, box.Top - 2.5f, 6.25f, isCurrent ? BillFace.Bold : BillFace.Regular, isCurrent ? BillCanvas.Ink : BillCanvas.Grey, SKTextAlign.Center, step);
    }

    private static void Words(BillCanvas canvas, BillWording wording, BillUsage usage, Points x, Points y, Points width)
    {
        var legend = Key(canvas, x, y, canvas.Accent, wording["BillDocument:Usage.ThisBill"]);
        if (usage.YearAgo is not null)
            legend = Key(canvas, legend, y, YearAgo, wording["BillDocument:Usage.YearAgo"]);
        if (usage.Points.Any(p => p.IsEstimated))
            Key(canvas, legend, y, BillCanvas.Grey, wording["BillDocument:Usage.Estimated"], hollow: true);
        foreach (var sentence in wording.Comparison(usage))
            canvas.Text(sentence, x, y += 10, 7.5f, width: width);
    }

    private static Points Key(BillCanvas canvas, Points x, Points y, SKColor color, string text, bool hollow = false)
    {
        var box = new SKRect(x, y - 5, x + 6, y + 1);
        if (hollow)
            canvas.Frame(box, color);
        else
            canvas.Box(box, color);
        canvas.Text(text, x + 9, y, 6.5f, color: BillCanvas.Grey);
        return x + 9 + canvas.Measure(text, 6.5f) + 10;
    }
}

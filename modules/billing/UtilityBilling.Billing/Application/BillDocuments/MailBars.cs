using SkiaSharp;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>Draws the bars of the Intelligent Mail barcode in the measures of USPS-B-3200: 22 bars to the inch, 0.145 inch high, 0.02 wide.</summary>
internal static class MailBars
{
    private const Points Pitch = 72f / 22;
    private const Points Width = 1.44f;
    private const Points Full = 5.22f;
    private const Points Tracker = 1.73f;

    /// <summary>The bars from the left edge on, their trackers about the height <paramref name="middle"/>.</summary>
    public static void Draw(BillCanvas canvas, string bars, Points x, Points middle)
    {
        foreach (var bar in bars)
        {
            canvas.Box(new SKRect(x, middle - (bar is 'F' or 'A' ? Full : Tracker), x + Width, middle + (bar is 'F' or 'D' ? Full : Tracker)), SKColors.Black);
            x += Pitch;
        }
    }
}

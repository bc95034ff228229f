using SkiaSharp;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The reads: meter, both dial values with their dates, days between, usage; an E behind an estimate.</summary>
internal sealed class BillReadsBlock(BillCanvas canvas, BillWording wording, Points x, Points width)
{
    public const Points NoteHeight = 8;

    /// <summary>The columns' heads take a second line in two languages.</summary>
    public Points HeadingHeight => wording.Language == BillLanguage.Both ? 35 : 27;

    private Points Previous => x + width * 0.48f;

    private Points Current => x + width * 0.72f;

    private Points Days => x + width * 0.81f;

    /// <summary>Draws the title and the columns' heads; returns the y of the first row.</summary>
    public Points Heading(Points y)
    {
        var heading = canvas.Heading(wording["BillDocument:Reads"], x, y, width) + 8;
        Head("BillDocument:Reads.Meter", x, heading, width * 0.24f, SKTextAlign.Left);
        Head("BillDocument:Reads.Previous", Previous, heading, width * 0.22f);
        Head("BillDocument:Reads.Current", Current, heading, width * 0.22f);
        Head("BillDocument:Reads.Days", Days, heading, width * 0.1f);
        Head("BillDocument:Reads.Usage", x + width, heading, width * 0.17f);
        return y + HeadingHeight;
    }

    public void Row(BillRead read, Points y)
    {
        y += 9;
        canvas.Text(read.Meter, x, y, 8.25f, width: width * 0.26f);
        Value(read.Previous, Previous, y);
        Value(read.Current, Current, y);
        canvas.Text(BillWording.Quantity(read.Days), Days, y, 8.25f, align: SKTextAlign.Right, width: width * 0.09f);
        canvas.Text($"{BillWording.Quantity(read.Usage)} {read.Unit}", x + width, y, 8.25f, BillFace.Bold, align: SKTextAlign.Right, width: width * 0.18f);
    }

    public void Note(string text, Points y) => canvas.Text(text, x, y + 6, 6.5f, color: BillCanvas.Grey, width: width);

    private void Value(BillReadValue read, Points right, Points y)
    {
        canvas.Text(BillWording.Quantity(read.Value) + (read.IsEstimated ? " E" : ""), right, y, 8.25f, align: SKTextAlign.Right, width: width * 0.22f);
        canvas.Text(wording.Date(read.Date), right, y + 8, 6.5f, color: BillCanvas.Grey, align: SKTextAlign.Right, width: width * 0.22f);
    }

    private void Head(string key, Points edge, Points y, Points room, SKTextAlign align = SKTextAlign.Right)
    {
        foreach (var line in wording.Lines(key))
        {
            canvas.Text(line, edge, y, 6.75f, color: BillCanvas.Grey, align: align, width: room);
            y += 8;
        }
    }
}

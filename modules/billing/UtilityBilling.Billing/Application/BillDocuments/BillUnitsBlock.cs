using SkiaSharp;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The units of a statement for several, one line each: address, bill, days, usage, charges; their total is the statement's.</summary>
internal sealed class BillUnitsBlock(BillCanvas canvas, BillWording wording, Points x, Points width)
{
    public const Points HeadingHeight = 32;
    public const Points RowHeight = 13;

    private const Points Size = 8.25f;

    private Points Bill => x + width * 0.55f;

    private Points Days => x + width * 0.64f;

    private Points Usage => x + width * 0.8f;

    private Points Right => x + width;

    public void Heading(Points y)
    {
        var line = canvas.Heading(wording["BillDocument:Units"], x, y, width) + 8;
        Head("BillDocument:Units.Address", x, line, width * 0.4f, SKTextAlign.Left);
        Head("BillDocument:BillNumber", Bill, line, width * 0.13f);
        Head("BillDocument:Reads.Days", Days, line, width * 0.08f);
        Head("BillDocument:Reads.Usage", Usage, line, width * 0.15f);
        Head("BillDocument:CurrentCharges", Right, line, width * 0.18f);
    }

    public void Row(BillUnit unit, string? measure, Points y)
    {
        y += 9;
        canvas.Text(unit.Address, x, y, Size, width: width * 0.4f);
        canvas.Text(unit.BillNumber, Bill, y, Size, align: SKTextAlign.Right, width: width * 0.13f);
        canvas.Text(BillWording.Quantity(unit.Through.DayNumber - unit.From.DayNumber + 1), Days, y, Size, align: SKTextAlign.Right, width: width * 0.08f);
        if (unit.Usage is { } usage)
            canvas.Text($"{BillWording.Quantity(usage)} {measure}{(unit.IsEstimated ? " E" : "")}", Usage, y, Size, align: SKTextAlign.Right, width: width * 0.15f);
        canvas.Text(BillWording.Money(unit.Amount), Right, y, Size, align: SKTextAlign.Right, width: width * 0.18f);
        canvas.Line(x, y + 3, Right, y + 3, BillCanvas.Rule, 0.4f);
    }

    public void Total(BillDocument bill, Points y)
    {
        canvas.Line(x, y + 4, Right, y + 4, BillCanvas.Ink, 0.8f);
        canvas.Text(wording.Sentence("BillDocument:Units.Total", bill.Units.Count), x, y + 15, 9, BillFace.Bold, width: width * 0.7f);
        canvas.Text(BillWording.Money(bill.Units.Sum(u => u.Amount)), Right, y + 15, 9, BillFace.Bold, align: SKTextAlign.Right);
        if (bill.Units.Any(u => u.IsEstimated))
            canvas.Text(wording["BillDocument:Reads.Estimated"], x, y + 25, 6.5f, color: BillCanvas.Grey);
    }

    private void Head(string key, Points edge, Points y, Points room, SKTextAlign align = SKTextAlign.Right) =>
        canvas.Text(wording[key], edge, y, 6.75f, color: BillCanvas.Grey, align: align, width: room);
}

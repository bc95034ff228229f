using SkiaSharp;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The charges: each service with its total, below it every line with how it was worked out.</summary>
internal sealed class BillChargesBlock(BillCanvas canvas, BillWording wording, Points x, Points width)
{
    private const Points AmountWidth = 58;

    private Points LineLeft => x + 8;

    private Points RightEdge => x + width;

    private Points AmountRight => RightEdge - 52;

    private Points ArithmeticRight => AmountRight - 46;

    public Points Height(ChargeRow row)
    {
        if (row.Line is not { } line)
            return BillLayout.ServiceGap + BillLayout.ServiceHeight;
        var label = Label(line);
        var small = label.Count - 1 + (line.Arithmetic is null || ArithmeticBeside(line, label[0]) ? 0 : ArithmeticBelow(line).Count);
        return BillLayout.LineHeight + small * BillLayout.SmallLineHeight;
    }

    public Points Heading(Points y) => canvas.Heading(wording["BillDocument:Charges"], x, y, width);

    public void Row(ChargeRow row, Points y)
    {
        if (row.Line is { } line)
            Line(row, line, y);
        else
            Service(row.Service, y);
    }

    public void Total(BillDocument bill, Points y)
    {
        canvas.Line(x, y + 4, RightEdge, y + 4, BillCanvas.Ink, 0.8f);
        canvas.Text(wording["BillDocument:Charges.Total"], x, y + 15, 9, BillFace.Bold, width: width - AmountWidth - 8);
        canvas.Text(BillWording.Money(bill.Figures.CurrentCharges), RightEdge, y + 15, 9, BillFace.Bold, align: SKTextAlign.Right);
    }

    public void Continued(Points y) => canvas.Text("… " + wording["BillDocument:Charges.Continued"], x, y + 12, 7.5f, BillFace.Bold, BillCanvas.Grey, width: width);

    private void Service(BillService service, Points y)
    {
        var baseline = y + BillLayout.ServiceGap + 9.5f;
        canvas.Text(wording.Text(service.Name), x, baseline, 8.5f, BillFace.Bold, width: width - AmountWidth);
        canvas.Text(BillWording.Money(service.Total), RightEdge, baseline, 8.5f, BillFace.Bold, align: SKTextAlign.Right, width: AmountWidth);
    }

    private void Line(ChargeRow row, BillLine line, Points y)
    {
        var label = Label(line);
        var beside = ArithmeticBeside(line, label[0]);
        y += 7.8f;
        canvas.Text(label[0], LineLeft, y, 7.75f, width: (beside ? ArithmeticRight - ArithmeticWidth(line) : AmountRight - 46) - LineLeft);
        // A service's only line has its amount already beside the service's name.
        if (row.Service.Lines.Count > 1)
            canvas.Text(BillWording.Money(line.Amount), AmountRight, y, 7.75f, align: SKTextAlign.Right, width: 46);
        if (beside)
            canvas.Text(wording.Text(line.Arithmetic!), ArithmeticRight, y, 7f, color: BillCanvas.Grey, align: SKTextAlign.Right);
        foreach (var second in label.Skip(1))
            canvas.Text(second, LineLeft, y += BillLayout.SmallLineHeight, 7f, color: BillCanvas.Grey, width: RightEdge - LineLeft);
        if (line.Arithmetic is null || beside)
            return;
        foreach (var part in ArithmeticBelow(line))
            canvas.Text(part, LineLeft + 8, y += BillLayout.SmallLineHeight, 7f, color: BillCanvas.Grey, width: RightEdge - LineLeft - 8);
    }

    /// <summary>Both languages share a line where they have room.</summary>
    private IReadOnlyList<string> Label(BillLine line)
    {
        var label = wording.Lines(line.Label);
        if (label.Count == 1)
            return label;
        var both = wording.Text(line.Label);
        var room = (line.Arithmetic is null ? AmountRight - 46 : ArithmeticRight - ArithmeticWidth(line)) - 6 - LineLeft;
        return canvas.Measure(both, 7.75f) <= room ? [both] : label;
    }

    /// <summary>Whether label and arithmetic have room on one line.</summary>
    private bool ArithmeticBeside(BillLine line, string label) =>
        line.Arithmetic is not null && LineLeft + canvas.Measure(label, 7.75f) + 6 + ArithmeticWidth(line) <= ArithmeticRight;

    /// <summary>A long working, such as a winter average's, takes as many lines as it needs.</summary>
    private IReadOnlyList<string> ArithmeticBelow(BillLine line) => canvas.Wrap(wording.Text(line.Arithmetic!), 7f, RightEdge - LineLeft - 8);

    private Points ArithmeticWidth(BillLine line) => canvas.Measure(wording.Text(line.Arithmetic!), 7f);
}

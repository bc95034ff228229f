using SkiaSharp;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The part that is torn off: what to pay, by when, to whom, and the line that a machine reads.</summary>
internal static class BillStubBlock
{
    private const Points Left = BillCanvas.Margin;
    private const Points BoxesLeft = 366;

    public static void Draw(BillCanvas canvas, BillWording wording, BillDocument bill)
    {
        canvas.Perforation(BillLayout.StubTop);
        canvas.Text(wording["BillDocument:Stub.Detach"], BillCanvas.PageWidth / 2, BillLayout.StubTop + 10, 6.75f, color: BillCanvas.Grey, align: SKTextAlign.Center, width: 500);
        Payer(canvas, wording, bill);
        Boxes(canvas, wording, bill);
        Remit(canvas, bill);
        canvas.Text(bill.Stub.ScanLine, BillCanvas.Right, BillLayout.ScanLineBaseline, 11, BillFace.Mono, align: SKTextAlign.Right, width: 420);
        if (bill.Mailing?.Digits is { } digits)
            canvas.Text(digits, Left, BillLayout.ScanLineBaseline, 5.5f, color: BillCanvas.Grey, width: 115);
    }

    private static void Payer(BillCanvas canvas, BillWording wording, BillDocument bill)
    {
        var y = BillLayout.StubTop + 32;
        canvas.Text(bill.Town.Name, Left, y, 12, BillFace.Bold, canvas.Accent, width: 300);
        canvas.Text(bill.MailTo.Count > 0 ? bill.MailTo[0] : "", Left, y + 18, 9, width: 300);
        canvas.Text(wording["BillDocument:ServiceAddress"], Left, y + 33, 6.5f, color: BillCanvas.Grey, width: 300);
        canvas.Text(wording.Place(bill), Left, y + 43, 8.5f, width: 300);
        var note = Note(wording, bill);
        var top = y + 62;
        foreach (var line in canvas.Wrap(note, bill.MustPay ? 7.25f : 9, 310, bill.MustPay ? BillFace.Regular : BillFace.Bold).Take(4))
        {
            canvas.Text(line, Left, top, bill.MustPay ? 7.25f : 9, bill.MustPay ? BillFace.Regular : BillFace.Bold, width: 310);
            top += bill.MustPay ? 9.2f : 11.5f;
        }
    }

    private static string Note(BillWording wording, BillDocument bill)
    {
        if (bill.Figures.AmountDue <= 0)
            return bill.Figures.AmountDue == 0 ? wording["BillDocument:NothingDue"] : wording.Sentence("BillDocument:Stub.Credit", BillWording.Money(-bill.Figures.AmountDue));
        return bill.Autopay is { } autopay
            ? wording.Sentence("BillDocument:Stub.Autopay", BillWording.Money(bill.Figures.AmountDue), wording.Date(autopay.DraftDate), autopay.BankAccount)
            : wording.Sentence("BillDocument:Stub.Payable", bill.Town.Name);
    }

    private static void Boxes(BillCanvas canvas, BillWording wording, BillDocument bill)
    {
        Points y = BillLayout.StubTop + 22;
        y = Box(canvas, wording.Lines("BillDocument:Account"), bill.AccountNumber, y, 10);
        var due = bill.Figures.AmountDue;
        if (due > 0)
            y = Box(canvas, wording.Lines("BillDocument:DueDate"), wording.Date(bill.DueDate), y, 10);
        y = Box(canvas, wording.Lines(due < 0 ? "BillDocument:CreditBalance" : "BillDocument:AmountDue"), BillWording.Money(Math.Abs(due)), y, 13, strong: true);
        if (bill.MustPay)
            Box(canvas, wording.Lines("BillDocument:Stub.Enclosed"), "$", y, 11, enclosed: true);
    }

    private static Points Box(BillCanvas canvas, IReadOnlyList<string> label, string value, Points y, Points size, bool strong = false, bool enclosed = false)
    {
        const Points height = 29;
        var box = new SKRect(BoxesLeft, y, BillCanvas.Right, y + height);
        if (strong)
            canvas.Box(box, BillCanvas.Tint, 3);
        canvas.Frame(box, strong ? canvas.Accent : BillCanvas.Rule, enclosed ? 1.2f : 0.8f, 3);
        var baseline = y + (label.Count > 1 ? 13 : 17.5f);
        foreach (var line in label)
        {
            canvas.Text(line, box.Left + 7, baseline, 7.5f, color: BillCanvas.Grey, width: 90);
            baseline += 9;
        }
        if (enclosed)
            canvas.Text(value, box.Left + 104, y + 19, size, BillFace.Regular, BillCanvas.Grey);
        else
            canvas.Text(value, box.Right - 7, y + 19, size, BillFace.Bold, align: SKTextAlign.Right, width: 106);
        return y + height + 4;
    }

    private static void Remit(BillCanvas canvas, BillDocument bill)
    {
        Points y = BillLayout.RemitTop;
        foreach (var line in bill.Town.RemitTo.Take(5))
        {
            canvas.Text(line.ToUpperInvariant(), BillLayout.MailLeft, y, 9, width: 260);
            y += 11;
        }
    }
}

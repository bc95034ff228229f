using SkiaSharp;
using UtilityBilling.Customers;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The first page: letterhead, address window, what is due, reads, usage, charges, messages, stub.</summary>
internal sealed class BillFirstPage(BillCanvas canvas, BillWording wording, QrCode qr)
{
    private const Points Left = BillCanvas.Margin;

    private readonly BillReadsBlock _reads = new(canvas, wording, Left, BillLayout.LeftWidth);
    private readonly BillMessagesBlock _messages = new(canvas, wording, Left, BillLayout.LeftWidth);
    private readonly BillChargesBlock _charges = new(canvas, wording, BillLayout.ChargesLeft, BillLayout.ChargesWidth);

    /// <summary>What of a bill stands on its first page; the rest goes on to the next.</summary>
    public readonly record struct Share(int Reads, int Charges, int Messages);

    public Share Plan(BillDocument bill, List<ChargeRow> rows) => new(
        Math.Min(bill.Reads.Count, BillLayout.ReadsOnFirstPage),
        ChargeRow.Fit(rows, BillLayout.BodyBottom - BillLayout.BodyTop - 16, _charges.Height),
        bill.Messages.Count == 0 ? 0 : _messages.Fit(bill.Messages, BillLayout.BodyBottom - MessagesTop(bill)));

    public void Draw(BillDocument bill, List<ChargeRow> rows, Share share, int pageCount)
    {
        Letterhead(bill);
        MailTo(bill);
        Panel(bill, pageCount);
        Reads(bill, share);
        if (bill.Usage is { Points.Count: > 0 } usage)
            UsageGraph.Draw(canvas, wording, usage, Left, UsageTop(bill), BillLayout.LeftWidth);
        Messages(bill, share);
        Charges(bill, rows, share);
        BillStubBlock.Draw(canvas, wording, bill);
    }

    private static bool HasReadNote(BillDocument bill) =>
        bill.Reads.Count > BillLayout.ReadsOnFirstPage || bill.Reads.Any(r => r.Previous.IsEstimated || r.Current.IsEstimated);

    private Points UsageTop(BillDocument bill)
    {
        if (bill.Reads.Count == 0)
            return BillLayout.BodyTop;
        var rows = Math.Min(bill.Reads.Count, BillLayout.ReadsOnFirstPage) * BillLayout.ReadHeight;
        return BillLayout.BodyTop + _reads.HeadingHeight + rows + (HasReadNote(bill) ? BillReadsBlock.NoteHeight : 0) + 6;
    }

    private Points MessagesTop(BillDocument bill) => UsageTop(bill) + (bill.Usage is { Points.Count: > 0 } ? UsageGraph.Height(wording) : 0);

    private void Reads(BillDocument bill, Share share)
    {
        if (bill.Reads.Count == 0)
            return;
        var y = _reads.Heading(BillLayout.BodyTop);
        foreach (var read in bill.Reads.Take(share.Reads))
        {
            _reads.Row(read, y);
            y += BillLayout.ReadHeight;
        }
        if (HasReadNote(bill))
            _reads.Note(wording[share.Reads < bill.Reads.Count ? "BillDocument:Reads.Continued" : "BillDocument:Reads.Estimated"], y);
    }

    private void Messages(BillDocument bill, Share share)
    {
        if (bill.Messages.Count == 0)
            return;
        var y = MessagesTop(bill);
        if (share.Messages > 0)
            y = _messages.Heading(y);
        foreach (var message in bill.Messages.Take(share.Messages))
        {
            _messages.Message(message, y);
            y += _messages.Height(message);
        }
        if (share.Messages < bill.Messages.Count)
            _messages.Continued(y);
    }

    private void Charges(BillDocument bill, List<ChargeRow> rows, Share share)
    {
        var y = _charges.Heading(BillLayout.BodyTop);
        foreach (var row in rows.Take(share.Charges))
        {
            _charges.Row(row, y);
            y += _charges.Height(row);
        }
        if (share.Charges < rows.Count)
            _charges.Continued(y);
        else
            _charges.Total(bill, y);
    }

    private void Letterhead(BillDocument bill)
    {
        var town = bill.Town;
        canvas.Text(town.Name, Left, 52, 18, BillFace.Bold, canvas.Accent, width: 240);
        canvas.Text(wording.Text(town.Department), Left, 66, 9, BillFace.Bold, BillCanvas.Grey, width: 240);
        Points y = 79;
        foreach (var line in town.AddressLines.Take(3))
        {
            canvas.Text(line, Left, y, 7.75f, color: BillCanvas.Grey, width: 240);
            y += 10;
        }
        var questions = $"{wording["BillDocument:Questions"]} {town.Phone}" + (town.Website is { } site ? $"  ·  {site}" : "");
        canvas.Text(questions, Left, y + 2, 8.25f, BillFace.Bold, width: 240);
        if (town.PayOnlineUrl is { } url)
            qr.Draw(canvas, url, wording.Lines("BillDocument:PayOnline"));
        if (town.OfficeHours is { } hours)
            canvas.Text(wording.Text(hours), Left, y + 12, 7.5f, color: BillCanvas.Grey, width: 240);
    }

    /// <summary>The bars of the post stand above the address, both in the envelope's window; whose copy it is above the window.</summary>
    private void MailTo(BillDocument bill)
    {
        if (bill.Mailing is { Kind: not RecipientKind.Payer } copy)
        {
            var note = BillLayout.MailTop - 32f;
            foreach (var line in wording.Lines($"BillDocument:Copy.{copy.Kind}"))
                canvas.Text(line, BillLayout.MailLeft, note += 10, 8.5f, BillFace.Bold, width: BillLayout.MailWidth);
        }
        var lines = bill.MailTo.Take(6).ToList();
        var (y, leading, size) = (BillLayout.MailTop + 8, 12f, 10f);
        if (bill.Mailing?.Bars is { } bars)
        {
            MailBars.Draw(canvas, bars, BillLayout.MailLeft, BillLayout.MailTop - 1);
            (y, leading, size) = (BillLayout.MailTop + 17, lines.Count > 5 ? 10f : 12f, lines.Count > 5 ? 9f : 10f);
        }
        foreach (var line in lines)
        {
            canvas.Text(line, BillLayout.MailLeft, y, size, width: BillLayout.MailWidth);
            y += leading;
        }
    }

    private void Panel(BillDocument bill, int pageCount)
    {
        var box = new SKRect(BillLayout.PanelLeft, BillLayout.PanelTop, BillCanvas.Right, BillLayout.PanelBottom);
        canvas.Box(box, BillCanvas.Tint, 6);
        canvas.Box(new SKRect(box.Left, box.Top, box.Right, box.Top + 78), canvas.Accent, 6);
        canvas.Box(new SKRect(box.Left, box.Top + 66, box.Right, box.Top + 78), canvas.Accent);
        var (left, right) = (box.Left + 12, box.Right - 12);
        canvas.Text(wording.Title(bill.Kind), left, box.Top + 17, 10, BillFace.Bold, SKColors.White, width: 150);
        if (pageCount > 1)
            canvas.Text($"1/{pageCount}", right, box.Top + 17, 8, color: SKColors.White, align: SKTextAlign.Right);
        var isCredit = bill.Figures.AmountDue < 0;
        canvas.Text(wording[isCredit ? "BillDocument:CreditBalance" : "BillDocument:AmountDue"], left, box.Top + 36, 8.5f, color: SKColors.White, width: 92);
        canvas.Text(BillWording.Money(Math.Abs(bill.Figures.AmountDue)), right, box.Top + 48, 25, BillFace.Bold, SKColors.White, SKTextAlign.Right, 132);
        if (bill.Figures.AmountDue > 0)
        {
            canvas.Text(wording["BillDocument:DueDate"], left, box.Top + 67, 8.5f, color: SKColors.White, width: 110);
            canvas.Text(wording.Date(bill.DueDate), right, box.Top + 68, 12, BillFace.Bold, SKColors.White, SKTextAlign.Right, 110);
        }
        else
            canvas.Text(wording["BillDocument:NothingDue"], right, box.Top + 68, 12, BillFace.Bold, SKColors.White, SKTextAlign.Right, 208);

        var y = Facts(bill, left, right, box.Top + 91);
        canvas.Line(left, y - 5, right, y - 5, BillCanvas.Rule);
        Figures(bill, left, right, y + 5);
    }

    private Points Facts(BillDocument bill, Points left, Points right, Points y)
    {
        y = Pair("BillDocument:Panel.Account", bill.AccountNumber, left, right, y, BillFace.Bold);
        y = Pair("BillDocument:Panel.BillNumber", bill.BillNumber, left, right, y);
        y = Pair("BillDocument:Panel.BillDate", wording.Date(bill.BillDate), left, right, y);
        y = Pair("BillDocument:Panel.ServicePeriod", $"{wording.Date(bill.ServiceFrom)} – {wording.Date(bill.ServiceThrough)}", left, right, y);
        return Pair("BillDocument:Panel.ServiceAddress", wording.Place(bill), left, right, y);
    }

    private void Figures(BillDocument bill, Points left, Points right, Points y)
    {
        var f = bill.Figures;
        y = Figure("BillDocument:PreviousBalance", f.PreviousBalance, left, right, y);
        y = Figure("BillDocument:Payments", f.Payments, left, right, y);
        if (f.Adjustments != 0)
            y = Figure("BillDocument:Adjustments", f.Adjustments, left, right, y);
        if (f.Penalties != 0)
            y = Figure("BillDocument:Penalties", f.Penalties, left, right, y);
        if (f.Deposit != 0)
            y = Figure("BillDocument:Deposit", f.Deposit, left, right, y);
        y = Figure("BillDocument:CurrentCharges", f.CurrentCharges, left, right, y);
        canvas.Line(right - 70, y - 7.6f, right, y - 7.6f, BillCanvas.Grey);
        y = Figure("BillDocument:AmountDue", f.AmountDue, left, right, y + 1.5f, BillFace.Bold);
        if (f.PastDue > 0)
            PastDue(f, left, right, y);
    }

    private void PastDue(BillFigures figures, Points left, Points right, Points y)
    {
        foreach (var line in canvas.Wrap(wording.Sentence("BillDocument:PastDueNow", BillWording.Money(figures.PastDue)), 7.25f, right - left, BillFace.Bold))
        {
            canvas.Text(line, left, y, 7.25f, BillFace.Bold, BillCanvas.Alert, width: right - left);
            y += 8.6f;
        }
    }

    private Points Pair(string key, string value, Points left, Points right, Points y, BillFace face = BillFace.Regular)
    {
        canvas.Text(wording[key], left, y, 7.5f, color: BillCanvas.Grey, width: 96);
        canvas.Text(value, right, y, 8.25f, face, align: SKTextAlign.Right, width: right - left - 98);
        return y + 11.4f;
    }

    private Points Figure(string key, decimal amount, Points left, Points right, Points y, BillFace face = BillFace.Regular)
    {
        canvas.Text(wording[key], left, y, 8.25f, face, width: 130);
        canvas.Text(BillWording.Money(amount), right, y, 8.25f, face, align: SKTextAlign.Right, width: 70);
        return y + 10.8f;
    }
}

using SkiaSharp;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>All pages of one bill: the first, and as many more as its charges, reads and messages need.</summary>
internal sealed class BillPages(BillCanvas canvas, BillWording wording, QrCode qr)
{
    private const Points Left = BillCanvas.Margin;

    private readonly BillFirstPage _first = new(canvas, wording, qr);
    private readonly BillReadsBlock _reads = new(canvas, wording, Left, BillLayout.ContinuationWidth);
    private readonly BillMessagesBlock _messages = new(canvas, wording, Left, BillLayout.ContinuationWidth);
    private readonly BillChargesBlock _charges = new(canvas, wording, Left, BillLayout.ContinuationWidth);
    private readonly BillUnitsBlock _units = new(canvas, wording, Left, BillLayout.ContinuationWidth);

    /// <summary>Something that stands on a later page; <paramref name="WithNext"/> keeps a heading on the page of what follows it.</summary>
    private readonly record struct Part(Points Height, Action<Points> Draw, bool WithNext = false);

    /// <summary>How many pages the bill takes.</summary>
    public int Count(BillDocument bill)
    {
        var rows = ChargeRow.Of(bill);
        return 1 + Paginate(Later(bill, rows, _first.Plan(bill, rows))).Count;
    }

    /// <summary>Draws the bill and returns its number of pages.</summary>
    /// <param name="beginPage">Begins the page of that number, from 1.</param>
    public int Draw(BillDocument bill, Action<int> beginPage, Action endPage)
    {
        var rows = ChargeRow.Of(bill);
        var share = _first.Plan(bill, rows);
        var later = Paginate(Later(bill, rows, share));
        var count = 1 + later.Count;

        beginPage(1);
        _first.Draw(bill, rows, share, count);
        endPage();
        for (var i = 0; i < later.Count; i++)
        {
            beginPage(i + 2);
            Head(bill, i + 2, count);
            var y = BillLayout.ContinuationTop;
            foreach (var part in later[i])
            {
                part.Draw(y);
                y += part.Height;
            }
            endPage();
        }
        return count;
    }

    private List<Part> Later(BillDocument bill, List<ChargeRow> rows, BillFirstPage.Share share)
    {
        var parts = new List<Part>();
        if (share.Charges < rows.Count)
        {
            parts.Add(new(18, y => _charges.Heading(y), WithNext: true));
            parts.AddRange(rows.Skip(share.Charges).Select(r => new Part(_charges.Height(r), y => _charges.Row(r, y), WithNext: r.Line is null)));
            parts.Add(new(BillLayout.TotalHeight + 14, y => _charges.Total(bill, y)));
        }
        if (bill.Units.Count > 0)
        {
            parts.Add(new(BillUnitsBlock.HeadingHeight, y => _units.Heading(y), WithNext: true));
            parts.AddRange(bill.Units.Select(u => new Part(BillUnitsBlock.RowHeight, y => _units.Row(u, bill.Usage?.Unit, y))));
            parts.Add(new(BillLayout.TotalHeight + 14, y => _units.Total(bill, y)));
        }
        if (share.Reads < bill.Reads.Count)
        {
            parts.Add(new(_reads.HeadingHeight, y => _reads.Heading(y), WithNext: true));
            parts.AddRange(bill.Reads.Skip(share.Reads).Select(r => new Part(BillLayout.ReadHeight, y => _reads.Row(r, y))));
            parts.Add(new(24, y => _reads.Note(wording["BillDocument:Reads.Estimated"], y)));
        }
        if (share.Messages < bill.Messages.Count)
        {
            parts.Add(new(BillMessagesBlock.HeadingHeight, y => _messages.Heading(y), WithNext: true));
            parts.AddRange(bill.Messages.Skip(share.Messages).Select(m => new Part(_messages.Height(m), y => _messages.Message(m, y))));
        }
        return parts;
    }

    private static List<List<Part>> Paginate(List<Part> parts)
    {
        var pages = new List<List<Part>>();
        Points room = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var needed = parts[i].Height + (parts[i].WithNext ? parts[i + 1].Height : 0);
            if (pages.Count == 0 || (needed > room && pages[^1].Count > 0))
            {
                pages.Add([]);
                room = BillLayout.ContinuationBottom - BillLayout.ContinuationTop;
            }
            pages[^1].Add(parts[i]);
            room -= parts[i].Height;
        }
        return pages;
    }

    private void Head(BillDocument bill, int page, int count)
    {
        canvas.Text(bill.Town.Name, Left, 52, 14, BillFace.Bold, canvas.Accent, width: 300);
        canvas.Text(wording.Sentence("BillDocument:PageOf", page, count), BillCanvas.Right, 52, 8, color: BillCanvas.Grey, align: SKTextAlign.Right, width: 200);
        canvas.Text($"{wording["BillDocument:Account"]} {bill.AccountNumber}   ·   {wording["BillDocument:BillNumber"]} {bill.BillNumber}   ·   {wording.Place(bill)}", Left, 70, 8.5f, width: BillLayout.ContinuationWidth);
        canvas.Line(Left, 80, BillCanvas.Right, 80, canvas.Accent, 1);
    }
}

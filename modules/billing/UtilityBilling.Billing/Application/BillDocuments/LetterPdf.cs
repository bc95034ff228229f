using SkiaSharp;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Localization;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>
/// Letters on paper: letterhead, the address where the envelope's window is, date and account, then the words. A door hanger is half a letter page wide, with room for the knob on top. Not for two
/// threads at once.
/// </summary>
internal sealed class LetterPdf(LocalizationCatalog catalog) : IDisposable
{
    private readonly BillFonts _fonts = new();
    private BillCanvas? _canvas;

    /// <summary>A line in its place: never torn from the one before it by a page's end where <paramref name="KeepsWithNext"/>.</summary>
    private readonly record struct Line(string Text, Points X, Points Size, BillFace Face, Points Before, Points Height, bool KeepsWithNext);

    private sealed record Form(Points PageWidth, Points Left, Points Right, Points FirstTop, Points NextTop, Points Bottom, Points Size)
    {
        public static readonly Form Letter = new(BillCanvas.PageWidth, 72, BillCanvas.PageWidth - 72, 290, 84, 730, 10.5f);
        public static readonly Form Hanger = new(306, 28, 278, 214, 120, 742, 11);

        public static Form Of(TemplateKind kind) => kind == TemplateKind.DoorHanger ? Hanger : Letter;
    }

    /// <summary>How many pages a letter takes.</summary>
    public int CountPages(LetterContent letter) => Paginate(letter, Form.Of(letter.Kind), Canvas(letter)).Count;

    /// <summary>Writes the letters one after the other into one file; returns its pages.</summary>
    public async Task<int> WriteAsync(Stream output, IAsyncEnumerable<LetterContent> letters, string title, DateTimeOffset madeAt, CancellationToken cancellationToken)
    {
        using var document = SKDocument.CreatePdf(output, new SKDocumentPdfMetadata
        {
            Title = title, Creator = "UtilityBilling", Producer = "UtilityBilling", Creation = madeAt.UtcDateTime, Modified = madeAt.UtcDateTime,
            RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi, EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
        });
        var written = 0;
        await foreach (var letter in letters.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var (form, canvas) = (Form.Of(letter.Kind), Canvas(letter));
            var pages = Paginate(letter, form, canvas);
            for (var page = 0; page < pages.Count; page++)
            {
                canvas.Page = document.BeginPage(form.PageWidth, BillCanvas.PageHeight);
                if (page == 0)
                    First(letter, form, canvas);
                else
                    canvas.Text($"{letter.Town.Name}  ·  {letter.AccountNumber}", form.Left, 56, 9, color: BillCanvas.Grey, width: form.Right - form.Left);
                var y = page == 0 ? form.FirstTop : form.NextTop;
                foreach (var line in pages[page])
                {
                    y += line.Before + line.Height;
                    canvas.Text(line.Text, form.Left + line.X, y, line.Size, line.Face, line.Face == BillFace.Bold ? canvas.Accent : null, width: form.Right - form.Left - line.X);
                }
                if (pages.Count > 1)
                    canvas.Text(Words(letter).Sentence("BillDocument:PageOf", page + 1, pages.Count), form.Right, 766, 8, color: BillCanvas.Grey, align: SKTextAlign.Right);
                document.EndPage();
                written++;
            }
        }
        document.Close();
        return written;
    }

    public void Dispose()
    {
        _canvas?.Dispose();
        _fonts.Dispose();
    }

    private BillCanvas Canvas(LetterContent letter)
    {
        var accent = SKColor.TryParse(letter.Town.BrandColor, out var brand) ? brand : BillCanvas.Ink;
        if (_canvas?.Accent == accent)
            return _canvas;
        _canvas?.Dispose();
        return _canvas = new BillCanvas(_fonts, accent);
    }

    private BillWording Words(LetterContent letter) =>
        new(catalog, letter.Texts.Count > 1 ? BillLanguage.Both : letter.Texts[0].Language == "es" ? BillLanguage.Spanish : BillLanguage.English);

    private void First(LetterContent letter, Form form, BillCanvas canvas)
    {
        var (words, width) = (Words(letter), form.Right - form.Left);
        var isHanger = letter.Kind == TemplateKind.DoorHanger;
        // The knob's hole takes the top of a hanger.
        var top = isHanger ? 130f : 62f;
        canvas.Text(letter.Town.Name, form.Left, top, isHanger ? 14 : 16, BillFace.Bold, canvas.Accent, width: width);
        canvas.Text(string.Join(", ", letter.Town.AddressLines.Append(letter.Town.Phone).Where(l => l.Length > 0)), form.Left, top + 15, 8.5f, color: BillCanvas.Grey, width: width);
        canvas.Line(form.Left, top + 24, form.Right, top + 24, canvas.Accent, 1);
        if (isHanger)
        {
            canvas.Text(letter.ServiceAddress, form.Left, top + 44, 12, BillFace.Bold, width: width);
            canvas.Text($"{words["Billing:Letter.AccountOnPaper"]} {letter.AccountNumber}", form.Left, top + 60, 9, width: width);
            canvas.Text(words.Date(letter.Day), form.Right, top + 74, 9, align: SKTextAlign.Right, width: width);
            return;
        }
        var y = BillLayout.MailTop + 8f;
        foreach (var line in letter.MailTo.Take(6))
        {
            canvas.Text(line, BillLayout.MailLeft, y, 10, width: BillLayout.MailWidth);
            y += 12;
        }
        (string Label, string Value)[] facts = [(words["Billing:Letter.DateOnPaper"], words.Date(letter.Day)), (words["Billing:Letter.AccountOnPaper"], letter.AccountNumber), (words["Billing:Letter.PlaceOnPaper"], letter.ServiceAddress)];
        var line2 = BillLayout.MailTop + 8f;
        foreach (var (label, value) in facts)
        {
            canvas.Text(label, 350, line2, 8, color: BillCanvas.Grey, width: form.Right - 350);
            canvas.Text(value, 350, line2 + 12, 10, width: form.Right - 350);
            line2 += 30;
        }
    }

    private static List<List<Line>> Paginate(LetterContent letter, Form form, BillCanvas canvas)
    {
        var lines = letter.Texts.SelectMany((t, i) => Lines(t, i, form, canvas)).ToList();
        List<List<Line>> pages = [[]];
        var y = form.FirstTop;
        for (var i = 0; i < lines.Count; i++)
        {
            var needed = lines[i].Before + lines[i].Height;
            for (var j = i; lines[j].KeepsWithNext && j + 1 < lines.Count; j++)
                needed += lines[j + 1].Before + lines[j + 1].Height;
            if (y + needed > form.Bottom && pages[^1].Count > 0)
            {
                pages.Add([]);
                y = form.NextTop;
            }
            pages[^1].Add(lines[i]);
            y += lines[i].Before + lines[i].Height;
        }
        return pages;
    }

    private static IEnumerable<Line> Lines(TemplateTextDto text, int n, Form form, BillCanvas canvas)
    {
        var (width, leading) = (form.Right - form.Left, form.Size * 1.35f);
        var gap = n == 0 ? 0f : 26f;
        foreach (var line in canvas.Wrap(text.Subject, form.Size + 2.5f, width, BillFace.Bold))
        {
            yield return new Line(line, 0, form.Size + 2.5f, BillFace.Bold, gap, leading + 3, KeepsWithNext: true);
            gap = 0;
        }
        foreach (var block in TextBlock.Of(text.Body))
        {
            var before = block.Kind switch { TextBlockKind.Item => 3f, TextBlockKind.Heading => 13f, _ => 9f };
            var indent = block.Kind == TextBlockKind.Item ? 14f : 0f;
            var face = block.Kind == TextBlockKind.Heading ? BillFace.Bold : BillFace.Regular;
            var wrapped = block.Lines.SelectMany(l => canvas.Wrap(l, form.Size, width - indent, face)).ToList();
            for (var i = 0; i < wrapped.Count; i++)
                yield return new Line(block.Kind == TextBlockKind.Item && i == 0 ? "•  " + wrapped[i] : wrapped[i], i == 0 ? 0 : indent, form.Size, face, i == 0 ? before : 0, leading, block.Kind == TextBlockKind.Heading);
        }
    }
}

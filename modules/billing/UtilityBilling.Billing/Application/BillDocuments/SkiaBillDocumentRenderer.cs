using System.Globalization;
using SkiaSharp;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>Draws bills with SkiaSharp. Pages leave memory as they are finished, so a run of any size prints in the memory of one page.</summary>
public sealed class SkiaBillDocumentRenderer(LocalizationCatalog catalog) : IBillDocumentRenderer
{
    public async Task<PrintFileResult> RenderAsync(Stream output, IAsyncEnumerable<BillDocument> bills, PrintFileOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var file = new PrintFile(catalog, output, options);
        var piece = 0;
        await foreach (var bill in bills.WithCancellation(cancellationToken))
            file.Add(bill, ++piece);
        return file.Close();
    }

    public IReadOnlyList<int> CountPages(IReadOnlyList<BillDocument> bills)
    {
        ArgumentNullException.ThrowIfNull(bills);
        using var fonts = new BillFonts();
        using var canvas = new BillCanvas(fonts, BillCanvas.Ink);
        using var qr = new QrCode();
        var wordings = new Dictionary<BillLanguage, BillPages>();
        var counts = new List<int>(bills.Count);
        foreach (var bill in bills)
        {
            if (!wordings.TryGetValue(bill.Language, out var pages))
                wordings[bill.Language] = pages = new BillPages(canvas, new BillWording(catalog, bill.Language), qr);
            counts.Add(pages.Count(bill));
        }
        return counts;
    }

    /// <summary>One PDF while it grows.</summary>
    private sealed class PrintFile : IDisposable
    {
        private readonly LocalizationCatalog _catalog;
        private readonly SKDocument _document;
        private readonly BillFonts _fonts;
        private readonly QrCode _qr = new();
        private readonly Dictionary<BillLanguage, BillWording> _wordings = [];
        private readonly List<PrintedPiece> _pieces = [];
        private readonly Dictionary<string, BillCanvas> _canvases = new(StringComparer.Ordinal);
        private readonly PrintFileOptions _options;
        private int _pages;
        private int _sheets;
        private decimal _amountDue;

        public PrintFile(LocalizationCatalog catalog, Stream output, PrintFileOptions options)
        {
            _catalog = catalog;
            _options = options;
            _fonts = new BillFonts(options.BasicLetters);
            _document = SKDocument.CreatePdf(output, new SKDocumentPdfMetadata
            {
                Title = options.Title,
                Creator = "UtilityBilling",
                Producer = "UtilityBilling",
                Creation = options.MadeAt.UtcDateTime,
                Modified = options.MadeAt.UtcDateTime,
                RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi,
                EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
            });
        }

        public void Add(BillDocument bill, int piece)
        {
            bill.Verify();
            if (!_wordings.TryGetValue(bill.Language, out var wording))
                _wordings[bill.Language] = wording = new BillWording(_catalog, bill.Language);
            var canvas = Canvas(bill.Town.AccentColor);
            var pages = new BillPages(canvas, wording, _qr).Draw(bill, page => BeginPage(canvas, page), _document.EndPage);
            _sheets += _options.Duplex ? (pages + 1) / 2 : pages;
            if (_options.Duplex && pages % 2 == 1)
                pages += EmptyPage();
            _pieces.Add(new PrintedPiece(piece, bill.BillNumber, _pages + 1, pages));
            _pages += pages;
            _amountDue += bill.Figures.AmountDue;
        }

        public PrintFileResult Close()
        {
            // A PDF without a page is no PDF: an empty run leaves an empty file.
            if (_pages > 0)
                _document.Close();
            else
                _document.Abort();
            return new PrintFileResult(_pieces.Count, _pages, _amountDue, _pieces);
        }

        public void Dispose()
        {
            _document.Dispose();
            foreach (var canvas in _canvases.Values)
                canvas.Dispose();
            _fonts.Dispose();
            _qr.Dispose();
        }

        /// <summary>The first side of each sheet bears its number.</summary>
        private void BeginPage(BillCanvas canvas, int page)
        {
            canvas.Page = _document.BeginPage(BillCanvas.PageWidth, BillCanvas.PageHeight);
            if (_options.Mark is null || (_options.Duplex && page % 2 == 0))
                return;
            var sheet = _sheets + (_options.Duplex ? (page + 1) / 2 : page);
            canvas.Text(string.Create(CultureInfo.InvariantCulture, $"{_options.Mark} · {sheet:D6}"), BillCanvas.Margin, BillLayout.ScanLineBaseline + 12, 5.5f, color: BillCanvas.Grey);
        }

        private int EmptyPage()
        {
            _document.BeginPage(BillCanvas.PageWidth, BillCanvas.PageHeight);
            _document.EndPage();
            return 1;
        }

        private BillCanvas Canvas(string accent)
        {
            if (!_canvases.TryGetValue(accent, out var canvas))
                _canvases[accent] = canvas = new BillCanvas(_fonts, Color(accent));
            return canvas;
        }

        private static SKColor Color(string hex) =>
            uint.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rgb) && hex.Length == 6 ? new SKColor(0xFF000000 | rgb) : BillCanvas.Ink;
    }
}

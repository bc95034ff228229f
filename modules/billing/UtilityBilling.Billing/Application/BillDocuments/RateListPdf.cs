using SkiaSharp;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.MultiTenancy;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The rate list on paper, for the counter and the town's web site: letterhead, then each service with its ordinance and prices.</summary>
internal sealed class RateListPdf(RateList list, TariffWording words, TownProfile town) : IDisposable
{
    private const Points Left = BillCanvas.Margin;
    private const Points Width = BillCanvas.Right - BillCanvas.Margin;
    private const Points PriceRight = 440;
    private const Points PerLeft = 450;
    private const Points Top = 96;
    private const Points Bottom = 752;
    private const Points TextSize = 8.5f;
    private const Points Leading = 11.5f;

    private readonly BillFonts _fonts = new();
    private BillCanvas _canvas = null!;

    /// <summary>A piece that is never torn; <paramref name="WithNext"/> keeps a heading on the page of what follows.</summary>
    private readonly record struct Part(Points Height, Action<Points> Draw, bool WithNext = false);

    public void Write(Stream output, DateTimeOffset madeAt)
    {
        using var document = SKDocument.CreatePdf(output, new SKDocumentPdfMetadata
        {
            Title = $"{town.Name}: {words["Billing:RateList.Title"]} {TariffWording.Day(list.Date)}",
            Creator = "UtilityBilling",
            Producer = "UtilityBilling",
            Creation = madeAt.UtcDateTime,
            Modified = madeAt.UtcDateTime,
            RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi,
            EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
        });
        using var canvas = _canvas = new BillCanvas(_fonts, SKColor.TryParse(town.BrandColor, out var brand) ? brand : BillCanvas.Ink);
        var pages = Paginate([.. list.Sections.SelectMany(Parts)]);
        for (var i = 0; i < pages.Count; i++)
        {
            canvas.Page = document.BeginPage(BillCanvas.PageWidth, BillCanvas.PageHeight);
            Head(i + 1, pages.Count);
            var y = Top;
            foreach (var part in pages[i])
            {
                part.Draw(y);
                y += part.Height;
            }

            document.EndPage();
        }

        document.Close();
    }

    public void Dispose() => _fonts.Dispose();

    private IEnumerable<Part> Parts(RateListSection section)
    {
        yield return new Part(34, y => Heading(section, y), WithNext: true);
        foreach (var rule in section.Sheet.Rules.SelectMany(r => _canvas.Wrap(r, 8, Width)))
            yield return new Part(10.5f, y => _canvas.Text(rule, Left, y + 8, 8, color: BillCanvas.Grey), WithNext: true);
        foreach (var charge in section.Sheet.Charges)
        {
            yield return new Part(15, y => _canvas.Text(charge.Label, Left, y + 11, TextSize, BillFace.Bold, width: Width), WithNext: true);
            foreach (var rule in charge.Rules.SelectMany(r => _canvas.Wrap(r, 8, Width - 12)))
                yield return new Part(10.5f, y => _canvas.Text(rule, Left + 12, y + 8, 8, color: BillCanvas.Grey), WithNext: charge.Prices.Count > 0);
            foreach (var price in charge.Prices)
                yield return Row(price);
        }

        yield return new Part(14, _ => { });
    }

    private Part Row(TariffPriceRow price)
    {
        var whom = _canvas.Wrap(price.For.Length > 0 ? price.For : words["Billing:TariffFor.All"], TextSize, PriceRight - Left - 80);
        var per = _canvas.Wrap(price.Per, TextSize, BillCanvas.Right - PerLeft);
        return new Part((Math.Max(whom.Count, per.Count) * Leading) + 2, y =>
        {
            for (var i = 0; i < whom.Count; i++)
                _canvas.Text(whom[i], Left + 12, y + 10 + (i * Leading), TextSize);
            _canvas.Text(price.Text, PriceRight, y + 10, TextSize, align: SKTextAlign.Right);
            for (var i = 0; i < per.Count; i++)
                _canvas.Text(per[i], PerLeft, y + 10 + (i * Leading), TextSize);
            _canvas.Line(Left, y + 0.5f, BillCanvas.Right, y + 0.5f, BillCanvas.Rule, 0.4f);
        });
    }

    private void Heading(RateListSection section, Points y)
    {
        _canvas.Text(section.Sheet.Name, Left, y + 12, 11.5f, BillFace.Bold, _canvas.Accent, width: Width);
        _canvas.Text(words.Sentence("Billing:Tariff.InForce", section.Ordinance, TariffWording.Day(section.EffectiveFrom)), Left, y + 25, 8, color: BillCanvas.Grey, width: Width);
        _canvas.Line(Left, y + 30, BillCanvas.Right, y + 30, _canvas.Accent, 0.9f);
    }

    private void Head(int page, int count)
    {
        _canvas.Text(town.Name, Left, 50, 15, BillFace.Bold, _canvas.Accent, width: 340);
        _canvas.Text(words.Sentence("Billing:RateList.Of", TariffWording.Day(list.Date)), Left, 68, 10, width: 340);
        _canvas.Text(string.Join(", ", town.AddressLines.Append(town.Phone).Where(l => l.Length > 0)), BillCanvas.Right, 50, 8, color: BillCanvas.Grey, align: SKTextAlign.Right, width: 200);
        _canvas.Text(words.Sentence("BillDocument:PageOf", page, count), BillCanvas.Right, 68, 8, color: BillCanvas.Grey, align: SKTextAlign.Right, width: 200);
        _canvas.Line(Left, 78, BillCanvas.Right, 78, _canvas.Accent, 1);
    }

    private static List<List<Part>> Paginate(List<Part> parts)
    {
        List<List<Part>> pages = [[]];
        var room = Bottom - Top;
        for (var i = 0; i < parts.Count; i++)
        {
            var needed = 0f;
            for (var j = i; j < parts.Count; j++)
            {
                needed += parts[j].Height;
                if (!parts[j].WithNext)
                    break;
            }

            // A heading with more rules than a page holds is torn after all.
            if (needed > room && pages[^1].Count > 0 && (needed <= Bottom - Top || parts[i].Height > room))
            {
                pages.Add([]);
                room = Bottom - Top;
            }

            pages[^1].Add(parts[i]);
            room -= parts[i].Height;
        }

        return pages;
    }
}

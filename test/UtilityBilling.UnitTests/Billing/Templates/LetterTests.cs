using System.Text.RegularExpressions;
using Shouldly;
using UglyToad.PdfPig;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Localization;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.Templates;

/// <summary>Texts compared and cut into blocks, and letters on paper read back with another library.</summary>
public sealed partial class LetterTests
{
    [Fact]
    public void Two_versions_are_compared_line_by_line_with_as_much_kept_as_can_be()
    {
        LineDiff.Of("Dear\nPay now\nThanks", "Dear\nPlease pay\nsoon\nThanks").ShouldBe(
        [
            new(TemplateLineChange.Same, "Dear"), new(TemplateLineChange.Removed, "Pay now"), new(TemplateLineChange.Added, "Please pay"), new(TemplateLineChange.Added, "soon"), new(TemplateLineChange.Same, "Thanks"),
        ]);
        LineDiff.Of("a", "a").ShouldBe([new(TemplateLineChange.Same, "a")]);
    }

    [Fact]
    public void A_text_is_paragraphs_headings_and_items()
    {
        var blocks = TextBlock.Of("One\ntwo\n\n# Three\n- four\n- five\nsix");
        blocks.Select(b => (b.Kind, string.Join('|', b.Lines))).ShouldBe(
            [(TextBlockKind.Paragraph, "One|two"), (TextBlockKind.Heading, "Three"), (TextBlockKind.Item, "four"), (TextBlockKind.Item, "five"), (TextBlockKind.Paragraph, "six")]);
    }

    [Fact]
    public async Task A_letter_on_paper_says_its_words_and_its_address_stands_in_the_window()
    {
        var letter = Letter(TemplateKind.Letter, "Dear Ada:\n\n# Please pay\n\n- $84.20 <script>alert(1)</script>\n\nÑandú, ¿quién?");
        var (pages, file) = await WriteAsync(letter);

        pages.ShouldBe(1);
        using var pdf = PdfDocument.Open(file);
        var words = pdf.GetPage(1).GetWords().ToList();
        var text = string.Join(' ', words.Select(w => w.Text));
        text.ShouldContain("Reminder Dear Ada: Please pay • $84.20 <script>alert(1)</script> Ñandú, ¿quién?");
        text.ShouldContain("City of Test");
        // A number 10 envelope shows 7/8 inch to 5 3/8 inches from the left; of a sheet folded in three, about 2 to 3 1/8 inches from the top (in points from the bottom: 567 to 648).
        var name = words.First(w => w.Text == "PO");
        name.BoundingBox.Left.ShouldBeInRange(63, 90);
        name.BoundingBox.Bottom.ShouldBeInRange(567, 648);
    }

    [Fact]
    public async Task A_long_letter_goes_on_and_no_line_is_lost()
    {
        var lines = Enumerable.Range(1, 120).Select(i => $"line{i}").ToList();
        var letter = Letter(TemplateKind.Reminder, string.Join("\n\n", lines));
        var (pages, file) = await WriteAsync(letter, letter);

        using var counting = new LetterPdf(new LocalizationCatalog([BillingTexts.Assembly]));
        counting.CountPages(letter).ShouldBe(pages / 2);
        pages.ShouldBeGreaterThan(4);
        using var pdf = PdfDocument.Open(file);
        var read = pdf.GetPages().SelectMany(p => p.GetWords()).Select(w => w.Text).Where(t => LineWord().IsMatch(t)).ToList();
        read.ShouldBe([.. lines, .. lines]);
    }

    [Fact]
    public async Task A_door_hanger_is_half_as_wide_and_nothing_stands_where_the_knob_is()
    {
        var (_, file) = await WriteAsync(Letter(TemplateKind.DoorHanger, "$84.20 is past due for this address, which is written in a sentence so long that it has to be broken."));

        using var pdf = PdfDocument.Open(file);
        var page = pdf.GetPage(1);
        (page.Width, page.Height).ShouldBe((306, 792));
        page.GetWords().Max(w => w.BoundingBox.Right).ShouldBeLessThan(306 - 20);
        page.GetWords().Max(w => w.BoundingBox.Top).ShouldBeLessThan(792 - 110, "the hole takes about an inch and a half");
    }

    [Fact]
    public void A_frozen_letter_reads_back_as_it_was()
    {
        var letter = Letter(TemplateKind.Letter, "Dear Ada");
        var read = LetterContent.Read(letter.Write());
        read.Write().ShouldBe(letter.Write());
        read.Texts.ShouldBe(letter.Texts);
    }

    private static LetterContent Letter(TemplateKind kind, string body) =>
        new(kind, new LetterTown("City of Test", ["1 Main Street"], "541-555-0100", "#17456E"), new DateOnly(2026, 3, 2), ["Ada Example", "PO Box 12", "Test, OR 97000"], "10-0420-1", "1 Water Street", [new TemplateTextDto("en", "Reminder", body)]);

    private static async Task<(int Pages, byte[] File)> WriteAsync(params LetterContent[] letters)
    {
        using var file = new MemoryStream();
        using var pdf = new LetterPdf(new LocalizationCatalog([BillingTexts.Assembly]));
        var pages = await pdf.WriteAsync(file, letters.ToAsyncEnumerable(), "Letters", new DateTimeOffset(2026, 3, 2, 17, 0, 0, TimeSpan.Zero), TestContext.Current.CancellationToken);
        return (pages, file.ToArray());
    }

    [GeneratedRegex(@"^line\d+$")]
    private static partial Regex LineWord();
}

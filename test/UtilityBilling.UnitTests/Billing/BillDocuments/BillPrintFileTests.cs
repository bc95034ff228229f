using System.Globalization;
using System.Security.Cryptography;
using Shouldly;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers;
using UtilityBilling.Errors;
using UtilityBilling.Localization;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.BillDocuments;

/// <summary>The print file, read back with another library than the one that wrote it (L5, BR-16, BR-17).</summary>
public sealed class BillPrintFileTests
{
    private static readonly PrintFileOptions Options = new("Riverbend, even cycle, November 2026", new DateTimeOffset(2026, 11, 2, 17, 30, 0, TimeSpan.Zero));

    private static readonly SkiaBillDocumentRenderer Renderer = new(new LocalizationCatalog([BillingTexts.Assembly]));

    [Fact]
    public async Task Every_bill_of_a_print_file_shows_its_total_account_and_due_date()
    {
        var bills = Enumerable.Range(1, 50).Select(n => SampleBills.Bill(n)).ToList();
        var (file, result) = await Print(bills);

        result.BillCount.ShouldBe(50);
        result.AmountDue.ShouldBe(9895.50m, "50 × 172.41 + (1 + 2 + … + 50) = 8,620.50 + 1,275.00");
        using var pdf = PdfDocument.Open(file);
        pdf.NumberOfPages.ShouldBe(result.PageCount);
        foreach (var (bill, piece) in bills.Zip(result.Pieces))
        {
            piece.BillNumber.ShouldBe(bill.BillNumber);
            var page = Words(pdf.GetPage(piece.FirstPage));
            page.ShouldContain("$" + bill.Figures.AmountDue.ToString("0.00", CultureInfo.InvariantCulture), customMessage: bill.BillNumber);
            page.Count(w => w == bill.AccountNumber).ShouldBe(2, "in the panel and on the stub");
            string.Join(' ', page).ShouldContain($"Nov {bill.DueDate.Day}, 2026");
            string.Join(' ', page).ShouldContain(bill.Stub.ScanLine);
        }
    }

    [Fact]
    public async Task One_bill_to_be_mailed_electronically_stays_within_30_kilobytes()
    {
        var bill = SampleBills.Bill();
        StatementContent.HasBasicLetters(bill).ShouldBeTrue();
        var (file, _) = await Print([bill], Options with { BasicLetters = true });

        file.Length.ShouldBeLessThan(30 * 1024);
        using var pdf = PdfDocument.Open(file);
        string.Join(' ', Words(pdf.GetPage(1))).ShouldContain("MARÍA NÚÑEZ-O'BRIEN");
    }

    [Fact]
    public void Other_letters_than_those_of_English_and_Spanish_take_the_whole_faces()
    {
        StatementContent.HasBasicLetters(SampleBills.Bill() with { MailTo = ["ŁUKASZ NOWAK"] }).ShouldBeFalse();
    }

    [Fact]
    public async Task The_address_stands_in_the_envelopes_window()
    {
        var (file, _) = await Print([SampleBills.Bill()]);
        using var pdf = PdfDocument.Open(file);
        var words = pdf.GetPage(1).GetWords().Where(w => w.Text is "C/O" or "97399-1234").ToList();

        words.Count.ShouldBe(2);
        // Letter folded to 3.67 inches, envelope 4.125 high, window from 0.5 to 1.625 inches above its lower edge: 2.04 to 3.17 inches below the sheet's top.
        foreach (var word in words)
        {
            var fromTop = 792 - word.BoundingBox.Bottom;
            fromTop.ShouldBeInRange(2.1 * 72, 3.1 * 72);
            word.BoundingBox.Left.ShouldBeGreaterThan(0.9 * 72);
            word.BoundingBox.Right.ShouldBeLessThan(5.3 * 72);
        }
    }

    [Fact]
    public async Task The_same_bills_make_the_same_file_to_the_byte()
    {
        var bills = Enumerable.Range(1, 5).Select(n => SampleBills.Bill(n, (BillLanguage)(n % 3))).ToList();

        var first = await Print(bills);
        var second = await Print(bills);

        Convert.ToHexString(SHA256.HashData(second.File)).ShouldBe(Convert.ToHexString(SHA256.HashData(first.File)));
    }

    [Fact]
    public async Task Every_sheet_of_a_part_bears_its_number()
    {
        var longer = SampleBills.Bill(2) with { Messages = [.. Enumerable.Repeat(new BillText(string.Join(' ', Enumerable.Repeat("word", 60))), 14)] };
        var (file, result) = await Print([SampleBills.Bill(1), longer, SampleBills.Bill(3)], Options with { Mark = "12/3" });

        result.Pieces.Select(p => p.PageCount).ShouldBe([1, 2, 1]);
        using var pdf = PdfDocument.Open(file);
        for (var page = 1; page <= 4; page++)
            string.Join(' ', Words(pdf.GetPage(page))).ShouldContain($"12/3 · {page:D6}");
    }

    [Fact]
    public async Task On_both_sides_every_bill_begins_on_a_new_sheet()
    {
        var (file, result) = await Print([SampleBills.Bill(1), SampleBills.Bill(2)], Options with { Mark = "12/3", Duplex = true });

        result.Pieces.Select(p => (p.FirstPage, p.PageCount)).ShouldBe([(1, 2), (3, 2)]);
        using var pdf = PdfDocument.Open(file);
        pdf.NumberOfPages.ShouldBe(4);
        Words(pdf.GetPage(2)).ShouldBeEmpty();
        string.Join(' ', Words(pdf.GetPage(3))).ShouldContain("12/3 · 000002");
    }

    [Fact]
    public async Task Pages_are_counted_as_they_are_drawn()
    {
        List<BillDocument> bills = [SampleBills.Bill(1), SampleBills.FortyUnits(), SampleBills.Bill(3, BillLanguage.Both)];
        var (_, result) = await Print(bills);

        Renderer.CountPages(bills).ShouldBe(result.Pieces.Select(p => p.PageCount));
    }

    [Fact]
    public async Task A_statement_for_forty_units_has_a_line_for_each_and_their_sum()
    {
        var bill = SampleBills.FortyUnits();
        var (file, result) = await Print([bill]);

        result.Pieces[0].PageCount.ShouldBe(2);
        using var pdf = PdfDocument.Open(file);
        var text = string.Join(' ', pdf.GetPages().SelectMany(Words));
        foreach (var unit in bill.Units)
            text.ShouldContain($"{unit.Address} {unit.BillNumber} 61 {unit.Usage} ccf {(unit.IsEstimated ? "E " : "")}${unit.Amount.ToString("0.00", CultureInfo.InvariantCulture)}");
        // 40 units at 100.01, 100.02 … 100.40: 4,000.00 + 0.01 × 820 = 4,008.20.
        text.ShouldContain("Total of 40 units $4,008.20");
        text.ShouldContain("40 units, listed on the next pages");
    }

    [Fact]
    public async Task Units_that_do_not_make_the_current_charges_are_never_printed()
    {
        var bill = SampleBills.FortyUnits();
        await Should.ThrowAsync<BusinessException>(() => Print([bill with { Units = [.. bill.Units.Skip(1)] }]));
    }

    [Fact]
    public async Task The_barcode_of_the_post_stands_in_the_window_and_its_digits_on_the_stub()
    {
        var bill = SampleBills.Bill() with { Mailing = new BillMailing(RecipientKind.Payer, "AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA", "01234567094987654321 01234567891") };
        var (file, _) = await Print([bill]);
        using var pdf = PdfDocument.Open(file);
        var page = pdf.GetPage(1);

        string.Join(' ', Words(page)).ShouldContain("01234567094987654321 01234567891");
        // 65 bars of 0.02 inch, 22 to the inch: black boxes 1.44 points wide; the window is 147 to 228 points from the sheet's top.
        var bars = page.Paths.Where(p => p.IsFilled).Select(p => p.GetBoundingRectangle()!.Value).Where(r => Math.Abs(r.Width - 1.44) < 0.01).OrderBy(r => r.Left).ToList();
        bars.Count.ShouldBe(65);
        bars.ShouldAllBe(r => 792 - r.Top >= 150 && 792 - r.Bottom <= 165);
        (bars[^1].Left - bars[0].Left).ShouldBe(64 * 72 / 22.0, 0.1);
        // The first bars are A A D T F: how far each reaches above and below the tracker.
        var middle = 792 - 157.0;
        string.Concat(bars.Take(5).Select(r => (r.Top > middle + 2, r.Bottom < middle - 2) switch { (true, true) => 'F', (true, false) => 'A', (false, true) => 'D', _ => 'T' })).ShouldBe("AADTF");
    }

    [Fact]
    public async Task A_copy_says_whose_it_is()
    {
        var (file, _) = await Print([SampleBills.Bill() with { Mailing = new BillMailing(RecipientKind.OwnerCopy) }, SampleBills.Bill() with { Mailing = new BillMailing(RecipientKind.Payer) }]);
        using var pdf = PdfDocument.Open(file);

        string.Join(' ', Words(pdf.GetPage(1))).ShouldContain("OWNER'S COPY");
        string.Join(' ', Words(pdf.GetPage(2))).ShouldNotContain("COPY");
    }

    [Fact]
    public async Task A_longerbill_goes_on_to_further_pages_and_loses_nothing()
    {
        var services = Enumerable.Range(1, 90).Select(n => new BillService(new($"Unit {n}"), [new(new($"Flat-fee-{n}"), "1 × $2.00", 2m)])).ToList();
        var reads = Enumerable.Range(1, 9).Select(n => SampleBills.Bill().Reads[0] with { Meter = $"M-{n}" }).ToList();
        var messages = Enumerable.Range(1, 12).Select(n => new BillText($"Notice-{n} " + string.Join(' ', Enumerable.Repeat("word", 40)))).ToList();
        var bill = SampleBills.Bill() with { Services = services, Reads = reads, Messages = messages, Figures = new(0, 0, 0, 180m, 180m) };
        var (file, result) = await Print([bill, SampleBills.Bill(2)]);

        result.Pieces[0].PageCount.ShouldBeGreaterThan(2);
        result.Pieces[1].FirstPage.ShouldBe(result.Pieces[0].PageCount + 1);
        using var pdf = PdfDocument.Open(file);
        var words = pdf.GetPages().Take(result.Pieces[0].PageCount).SelectMany(Words).ToList();
        for (var n = 1; n <= 90; n++)
            words.Count(w => w == $"Flat-fee-{n}").ShouldBe(1);
        for (var n = 1; n <= 9; n++)
            words.Count(w => w == $"M-{n}").ShouldBe(1);
        for (var n = 1; n <= 12; n++)
            words.Count(w => w == $"Notice-{n}").ShouldBe(1);
        pdf.GetPages().Take(result.Pieces[0].PageCount).ShouldAllBe(p => p.GetWords().All(w => w.BoundingBox.Bottom > 20 && w.BoundingBox.Right < 612));
    }

    [Fact]
    public async Task A_longerworking_is_broken_into_lines_and_never_cut()
    {
        var working = "average of 8.25, 9.5, 7.75, 8.5 = 8.5; 8.5 rounded to 9; 9 raised to 10; 10 ccf at 4.83 × 61/61 days; less 10 % of 48.30; lowered-to-43.47";
        var bill = SampleBills.Bill() with { Services = [new(new("Sewer"), [new(new("Winter average"), working, 173.41m)])] };
        var (file, _) = await Print([bill]);
        using var pdf = PdfDocument.Open(file);

        Words(pdf.GetPage(1)).ShouldContain("lowered-to-43.47");
    }

    [Fact]
    public async Task A_spanish_bill_is_spanish_and_a_bilingual_one_is_both()
    {
        var (file, result) = await Print([SampleBills.Bill(1, BillLanguage.Spanish), SampleBills.Bill(2, BillLanguage.Both)]);
        using var pdf = PdfDocument.Open(file);

        var spanish = string.Join(' ', Words(pdf.GetPage(1)));
        spanish.ShouldContain("Fecha de vencimiento");
        spanish.ShouldContain("24 nov 2026");
        spanish.ShouldNotContain("Amount due");
        var both = string.Join(' ', Words(pdf.GetPage(result.Pieces[1].FirstPage)));
        both.ShouldContain("Amount due / Total a pagar");
        both.ShouldContain("2026-11-25");
    }

    [Fact]
    public async Task Autopay_and_credit_bills_say_do_not_pay()
    {
        var autopay = SampleBills.Bill() with { Autopay = new(new DateOnly(2026, 11, 24), "•••• 4321") };
        var credit = SampleBills.Bill() with { Figures = new(-500m, 0m, 0m, 173.41m, -326.59m) };
        var (file, _) = await Print([autopay, credit]);
        using var pdf = PdfDocument.Open(file);

        string.Join(' ', Words(pdf.GetPage(1))).ShouldContain("DO NOT PAY. $173.41 will be drafted on Nov 24, 2026 from your account •••• 4321.");
        var page = string.Join(' ', Words(pdf.GetPage(2)));
        page.ShouldContain("Credit balance");
        page.ShouldContain("DO NOT PAY. Your account has a credit of $326.59.");
        page.ShouldContain("Nothing to pay");
        page.ShouldNotContain("Due date");
        page.ShouldNotContain("Amount enclosed");
    }

    [Fact]
    public async Task A_bill_that_does_not_add_up_is_never_printed()
    {
        var bad = SampleBills.Bill(2) with { Figures = SampleBills.Bill(2).Figures with { AmountDue = 1m } };
        (await Should.ThrowAsync<BusinessException>(() => Print([SampleBills.Bill(1), bad]))).Values["Bill"].ShouldBe("260002");
    }

    [Fact]
    public async Task A_run_without_bills_prints_nothing_and_says_so()
    {
        var (file, result) = await Print([]);

        result.BillCount.ShouldBe(0);
        file.ShouldBeEmpty();
    }

    private static List<string> Words(Page page) => [.. page.GetWords().Select(w => w.Text)];

    private static async Task<(byte[] File, PrintFileResult Result)> Print(IEnumerable<BillDocument> bills, PrintFileOptions? options = null)
    {
        using var stream = new MemoryStream();
        var result = await Renderer.RenderAsync(stream, bills.ToAsyncEnumerable(), options ?? Options, TestContext.Current.CancellationToken);
        return (stream.ToArray(), result);
    }
}

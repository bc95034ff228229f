using System.Globalization;
using System.Security.Cryptography;
using Shouldly;
using UglyToad.PdfPig;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers;
using UtilityBilling.Errors;
using UtilityBilling.Localization;
using UtilityBilling.UnitTests.Billing.BillDocuments;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.Statements;

/// <summary>Frozen statements (BR-14): what is written down comes back whole, and draws the same file.</summary>
public sealed class StatementContentTests
{
    private static readonly SkiaBillDocumentRenderer Renderer = new(new LocalizationCatalog([BillingTexts.Assembly]));

    public static TheoryData<string> Samples => ["plain", "units", "spanish", "past due", "estimated"];

    private static BillDocument Sample(string name) => name switch
    {
        "units" => SampleBills.FortyUnits(),
        "spanish" => SampleBills.Bill(4, BillLanguage.Spanish),
        "past due" => SampleBills.Bill(5) with { Kind = BillKind.Corrected, Figures = new(50m, -10m, 0m, 177.41m, 217.41m) { PastDue = 40m } },
        "estimated" => SampleBills.Bill(3),
        _ => SampleBills.Bill(),
    };

    [Theory, MemberData(nameof(Samples))]
    public async Task What_is_frozen_draws_the_same_file_to_the_byte(string name)
    {
        var document = Sample(name);
        var content = StatementContent.Write(document);
        var back = StatementContent.Read(content);

        StatementContent.Write(back).ShouldBe(content);
        (await HashAsync(back)).ShouldBe(await HashAsync(document));
    }

    /// <summary>L5: amount due, charges, due date and reads, taken from the file with another library, are the frozen ones.</summary>
    [Theory, MemberData(nameof(Samples))]
    public async Task The_text_of_the_file_is_the_frozen_statement(string name)
    {
        var document = StatementContent.Read(StatementContent.Write(Sample(name)));
        using var stream = new MemoryStream();
        await Renderer.RenderAsync(stream, new[] { document }.ToAsyncEnumerable(), Options, TestContext.Current.CancellationToken);
        using var pdf = PdfDocument.Open(stream.ToArray());
        var text = string.Join(' ', pdf.GetPages().SelectMany(p => p.GetWords()).Select(w => w.Text));

        text.ShouldContain(BillWording.Money(document.Figures.AmountDue));
        text.ShouldContain(BillWording.Money(document.Figures.CurrentCharges));
        text.ShouldContain(document.Language == BillLanguage.Spanish ? $"{document.DueDate.Day} nov 2026" : $"Nov {document.DueDate.Day}, 2026");
        text.ShouldContain(document.AccountNumber);
        text.ShouldContain(document.Stub.ScanLine);
        foreach (var line in document.Services.SelectMany(s => s.Lines))
            text.ShouldContain(line.Amount.ToString("#,##0.00", CultureInfo.InvariantCulture));
        foreach (var read in document.Reads)
            text.ShouldContain(BillWording.Quantity(read.Current.Value) + (read.Current.IsEstimated ? " E" : ""));
        if (document.Figures.PastDue > 0)
            text.ShouldContain(BillWording.Money(document.Figures.PastDue));
    }

    [Fact]
    public void Each_copy_has_its_own_address_language_and_bars()
    {
        var piece = new PieceToPrint(RecipientKind.OwnerCopy, ["OLA OWNER", "1 ELM ST", "RIVERBEND, OR 97303-1234"], "97303-1234", "both", "00300123456000000007");
        var copy = StatementContent.For(SampleBills.Bill(), piece);

        copy.MailTo[0].ShouldBe("OLA OWNER");
        copy.Language.ShouldBe(BillLanguage.Both);
        copy.Mailing!.Digits.ShouldBe("00300123456000000007 973031234");
        copy.Mailing.Bars!.Length.ShouldBe(65);
        copy.Figures.ShouldBe(SampleBills.Bill().Figures);
    }

    [Theory]
    [InlineData("00", "300", "123456", 7, "00300123456000000007")]
    [InlineData("00", "300", "123456789", 1_000_007, "00300123456789000007")] // nine digits leave six for the serial number, which begins anew
    public void The_serial_number_fills_the_tracking_code(string identifier, string service, string mailer, long serial, string tracking) =>
        new MailerNumbers(identifier, service, mailer).Tracking(serial).ShouldBe(tracking);

    [Theory]
    [InlineData("0", "300", "123456")]
    [InlineData("07", "300", "123456")]
    [InlineData("00", "30", "123456")]
    [InlineData("00", "300", "12345")]
    public void Numbers_that_the_post_does_not_know_are_refused(string identifier, string service, string mailer) =>
        Should.Throw<BusinessException>(() => new MailerNumbers(identifier, service, mailer));

    private static readonly PrintFileOptions Options = new("Riverbend 1", new DateTimeOffset(2026, 11, 2, 17, 30, 0, TimeSpan.Zero));

    private static async Task<string> HashAsync(BillDocument document)
    {
        using var stream = new MemoryStream();
        await Renderer.RenderAsync(stream, new[] { document }.ToAsyncEnumerable(), Options, TestContext.Current.CancellationToken);
        return Convert.ToHexString(SHA256.HashData(stream.ToArray()));
    }
}

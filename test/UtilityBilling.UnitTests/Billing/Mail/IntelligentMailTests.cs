using Shouldly;
using UtilityBilling.Billing.Mail;
using UtilityBilling.Errors;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.Mail;

/// <summary>The encoder against values that others have published (BR-16).</summary>
public sealed class IntelligentMailTests
{
    /// <summary>
    /// The four examples of USPS-B-3200, one for each length of routing code, as they stand in the tests of the imbarcode library of TurboVote and, the last, in the README of
    /// wconrad/usps_intelligent_barcode, which names USPS-B-3200G as its source. The fifth was made with the postal service's own encoder (PostalPro, Encoder/Decoder) and
    /// is kept in lgactna/unr-csc23-ctf, osint/bars/readme.md.
    /// </summary>
    [Theory]
    [InlineData("01234567094987654321", "", "ATTFATTDTTADTAATTDTDTATTDAFDDFADFDFTFFFFFTATFAAAATDFFTDAADFTFDTDT")]
    [InlineData("01234567094987654321", "01234", "DTTAFADDTTFTDTFTFDTDDADADAFADFATDDFTAAAFDTTADFAAATDFDTDFADDDTDFFT")]
    [InlineData("01234567094987654321", "012345678", "ADFTTAFDTTTTFATTADTAAATFTFTATDAAAFDDADATATDTDTTDFDTDATADADTDFFTFA")]
    [InlineData("01234567094987654321", "01234567891", "AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA")]
    [InlineData("23270592831482031240", "96713024817", "DDADATADTAATDTTTDFDTTFTFFADTFTDFTATAAFTTFATDAATATDATATFADAADDTFDT")]
    public void The_encoder_makes_the_published_bars(string tracking, string routing, string bars) => IntelligentMail.Encode(tracking, routing).ShouldBe(bars);

    [Theory]
    [InlineData("0123456709498765432", "")] // nineteen digits
    [InlineData("01234567094987654321", "012345")] // no length of a routing code
    [InlineData("05234567094987654321", "01234")] // the barcode identifier's second digit is 0 to 4
    [InlineData("0123456709498765432X", "01234")]
    public void Other_digits_than_the_standard_allows_are_refused(string tracking, string routing) =>
        Should.Throw<BusinessException>(() => IntelligentMail.Encode(tracking, routing));

    [Theory]
    [InlineData("97303", "97303")]
    [InlineData("97303-1234", "973031234")]
    [InlineData("97303-123456", "97303123456")]
    [InlineData("V6B 1A1", "")]
    [InlineData(null, "")]
    public void The_routing_code_is_the_ZIP_code_without_its_hyphen(string? zip, string routing) => IntelligentMail.Routing(zip).ShouldBe(routing);
}

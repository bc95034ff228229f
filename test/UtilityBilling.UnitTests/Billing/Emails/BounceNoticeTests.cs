using System.Text;
using MimeKit;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Emails;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.Emails;

/// <summary>What is read from returned mail (RFC 3464), in the forms that mail servers give it.</summary>
public sealed class BounceNoticeTests
{
    private const string Key = "0192f7a1b2c3d4e5f60718293a4b5c6d";

    [Fact]
    public void A_permanent_failure_names_address_status_and_the_servers_words()
    {
        var notice = Read("bounces@town.test", Report("failed", "5.1.1", "smtp; 550 5.1.1 No such user"));

        (notice.Kind, notice.Address, notice.Status, notice.Words).ShouldBe((EmailReportKind.Permanent, "gone@example.org", "5.1.1", "550 5.1.1 No such user"));
        notice.MessageId.ShouldBe("abc@town.test");
    }

    [Theory]
    [InlineData("failed", "4.4.7", EmailReportKind.Temporary)]
    [InlineData("delayed", "4.4.1", EmailReportKind.Delayed)]
    [InlineData("Failed", "5.0.0", EmailReportKind.Permanent)]
    [InlineData("relayed", "2.0.0", EmailReportKind.Unknown)]
    public void Action_and_status_say_what_happened(string action, string status, EmailReportKind kind) => Read("bounces@town.test", Report(action, status, "smtp; x")).Kind.ShouldBe(kind);

    [Theory]
    [InlineData("Delivered-To")]
    [InlineData("X-Original-To")]
    [InlineData("Envelope-To")]
    public void The_key_is_found_in_whichever_head_names_the_address_that_it_came_to(string header)
    {
        var text = $"{header}: bounces+{Key}@town.test\r\n" + Heads("someone-else@town.test") + Report("failed", "5.1.1", "smtp; x");
        BounceNotice.Read(Load(text)).Key.ShouldBe(Guid.ParseExact(Key, "N"));
    }

    [Fact]
    public void A_key_of_another_form_is_none() => Read("bounces+list@town.test", Report("failed", "5.1.1", "smtp; x")).Key.ShouldBeNull();

    [Fact]
    public void An_absence_note_is_an_automatic_answer_and_a_letter_is_not_understood()
    {
        BounceNotice.Read(Load("From: a@b.test\r\nTo: bounces@town.test\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\nI am away.\r\n")).Kind.ShouldBe(EmailReportKind.AutoReply);
        var letter = BounceNotice.Read(Load("From: a@b.test\r\nTo: bounces@town.test\r\nSubject: Hello\r\nIn-Reply-To: <abc@town.test>\r\n\r\nStop.\r\n"));
        (letter.Kind, letter.MessageId, letter.Words).ShouldBe((EmailReportKind.Unknown, "abc@town.test", "Stop."));
    }

    [Fact]
    public void A_report_of_one_group_alone_is_read_too()
    {
        var text = Heads("bounces@town.test") + Report("failed", "5.1.1", "smtp; x").Replace("Reporting-MTA: dns; mx.example.org\r\n\r\n", "Reporting-MTA: dns; mx.example.org\r\n", StringComparison.Ordinal);
        BounceNotice.Read(Load(text)).Kind.ShouldBe(EmailReportKind.Permanent);
    }

    [Theory]
    [InlineData("5.1.1", true)]
    [InlineData("5.1.10", true)]
    [InlineData("5.0.0", true)]
    [InlineData("5.2.1", true)]
    [InlineData("5.4.4", true)]
    [InlineData(null, true)]
    [InlineData("5.2.2", false)]
    [InlineData("5.3.4", false)]
    [InlineData("5.7.1", false)]
    [InlineData("5.10.1", false)]
    public void Only_a_fault_of_the_address_is_blamed_on_it(string? status, bool blamed) => BounceNotice.BlamesAddress(status).ShouldBe(blamed);

    [Theory]
    [InlineData("5.1.1 no such user", "5.1.1")]
    [InlineData("no such mailbox", null)]
    [InlineData("see 5.1.1", null)]
    public void A_status_stands_at_the_beginning_of_the_words(string words, string? status) => BounceNotice.StatusIn(words).ShouldBe(status);

    [Fact]
    public void Waits_double_from_a_quarter_of_an_hour_to_sixteen_hours() =>
        Enumerable.Range(1, 8).Select(n => (int)EmailMessage.WaitAfter(n).TotalMinutes).ShouldBe([15, 30, 60, 120, 240, 480, 960, 960]);

    [Fact]
    public void The_message_id_is_the_same_for_ever_and_of_the_senders_domain()
    {
        var id = Guid.ParseExact(Key, "N");
        EmailMessage.MessageIdOf(id, "billing@town.test").ShouldBe($"{Key}@town.test");
    }

    private static BounceNotice Read(string to, string report) => BounceNotice.Read(Load(Heads(to) + report));

    private static string Heads(string to) => $"From: Mail Delivery System <mailer-daemon@mx.example.org>\r\nTo: {to}\r\nSubject: Undelivered\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n";

    private static string Report(string action, string status, string diagnostic) =>
        "--b\r\nContent-Type: text/plain\r\n\r\nNot delivered.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n" +
        $"Final-Recipient: rfc822; Gone@example.org\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: {diagnostic}\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <abc@town.test>\r\nSubject: yours\r\n\r\n--b--\r\n";

    private static MimeMessage Load(string text) => MimeMessage.Load(new MemoryStream(Encoding.ASCII.GetBytes(text)));
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Shouldly;
using UglyToad.PdfPig;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.Billing.Emails;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Notes;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Navigation;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Emails;

/// <summary>Statements by e-mail through a real mail server (BR-15): each once, and what comes back goes on paper, so that printed + e-mailed + left out = billed.</summary>
public sealed class EmailScenario
{
    [Fact]
    public async Task A_statement_goes_out_once_in_the_customers_language_with_the_frozen_pdf()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, mail, ("Ann", "ann@example.org", "en"), ("Bob", "bob@example.org", "es"), ("Cleo", null, "en"));

        (await town.QueueAsync()).ShouldBe(2);
        await host.RunJobsAsync();
        await town.SendAsync();
        await mail.ArrivedAsync("all", 2);

        var delivered = mail.Delivered().ToDictionary(m => m.To.Mailboxes.Single().Address);
        delivered.Count.ShouldBe(2);
        var (ann, bob) = (delivered["ann@example.org"], delivered["bob@example.org"]);
        // 121.27 is worked out in StatementScenario's street: 12 ccf from 100.0 to 112.0.
        var message = (await town.EmailsAsync()).Single(e => e.Address == "ann@example.org");
        ann.Subject.ShouldBe($"Alder: your utility statement {message.StatementNumber}, $121.27 due Mar 22, 2026");
        ann.TextBody!.ShouldContain("Amount due: $121.27, by Mar 22, 2026.");
        bob.TextBody!.ShouldContain("Importe a pagar: $121.27, hasta el 22 mar 2026.");
        ann.From.Mailboxes.Single().Address.ShouldBe("billing@town.test");
        ann.MessageId.ShouldBe(message.MessageId);
        ann.Headers["Return-Path"].ShouldBe($"<bounces+{message.Id:N}@town.test>", "each message has a bounce address of its own");
        var file = Pdf(ann, $"statement-{message.StatementNumber}.pdf");
        file.Length.ShouldBeLessThan(30 * 1024);
        using var pdf = PdfDocument.Open(file);
        string.Join(' ', pdf.GetPages().SelectMany(p => p.GetWords()).Select(w => w.Text)).ShouldContain("$121.27");

        (await town.EmailsAsync()).ShouldAllBe(e => e.State == EmailState.Sent && e.Tries == 1);
        (await town.ContactsAsync("Ann")).Select(c => (c.Channel, c.Topic, c.Reference, c.SentTo)).ShouldBe([(ContactChannel.Email, ContactTopic.Statement, $"{message.StatementNumber}", "ann@example.org")]);
        (await town.ContactsAsync("Cleo")).ShouldBeEmpty("hers goes by post");
        (await Should.ThrowAsync<BusinessException>(() => town.QueueAsync())).Code.ShouldBe("Billing:Email.NothingToSend");
        await town.PrintRestAsync();
        var proof = await town.ProofAsync();
        (proof.Pieces, proof.Printed, proof.ByEmail, proof.Sent, proof.IsDone).ShouldBe((3, 1, 2, 2, true));
    }

    [Fact]
    public async Task What_comes_back_goes_on_paper_and_the_address_is_not_used_again()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, mail, ("Ann", "ann@example.org", "en"), ("Gil", "gone@example.org", "en"), ("Rae", "refused@example.org", "en"));
        await town.SetDeliveryAsync("Ann", StatementDelivery.Email);

        (await town.StepAsync(ChecklistStep.Send)).Standing.ShouldNotBe(StepStanding.Done, "three pieces wait to be put into the outbox");
        await town.QueueAsync();
        (await town.StepAsync(ChecklistStep.Send)).Figures.ShouldBe("0 e-mails sent, 0 pieces on paper instead, 3 not sent yet or in doubt");
        await town.SendAsync();
        (await town.StepAsync(ChecklistStep.Send)).Standing.ShouldBe(StepStanding.Done, "sent, or on paper since");
        (await town.StepAsync(ChecklistStep.Print)).Standing.ShouldNotBe(StepStanding.Done);
        // Refused while it was handed over; the other was taken and came back.
        (await town.StateAsync("refused@example.org")).ShouldBe(EmailState.Bounced);
        (await town.StateAsync("gone@example.org")).ShouldBe(EmailState.Sent);
        (await town.ProofAsync()).Open.ShouldBe(1);
        await mail.ArrivedAsync("bounces", 1);
        (await town.ReadMailboxAsync()).ShouldBe(1);
        (await town.ReadMailboxAsync()).ShouldBe(0, "it is marked as seen");

        (await town.StateAsync("gone@example.org")).ShouldBe(EmailState.Bounced);
        var report = (await town.ReportsAsync()).ShouldHaveSingleItem();
        (report.Kind, report.Address, report.Status, report.IsOpen).ShouldBe((EmailReportKind.Permanent, "gone@example.org", "5.0.0", false));
        var proof = await town.ProofAsync();
        (proof.Open, proof.ByEmail, proof.Sent, proof.IsDone).ShouldBe((2, 1, 1, false));
        await town.PrintRestAsync();
        proof = await town.ProofAsync();
        (proof.Statements, proof.Printed, proof.ByEmail, proof.LeftOut, proof.Open, proof.IsDone).ShouldBe((3, 2, 1, 0, 0, true));

        (await town.BadAddressesAsync()).Select(b => b.Address).Order().ShouldBe(["gone@example.org", "refused@example.org"]);
        (await town.AlertsAsync("Gil")).ShouldContain(a => a.Contains("gone@example.org", StringComparison.Ordinal));
        (await town.AlertsAsync("Ann")).ShouldNotContain(a => a.Contains('@'));
        (await town.QueuesAsync()).ShouldContain(q => q.TextKey == "Billing:Queue.BadAddresses" && q.Count == 2);

        // The next run sends to Ann alone; Gil's address was put right meanwhile, Rae's was not.
        await town.ClearAddressAsync("gone@example.org");
        host.Clock.SetUtcNow(new(2026, 5, 1, 17, 0, 0, TimeSpan.Zero));
        await town.NextRunAsync();
        (await town.QueueAsync()).ShouldBe(2);
        (await town.OfRunAsync()).OnPaper.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_for_now_is_tried_six_times_and_then_goes_on_paper_without_blame_for_the_address()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, mail, ("Lou", "later@example.org", "en"));
        await town.QueueAsync();

        // 15, 30, 60, 120 and 240 minutes between the six tries.
        foreach (var (tries, wait) in ((int, int)[])[(1, 15), (2, 30), (3, 60), (4, 120), (5, 240)])
        {
            await town.SendAsync();
            var email = (await town.EmailsAsync()).Single();
            (email.State, email.Tries, email.NotBefore).ShouldBe((EmailState.Waiting, tries, host.Clock.GetUtcNow().AddMinutes(wait)));
            host.Clock.Advance(TimeSpan.FromMinutes(wait - 1));
            await town.SendAsync();
            (await town.EmailsAsync()).Single().Tries.ShouldBe(tries, "its time has not come");
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        await town.SendAsync();

        var last = (await town.EmailsAsync()).Single();
        (last.State, last.Tries, last.IsOnPaper).ShouldBe((EmailState.Failed, 6, true));
        last.Words.ShouldBe("451 mailbox busy");
        (await town.BadAddressesAsync()).ShouldBeEmpty();
        (await town.ProofAsync()).Open.ShouldBe(1);
    }

    [Fact]
    public async Task A_sender_that_is_cut_off_leaves_a_message_in_doubt_which_only_a_person_sends_again()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, mail, ("Ann", "ann@example.org", "en"), ("Bob", "bob@example.org", "en"));
        await town.QueueAsync();
        var claimed = (await town.InOutboxAsync(o => o.ClaimAsync(CancellationToken.None))).ShouldNotBeNull();

        // The node dies here. Another one sends the rest, and leaves this message alone.
        await town.SendAsync();
        (await town.StateAsync(claimed.Address)).ShouldBe(EmailState.Sending);
        host.Clock.Advance(TimeSpan.FromMinutes(6));
        await town.SendAsync();
        (await town.StateAsync(claimed.Address)).ShouldBe(EmailState.InDoubt);
        (await town.QueuesAsync()).ShouldContain(q => q.TextKey == "Billing:Queue.Emails" && q.Count == 1);
        await mail.ArrivedAsync("all", 1);
        mail.Delivered().ShouldHaveSingleItem();
        (await town.ProofAsync()).IsDone.ShouldBeFalse();

        await town.WriteAsync(s => s.RetryAsync(claimed.Id));
        await town.SendAsync();
        await mail.ArrivedAsync("all", 2);
        mail.Delivered().Select(m => m.MessageId).ShouldContain(claimed.MessageId, "it bears the number that it had");
        (await town.ProofAsync()).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task A_connection_that_breaks_behind_the_message_leaves_it_in_doubt()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        using var rude = new HangUpServer();
        var town = await EmailTown.PostedAsync(host, mail, ("Ann", "ann@example.org", "en"));
        await town.SetServerAsync(rude.Port);
        await town.QueueAsync();

        await town.SendAsync();
        (await town.StateAsync("ann@example.org")).ShouldBe(EmailState.InDoubt);
        rude.Bodies.ShouldBe(1);
        await town.SendAsync();
        rude.Bodies.ShouldBe(1);

        (await town.StepAsync(ChecklistStep.Send)).Standing.ShouldNotBe(StepStanding.Done, "nobody knows whether it went out");
        (await town.ContactsAsync("Ann")).ShouldBeEmpty();
        var email = (await town.EmailsAsync()).Single();
        await town.WriteAsync(s => s.ConfirmSentAsync(email.Id));
        (await town.ProofAsync()).IsDone.ShouldBeTrue();
        (await town.StepAsync(ChecklistStep.Send)).Standing.ShouldBe(StepStanding.Done);
        (await town.ContactsAsync("Ann")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Trouble_with_the_server_is_no_fault_of_the_message_and_pauses_sending()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, mail, ("Ann", "ann@example.org", "en"));
        await town.SetServerAsync(mail.SmtpPort, password: "wrong");
        (await town.TestAsync("me@example.org")).WasTaken.ShouldBeFalse();
        await town.QueueAsync();

        await town.SendAsync();
        var email = (await town.EmailsAsync()).Single();
        (email.State, email.Tries).ShouldBe((EmailState.Waiting, 0));
        (await town.OfRunAsync()).ServerError.ShouldNotBeNullOrWhiteSpace();
        await town.SetPasswordInDatabaseAsync();
        await town.SendAsync();
        (await town.StateAsync("ann@example.org")).ShouldBe(EmailState.Waiting, "the server is left alone for five minutes");
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await town.SendAsync();
        (await town.StateAsync("ann@example.org")).ShouldBe(EmailState.Sent);
        (await town.OfRunAsync()).ServerError.ShouldBeNull();
        (await town.TestAsync("me@example.org")).WasTaken.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_senders_send_each_message_once_and_together_keep_the_limit_of_a_minute()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        string[] houses = ["Ann", "Bob", "Cleo", "Dora", "Ed", "Fay", "Gil", "Hal"];
        var town = await EmailTown.PostedAsync(host, mail, [.. houses.Select(h => (h, (string?)$"{h.ToLowerInvariant()}@example.org", "en"))]);
        await town.SetServerAsync(mail.SmtpPort, perMinute: 5);
        await town.QueueAsync();

        await Task.WhenAll(town.SendAsync(), town.SendAsync());
        await mail.ArrivedAsync("all", 5);
        (await town.OfRunAsync()).Count(EmailState.Sent).ShouldBe(5);
        host.Clock.Advance(TimeSpan.FromSeconds(59));
        await town.SendAsync();
        (await town.OfRunAsync()).Count(EmailState.Sent).ShouldBe(5);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(town.SendAsync(), town.SendAsync());
        await mail.ArrivedAsync("all", 8);

        mail.Delivered().Select(m => m.To.Mailboxes.Single().Address).Order().ShouldBe(houses.Select(h => $"{h.ToLowerInvariant()}@example.org").Order());
    }

    [Fact]
    public async Task What_the_bounce_mailbox_gets_is_read_once_acted_upon_and_never_lost()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, mail, ("Ann", "ann@example.org", "en"), ("Bob", "bob@example.org", "en"));
        await town.QueueAsync();
        await town.SendAsync();
        var (ann, bob) = ((await town.EmailsAsync()).Single(e => e.Address == "ann@example.org"), (await town.EmailsAsync()).Single(e => e.Address == "bob@example.org"));

        // Ann's servers gave up for now and say so to the address of the message; Bob's only name the Message-ID and are still trying; and somebody writes a letter.
        await mail.SendAsync(Reports.Dsn("failed", "4.4.7", "smtp; 451 timed out", "ann@example.org", messageId: null), $"bounces+{ann.Id:N}@town.test");
        await mail.SendAsync(Reports.Dsn("delayed", "4.4.1", "smtp; no answer", "bob@example.org", bob.MessageId), "bounces@town.test");
        await mail.SendAsync(Reports.Letter("Please stop this"), "bounces@town.test");
        await mail.SendAsync(Reports.Dsn("failed", "5.1.1", "smtp; 550 nobody", "stranger@example.org", "other@elsewhere.test"), "bounces@town.test");
        await mail.ArrivedAsync("bounces", 4);
        (await town.ReadMailboxAsync()).ShouldBe(4);

        var waiting = (await town.EmailsAsync()).Single(e => e.Id == ann.Id);
        (waiting.State, waiting.Words).ShouldBe((EmailState.Waiting, "451 timed out"));
        (await town.StateAsync("bob@example.org")).ShouldBe(EmailState.Sent);
        var reports = await town.ReportsAsync();
        reports.Select(r => (r.Kind, r.EmailId, r.IsOpen)).ShouldBe(
            [(EmailReportKind.Temporary, ann.Id, false), (EmailReportKind.Delayed, bob.Id, false), (EmailReportKind.Unknown, null, true), (EmailReportKind.Permanent, (Guid?)null, true)], ignoreOrder: true);
        await town.WriteAsync(s => s.SettleReportAsync(reports.Single(r => r.Kind == EmailReportKind.Unknown).Id));
        (await town.QueuesAsync()).Single(q => q.TextKey == "Billing:Queue.Emails").Count.ShouldBe(1);

        host.Clock.Advance(TimeSpan.FromMinutes(15));
        await town.SendAsync();
        await mail.ArrivedAsync("all", 3);
        mail.Delivered().Count(m => m.MessageId == ann.MessageId).ShouldBe(2);
    }

    [Fact]
    public async Task A_report_that_is_read_again_after_a_crash_changes_nothing()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, mail, ("Ann", "ann@example.org", "en"));
        await town.QueueAsync();
        await town.SendAsync();
        var email = (await town.EmailsAsync()).Single();
        var notice = new BounceNotice(EmailReportKind.Temporary, email.Id, null, email.Address, "4.2.1", "later", "mailer@example.org", "Undelivered");

        await town.TakeAsync(uid: 7, notice);
        await town.SendAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(15));
        await town.SendAsync();
        (await town.StateAsync(email.Address)).ShouldBe(EmailState.Sent);
        await town.TakeAsync(uid: 7, notice);

        (await town.StateAsync(email.Address)).ShouldBe(EmailState.Sent);
        (await town.ReportsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_town_without_a_mail_server_keeps_its_pieces_waiting_and_can_print_them()
    {
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, null, ("Ann", "ann@example.org", "en"), ("Bob", null, "en"));
        var standing = await town.OfRunAsync();
        (standing.HasServer, standing.ToQueue).ShouldBe((false, 1));
        (await Should.ThrowAsync<BusinessException>(() => town.QueueAsync())).Code.ShouldBe("Billing:Email.NoServer");
        await town.PrintRestAsync();
        (await town.ProofAsync()).IsDone.ShouldBeFalse("Ann's waits for e-mail");

        (await town.WriteAsync(s => s.RestToPaperAsync(town.Run))).ShouldBe(1);
        await town.PrintRestAsync();

        var proof = await town.ProofAsync();
        (proof.Printed, proof.ByEmail, proof.IsDone).ShouldBe((2, 0, true));
    }

    [Fact]
    public async Task Who_gets_paper_too_is_not_printed_a_second_time_when_the_e_mail_comes_back()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, mail, StatementDelivery.Both, ("Rae", "refused@example.org", "en"));
        await town.PrintRestAsync();
        await town.QueueAsync();
        await town.SendAsync();

        (await town.StateAsync("refused@example.org")).ShouldBe(EmailState.Bounced);
        var proof = await town.ProofAsync();
        (proof.Printed, proof.Open, proof.IsDone, proof.Twice).ShouldBe((1, 0, true, 0));
        (await town.BadAddressesAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_minute_round_sends_what_is_due_and_reads_the_mailbox()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, mail, ("Gil", "gone@example.org", "en"));
        await town.QueueAsync();

        await town.RoundAsync();
        await host.RunJobsAsync();
        await mail.ArrivedAsync("bounces", 1);
        (await town.StateAsync("gone@example.org")).ShouldBe(EmailState.Sent);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await town.RoundAsync();

        (await town.StateAsync("gone@example.org")).ShouldBe(EmailState.Bounced);
    }

    private static byte[] Pdf(MimeMessage message, string name)
    {
        var part = (MimePart)message.Attachments.Single();
        part.FileName.ShouldBe(name);
        using var file = new MemoryStream();
        part.Content!.DecodeTo(file);
        return file.ToArray();
    }
}

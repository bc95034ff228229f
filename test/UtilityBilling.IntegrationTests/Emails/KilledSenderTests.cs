using Microsoft.EntityFrameworkCore;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Emails;
using UtilityBilling.IntegrationTests.Crash;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Emails;

/// <summary>The one moment that no transaction covers: the mail server has a message, and the sender has not written it down.</summary>
public sealed class KilledSenderTests
{
    [Fact]
    public async Task A_message_whose_sender_was_killed_after_the_server_took_it_goes_to_a_person_and_never_out_again()
    {
        await using var mail = await MailServers.StartAsync();
        await using var relay = HoldingRelay.Start(mail.SmtpPort);
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, null, ("Ann", "ann@example.org", "en"), ("Bob", "bob@example.org", "en"));
        await town.SetServerAsync(relay.Port, imapPort: mail.ImapPort, user: null);
        (await town.QueueAsync()).ShouldBe(2);

        // A real web node sends, and dies while it waits for the server's answer.
        using (var node = await WebNode.StartAsync("sender", host.Database.ConnectionString, TimeSpan.FromSeconds(6)))
        {
            await relay.Took.WaitAsync(TimeSpan.FromSeconds(90));
            node.Kill();
        }
        await mail.ArrivedAsync("all", 1);
        (await town.EmailsAsync()).Select(e => e.State).ShouldBe([EmailState.Sending, EmailState.Waiting], ignoreOrder: true);

        // Who comes after it sends the other, and leaves this one to a person. The node kept the real time, so this side does too.
        host.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddHours(1));
        await town.SetServerAsync(mail.SmtpPort, imapPort: mail.ImapPort, user: null);
        await town.SendAsync();
        await mail.ArrivedAsync("all", 2);
        await town.SendAsync();
        (await town.EmailsAsync()).Select(e => e.State).ShouldBe([EmailState.InDoubt, EmailState.Sent], ignoreOrder: true);
        mail.Delivered().Select(m => m.To.Mailboxes.Single().Address).ShouldBe(["ann@example.org", "bob@example.org"], ignoreOrder: true);
        (await town.ProofAsync()).IsDone.ShouldBeFalse("a person has to say whether it went out");
    }
}

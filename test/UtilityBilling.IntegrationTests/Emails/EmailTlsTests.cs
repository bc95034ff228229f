using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Emails;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Emails;

/// <summary>Encrypted mail against Exim and Dovecot, whose certificate for <c>localhost</c> is from an authority of the test's own: who is not proven gets no password and no bill.</summary>
public sealed class EmailTlsTests
{
    private const string Untrusted = "Billing:Email.Certificate.Untrusted", OtherName = "Billing:Email.Certificate.OtherName";

    [Theory]
    [InlineData(MailEncryption.StartTls)]
    [InlineData(MailEncryption.Implicit)]
    public async Task A_statement_goes_out_and_its_return_comes_in_over_a_connection_that_is_proven(MailEncryption encryption)
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync(services => services.Configure<MailTrustOptions>(o => o.AuthorityFile = mail.AuthorityFile));
        var town = await EmailTown.PostedAsync(host, mail, ("Ann", "ann@example.org", "en"), ("Gil", "gone@example.org", "en"));
        await town.SetTlsAsync(mail, encryption, MailCertificates.Name);

        await town.QueueAsync();
        (await town.SendAsync()).ShouldBe(2);
        await mail.ArrivedAsync("all", 1);
        mail.Delivered().Single().Headers["Received"]!.ShouldContain("with esmtpsa", customMessage: "encrypted and signed in, as Exim saw it");
        await mail.ArrivedAsync("bounces", 1);
        (await town.ReadMailboxAsync()).ShouldBe(1);
        (await town.MailboxErrorAsync()).ShouldBeNull();
        (await town.StateAsync("gone@example.org")).ShouldBe(EmailState.Bounced);
    }

    [Theory]
    [InlineData(MailEncryption.StartTls, false, MailCertificates.Name, Untrusted)]
    [InlineData(MailEncryption.Implicit, false, MailCertificates.Name, Untrusted)]
    [InlineData(MailEncryption.StartTls, true, "127.0.0.1", OtherName)]
    public async Task A_server_that_is_not_proven_gets_nothing_and_the_reason_is_said(MailEncryption encryption, bool trusted, string name, string reason)
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync(services => services.Configure<MailTrustOptions>(o => o.AuthorityFile = trusted ? mail.AuthorityFile : null));
        var town = await EmailTown.PostedAsync(host, mail, ("Ann", "ann@example.org", "en"));
        await town.SetTlsAsync(mail, encryption, name);

        var test = await town.TestAsync("me@example.org");
        (test.WasTaken, test.Words!.StartsWith("The server's certificate", StringComparison.Ordinal)).ShouldBe((false, true));
        await town.QueueAsync();
        (await town.SendAsync()).ShouldBe(0);
        var email = (await town.EmailsAsync()).Single();
        (email.State, email.Tries).ShouldBe((EmailState.Waiting, 0), "no fault of the message");
        (await town.OfRunAsync()).ServerError.ShouldBe(reason);
        await town.ReadMailboxAsync();
        (await town.MailboxErrorAsync()).ShouldBe(reason);
        mail.Delivered().ShouldBeEmpty();
    }
}

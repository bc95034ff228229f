using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace UtilityBilling.Billing.Emails;

/// <summary>What came of handing a message to the mail server.</summary>
internal enum PostOutcome
{
    Taken,

    /// <summary>The address does not take mail.</summary>
    BadAddress,

    /// <summary>Refused for good, for another reason than the address.</summary>
    Refused,

    /// <summary>Refused for now.</summary>
    Later,

    /// <summary>The connection broke while the message was on its way.</summary>
    InDoubt,

    /// <summary>The server could not be reached, or refused the town: no fault of the message.</summary>
    ServerTrouble,
}

internal sealed record PostResult(PostOutcome Outcome, string? Words = null);

/// <summary>Hands messages to the town's mail server, over one connection as long as it holds.</summary>
internal sealed class EmailPost(EmailServer server, string? password, MailTrust trust) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly SmtpClient _client = new() { Timeout = (int)Limit.TotalMilliseconds };

    /// <param name="key">What the bounce address bears; nothing for a message whose bounces nobody reads.</param>
    public async Task<PostResult> SendAsync(MimeMessage message, string? key, CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (IsOfTheServer(error))
        {
            return new PostResult(PostOutcome.ServerTrouble, error.Message);
        }
        try
        {
            var words = await _client.SendAsync(message, BounceAddress(key), message.To.Mailboxes, cancellationToken).ConfigureAwait(false);
            return new PostResult(PostOutcome.Taken, words);
        }
        catch (SmtpCommandException refusal)
        {
            return new PostResult(Read(refusal), $"{(int)refusal.StatusCode} {refusal.Message}");
        }
        catch (Exception error) when (IsOfTheServer(error))
        {
            return new PostResult(PostOutcome.InDoubt, error.Message);
        }
    }

    public MailboxAddress BounceAddress(string? key)
    {
        if (key is null || !server.OwnBounceAddress)
            return new MailboxAddress("", server.BounceAddress);
        var at = server.BounceAddress.LastIndexOf('@');
        return new MailboxAddress("", $"{server.BounceAddress[..at]}+{key}{server.BounceAddress[at..]}");
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Failures of network, encryption, sign-in and protocol: not of our own program.</summary>
    public static bool IsOfTheServer(Exception error) =>
        error is IOException or SocketException or TimeoutException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException or ServiceNotAuthenticatedException or NotSupportedException;

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (_client.IsConnected)
            return;
        await trust.ConnectAsync(_client, server.SmtpHost, server.SmtpPort, server.SmtpEncryption, cancellationToken).ConfigureAwait(false);
        if (server.SmtpUser is not null)
            await _client.AuthenticateAsync(server.SmtpUser, password ?? "", cancellationToken).ConfigureAwait(false);
    }

    private static PostOutcome Read(SmtpCommandException refusal)
    {
        if (refusal.ErrorCode == SmtpErrorCode.SenderNotAccepted)
            return PostOutcome.ServerTrouble;
        if ((int)refusal.StatusCode < 500)
            return PostOutcome.Later;
        return refusal.ErrorCode == SmtpErrorCode.RecipientNotAccepted && BounceNotice.BlamesAddress(BounceNotice.StatusIn(refusal.Message)) ? PostOutcome.BadAddress : PostOutcome.Refused;
    }
}

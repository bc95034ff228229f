namespace UtilityBilling.Billing.Emails;

/// <summary>The mail servers that a town sends by and reads bounces from.</summary>
public interface IEmailServerAppService
{
    /// <summary>As stored, without the passwords; nothing where the town has none.</summary>
    Task<EmailServerDto?> FindAsync(CancellationToken cancellationToken = default);

    Task SaveAsync(EmailServerInput input, CancellationToken cancellationToken = default);

    /// <summary>Sends one message to the address now, and says in words what came of it.</summary>
    Task<EmailTestResult> TestAsync(string? address, CancellationToken cancellationToken = default);

    /// <summary>Reads the bounce mailbox in the background, now.</summary>
    Task ReadMailboxAsync(CancellationToken cancellationToken = default);
}

/// <param name="LastError">What the server last refused, in its own words; empty when the last try went well.</param>
/// <param name="PausedUntil">Nothing is sent before this, after trouble with the server.</param>
public sealed record EmailServerDto(
    Guid Id, string SmtpHost, int SmtpPort, MailEncryption SmtpEncryption, string? SmtpUser, bool HasSmtpPassword, string FromAddress, string? ReplyTo, string BounceAddress, bool OwnBounceAddress, int PerMinute,
    string? ImapHost, int? ImapPort, MailEncryption ImapEncryption, string? ImapUser, bool HasImapPassword, string? LastError, DateTimeOffset? PausedUntil, DateTimeOffset? MailboxReadAt, string? MailboxError);

/// <param name="Words">The mail server's own words where it refused.</param>
public sealed record EmailTestResult(bool WasTaken, string? Words);

using UtilityBilling.Auditing;
using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Emails;

/// <summary>The servers that a town sends e-mail by and reads its bounces from. A town has one row, or none: then nothing is sent.</summary>
internal sealed class EmailServer : AggregateRoot
{
    public required string SmtpHost { get; set; }
    public required int SmtpPort { get; set; }
    public required MailEncryption SmtpEncryption { get; set; }
    public string? SmtpUser { get; set; }

    /// <summary>Encrypted with the instance's keys.</summary>
    [DisableAuditing]
    public string? SmtpSecret { get; set; }

    public required string FromAddress { get; set; }
    public string? ReplyTo { get; set; }

    /// <summary>Where mail servers return what they cannot deliver.</summary>
    public required string BounceAddress { get; set; }

    /// <summary>Whether each message gets a bounce address of its own: <c>bounces+key@</c>.</summary>
    public required bool OwnBounceAddress { get; set; }

    /// <summary>Messages at most in any minute.</summary>
    public required int PerMinute { get; set; }

    public string? ImapHost { get; set; }
    public int? ImapPort { get; set; }
    public required MailEncryption ImapEncryption { get; set; }
    public string? ImapUser { get; set; }

    /// <summary>Encrypted with the instance's keys.</summary>
    [DisableAuditing]
    public string? ImapSecret { get; set; }

    /// <summary>What went wrong with the server itself at the last try, in its words.</summary>
    public string? LastError { get; set; }

    /// <summary>Nothing is sent before this.</summary>
    public DateTimeOffset? PausedUntil { get; set; }

    public DateTimeOffset? MailboxReadAt { get; set; }
    public string? MailboxError { get; set; }
}

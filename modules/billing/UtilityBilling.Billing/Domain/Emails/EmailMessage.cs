using System.Globalization;
using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Emails;

/// <summary>
/// One piece's e-mail in the outbox. There is one for each piece for ever, with one Message-ID: sent again it is the same message, which mail systems recognise. It is claimed
/// before it is handed over and marked after, so that no two senders and no restart send it twice; one that was cut off between is in doubt and waits for a person.
/// </summary>
internal sealed class EmailMessage : AggregateRoot
{
    /// <summary>Tries at most, after which the piece goes on paper.</summary>
    public const int MaxTries = 6;

    public required Guid StatementId { get; init; }
    public required int Piece { get; init; }
    public required Guid RunId { get; init; }
    public required Guid AccountId { get; init; }
    public required string Address { get; init; }

    /// <summary>Without angle brackets; unique in the town.</summary>
    public required string MessageId { get; init; }

    public EmailState State { get; set; }

    /// <summary>How often it was handed to the server, whatever came of it; trouble with the server itself does not count.</summary>
    public int Tries { get; set; }

    public required DateTimeOffset NotBefore { get; set; }
    public DateTimeOffset? ClaimedAt { get; set; }
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The wording that was in force when it was put in; empty for the built-in words. Sent again it says the same.</summary>
    public Guid? TemplateVersionId { get; init; }

    /// <summary>The mail server's own words.</summary>
    public string? Words { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedByName { get; init; }

    public static string MessageIdOf(Guid id, string fromAddress) => $"{Key(id)}@{fromAddress[(fromAddress.LastIndexOf('@') + 1)..]}";

    /// <summary>What stands after the plus sign of a bounce address.</summary>
    public static string Key(Guid id) => id.ToString("N", CultureInfo.InvariantCulture);

    /// <summary>The wait before the next try after a refusal for now: 15 minutes, doubled with each try.</summary>
    public static TimeSpan WaitAfter(int tries) => TimeSpan.FromMinutes(15L << Math.Clamp(tries - 1, 0, 6));
}

/// <summary>A piece that was to go by e-mail alone and goes on paper.</summary>
internal sealed class PieceOnPaper : ChildRow
{
    public required Guid StatementId { get; init; }
    public required int Piece { get; init; }
    public required Guid RunId { get; init; }
    public required PaperReason Reason { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string ByName { get; init; }
}

/// <summary>A message that came into the bounce mailbox. The original stays there; this says what was made of it.</summary>
internal sealed class EmailReport : AggregateRoot
{
    /// <summary>The mailbox's UIDVALIDITY and the message's UID in it (RFC 3501): together they name it for ever.</summary>
    public required long MailboxValidity { get; init; }

    public required long MailboxUid { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required EmailReportKind Kind { get; init; }
    public required string From { get; init; }
    public required string Subject { get; init; }

    /// <summary>The recipient that it speaks of.</summary>
    public string? Address { get; init; }

    /// <summary>The enhanced status code (RFC 3463), for example <c>5.1.1</c>.</summary>
    public string? Status { get; init; }

    public string? Words { get; init; }
    public Guid? EmailId { get; init; }
    public string? SettledByName { get; set; }
    public DateTimeOffset? SettledAt { get; set; }
}

/// <summary>An address of an account that does not take mail. It counts until somebody has put it right.</summary>
internal sealed class BadAddress : AggregateRoot
{
    public required Guid AccountId { get; init; }

    /// <summary>In small letters.</summary>
    public required string Address { get; init; }

    public required string Words { get; init; }
    public required DateTimeOffset Since { get; init; }
    public DateTimeOffset? ClearedAt { get; set; }
    public string? ClearedByName { get; set; }
}

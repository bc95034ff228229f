using System.Text.RegularExpressions;
using MimeKit;

namespace UtilityBilling.Billing.Emails;

/// <summary>What a message of the bounce mailbox says (RFC 3464), and of which of our messages it speaks.</summary>
/// <param name="Key">Our message's key, from the bounce address that it came to.</param>
/// <param name="MessageId">Our message's id, from what was returned.</param>
internal sealed partial record BounceNotice(EmailReportKind Kind, Guid? Key, string? MessageId, string? Address, string? Status, string? Words, string From, string Subject)
{
    private const int MostWords = 500;

    public static BounceNotice Read(MimeMessage message)
    {
        var report = message.BodyParts.OfType<MessageDeliveryStatus>().FirstOrDefault();
        var recipient = report?.StatusGroups.FirstOrDefault(g => g["Action"] is not null);
        var status = recipient?["Status"]?.Trim();
        var words = recipient?["Diagnostic-Code"] is { } diagnostic ? AfterType(diagnostic) : message.TextBody;
        return new BounceNotice(
            KindOf(message, recipient?["Action"]?.Trim(), status), KeyOf(message), MessageIdOf(message), AfterType(recipient?["Original-Recipient"] ?? recipient?["Final-Recipient"])?.ToLowerInvariant(), Cut(status, 12), Cut(words?.Trim(), MostWords),
            Cut(message.From.Mailboxes.FirstOrDefault()?.Address, 200) ?? "", Cut(message.Subject, 300) ?? "");
    }

    /// <summary>
    /// Whether a permanent refusal speaks of the address (RFC 3463: 5.1.x addressing, 5.2.1 mailbox disabled, 5.4.4 no route to its domain) or of nothing in particular. A full
    /// mailbox, a message too large or a policy says nothing against the address: the piece goes on paper, and the next bill by e-mail again.
    /// </summary>
    public static bool BlamesAddress(string? status) => status is null or "5.0.0" or "5.2.1" or "5.4.4" || status.StartsWith("5.1.", StringComparison.Ordinal);

    /// <summary>The enhanced status code that a server's words begin with.</summary>
    public static string? StatusIn(string words) => EnhancedStatus().Match(words) is { Success: true } match ? match.Value : null;

    private static EmailReportKind KindOf(MimeMessage message, string? action, string? status)
    {
        if (string.Equals(action, "delayed", StringComparison.OrdinalIgnoreCase))
            return EmailReportKind.Delayed;
        if (string.Equals(action, "failed", StringComparison.OrdinalIgnoreCase))
            return status?.StartsWith('4') == true ? EmailReportKind.Temporary : EmailReportKind.Permanent;
        var automatic = message.Headers[HeaderId.AutoSubmitted]?.Trim();
        return automatic?.StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase) == true && message.Body is not MultipartReport ? EmailReportKind.AutoReply : EmailReportKind.Unknown;
    }

    /// <summary>Servers say in different heads which address a message came to.</summary>
    private static Guid? KeyOf(MimeMessage message)
    {
        foreach (var header in (string[])["Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"])
            foreach (var value in message.Headers.Where(h => h.Field.Equals(header, StringComparison.OrdinalIgnoreCase)))
                if (BounceKey().Match(value.Value) is { Success: true } match)
                    return Guid.ParseExact(match.Groups[1].Value, "N");
        return null;
    }

    private static string? MessageIdOf(MimeMessage message)
    {
        foreach (var part in message.BodyParts)
        {
            if (part is MessagePart { Message.MessageId: { } whole })
                return whole;
            if (part is MimePart { Content: not null } heads && heads.ContentType.IsMimeType("text", "rfc822-headers"))
            {
                using var text = heads.Content.Open();
                return HeaderList.Load(text)[HeaderId.MessageId]?.Trim().Trim('<', '>');
            }
        }
        return message.InReplyTo ?? (message.References.Count > 0 ? message.References[^1] : null);
    }

    /// <summary><c>rfc822;ann@example.org</c> without its type.</summary>
    private static string? AfterType(string? field) => field is null ? null : field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];

    [GeneratedRegex(@"\+([0-9a-f]{32})@", RegexOptions.IgnoreCase)]
    private static partial Regex BounceKey();

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}")]
    private static partial Regex EnhancedStatus();
}

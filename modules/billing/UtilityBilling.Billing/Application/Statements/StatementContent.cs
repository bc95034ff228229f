using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Mail;
using UtilityBilling.Customers;

namespace UtilityBilling.Billing.Statements;

/// <summary>A statement's frozen content: how it is written down and read back. Once written, the form of a layout never changes; a new form is a new layout.</summary>
internal static class StatementContent
{
    /// <summary>The layout that new statements are drawn in.</summary>
    public const int Layout = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(BillDocument document) => JsonSerializer.Serialize(document, Options);

    public static BillDocument Read(string content) => JsonSerializer.Deserialize<BillDocument>(content, Options) ?? throw new InvalidOperationException("A frozen statement is empty.");

    /// <summary>Whether all that it says is written with the letters of English and Spanish: then its file needs no others.</summary>
    public static bool HasBasicLetters(BillDocument document) => BillFonts.AreEnoughFor(Write(document));

    public static string Digest(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    /// <summary>The statement as one recipient gets it.</summary>
    public static BillDocument For(BillDocument document, PieceToPrint piece)
    {
        var routing = IntelligentMail.Routing(piece.Zip);
        return document with
        {
            MailTo = piece.AddressLines,
            Language = LanguageOf(piece.Language),
            Mailing = new BillMailing(piece.Kind, piece.Tracking is { } tracking ? IntelligentMail.Encode(tracking, routing) : null, piece.Tracking is { } digits ? $"{digits} {routing}".Trim() : null),
        };
    }

    public static BillLanguage LanguageOf(string language) => language switch { "es" => BillLanguage.Spanish, "both" => BillLanguage.Both, _ => BillLanguage.English };
}

/// <summary>What drawing needs to know of a piece.</summary>
internal sealed record PieceToPrint(RecipientKind Kind, IReadOnlyList<string> AddressLines, string? Zip, string Language, string? Tracking);

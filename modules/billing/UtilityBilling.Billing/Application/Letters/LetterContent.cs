using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using UtilityBilling.Billing.Templates;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Billing.Letters;

/// <summary>The letterhead as it stood on the day of the letter.</summary>
internal sealed record LetterTown(string Name, IReadOnlyList<string> AddressLines, string Phone, string BrandColor)
{
    public static LetterTown Of(TownProfile town) => new(town.Name, town.AddressLines, town.Phone, town.BrandColor);
}

/// <summary>Everything that a letter says, frozen as JSON: the same paper for ever, whatever is changed later in templates, balances and addresses. The form never changes once written.</summary>
internal sealed record LetterContent(
    TemplateKind Kind, LetterTown Town, DateOnly Day, IReadOnlyList<string> MailTo, string AccountNumber, string ServiceAddress, IReadOnlyList<TemplateTextDto> Texts)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() },
    };

    public string Write() => JsonSerializer.Serialize(this, Options);

    public static LetterContent Read(string content) => JsonSerializer.Deserialize<LetterContent>(content, Options) ?? throw new InvalidOperationException("A frozen letter is empty.");

    public static string Digest(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}

using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Why a bill could not be worked out. It is returned, not thrown, so that a run parks the account and goes on. <see cref="Values"/> names the fact and the service.</summary>
public sealed record RatingRefusal(string Reason, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The reason as an error code, for example <c>Billing:Rating.factMissing</c>.</summary>
    public string Code => CodePrefix + Reason;

    private const string CodePrefix = "Billing:Rating.";

    /// <summary>The refusal that was kept under a code, or none when the code is no rating's.</summary>
    public static RatingRefusal? FromCode(string code, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.StartsWith(CodePrefix, StringComparison.Ordinal) ? new RatingRefusal(code[CodePrefix.Length..], values) : null;
    }

    /// <summary>The sentence in <c>en</c> or <c>es</c>.</summary>
    public string Sentence(string language) => TariffTexts.Refusal(Reason, Values, language);

    internal static RatingRefusal Because(string reason, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            data[name] = value;
        return new RatingRefusal(reason, data);
    }
}

using System.Text.Json;
using UtilityBilling.Errors;
using UtilityBilling.Localization;

namespace UtilityBilling.Customers;

/// <summary>Why a line of a batch is refused, as it is kept: a code and its values.</summary>
internal static class LineProblem
{
    /// <param name="code">The key of the sentence.</param>
    /// <param name="data">Its values, as a JSON object.</param>
    public static string Sentence(LocalizationCatalog texts, string code, string data)
    {
        var refusal = new BusinessException(code);
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(data) ?? [])
            refusal.WithData(name, value);
        return texts.Describe(refusal);
    }
}

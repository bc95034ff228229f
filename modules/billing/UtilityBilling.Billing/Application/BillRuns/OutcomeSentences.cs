using System.Text.Json;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Errors;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Says in the user's language why an agreement was held, left out or parked.</summary>
internal sealed class OutcomeSentences(LocalizationCatalog texts)
{
    public string Of(string code, string? data) => Of(new Parking(code, data is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(data)!));

    public string Of(Parking reason)
    {
        var (code, values) = (reason.Code, reason.Values);
        if (RatingRefusal.FromCode(code, values) is { } refusal)
            return refusal.Sentence(LocalizationCatalog.CurrentLanguage == "es" ? "es" : "en");
        var error = new BusinessException(code);
        foreach (var (name, value) in values)
            error.WithData(name, value);
        return texts.Describe(error);
    }
}

using System.Globalization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>A document's codes as words in the reader's language: its own labels first, then the office's words, then the code as the town wrote it.</summary>
public sealed partial class TariffWording(IStringLocalizer texts)
{
    /// <summary>en or es.</summary>
    public static string Language => LocalizationCatalog.CurrentLanguage == "es" ? "es" : "en";

    public string this[string key] => texts[key];

    public string Sentence(string key, params object[] values) => texts[key, values];

    /// <summary>A class; one of the town's own is spelled out: seniorLiving is "Senior living".</summary>
    public string Class(string code) => texts.Word("Customers:Class." + code, Spelled(code));

    public string Fact(string name) => texts.Word("Billing:TariffFact." + name, texts.Word("Customers:Fact." + name, Spelled(name)));

    public static string Service(TariffDocument tariff, string id)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        return tariff.Services.FirstOrDefault(s => s.Id == id)?.Label.In(Language) ?? id;
    }

    /// <summary>Why a bill could not be worked out, with fact and service in words.</summary>
    public string Refusal(RatingRefusal refusal, TariffDocument tariff)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var values = refusal.Values.ToDictionary(v => v.Key, v => v.Key switch
        {
            "fact" => $"“{Fact(v.Value)}”",
            "service" => Service(tariff, v.Value),
            "table" => Fact(v.Value),
            _ => v.Value,
        });
        return (refusal with { Values = values }).Sentence(Language);
    }

    private static string Spelled(string code)
    {
        var words = string.Concat(code.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) && char.IsAsciiLetterLower(code[i - 1]) ? $" {char.ToLowerInvariant(c)}" : c.ToString())).Replace('_', ' ');
        return words.Length == 0 ? code : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Money and prices as the ordinance prints them: two decimals, more where there are more.</summary>
    public static string Price(decimal amount) => amount.ToString("#,##0.00####", CultureInfo.InvariantCulture);

    public static string Figure(decimal number) => number.ToString("#,##0.######", CultureInfo.InvariantCulture);

    /// <summary>A number without commas, as it goes into a box or an address.</summary>
    public static string Plain(decimal number) => number.ToString("0.#########", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

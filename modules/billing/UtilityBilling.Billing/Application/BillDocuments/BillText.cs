namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The language that a customer reads bills in: the customer's own choice, else the town's.</summary>
public enum BillLanguage
{
    English,
    Spanish,

    /// <summary>Every label in both languages, English first.</summary>
    Both,
}

/// <summary>Words from the town's own data (a service's name, a line's label, a message) in the languages that the town has given. English is always there.</summary>
public sealed record BillText(string English, string? Spanish = null)
{
    /// <summary>The same words in both languages: a working such as <c>7 ccf × $2.91</c>.</summary>
    public static implicit operator BillText(string words) => new(words);

    /// <summary>The words in the reader's language. Where there is no Spanish, or it is the same, English stands alone.</summary>
    public string In(BillLanguage language) => language switch
    {
        BillLanguage.Spanish => Spanish ?? English,
        BillLanguage.Both when Spanish is not null && Spanish != English => $"{English} / {Spanish}",
        _ => English,
    };
}

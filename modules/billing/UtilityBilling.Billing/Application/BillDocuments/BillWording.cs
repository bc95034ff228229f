using System.Globalization;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>
/// A bill's fixed words and its ways of writing money and dates, in one language or both. Customers never see an all-number date that can be read two ways. The page on
/// screen uses it, too, so that it says the same as the paper.
/// </summary>
public sealed class BillWording(LocalizationCatalog catalog, BillLanguage language)
{
    private static readonly string[] EnglishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    private static readonly string[] SpanishMonths = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    public BillLanguage Language => language;

    /// <summary>A label by its key (<c>BillDocument:AmountDue</c>); both languages with a stroke between them.</summary>
    public string this[string key]
    {
        get
        {
            if (!_labels.TryGetValue(key, out var label))
                _labels[key] = label = new BillText(Find(key, "en"), Find(key, "es")).In(language);
            return label;
        }
    }

    /// <summary>A label with each language on a line of its own.</summary>
    public IReadOnlyList<string> Lines(string key) => Lines(new BillText(Find(key, "en"), Find(key, "es")));

    /// <summary>The town's words with each language on a line of its own.</summary>
    public IReadOnlyList<string> Lines(BillText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return language == BillLanguage.Both && text.Spanish is { } spanish && spanish != text.English ? [text.English, spanish] : [text.In(language)];
    }

    /// <summary>A sentence with <c>{0}</c> places, filled in each language.</summary>
    public string Sentence(string key, params object[] values) => string.Join(" / ", Sentences(key, values));

    private string[] Sentences(string key, params object[] values)
    {
        string Fill(string tongue) => string.Format(CultureInfo.InvariantCulture, Find(key, tongue), values);
        return language switch
        {
            BillLanguage.English => [Fill("en")],
            BillLanguage.Spanish => [Fill("es")],
            _ => [Fill("en"), Fill("es")],
        };
    }

    /// <summary>Where service is given: the address, or how many units there are.</summary>
    public string Place(BillDocument bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        return bill.Units.Count == 0 ? bill.ServiceAddress : Sentence("BillDocument:Units.Count", bill.Units.Count);
    }

    public string Text(BillText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.In(language);
    }

    /// <summary>$1,234.50; a credit is -$20.05.</summary>
    public static string Money(decimal amount) => (amount < 0 ? "-$" : "$") + Math.Abs(amount).ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>Usage and reads: up to three decimals, only those that are there.</summary>
    public static string Quantity(decimal quantity) => quantity.ToString("#,##0.###", CultureInfo.InvariantCulture);

    /// <summary>Nov 3, 2026; 3 nov 2026; 2026-11-03 where both languages share the line.</summary>
    public string Date(DateOnly date) => language switch
    {
        BillLanguage.English => string.Create(CultureInfo.InvariantCulture, $"{EnglishMonths[date.Month - 1]} {date.Day}, {date.Year}"),
        BillLanguage.Spanish => string.Create(CultureInfo.InvariantCulture, $"{date.Day} {SpanishMonths[date.Month - 1]} {date.Year}"),
        _ => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>The month below a bar of the usage graph.</summary>
    public string Month(DateOnly date) => (language == BillLanguage.Spanish ? SpanishMonths : EnglishMonths)[date.Month - 1];

    public string Title(BillKind kind) => kind switch
    {
        BillKind.PastDue => this["BillDocument:Title.PastDue"],
        BillKind.Final => this["BillDocument:Title.Final"],
        BillKind.Corrected => this["BillDocument:Title.Corrected"],
        _ => this["BillDocument:Title.Regular"],
    };

    /// <summary>The usage of this bill beside that of a year ago, a sentence in each language; none when there is nothing to compare with.</summary>
    public IReadOnlyList<string> Comparison(BillUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        if (usage.ChangePercent is not { } change || usage.YearAgo is not { } then)
            return [];
        var key = change switch { 0 => "BillDocument:Compare.Same", > 0 => "BillDocument:Compare.More", _ => "BillDocument:Compare.Less" };
        return Sentences(key, Math.Abs(change), Quantity(then.Usage!.Value), usage.Unit, then.Days);
    }

    private string Find(string key, string tongue) => catalog.Find(key, tongue) ?? key;
}

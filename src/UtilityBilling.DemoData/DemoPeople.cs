using System.Globalization;
using System.Text;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Imports;
using UtilityBilling.Guids;

namespace UtilityBilling.DemoData;

/// <summary>Invents customers. E-mail addresses are at example.org and telephone numbers in the range that nobody has.</summary>
internal sealed class DemoPeople(DemoSpec spec, DemoWords words, int seed, IGuidGenerator guids)
{
    private const int Purpose = 11;
    private int _count;

    /// <param name="isStaff">Works for the town.</param>
    /// <param name="mailing">Where mail goes when it is not the service address.</param>
    public DemoCustomer Person(bool isStaff = false, PostalAddress? mailing = null)
    {
        var dice = Dice();
        var language = dice.Percent(spec.SpanishShare) ? "es" : "en";
        var first = dice.Of(words.FirstNames[language]);
        var last = dice.Of(words.LastNames[dice.Percent(4) ? (language == "es" ? "en" : "es") : language]);
        var email = dice.Percent(62) ? $"{Plain(first)}.{Plain(last)}{_count.ToString(CultureInfo.InvariantCulture)}@example.org" : null;
        return new DemoCustomer(guids.Create(), CustomerKind.Person, first, last, language, email, Phone(dice), isStaff, mailing);
    }

    public DemoCustomer Firm() => Organization(words.Firms);

    public DemoCustomer Property() => Organization(words.Properties);

    public static CustomerImport Import(DemoCustomer customer) => new(customer.Id, customer.Kind, customer.FirstName, customer.LastName)
    {
        Language = customer.Language, Email = customer.Email, Phone = customer.Phone, Mailing = customer.Mailing, IsStaff = customer.IsStaff,
    };

    private DemoCustomer Organization(IReadOnlyDictionary<string, IReadOnlyList<string>> parts)
    {
        var dice = Dice();
        var name = $"{dice.Of(parts["first"])} {dice.Of(parts["second"])}";
        var language = dice.Percent(spec.SpanishShare / 2) ? "es" : "en";
        return new DemoCustomer(guids.Create(), CustomerKind.Organization, null, name, language, $"office@{Plain(name)}{_count.ToString(CultureInfo.InvariantCulture)}.example.org", Phone(dice), false, null);
    }

    private string Phone(DemoDice dice) => $"{spec.PhonePrefix}-01{dice.Next(100).ToString("00", CultureInfo.InvariantCulture)}";

    private DemoDice Dice() => new(seed, Purpose, ++_count);

    /// <summary>Letters as an e-mail address takes them.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
            if (char.IsAsciiLetter(letter))
                plain.Append(char.ToLowerInvariant(letter));
        return plain.ToString();
    }
}

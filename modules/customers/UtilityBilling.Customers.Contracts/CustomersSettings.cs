using UtilityBilling.Settings;

namespace UtilityBilling.Customers;

/// <summary>What a town may set about customers and accounts.</summary>
public static class CustomersSettings
{
    private const string Group = "Customers";

    /// <summary>The first account number that the system gives out by itself.</summary>
    public const string FirstAccountNumber = "Customers.Accounts.FirstNumber";

    /// <summary>The customer classes of the town, separated by commas; a tariff names them.</summary>
    public const string CustomerClasses = "Customers.Services.Classes";

    /// <summary>The names of the facts that the town keeps about premises, separated by commas; a tariff asks for them.</summary>
    public const string FactNames = "Customers.Premises.FactNames";

    internal static IEnumerable<SettingDefinition> Definitions =>
    [
        new(FirstAccountNumber, SettingKind.Integer, "100001", Group) { Min = 1, Max = 999_999_999 },
        new(CustomerClasses, SettingKind.Text, "residential, multifamily, commercial, industrial, public, irrigation", Group),
        new(FactNames, SettingKind.Text, "units, esu, imperviousSqFt, class, zone, outside", Group),
    ];
}

public sealed class CustomersSettingDefinitionProvider : SettingDefinitionProvider
{
    public override IEnumerable<SettingDefinition> Define() => CustomersSettings.Definitions;
}

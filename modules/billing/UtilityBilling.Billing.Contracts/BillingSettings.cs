using UtilityBilling.Settings;

namespace UtilityBilling.Billing;

/// <summary>What a town may set about its bills.</summary>
public static class BillingSettings
{
    public const string Group = "Billing";

    /// <summary>A bill above this percent of the account's average is listed as high.</summary>
    public const string ReviewHighPercent = "Billing.Review.HighPercent";

    /// <summary>A bill below this percent of the account's average is listed as low.</summary>
    public const string ReviewLowPercent = "Billing.Review.LowPercent";

    /// <summary>A bill above this amount is listed whatever its history.</summary>
    public const string ReviewHighAmount = "Billing.Review.HighAmount";
}

public sealed class BillRunSettingDefinitionProvider : SettingDefinitionProvider
{
    public override IEnumerable<SettingDefinition> Define() =>
    [
        new(BillingSettings.ReviewHighPercent, SettingKind.Decimal, "180", BillingSettings.Group),
        new(BillingSettings.ReviewLowPercent, SettingKind.Decimal, "40", BillingSettings.Group),
        new(BillingSettings.ReviewHighAmount, SettingKind.Money, "750.00", BillingSettings.Group),
    ];
}

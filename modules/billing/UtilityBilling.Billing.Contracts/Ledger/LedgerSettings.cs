using UtilityBilling.Settings;

namespace UtilityBilling.Billing.Ledger;

/// <summary>What a town sets for its ledger.</summary>
public static class LedgerSettings
{
    /// <summary>Whether payments go by age or by service first.</summary>
    public const string ApplicationOrder = "Billing.Ledger.ApplicationOrder";
    public const string OldestFirst = "OldestFirst";
    public const string ServiceFirst = "ServiceFirst";

    /// <summary>Services in the order in which they are paid, separated by commas; <c>fees</c> stands for penalties and fees.</summary>
    public const string ServicePriority = "Billing.Ledger.ServicePriority";

    /// <summary>After how many days an increase of a charge is due.</summary>
    public const string AdjustmentDueDays = "Billing.Ledger.AdjustmentDueDays";

    /// <summary>How many months after the present one may be posted into; none later.</summary>
    public const string MonthsAhead = "Billing.Ledger.MonthsAhead";
}

public sealed class LedgerSettingDefinitionProvider : SettingDefinitionProvider
{
    private const string Group = "Billing.Ledger";

    public override IEnumerable<SettingDefinition> Define() =>
    [
        new(LedgerSettings.ApplicationOrder, SettingKind.Choice, LedgerSettings.OldestFirst, Group) { Choices = [LedgerSettings.OldestFirst, LedgerSettings.ServiceFirst] },
        new(LedgerSettings.ServicePriority, SettingKind.Text, "fees,sewer,stormwater,water,admin,police,parks", Group),
        new(LedgerSettings.AdjustmentDueDays, SettingKind.Integer, "21", Group) { Min = 0, Max = 365 },
        new(LedgerSettings.MonthsAhead, SettingKind.Integer, "3", Group) { Min = 0, Max = 24 },
    ];
}

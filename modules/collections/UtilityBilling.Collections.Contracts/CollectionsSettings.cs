using UtilityBilling.Settings;

namespace UtilityBilling.Collections;

/// <summary>What a town sets for its counter and its late penalty.</summary>
public static class CollectionsSettings
{
    /// <summary>The letters before a receipt's number; numbers run without gap within a series.</summary>
    public const string ReceiptSeries = "Collections.Receipts.Series";

    /// <summary>The fee of the fee schedule that is charged; where the adopted tariffs have no such fee, there is no penalty.</summary>
    public const string PenaltyFee = "Collections.Penalty.Fee";
    public const string PenaltyGraceDays = "Collections.Penalty.GraceDays";
    public const string PenaltyMinimumUnpaid = "Collections.Penalty.MinimumUnpaid";
    public const string PenaltyDueDays = "Collections.Penalty.DueDays";
}

public sealed class CollectionsSettingDefinitionProvider : SettingDefinitionProvider
{
    public override IEnumerable<SettingDefinition> Define() =>
    [
        new(CollectionsSettings.ReceiptSeries, SettingKind.Text, "R", "Collections.Receipts"),
        new(CollectionsSettings.PenaltyFee, SettingKind.Text, "late", "Collections.Penalty"),
        new(CollectionsSettings.PenaltyGraceDays, SettingKind.Integer, "10", "Collections.Penalty") { Min = 0, Max = 365 },
        new(CollectionsSettings.PenaltyMinimumUnpaid, SettingKind.Money, "10.00", "Collections.Penalty") { Min = 0 },
        new(CollectionsSettings.PenaltyDueDays, SettingKind.Integer, "15", "Collections.Penalty") { Min = 0, Max = 365 },
    ];
}

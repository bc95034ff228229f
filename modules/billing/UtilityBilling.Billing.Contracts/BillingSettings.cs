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

    /// <summary>A bill whose reads lie this many days further apart, or closer, than its period is long is listed.</summary>
    public const string ReviewDaysOff = "Billing.Review.DaysOff";

    /// <summary>Whether the first bill of a new or changed meter must be looked at before a run may be approved.</summary>
    public const string ReviewNewMeters = "Billing.Review.NewMeters";

    /// <summary>How many of its periods before a regular run looks through for services that no bill covers.</summary>
    public const string CatchUpPeriods = "Billing.Run.CatchUpPeriods";

    /// <summary>How many months back a service may still be billed.</summary>
    public const string BackBillMonths = "Billing.Run.BackBillMonths";

    /// <summary>Whether late penalties on a bill go with it when it is taken back.</summary>
    public const string CancelPenalties = "Billing.Run.CancelPenalties";

    /// <summary>The stage of drought or conservation that the council declared; tariffs see it as the fact <c>stage</c>. 0 is none.</summary>
    public const string ConservationStage = "Billing.Conservation.Stage";

    /// <summary>A new winter average that differs from the old one by more than this percent is listed as a big change.</summary>
    public const string WinterBigChangePercent = "Billing.WinterAverages.BigChangePercent";

    /// <summary>Whether a new occupant's winter average counts the former one's winter in the same house.</summary>
    public const string WinterFollowsHouse = "Billing.WinterAverages.FollowsHouse";

    /// <summary>The reasons of adjustments that say that a leak was put right, with commas between them.</summary>
    public const string WinterLeakReasons = "Billing.WinterAverages.LeakReasons";

    /// <summary>The least days from the mailing of a bill to its due date.</summary>
    public const string MinDaysToDue = "Billing.Calendar.MinDaysToDue";

    /// <summary>Address of the town's payment page; a code on the bill leads there, and none is printed while it is empty.</summary>
    public const string PaymentPage = "Billing.Bill.PaymentPage";

    /// <summary>A sentence to all customers on every bill dated from its day on.</summary>
    public const string MessageEn = "Billing.Bill.MessageEn";

    /// <summary>The same in Spanish; the English one is printed where it is empty.</summary>
    public const string MessageEs = "Billing.Bill.MessageEs";
}

public sealed class BillRunSettingDefinitionProvider : SettingDefinitionProvider
{
    public override IEnumerable<SettingDefinition> Define() =>
    [
        new(BillingSettings.ReviewHighPercent, SettingKind.Decimal, "180", BillingSettings.Group),
        new(BillingSettings.ReviewLowPercent, SettingKind.Decimal, "40", BillingSettings.Group),
        new(BillingSettings.ReviewHighAmount, SettingKind.Money, "750.00", BillingSettings.Group),
        new(BillingSettings.ReviewDaysOff, SettingKind.Integer, "8", BillingSettings.Group) { Min = 1, Max = 365 },
        new(BillingSettings.ReviewNewMeters, SettingKind.Boolean, "true", BillingSettings.Group),
        new(BillingSettings.CatchUpPeriods, SettingKind.Integer, "3", BillingSettings.Group) { Min = 0, Max = 36 },
        new(BillingSettings.BackBillMonths, SettingKind.Integer, "24", BillingSettings.Group) { Min = 1, Max = 120 },
        new(BillingSettings.CancelPenalties, SettingKind.Boolean, "true", BillingSettings.Group),
        new(BillingSettings.ConservationStage, SettingKind.Integer, "0", BillingSettings.Group),
        new(BillingSettings.WinterBigChangePercent, SettingKind.Decimal, "50", BillingSettings.Group) { Min = 0, Max = 1000 },
        new(BillingSettings.WinterFollowsHouse, SettingKind.Boolean, "false", BillingSettings.Group),
        new(BillingSettings.WinterLeakReasons, SettingKind.Text, "leak", BillingSettings.Group),
        new(BillingSettings.MinDaysToDue, SettingKind.Integer, "15", BillingSettings.Group) { Min = 1, Max = 90 },
        new(BillingSettings.PaymentPage, SettingKind.Text, "", BillingSettings.Group),
        new(BillingSettings.MessageEn, SettingKind.Text, "", BillingSettings.Group),
        new(BillingSettings.MessageEs, SettingKind.Text, "", BillingSettings.Group),
    ];
}

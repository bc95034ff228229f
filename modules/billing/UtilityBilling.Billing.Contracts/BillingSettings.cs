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

    /// <summary>How many days after its day a projected bill may be quoted with the per diem.</summary>
    public const string ProjectionGoodDays = "Billing.Projection.GoodDays";

    /// <summary>The stage of drought or conservation that the council declared; tariffs see it as the fact <c>stage</c>. 0 is none.</summary>
    public const string ConservationStage = "Billing.Conservation.Stage";

    /// <summary>A new winter average that differs from the old one by more than this percent is listed as a big change.</summary>
    public const string WinterBigChangePercent = "Billing.WinterAverages.BigChangePercent";

    /// <summary>Whether a new occupant's winter average counts the former one's winter in the same house.</summary>
    public const string WinterFollowsHouse = "Billing.WinterAverages.FollowsHouse";

    /// <summary>The reason of adjustments that credit an estimate that was too high.</summary>
    public const string OverestimateReason = "Billing.Overestimate.Reason";

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

    /// <summary>The stub's scan line; see <c>ScanLineLayout.Read</c>.</summary>
    public const string ScanLine = "Billing.Statement.ScanLine";

    /// <summary>Pieces that one part of a print job holds.</summary>
    public const string PiecesPerPart = "Billing.Print.PiecesPerPart";

    /// <summary>Whether sheets are printed on both sides.</summary>
    public const string Duplex = "Billing.Print.Duplex";

    /// <summary>A bill with less due than this is not printed.</summary>
    public const string MinimumBalance = "Billing.Print.MinimumBalance";

    /// <summary>Whether bills with nothing due, or in credit, are printed.</summary>
    public const string PrintsNothingDue = "Billing.Print.NothingDue";

    /// <summary>The barcode identifier of the Intelligent Mail barcode: two digits.</summary>
    public const string MailBarcodeId = "Billing.Mail.BarcodeId";

    /// <summary>Its service type: three digits.</summary>
    public const string MailServiceType = "Billing.Mail.ServiceType";

    /// <summary>The town's or its mail house's mailer id: six or nine digits. No barcode is printed while it is empty.</summary>
    public const string MailerId = "Billing.Mail.MailerId";

    /// <summary>Pieces from which a mailing is sorted at all.</summary>
    public const string PresortMinimum = "Billing.Mail.PresortMinimum";

    /// <summary>Pieces that fill a tray.</summary>
    public const string TrayMinimum = "Billing.Mail.TrayMinimum";

    /// <summary>What a sheet of paper weighs, in ounces.</summary>
    public const string SheetOunces = "Billing.Mail.SheetOunces";

    /// <summary>What the envelope weighs with its return envelope and inserts, in ounces.</summary>
    public const string EnvelopeOunces = "Billing.Mail.EnvelopeOunces";

    /// <summary>A charge beside the services above this amount needs another person.</summary>
    public const string ChargesApprovalAbove = "Billing.Charges.ApprovalAbove";

    /// <summary>How many months of bills a budget amount is worked out from.</summary>
    public const string BudgetMonths = "Billing.Budgets.Months";

    /// <summary>How many months of bills there must be before an amount is proposed.</summary>
    public const string BudgetMinMonths = "Billing.Budgets.MinMonths";

    /// <summary>Budget amounts are rounded up to a multiple of this.</summary>
    public const string BudgetRounding = "Billing.Budgets.Rounding";

    /// <summary>What prices and use are expected to rise by, in percent.</summary>
    public const string BudgetTrend = "Billing.Budgets.TrendPercent";

    /// <summary>The month in which budget plans are settled, 1 to 12; 0 for the month in which each began.</summary>
    public const string BudgetTrueUpMonth = "Billing.Budgets.TrueUpMonth";

    /// <summary>A plan with this many bills past due ends with the next bill; 0 for never.</summary>
    public const string BudgetEndsAfterLate = "Billing.Budgets.EndsAfterLate";

    /// <summary>When this many budget amounts are paid ahead, the next bill asks what its services cost and is paid from them; 0 for never.</summary>
    public const string BudgetSettlesAhead = "Billing.Budgets.SettlesAhead";

    /// <summary>Plans are reviewed from this many days before their true-up; who was reviewed within as many days is not asked for again.</summary>
    public const string BudgetReviewDays = "Billing.Budgets.ReviewDays";

    /// <summary>A plan whose balance reaches this many budget amounts, either way, is reviewed.</summary>
    public const string BudgetReviewBalance = "Billing.Budgets.ReviewBalance";

    /// <summary>The code that carries what landlords agreed to pay for a reversion.</summary>
    public const string ChargesReversionCode = "Billing.Charges.ReversionCode";

    public const string DefaultScanLine = "account:12 cents:9 due:6 luhn:1";
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
        new(BillingSettings.ProjectionGoodDays, SettingKind.Integer, "10", BillingSettings.Group) { Min = 0, Max = 60 },
        new(BillingSettings.ConservationStage, SettingKind.Integer, "0", BillingSettings.Group),
        new(BillingSettings.WinterBigChangePercent, SettingKind.Decimal, "50", BillingSettings.Group) { Min = 0, Max = 1000 },
        new(BillingSettings.WinterFollowsHouse, SettingKind.Boolean, "false", BillingSettings.Group),
        new(BillingSettings.OverestimateReason, SettingKind.Text, "overestimate", BillingSettings.Group),
        new(BillingSettings.WinterLeakReasons, SettingKind.Text, "leak", BillingSettings.Group),
        new(BillingSettings.ChargesApprovalAbove, SettingKind.Money, "250.00", BillingSettings.Group) { Min = 0, Max = 1_000_000 },
        new(BillingSettings.BudgetMonths, SettingKind.Integer, "12", BillingSettings.Group) { Min = 1, Max = 36 },
        new(BillingSettings.BudgetMinMonths, SettingKind.Integer, "6", BillingSettings.Group) { Min = 1, Max = 36 },
        new(BillingSettings.BudgetRounding, SettingKind.Money, "1.00", BillingSettings.Group) { Min = 0.01m, Max = 100 },
        new(BillingSettings.BudgetTrend, SettingKind.Decimal, "0", BillingSettings.Group) { Min = -50, Max = 100 },
        new(BillingSettings.BudgetTrueUpMonth, SettingKind.Integer, "0", BillingSettings.Group) { Min = 0, Max = 12 },
        new(BillingSettings.BudgetEndsAfterLate, SettingKind.Integer, "2", BillingSettings.Group) { Min = 0, Max = 12 },
        new(BillingSettings.BudgetSettlesAhead, SettingKind.Decimal, "3", BillingSettings.Group) { Min = 0, Max = 24 },
        new(BillingSettings.BudgetReviewDays, SettingKind.Integer, "30", BillingSettings.Group) { Min = 0, Max = 180 },
        new(BillingSettings.BudgetReviewBalance, SettingKind.Decimal, "2", BillingSettings.Group) { Min = 0.5m, Max = 24 },
        new(BillingSettings.ChargesReversionCode, SettingKind.Text, "REVERSION", BillingSettings.Group),
        new(BillingSettings.MinDaysToDue, SettingKind.Integer, "15", BillingSettings.Group) { Min = 1, Max = 90 },
        new(BillingSettings.PaymentPage, SettingKind.Text, "", BillingSettings.Group),
        new(BillingSettings.MessageEn, SettingKind.Text, "", BillingSettings.Group),
        new(BillingSettings.MessageEs, SettingKind.Text, "", BillingSettings.Group),
        new(BillingSettings.ScanLine, SettingKind.Text, BillingSettings.DefaultScanLine, BillingSettings.Group),
        new(BillingSettings.PiecesPerPart, SettingKind.Integer, "500", BillingSettings.Group) { Min = 1, Max = 100_000 },
        new(BillingSettings.Duplex, SettingKind.Boolean, "false", BillingSettings.Group),
        new(BillingSettings.MinimumBalance, SettingKind.Money, "0.00", BillingSettings.Group) { Min = 0, Max = 1000 },
        new(BillingSettings.PrintsNothingDue, SettingKind.Boolean, "true", BillingSettings.Group),
        new(BillingSettings.MailBarcodeId, SettingKind.Text, "00", BillingSettings.Group),
        new(BillingSettings.MailServiceType, SettingKind.Text, "300", BillingSettings.Group),
        new(BillingSettings.MailerId, SettingKind.Text, "", BillingSettings.Group),
        new(BillingSettings.PresortMinimum, SettingKind.Integer, "500", BillingSettings.Group) { Min = 1, Max = 1_000_000 },
        new(BillingSettings.TrayMinimum, SettingKind.Integer, "150", BillingSettings.Group) { Min = 1, Max = 1_000_000 },
        new(BillingSettings.SheetOunces, SettingKind.Decimal, "0.16", BillingSettings.Group) { Min = 0, Max = 10 },
        new(BillingSettings.EnvelopeOunces, SettingKind.Decimal, "0.40", BillingSettings.Group) { Min = 0, Max = 10 },
    ];
}

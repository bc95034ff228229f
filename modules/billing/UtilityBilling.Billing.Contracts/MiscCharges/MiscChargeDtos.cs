using System.ComponentModel.DataAnnotations;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.MiscCharges;

/// <summary>Whether a charge comes once or in every period.</summary>
public enum MiscChargeKind { OneTime, Recurring }

/// <summary>What was decided on a charge.</summary>
public enum MiscChargeState { AwaitingApproval, Approved, Declined, Cancelled }

/// <summary>How a charge stands today, with what was billed.</summary>
public enum MiscChargeStanding { AwaitingApproval, Waiting, Billed, Running, Ended, Declined, Cancelled }

/// <param name="EndsBefore">The first day on which a recurring charge no longer counts.</param>
/// <param name="Quantity">With the price, as in force today or on the charge's first day.</param>
/// <param name="Waiting">Days or periods that are due and on no bill yet.</param>
/// <param name="NeedsBill">Whether something is due that no run to come would take along: the account has ended, or the period's run is posted.</param>
/// <param name="BillId">The last bill that carries it.</param>
public sealed record MiscChargeDto(
    Guid Id, Guid AccountId, string AccountNumber, string CustomerName, Guid? OccupancyId, string Code, string NameEn, string NameEs, MiscChargeKind Kind, DateOnly From, DateOnly? EndsBefore, int EveryPeriods, string? CycleCode,
    decimal Quantity, decimal UnitPrice, decimal Amount, string? TextEn, string? TextEs, string? Paper, MiscChargeStanding Standing, int Waiting, bool NeedsBill, Guid? BillId, long? BillNumber,
    string EnteredByName, DateTimeOffset EnteredAt, string? DecidedByName, string? ClosedReason, string? ClosedByName);

/// <param name="Amounts">Oldest first.</param>
/// <param name="Billings">Newest first, those taken back too.</param>
public sealed record MiscChargeDetailDto(MiscChargeDto Charge, IReadOnlyList<MiscChargeAmountDto> Amounts, IReadOnlyList<MiscChargeBillingDto> Billings);

public sealed record MiscChargeAmountDto(DateOnly From, decimal Quantity, decimal UnitPrice, decimal Amount, string EnteredByName, DateTimeOffset EnteredAt);

/// <param name="Occurrence">The day, or the first day of the period, that it was billed for.</param>
public sealed record MiscChargeBillingDto(DateOnly Occurrence, Guid BillId, long BillNumber, DateOnly BillDate, decimal Amount, bool IsTakenBack);

/// <summary>What of the charges is listed; empty for all.</summary>
public enum MiscChargeFilter { Open, NeedsBill, Waiting, Recurring, Billed, AwaitingApproval, Cancelled, All }

/// <param name="Filter">Which.</param>
/// <param name="AccountId">Only of this account.</param>
public sealed record MiscChargeListRequest(MiscChargeFilter Filter = MiscChargeFilter.Open, Guid? AccountId = null, PagedRequest? Paging = null);

/// <summary>A new charge, as it is entered.</summary>
public sealed class MiscChargeInput
{
    [Display(Name = "Billing:Charges.Kind")]
    public MiscChargeKind Kind { get; set; }

    [Display(Name = "Billing:Charges.Code"), Required]
    public Guid? CodeId { get; set; }

    /// <summary>The stay whose bill carries it; empty for the account's next bill.</summary>
    [Display(Name = "Billing:Charges.Place")]
    public Guid? OccupancyId { get; set; }

    [Display(Name = "Billing:Charges.From"), Required]
    public DateOnly? From { get; set; }

    /// <summary>The last day of a recurring charge; empty while it goes on.</summary>
    [Display(Name = "Billing:Charges.Through")]
    public DateOnly? Through { get; set; }

    [Display(Name = "Billing:Charges.Every"), Range(1, 24)]
    public int EveryPeriods { get; set; } = 1;

    [Display(Name = "Billing:Charges.Cycle")]
    public Guid? CycleId { get; set; }

    [Display(Name = "Billing:Charges.Quantity"), Required, Range(typeof(decimal), "0.001", "99999.999", ParseLimitsInInvariantCulture = true)]
    public decimal? Quantity { get; set; } = 1m;

    /// <summary>Empty for the code's own price.</summary>
    [Display(Name = "Billing:Charges.UnitPrice"), Range(typeof(decimal), "0.01", "999999.99", ParseLimitsInInvariantCulture = true)]
    public decimal? UnitPrice { get; set; }

    [Display(Name = "Billing:Charges.TextEn"), StringLength(200)]
    public string? TextEn { get; set; }

    [Display(Name = "Billing:Charges.TextEs"), StringLength(200)]
    public string? TextEs { get; set; }

    [Display(Name = "Billing:Charges.Paper"), StringLength(200)]
    public string? Paper { get; set; }
}

/// <summary>Another amount of a recurring charge, from a day on.</summary>
public sealed class MiscChargeAmountInput
{
    [Display(Name = "Billing:Charges.AmountFrom"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "Billing:Charges.Quantity"), Required, Range(typeof(decimal), "0.001", "99999.999", ParseLimitsInInvariantCulture = true)]
    public decimal? Quantity { get; set; } = 1m;

    [Display(Name = "Billing:Charges.UnitPrice"), Range(typeof(decimal), "0.01", "999999.99", ParseLimitsInInvariantCulture = true)]
    public decimal? UnitPrice { get; set; }
}

/// <summary>The end of a charge: a recurring one's last day, or the cancelling of one that is not billed.</summary>
public sealed class MiscChargeEndInput
{
    /// <summary>The last day that still counts; empty to cancel the whole charge.</summary>
    [Display(Name = "Billing:Charges.Through")]
    public DateOnly? Through { get; set; }

    [Display(Name = "Billing:Field.Reason"), Required, StringLength(500)]
    public string? Reason { get; set; }
}

/// <summary>Whose waiting charges become bills of their own now.</summary>
/// <param name="AccountIds">Whose.</param>
/// <param name="BillDate">Today when left out.</param>
public sealed record BillChargesInput(IReadOnlyCollection<Guid> AccountIds, DateOnly? BillDate = null);

/// <summary>What a charge will look like, before it is entered.</summary>
/// <param name="BillDate">When its bill is to be expected; empty where no period of the calendar brings one.</param>
/// <param name="NeedsApproval">Whether another person must approve it.</param>
/// <param name="AccountCode">The revenue account.</param>
public sealed record MiscChargePreview(string LabelEn, string LabelEs, string WorkingEn, string WorkingEs, decimal Amount, string Service, string FundCode, string AccountCode, string AccountName, bool MayCutWater, DateOnly? BillDate, DateOnly? DueDate, bool NeedsApproval);

/// <param name="UnitPrice">Today's.</param>
public sealed record MiscChargeCodeChoice(Guid Id, string Code, string NameEn, string NameEs, decimal? UnitPrice, bool IsFixedPrice);

/// <param name="CycleId">The cycle of its services; empty where it has none.</param>
public sealed record MiscChargePlace(Guid OccupancyId, string Address, DateOnly From, DateOnly? To, Guid? CycleId);

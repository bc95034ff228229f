using System.ComponentModel.DataAnnotations;
using UtilityBilling.Billing.Ledger;

namespace UtilityBilling.Billing.Pages.Billing.Adjustments;

/// <summary>Which way the balance is to go.</summary>
public enum AdjustmentDirection { Decrease, Increase }

/// <summary>The fields of a new adjustment.</summary>
public sealed class AdjustmentForm
{
    [Display(Name = "Billing:Adjustments.Direction")]
    public AdjustmentDirection Kind { get; set; }

    [Display(Name = "Billing:Adjustments.Charge")]
    public Guid? ChargeId { get; set; }

    [Required, Range(typeof(decimal), "0.01", "999999.99", ParseLimitsInInvariantCulture = true), Display(Name = "Billing:Field.Amount")]
    public decimal? Amount { get; set; }

    [Required, StringLength(40), Display(Name = "Billing:Field.Reason")]
    public string? ReasonCode { get; set; }

    [Required, StringLength(1000), Display(Name = "Billing:Adjustments.Note")]
    public string? Note { get; set; }

    public AdjustmentInput ToInput(Guid accountId) => new(accountId, ChargeId, Kind == AdjustmentDirection.Increase, Amount ?? 0m, ReasonCode ?? "", Note ?? "");
}

using System.ComponentModel.DataAnnotations;
using UtilityBilling.Collections.Receipts;

namespace UtilityBilling.Collections.Pages.Collections.Receipts;

/// <summary>The fields of the plain receipt: one account, one tender.</summary>
public sealed class NewReceiptForm
{
    [Required, StringLength(40), Display(Name = "Collections:NewReceipt.Account")]
    public string AccountNumber { get; set; } = "";

    [Required, Range(typeof(decimal), "0.01", "9999999.99", ParseLimitsInInvariantCulture = true), Display(Name = "Collections:NewReceipt.Amount")]
    public decimal? Amount { get; set; }

    [Display(Name = "Collections:Receipt.Tender")]
    public TenderKind Tender { get; set; } = TenderKind.Check;

    [StringLength(60), Display(Name = "Collections:NewReceipt.Reference")]
    public string? Reference { get; set; }

    [StringLength(200), Display(Name = "Collections:Receipt.Payer")]
    public string? PayerName { get; set; }

    /// <summary>What the service is asked for. The form's key makes a second press find the first receipt.</summary>
    public ReceiptInput ToInput(string? key) => new(
        Guid.TryParse(key, out var id) ? id : Guid.Empty, PayerName,
        [new ReceiptLineInput(AccountNumber, Amount ?? 0m)], [new ReceiptTenderInput(Tender, Amount ?? 0m, Reference)]);
}

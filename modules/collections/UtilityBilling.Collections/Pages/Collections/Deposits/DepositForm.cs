using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using UtilityBilling.Collections.Deposits;
using UtilityBilling.Collections.Receipts;

namespace UtilityBilling.Collections.Pages.Collections.Deposits;

/// <summary>What becomes of a deposit.</summary>
public enum DepositUse { Apply, Refund }

/// <summary>The fields of both forms of the deposits page.</summary>
public sealed class DepositForm
{
    [Required, Range(typeof(decimal), "0.01", "999999.99", ParseLimitsInInvariantCulture = true), Display(Name = "Collections:NewReceipt.Amount")]
    public decimal? Amount { get; set; }

    [Display(Name = "Collections:Receipt.Tender")]
    public TenderKind Tender { get; set; } = TenderKind.Check;

    [StringLength(200), Display(Name = "Collections:Deposits.Note")]
    public string? Note { get; set; }

    [Display(Name = "Collections:Deposits.Deposit")]
    public Guid? DepositId { get; set; }

    [Display(Name = "Collections:Deposits.UseFor")]
    public DepositUse Use { get; set; }

    /// <summary>The deposits of which something is held, to choose from.</summary>
    public static IReadOnlyList<SelectListItem> Choices(IReadOnlyList<DepositDto> deposits) =>
        [.. deposits.Where(d => d.Held > 0).Select(d => new SelectListItem(string.Create(CultureInfo.InvariantCulture, $"{d.TakenOn:yyyy-MM-dd} · {d.Held:N2}"), d.Id.ToString()))];
}

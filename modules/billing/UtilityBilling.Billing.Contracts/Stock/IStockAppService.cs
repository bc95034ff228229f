using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Billing.Stock;

/// <summary>Forms in stock (M11): envelopes, paper, door hangers; what is on hand, what runs out, who sells it for how much.</summary>
public interface IStockAppService
{
    /// <summary>All forms with what is on hand; those not in use last.</summary>
    Task<IReadOnlyList<StockItemDto>> ListAsync(CancellationToken cancellationToken = default);

    Task<StockItemDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    Task<Guid> AddAsync(StockItemInput input, CancellationToken cancellationToken = default);

    /// <summary>Takes a form out of use, or into use again.</summary>
    Task RetireAsync(Guid id, bool isRetired, CancellationToken cancellationToken = default);

    Task ReceiveAsync(Guid id, StockReceiptInput input, CancellationToken cancellationToken = default);

    /// <summary>Enters what was used or spoiled.</summary>
    Task TakeAsync(Guid id, StockTakeInput input, CancellationToken cancellationToken = default);

    /// <summary>Enters what was counted; the difference is booked with its reason.</summary>
    Task CountAsync(Guid id, StockCountInput input, CancellationToken cancellationToken = default);

    Task QuoteAsync(Guid id, VendorPriceInput input, CancellationToken cancellationToken = default);

    /// <summary>Says what uses the form up by itself from a day on.</summary>
    Task SetRuleAsync(Guid id, StockRuleInput input, CancellationToken cancellationToken = default);

    /// <summary>What to order: every form in use at or below its level, from the vendor that is cheapest for each piece.</summary>
    Task<IReadOnlyList<StockOrderDto>> OrdersAsync(CancellationToken cancellationToken = default);
}

/// <param name="OnHand">Pieces: all movements together.</param>
/// <param name="IsLow">At or below the level, and in use.</param>
public sealed record StockItemDto(Guid Id, string Code, string NameEn, string NameEs, string UnitEn, string UnitEs, int PiecesPerUnit, int ReorderLevel, int ReorderUnits, bool IsRetired, long OnHand, bool IsLow);

/// <param name="Pieces">More than zero for what came in, less for what went.</param>
/// <param name="After">On hand after it.</param>
/// <param name="Price">Dollars for all of what was received.</param>
public sealed record StockMovementDto(
    Guid Id, DateOnly Day, StockMovementKind Kind, int Pieces, long After, string? Vendor, decimal? Price, string? Invoice, string? Reason, int? PrintJobNumber, Guid? PrintJobId, long? LettersNumber, Guid? LetterBatchId, string EnteredByName,
    DateTimeOffset EnteredAt);

/// <param name="PerThousand">Dollars for 1,000 pieces, in cents: price / pieces × 1,000.</param>
/// <param name="IsNewest">The vendor's newest quote: the others are history.</param>
/// <param name="IsCheapest">Of the newest quotes the lowest for 1,000 pieces.</param>
public sealed record VendorPriceDto(Guid Id, string Vendor, decimal PricePerUnit, int PiecesPerUnit, int LeadDays, DateOnly QuotedOn, decimal PerThousand, bool IsNewest, bool IsCheapest);

public sealed record StockRuleDto(DateOnly From, StockBasis Basis, int Pieces, string EnteredByName);

/// <param name="Movements">The newest first, at most 200.</param>
/// <param name="Prices">The newest of each vendor by price, then older ones.</param>
public sealed record StockItemDetailDto(StockItemDto Item, IReadOnlyList<StockMovementDto> Movements, IReadOnlyList<VendorPriceDto> Prices, IReadOnlyList<StockRuleDto> Rules);

/// <param name="Units">The form's own units to order; as many more as bring it above its level.</param>
/// <param name="VendorUnits">The vendor's units that hold as many pieces, rounded up; empty without a quote.</param>
public sealed record StockOrderDto(
    Guid ItemId, string Code, string NameEn, string NameEs, long OnHand, int ReorderLevel, string UnitEn, string UnitEs, int Units, int Pieces, string? Vendor, int? VendorUnits, decimal? Total, int? LeadDays);

public sealed class StockItemInput
{
    [Display(Name = "Billing:Stock.Code"), Required, StringLength(20), RegularExpression("^[A-Za-z0-9-]+$")]
    public string? Code { get; set; }

    [Display(Name = "Billing:Template.NameEn"), Required, StringLength(100)]
    public string? NameEn { get; set; }

    [Display(Name = "Billing:Template.NameEs"), Required, StringLength(100)]
    public string? NameEs { get; set; }

    /// <summary>What is ordered: box, ream.</summary>
    [Display(Name = "Billing:Stock.UnitEn"), Required, StringLength(40)]
    public string? UnitEn { get; set; }

    [Display(Name = "Billing:Stock.UnitEs"), Required, StringLength(40)]
    public string? UnitEs { get; set; }

    [Display(Name = "Billing:Stock.PiecesPerUnit"), Required, Range(1, 1_000_000)]
    public int? PiecesPerUnit { get; set; }

    [Display(Name = "Billing:Stock.ReorderLevel"), Required, Range(0, 100_000_000)]
    public int? ReorderLevel { get; set; }

    [Display(Name = "Billing:Stock.ReorderUnits"), Required, Range(1, 100_000)]
    public int? ReorderUnits { get; set; }
}

public sealed class StockReceiptInput
{
    [Display(Name = "Billing:Stock.Units"), Required, Range(1, 100_000)]
    public int? Units { get; set; }

    [Display(Name = "Billing:Stock.Vendor"), Required, StringLength(100)]
    public string? Vendor { get; set; }

    /// <summary>Dollars for all of it.</summary>
    [Display(Name = "Billing:Stock.Price"), Range(0, 10_000_000)]
    public decimal? Price { get; set; }

    [Display(Name = "Billing:Stock.Invoice"), StringLength(60)]
    public string? Invoice { get; set; }

    [Display(Name = "Billing:Stock.Day"), Required]
    public DateOnly? Day { get; set; }
}

public sealed class StockTakeInput
{
    [Display(Name = "Billing:Stock.Pieces"), Required, Range(1, 100_000_000)]
    public int? Pieces { get; set; }

    [Display(Name = "Billing:Stock.IsSpoiled")]
    public bool IsSpoiled { get; set; }

    [Display(Name = "Billing:Field.Reason"), Required, StringLength(300)]
    public string? Reason { get; set; }

    [Display(Name = "Billing:Stock.Day"), Required]
    public DateOnly? Day { get; set; }
}

public sealed class StockCountInput
{
    [Display(Name = "Billing:Stock.CountedPieces"), Required, Range(0, 100_000_000)]
    public int? Pieces { get; set; }

    [Display(Name = "Billing:Field.Reason"), Required, StringLength(300)]
    public string? Reason { get; set; }
}

public sealed class VendorPriceInput
{
    [Display(Name = "Billing:Stock.Vendor"), Required, StringLength(100)]
    public string? Vendor { get; set; }

    [Display(Name = "Billing:Stock.PricePerUnit"), Required, Range(0.01, 1_000_000)]
    public decimal? PricePerUnit { get; set; }

    [Display(Name = "Billing:Stock.VendorPieces"), Required, Range(1, 1_000_000)]
    public int? PiecesPerUnit { get; set; }

    [Display(Name = "Billing:Stock.LeadDays"), Required, Range(0, 365)]
    public int? LeadDays { get; set; }

    [Display(Name = "Billing:Stock.QuotedOn"), Required]
    public DateOnly? QuotedOn { get; set; }
}

public sealed class StockRuleInput
{
    [Display(Name = "Billing:Stock.Basis")]
    public StockBasis Basis { get; set; }

    /// <summary>So many for each.</summary>
    [Display(Name = "Billing:Stock.PiecesEach"), Required, Range(1, 100)]
    public int? Pieces { get; set; } = 1;

    [Display(Name = "Billing:Stock.RuleFrom"), Required]
    public DateOnly? From { get; set; }
}

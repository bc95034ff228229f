using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Stock;

/// <summary>A form that the office keeps in stock: number 10 envelopes, paper with a stub, door hangers.</summary>
internal sealed class StockItem : AggregateRoot
{
    public required string Code { get; init; }
    public required string NameEn { get; init; }
    public required string NameEs { get; init; }

    /// <summary>What is ordered: a box.</summary>
    public required string UnitEn { get; init; }

    public required string UnitEs { get; init; }
    public required int PiecesPerUnit { get; init; }

    /// <summary>With so many pieces left it is time to order.</summary>
    public required int ReorderLevel { get; init; }

    /// <summary>So many units are ordered at once.</summary>
    public required int ReorderUnits { get; init; }

    public bool IsRetired { get; set; }
}

/// <summary>A fact about stock, never changed: on hand is the sum of all of them. Of one cause (a part of a print job, a batch of letters) there is one for each form.</summary>
internal sealed class StockMovement : AppendOnlyEntity
{
    public required Guid ItemId { get; init; }
    public required StockMovementKind Kind { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>More than zero for what came in, less for what went.</summary>
    public required int Pieces { get; init; }

    public string? Vendor { get; init; }

    /// <summary>Dollars for all of what was received.</summary>
    public decimal? Price { get; init; }

    public string? Invoice { get; init; }
    public string? Reason { get; init; }
    public Guid? PrintJobId { get; init; }
    public int? PrintPart { get; init; }
    public Guid? LetterBatchId { get; init; }
    public required string EnteredByName { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
}

/// <summary>What a vendor asked for a unit on a day; a later quote of the same vendor takes its place.</summary>
internal sealed class VendorPrice : AppendOnlyEntity
{
    public required Guid ItemId { get; init; }
    public required string Vendor { get; init; }
    public required decimal PricePerUnit { get; init; }

    /// <summary>In the vendor's unit, which may be another than ours.</summary>
    public required int PiecesPerUnit { get; init; }

    public required int LeadDays { get; init; }
    public required DateOnly QuotedOn { get; init; }
    public required string EnteredByName { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
}

/// <summary>What uses a form up by itself, from a day on; of several with one day the latest entered counts.</summary>
internal sealed class StockRule : AppendOnlyEntity
{
    public required Guid ItemId { get; init; }
    public required DateOnly From { get; init; }
    public required StockBasis Basis { get; init; }

    /// <summary>So many pieces for each.</summary>
    public required int Pieces { get; init; }

    public required string EnteredByName { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
}

using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Printing;

/// <summary>The printing of a run's statements: sorted for the post, in parts, each sheet numbered.</summary>
internal sealed class PrintJob : AggregateRoot
{
    public required int Number { get; init; }
    public required Guid RunId { get; init; }
    public required PrintJobKind Kind { get; init; }
    public PrintJobState State { get; set; }

    /// <summary>Whether a sheet holds two pages.</summary>
    public required bool Duplex { get; init; }

    public required int Pieces { get; init; }
    public required int Sheets { get; init; }
    public required string CreatedByName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>So many pieces as are printed at once. After a jam a further part prints again what was spoiled.</summary>
internal sealed class PrintPart : ChildRow
{
    public required Guid JobId { get; init; }
    public required int Part { get; init; }
    public PrintPartState State { get; set; }
    public required int Pieces { get; init; }
    public required int Sheets { get; init; }

    /// <summary>The part whose spoiled pieces this one prints again.</summary>
    public int? AfterPart { get; init; }

    public DateTimeOffset? PrintedAt { get; set; }
    public string? PrintedByName { get; set; }
}

/// <summary>
/// A piece in a part, with the sheets that it takes there. Its key stops a second print of the same piece; printing it again needs the row that says that the print before
/// was spoiled.
/// </summary>
internal sealed class PrintedPiece : ChildRow
{
    public required Guid StatementId { get; init; }
    public required int Piece { get; init; }
    public required int Generation { get; init; }

    /// <summary>The generation before, which was spoiled; empty for the first.</summary>
    public int? SpoiledGeneration { get; init; }

    public required Guid JobId { get; init; }
    public required int Part { get; init; }

    /// <summary>Its place in the part, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>Its first sheet in the part, from 1.</summary>
    public required int FirstSheet { get; init; }

    public required int Sheets { get; init; }
    public required SortLevel SortLevel { get; init; }
}

/// <summary>A print that is not to be mailed: jammed, smeared, or never made.</summary>
internal sealed class SpoiledPiece : ChildRow
{
    public required Guid StatementId { get; init; }
    public required int Piece { get; init; }
    public required int Generation { get; init; }

    /// <summary>Whether paper was spoiled; a part that is cancelled before it is printed spoils none.</summary>
    public required bool WasPrinted { get; init; }

    public required string Reason { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string ByName { get; init; }
}

/// <summary>What the post takes for a letter of a sort level up to a weight, from a day on. A later row of a level supersedes the earlier ones.</summary>
internal sealed class PostageRate : AppendOnlyEntity
{
    public required SortLevel Level { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>For letters up to so many ounces.</summary>
    public required decimal UpToOunces { get; init; }

    /// <summary>Dollars for one piece.</summary>
    public required decimal Price { get; init; }
}

using UtilityBilling.Domain;

namespace UtilityBilling.Metering;

/// <summary>
/// What a register showed on a day. Value, date and register never change: a correction is a new read that supersedes this one. Registered usage follows
/// from it and its predecessor; what a bill used is kept with the bill.
/// </summary>
internal sealed class Read : AggregateRoot
{
    public required Guid RegisterId { get; init; }
    public required Guid ServicePointId { get; init; }
    public required DateOnly Date { get; init; }
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The register's value, after implied decimals, in the register's unit.</summary>
    public required decimal Value { get; init; }

    public ReadKind Kind { get; init; }
    public ReadSource Source { get; init; }
    public Guid? ReadFileId { get; init; }
    public int? LineNumber { get; init; }
    public ReadState State { get; set; }
    public Guid? PreviousReadId { get; set; }
    public DateOnly? PreviousDate { get; set; }
    public decimal? PreviousValue { get; set; }

    /// <summary>Registered usage since the previous read, times the multiplier, in the register's unit. Empty for a first read.</summary>
    public decimal? Usage { get; set; }

    public int? Days { get; set; }

    /// <summary>What the checks found: codes with their figures, as JSON.</summary>
    public required string Findings { get; init; }

    /// <summary>How odd the read is; the work list shows the highest first.</summary>
    public required decimal Oddness { get; init; }

    public string? EstimateMethod { get; init; }
    public string? Reason { get; set; }
    public Guid? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public Guid? SupersededById { get; set; }
}

/// <summary>A doubtful or missing read that waits for a decision: accept, estimate, send back to the field, or hold the bill.</summary>
internal sealed class ReadException : AggregateRoot
{
    public Guid? ReadFileId { get; init; }
    public required Guid RegisterId { get; init; }
    public required Guid ServicePointId { get; init; }

    /// <summary>Empty when no read came.</summary>
    public Guid? ReadId { get; set; }

    public required string[] Codes { get; init; }
    public required string Findings { get; init; }
    public required decimal Oddness { get; init; }
    public ReadExceptionState State { get; set; }
    public DateOnly? HeldUntil { get; set; }
    public string? Reason { get; set; }
    public Guid? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The file whose read settled it; when that import is reversed, the exception opens again.</summary>
    public Guid? ClearedByFileId { get; set; }

    /// <summary>The day that the read was due.</summary>
    public required DateOnly DueDate { get; init; }
}

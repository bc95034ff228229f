using UtilityBilling.Domain;

namespace UtilityBilling.Metering;

/// <summary>A file of reads as it came. The same bytes are refused twice, unless the first import was reversed or discarded.</summary>
internal sealed class ReadFile : AggregateRoot
{
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Digest of the reads whatever their order or the file's name; the same reads are refused twice like the same bytes.</summary>
    public required string ContentKey { get; init; }

    public required long SizeBytes { get; init; }
    public required string Layout { get; set; }
    public ReadFileState State { get; set; }
    public Guid? CycleId { get; set; }
    public required Guid UploadedBy { get; init; }
    public required string UploadedByName { get; init; }
    public required DateTimeOffset UploadedAt { get; init; }
    public DateTimeOffset? ImportedAt { get; set; }
    public DateTimeOffset? ReversedAt { get; set; }
    public string? ReversedReason { get; set; }
    public int Lines { get; set; }
    public int Accepted { get; set; }
    public int Exceptions { get; set; }
    public int Rejected { get; set; }
    public int Unknown { get; set; }
    public int Missing { get; set; }
    public int Duplicates { get; set; }

    /// <summary>Earlier reads whose place an accepted line takes.</summary>
    public int Replaced { get; set; }

    /// <summary>What is wrong with the file as a whole, as JSON.</summary>
    public required string Problems { get; set; }
}

/// <summary>A piece of the original file, at most one mebibyte.</summary>
internal sealed class ReadFileContent : ChildRow
{
    public required Guid ReadFileId { get; init; }
    public required int N { get; init; }
    public required byte[] Content { get; init; }
}

/// <summary>One line of a file and what becomes of it, worked out by the preview and written by the import. Meters that are not in the file follow its last line.</summary>
internal sealed class ReadFileLine : ChildRow
{
    public required Guid ReadFileId { get; init; }

    /// <summary>The line's number in the file, counted from 1.</summary>
    public required int N { get; init; }

    public required string Raw { get; init; }
    public ReadLineOutcome Outcome { get; init; }

    /// <summary>The first sentence's key.</summary>
    public string? Code { get; init; }

    /// <summary>All sentences about the line: codes with their figures, as JSON.</summary>
    public string? Data { get; init; }

    /// <summary>The id that the read has or will have.</summary>
    public Guid? ReadId { get; init; }

    /// <summary>The id that the exception has or will have.</summary>
    public Guid? ExceptionId { get; init; }

    public Guid? RegisterId { get; init; }
    public Guid? ServicePointId { get; init; }
    public string? Account { get; init; }
    public string? MeterSerial { get; init; }
    public decimal? Value { get; init; }
    public DateOnly? ReadDate { get; init; }
    public DateTimeOffset? ReadAt { get; init; }
    public bool IsEstimated { get; init; }

    /// <summary>The register's newest accepted read when the line was checked; another one since makes the preview stale.</summary>
    public Guid? LatestReadId { get; init; }

    public Guid? PreviousReadId { get; init; }
    public DateOnly? PreviousDate { get; init; }
    public decimal? PreviousValue { get; init; }
    public decimal? Usage { get; init; }
    public int? Days { get; init; }
    public decimal? Oddness { get; init; }

    /// <summary>The read of the same register and day whose place this one takes.</summary>
    public Guid? ReplacesReadId { get; init; }
}

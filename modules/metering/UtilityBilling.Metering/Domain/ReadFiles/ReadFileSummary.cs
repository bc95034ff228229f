namespace UtilityBilling.Metering.ReadFiles;

/// <summary>Limits for reading one file. They are parameters so that a town or a test may set them; nothing is read past them.</summary>
public sealed record ReadFileOptions
{
    /// <summary>The largest file that is taken, in bytes. A larger one is refused before it is read when its size is known.</summary>
    public long MaxBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The longest line that is taken, in bytes.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>How many problems are listed; the rest are counted.</summary>
    public int MaxListedProblems { get; init; } = 1000;

    /// <summary>The day by which a date without a year is completed: the latest such day that is not after the day following it.</summary>
    public DateOnly? BusinessDate { get; init; }
}

/// <summary>A control total: what the file says of itself, and what was counted.</summary>
public sealed record ControlTotal(string Record, string Counts, int Line, long Stated, long Counted)
{
    public bool Agrees => Stated == Counted;
}

/// <summary>
/// What a read file held, known once it has been read to its end. <see cref="Sha256"/> tells the same bytes again;
/// <see cref="ContentKey"/> tells the same reads again, whatever their order, the file's name or its line ends.
/// </summary>
public sealed record ReadFileSummary
{
    public required string Layout { get; init; }
    public required long Bytes { get; init; }
    public required int Lines { get; init; }

    /// <summary>Reads taken, missing ones included: Reads = with a value + Missing.</summary>
    public required int Reads { get; init; }

    /// <summary>Meters that the file lists without a reading.</summary>
    public required int Missing { get; init; }

    public required int RejectedLines { get; init; }

    /// <summary>Hexadecimal SHA-256 of the bytes; null when the file was refused before its end.</summary>
    public required string? Sha256 { get; init; }

    /// <summary>Digest over the natural keys of all reads, independent of their order; null when the file was refused.</summary>
    public required string? ContentKey { get; init; }

    /// <summary>Lines by record kind.</summary>
    public required IReadOnlyDictionary<string, int> Records { get; init; }

    /// <summary>Columns of the layout that the heading holds.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    public required IReadOnlyList<ControlTotal> ControlTotals { get; init; }
    public required IReadOnlyList<ReadFileProblem> Problems { get; init; }
    public required int ProblemCount { get; init; }

    /// <summary>Why the file is not taken at all; null when it may be.</summary>
    public ReadFileProblem? Refusal => Problems.FirstOrDefault(p => p.Severity == ReadFileSeverity.FileRefused);

    public bool IsInDoubt => Problems.Any(p => p.Severity == ReadFileSeverity.FileInDoubt);
}

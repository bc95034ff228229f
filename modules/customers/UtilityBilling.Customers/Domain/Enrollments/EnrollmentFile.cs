using UtilityBilling.Domain;

namespace UtilityBilling.Customers;

/// <summary>A file of enrolments as it came. The same bytes are refused twice, unless the first was discarded or reversed.</summary>
internal sealed class EnrollmentFile : AggregateRoot
{
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public required string Hash { get; init; }

    public EnrollmentFileState State { get; set; }
    public int Lines { get; set; }
    public int Refused { get; set; }

    /// <summary>After a reversal: enrolments that somebody had changed, ended or renewed by hand, and that stayed.</summary>
    public int LeftAsChanged { get; set; }

    public required Guid UploadedBy { get; init; }
    public required string UploadedByName { get; init; }
    public required DateTimeOffset UploadedAt { get; init; }
    public Guid? AppliedBy { get; set; }
    public string? AppliedByName { get; set; }
    public DateTimeOffset? AppliedAt { get; set; }

    /// <summary>Who discarded or reversed it.</summary>
    public Guid? EndedBy { get; set; }

    public string? EndedByName { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndReason { get; set; }
}

/// <summary>The original file.</summary>
internal sealed class EnrollmentFileContent : ChildRow
{
    public required Guid FileId { get; init; }
    public required int N { get; init; }
    public required byte[] Content { get; init; }
}

/// <summary>One line of a file: what it says, what it comes to, or why it is refused.</summary>
internal sealed class EnrollmentFileLine : ChildRow
{
    public required Guid FileId { get; init; }

    /// <summary>The line's number in the file.</summary>
    public required int N { get; init; }

    public required string AccountNumber { get; init; }
    public required string Program { get; init; }
    public required string FromText { get; init; }
    public required string ToText { get; init; }
    public string? Note { get; init; }
    public Guid? AccountId { get; init; }
    public Guid? PremiseId { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public DateOnly? ReviewOn { get; init; }

    /// <summary>The last part of the refusal's code; empty when the line is good.</summary>
    public string? Problem { get; init; }

    /// <summary>What the refusal names, as JSON.</summary>
    public required string ProblemData { get; init; }

    /// <summary>The id that the enrolment gets.</summary>
    public required Guid EnrollmentId { get; init; }
}

using UtilityBilling.Domain;
using UtilityBilling.Errors;

namespace UtilityBilling.Billing.Letters;

/// <summary>Letters of one template and day, to one account or many. They are written once, and go out once.</summary>
internal sealed class LetterBatch : AggregateRoot
{
    public required long Number { get; init; }
    public required Guid VersionId { get; init; }
    public required TemplateKind Kind { get; init; }

    /// <summary>The day that stands on the letters, and for which their figures are.</summary>
    public required DateOnly Day { get; init; }

    public required LetterLanguage Language { get; init; }

    /// <summary>For which the mail log counts them.</summary>
    public Guid? DepartmentId { get; init; }

    public LetterBatchState State { get; private set; }
    public required int Letters { get; init; }
    public required string CreatedByName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string? PrintedByName { get; private set; }
    public DateTimeOffset? PrintedAt { get; private set; }

    /// <summary>The entry of the mail log; empty where nothing was mailed or no department is chosen.</summary>
    public Guid? MailEntryId { get; set; }

    public bool PostageMissing { get; set; }
    public string? ClosedReason { get; private set; }
    public string? ClosedByName { get; private set; }

    public void Written() => State = State == LetterBatchState.Writing ? LetterBatchState.Ready : State;

    public void Print(string by, DateTimeOffset at)
    {
        if (State != LetterBatchState.Ready)
            throw new BusinessException("Billing:Letter.NotReady").WithData("Number", Number);
        (State, PrintedByName, PrintedAt) = (LetterBatchState.Printed, by, at);
    }

    public void Close(string reason, string by)
    {
        if (State is not (LetterBatchState.Writing or LetterBatchState.Ready))
            throw new BusinessException("Billing:Letter.NotOpen").WithData("Number", Number);
        (State, ClosedReason, ClosedByName) = (LetterBatchState.Void, reason, by);
    }
}

/// <summary>Who gets a letter of a batch, chosen when it was started: nobody twice.</summary>
internal sealed class LetterRecipient : ChildRow
{
    public required Guid BatchId { get; init; }

    /// <summary>Its place in the batch, from 1.</summary>
    public required int Position { get; init; }

    public required Guid AccountId { get; init; }
}

/// <summary>A letter, frozen: every word as JSON, from which page and paper are drawn. Written once and never changed.</summary>
internal sealed class Letter : ChildRow
{
    public required Guid BatchId { get; init; }
    public required int Position { get; init; }
    public required string Name { get; init; }
    public required int Pages { get; init; }
    public required string Content { get; init; }

    /// <summary>SHA-256 of the content.</summary>
    public required string Digest { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }
}

using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Customers.Notes;

/// <summary>Remarks on accounts, premises and customers. A note is never changed; an alert can be ended.</summary>
public interface INoteAppService
{
    Task<Guid> AddAsync(NoteInput input, CancellationToken cancellationToken = default);

    /// <summary>The alert shows no more; the note stays.</summary>
    Task EndAlertAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The account's notes and those of its customer and premise, newest first.</summary>
    Task<IReadOnlyList<NoteDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default);
}

public sealed record NoteDto(Guid Id, string Text, bool IsAlert, DateOnly? AlertUntil, bool ShowsNow, string CreatedByName, DateTimeOffset CreatedAt);

public sealed class NoteInput
{
    public Guid? AccountId { get; set; }
    public Guid? PremiseId { get; set; }
    public Guid? CustomerId { get; set; }

    [Display(Name = "Customers:Field.NoteText"), Required, StringLength(4000), DataType(DataType.MultilineText)]
    public string Text { get; set; } = "";

    /// <summary>Shown to whoever opens the account, and at the cash window.</summary>
    [Display(Name = "Customers:Field.IsAlert")]
    public bool IsAlert { get; set; }

    /// <summary>The last day on which the alert shows; empty until it is ended.</summary>
    [Display(Name = "Customers:Field.AlertUntil")]
    public DateOnly? AlertUntil { get; set; }
}

using UtilityBilling.Domain;
using UtilityBilling.Errors;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Templates;

/// <summary>A text of the town with places for an account's own figures (M11): a letter, a reminder, a door hanger, the words of an e-mail. Its words are in its versions.</summary>
internal sealed class TextTemplate : AggregateRoot
{
    public required string Code { get; init; }
    public required TemplateKind Kind { get; init; }
    public required string NameEn { get; init; }
    public required string NameEs { get; init; }

    /// <summary>Not offered any more; what was written from it stays.</summary>
    public bool IsRetired { get; set; }
}

/// <summary>One wording of a template, from a day on. In force is the approved one with the latest day; of several with the same day the one with the highest number.</summary>
internal sealed class TemplateVersion : AggregateRoot
{
    public required Guid TemplateId { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    public required DateOnly EffectiveFrom { get; init; }
    public TemplateVersionState State { get; private set; }
    public required Guid PreparedBy { get; init; }
    public required string PreparedByName { get; init; }
    public required DateTimeOffset PreparedAt { get; init; }
    public Guid? ApprovedBy { get; private set; }
    public string? ApprovedByName { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }

    public void Ask() => State = State == TemplateVersionState.Draft ? TemplateVersionState.AwaitingApproval : throw new BusinessException("Billing:Template.NotDraft").WithData("Number", Number);

    public void Withdraw() => State = State == TemplateVersionState.Draft ? TemplateVersionState.Withdrawn : throw new BusinessException("Billing:Template.NotDraft").WithData("Number", Number);

    public void Decline()
    {
        CheckAwaiting();
        State = TemplateVersionState.Draft;
    }

    public void Approve(Actor by, DateTimeOffset at)
    {
        CheckAwaiting();
        if (by.UserId == PreparedBy)
            throw new BusinessException("Billing:Template.OwnApproval").WithData("Number", Number);
        (State, ApprovedBy, ApprovedByName, ApprovedAt) = (TemplateVersionState.Approved, by.UserId, by.DisplayName, at);
    }

    private void CheckAwaiting()
    {
        if (State != TemplateVersionState.AwaitingApproval)
            throw new BusinessException("Billing:Template.NotAwaiting").WithData("Number", Number);
    }
}

/// <summary>A version's words in one language. The database refuses to change them.</summary>
internal sealed class TemplateText : ChildRow
{
    public required Guid VersionId { get; init; }

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public required string Language { get; init; }

    public required string Subject { get; init; }
    public required string Body { get; init; }
}

using UtilityBilling.Domain;
using UtilityBilling.Users;

namespace UtilityBilling.Customers;

/// <summary>
/// A premise's or account's place in a programme such as low income, which a tariff may price apart. From counts, To does not: it ends by itself. No two of one
/// programme overlap for one premise and account; one that ended on its first day never counted.
/// </summary>
internal sealed class Enrollment : AggregateRoot
{
    public required Guid PremiseId { get; init; }

    /// <summary>Whose it is; empty when it stays with the premise whoever lives there.</summary>
    public Guid? AccountId { get; init; }

    public required string Program { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; set; }

    /// <summary>From when on somebody looks whether it may go on.</summary>
    public DateOnly? ReviewOn { get; set; }

    /// <summary>Why, and on what evidence.</summary>
    public string? Note { get; init; }

    /// <summary>The file that it came with.</summary>
    public Guid? FileId { get; init; }

    public required Guid GrantedBy { get; init; }
    public required string GrantedByName { get; init; }
    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>Who ended it before its time.</summary>
    public Guid? EndedBy { get; set; }

    public string? EndedByName { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndReason { get; set; }

    /// <summary>Whether a move-out ended it: then it goes on where the account lives next, and it is lifted when the move-out is taken back.</summary>
    public bool EndedByMove { get; private set; }

    /// <summary>The end that it had before the move-out.</summary>
    public DateOnly? EndBeforeMove { get; private set; }

    /// <summary>Ends it before its time, by a person.</summary>
    public void End(DateOnly on, string reason, Actor by, DateTimeOffset at)
    {
        To = on;
        (EndReason, EndedBy, EndedByName, EndedAt) = (reason, by.UserId, by.DisplayName, at);
    }

    /// <summary>Ends it with a move-out; what has not begun yet never counts.</summary>
    public void EndByMove(DateOnly on, string reason, Actor by, DateTimeOffset at)
    {
        (EndedByMove, EndBeforeMove) = (true, To);
        End(From > on ? From : on, reason, by, at);
    }

    /// <summary>The move-out was taken back: it goes on to the end that it had.</summary>
    public void LiftMove()
    {
        To = EndBeforeMove;
        (EndReason, EndedBy, EndedByName, EndedAt, EndedByMove, EndBeforeMove) = (null, null, null, null, false, null);
    }

    /// <summary>Another end or review date. With another end, an early one is lifted; the audit log keeps it.</summary>
    public void Change(DateOnly? to, DateOnly? reviewOn)
    {
        if (to != To)
            (EndReason, EndedBy, EndedByName, EndedAt, EndedByMove, EndBeforeMove) = (null, null, null, null, false, null);
        (To, ReviewOn) = (to, reviewOn);
    }
}

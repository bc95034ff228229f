namespace UtilityBilling.Approvals;

/// <summary>Asks a second person. The act takes effect only on approval, and never by the hand that prepared it.</summary>
public interface IApprovalManager
{
    /// <param name="kind">Which act, for example <c>Billing.BillRun</c>; a handler of that kind carries it out.</param>
    /// <param name="recordId">The prepared record.</param>
    /// <param name="summary">One sentence of effect before and after, shown to the approver.</param>
    /// <param name="amount">The money that moves, in the town's currency.</param>
    Task<Guid> RequestAsync(string kind, Guid recordId, string summary, decimal? amount, CancellationToken cancellationToken = default);

    /// <summary>Approves or declines. Refused for the preparer, for the system user, without the kind's right, and for a stale record.</summary>
    Task DecideAsync(Guid approvalId, bool approve, string? reason, CancellationToken cancellationToken = default);
}

/// <summary>Carries out the decision on one kind of act, inside the decision's transaction.</summary>
public interface IApprovalHandler
{
    string Kind { get; }

    /// <summary>The right that a deciding person needs.</summary>
    string Permission { get; }

    /// <summary>The page that shows what is asked for.</summary>
    string Url(Guid recordId);

    Task ApprovedAsync(Guid recordId, CancellationToken cancellationToken);
    Task DeclinedAsync(Guid recordId, string reason, CancellationToken cancellationToken);
}

namespace UtilityBilling.Billing.Ledger;

/// <summary>Moves credits, charges and penalties in the ledger, set-based, in the caller's open write unit of work.</summary>
public interface ILedger
{
    /// <summary>Locks the accounts' balances in the order of their ids until the transaction ends. Comes before the number series in the lock order.</summary>
    Task LockAccountsAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken = default);

    /// <summary>Spends the accounts' unapplied credit on what is open, in the town's order. Returns how many applications were made.</summary>
    Task<int> ApplyCreditsAsync(IReadOnlyCollection<Guid> accountIds, DateOnly effectiveDate, CancellationToken cancellationToken = default);

    /// <summary>Takes applications back: the charges are open again, the credits unapplied.</summary>
    Task UnapplyAsync(IReadOnlyCollection<Guid> applicationIds, DateOnly effectiveDate, string reason, CancellationToken cancellationToken = default);

    /// <summary>
    /// Charges penalties, one posting each; returns the journal of each penalty. A penalty takes service, fund and may-cut-water from each charge that it penalises.
    /// </summary>
    Task<IReadOnlyDictionary<Guid, Guid>> PostPenaltiesAsync(IReadOnlyList<PenaltyPosting> penalties, CancellationToken cancellationToken = default);

    /// <summary>
    /// The unpaid current part of bills that were due before a day, in the order of their ids: what a late penalty is worked out from. Penalties are not in it,
    /// nor bills that have one already, nor accounts whose bill run is being posted.
    /// </summary>
    /// <param name="dueBefore">Bills due on an earlier day.</param>
    /// <param name="after">Continue after this bill id; null begins.</param>
    /// <param name="limit">At most this many bills.</param>
    Task<IReadOnlyList<OverdueBill>> OverdueBillsAsync(DateOnly dueBefore, Guid? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>The control of deposits held, as an amount owed to customers.</summary>
    Task<decimal> DepositsHeldAsync(CancellationToken cancellationToken = default);
}

/// <summary>A penalty to be booked on a bill that was not paid in time.</summary>
public sealed record PenaltyPosting(Guid PenaltyId, Guid AccountId, DateOnly EffectiveDate, DateOnly DueDate, IReadOnlyList<PenalisedCharge> Parts, string Memo);

/// <summary>The part of a penalty that falls on one charge, greater than zero.</summary>
public sealed record PenalisedCharge(Guid ChargeId, decimal Amount);

/// <summary>A bill that is past due with what of its own charges is unpaid.</summary>
public sealed record OverdueBill(Guid BillId, long BillNumber, Guid AccountId, DateOnly DueDate, decimal Unpaid, IReadOnlyList<OpenBillCharge> Charges);

/// <summary>A charge of a bill and what is open of it.</summary>
public sealed record OpenBillCharge(Guid ChargeId, string Service, decimal Open);

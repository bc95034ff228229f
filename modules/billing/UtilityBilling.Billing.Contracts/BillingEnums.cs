namespace UtilityBilling.Billing;

/// <summary>Where a tariff stands. An approved one is never edited, only superseded.</summary>
public enum TariffState { Draft, AwaitingApproval, Approved, Withdrawn }

/// <summary>Whether a rate study is worked out yet.</summary>
public enum RateStudyState { Waiting, Ready }

public enum BillRunKind { Regular, Final, OffCycle }

/// <summary>The steps of a bill run; it only goes forward from <see cref="Approved"/>.</summary>
public enum BillRunState { Scoped, Calculated, AwaitingApproval, Approved, Posting, Posted, Cancelled }

/// <summary>What became of an agreement in a run: billed, held (not now), excluded (not billable) or parked (could not).</summary>
public enum RunOutcome { Pending, Billed, Held, Excluded, Parked }

public enum WinterAverageSource { Computed, Default, Override, LeakAdjusted, PartnerFile, Copied }

public enum BillEventKind { Printed, Sent, Voided }

/// <summary>How a batch of winter averages came about.</summary>
public enum WinterBatchKind { Computed, SingleChange, PartnerFile }

/// <summary>Where a batch stands. It is reviewed once its rows are worked out; its values are in force only while it is <see cref="Approved"/>.</summary>
public enum WinterBatchState { Computing, Draft, AwaitingApproval, Approved, Cancelled, Reversed }

namespace UtilityBilling.Billing;

/// <summary>Where a tariff stands. An approved one is never edited, only superseded.</summary>
public enum TariffState { Draft, AwaitingApproval, Approved, Withdrawn }

/// <summary>Whether a rate study is worked out yet.</summary>
public enum RateStudyState { Waiting, Ready }

/// <summary>
/// What a run is for: a cycle's period; those who moved out; what was missed, before its cycle comes round; bills put right; bills only taken back; a whole run
/// taken back.
/// </summary>
public enum BillRunKind { Regular, Final, OffCycle, Rebill, Cancel, Rollback }

/// <summary>The steps of a bill run; from <see cref="Approved"/> it only goes forward, and once posted it is undone only by a run that takes its bills back.</summary>
public enum BillRunState { Scoped, Calculated, AwaitingApproval, Approved, Posting, Posted, Cancelled, RolledBack }

/// <summary>The long steps of a run, that may fail and be taken up again.</summary>
public enum RunStep { Calculate, Post }

/// <summary>What became of an agreement in a run: billed, held (not now), excluded (not billable) or parked (could not).</summary>
public enum RunOutcome { Pending, Billed, Held, Excluded, Parked }

public enum WinterAverageSource { Computed, Default, Override, LeakAdjusted, PartnerFile, Copied }

public enum BillEventKind { Printed, Sent, Voided }

/// <summary>How a batch of winter averages came about.</summary>
public enum WinterBatchKind { Computed, SingleChange, PartnerFile }

/// <summary>Where a batch stands. It is reviewed once its rows are worked out; its values are in force only while it is <see cref="Approved"/>.</summary>
public enum WinterBatchState { Computing, Draft, AwaitingApproval, Approved, Cancelled, Reversed }

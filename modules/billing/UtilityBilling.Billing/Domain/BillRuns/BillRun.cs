using UtilityBilling.Billing.Budgets;
using UtilityBilling.Domain;

namespace UtilityBilling.Billing;

/// <summary>
/// One billing: scope, calculate, review, approve, post, deliver. A regular run bills a cycle's period and what was missed before it; a final run those who
/// moved out; a rebill takes bills back and bills anew. In scope = billed + held + excluded + parked, counted in agreements and periods. The preparer never
/// approves it; from approval on, everything that could vary is fixed.
/// </summary>
internal sealed class BillRun : AggregateRoot
{
    /// <summary>A run that nobody begins: bills dated on a day, worked out and not written.</summary>
    public static BillRun Imagined(DateOnly day, DateTimeOffset now) =>
        new() { Id = Guid.Empty, Number = 0, Kind = BillRunKind.OffCycle, BillDate = day, DueDate = day, PreparedBy = Guid.Empty, PreparedByName = "", PreparedAt = now };

    public required int Number { get; init; }

    /// <summary>What a regular run bills; the other kinds take the periods of their items.</summary>
    public Guid? CycleId { get; init; }

    public Guid? PeriodId { get; init; }
    public BillRunKind Kind { get; init; }

    /// <summary>Why bills are taken back, in the preparer's words; empty for a run that takes none back.</summary>
    public string? Reason { get; init; }

    /// <summary>The run whose bills a rollback takes back.</summary>
    public Guid? RollsBackRunId { get; init; }

    public required DateOnly BillDate { get; init; }
    public required DateOnly DueDate { get; set; }
    public BillRunState State { get; set; }
    public required Guid PreparedBy { get; init; }
    public required string PreparedByName { get; init; }
    public required DateTimeOffset PreparedAt { get; init; }
    public DateTimeOffset? CalculatedAt { get; set; }
    public string? CalculatedByName { get; set; }

    /// <summary>When somebody asked for approval last, and who.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    public string? SubmittedByName { get; set; }
    public Guid? ApprovedBy { get; set; }
    public string? ApprovedByName { get; set; }
    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>The instant written on every bill and posting of the run; fixed at approval.</summary>
    public DateTimeOffset? PostedAt { get; set; }

    public DateOnly? LedgerDate { get; set; }
    public long? FirstBillNumber { get; set; }

    /// <summary>SHA-256 of the calculations that were approved; posting refuses others.</summary>
    public string? CalculationsDigest { get; set; }

    /// <summary>The step at which the run last failed; empty when it goes well.</summary>
    public RunStep? TroubleStep { get; set; }

    /// <summary>What went wrong: a text's key, and its figures as JSON.</summary>
    public string? TroubleCode { get; set; }

    public string? TroubleData { get; set; }
    public DateTimeOffset? TroubleAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }
    public int InScope { get; set; }
    public int Billed { get; set; }
    public int Held { get; set; }
    public int Excluded { get; set; }
    public int Parked { get; set; }
    public int BillCount { get; set; }
    public decimal TotalAmount { get; set; }
}

/// <summary>What became of one agreement and period in a run, and why.</summary>
internal sealed class RunItem : ChildRow
{
    public required Guid RunId { get; init; }
    public required Guid AgreementId { get; init; }
    public required Guid PeriodId { get; init; }
    public required Guid OccupancyId { get; init; }
    public RunOutcome Outcome { get; set; }
    public string? ReasonCode { get; set; }
    public string? ReasonData { get; set; }
    public DateOnly? HeldUntil { get; set; }
    public Guid? DecidedBy { get; set; }
}

/// <summary>An occupancy's bill for a period before it counts: replaced at will until approval, then only turned into a bill.</summary>
internal sealed class BillCalculation : ChildRow
{
    public required Guid RunId { get; init; }
    public required Guid OccupancyId { get; init; }
    public required Guid PeriodId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid PremiseId { get; init; }

    /// <summary>The run's; that of the bill taken back where the amount does not rise.</summary>
    public required DateOnly DueDate { get; init; }

    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }

    /// <summary>What the lines were rated from, as JSON; see <c>RatingInputJson</c>.</summary>
    public required string Inputs { get; init; }

    /// <summary>The lines with their arithmetic, as JSON; see <c>CalculationJson</c>.</summary>
    public required string Lines { get; init; }

    /// <summary>The charges, ledger entries and used reads that posting will write, as JSON: posting only copies them.</summary>
    public required string Postings { get; init; }

    public required decimal Total { get; init; }
    public required long TotalCents { get; init; }
    public required decimal Oddness { get; init; }
    public required string[] OddnessCodes { get; init; }
    public decimal? PreviousTotal { get; init; }

    /// <summary>What the bill does under a budget plan; empty without one.</summary>
    public BudgetBillKind? BudgetKind { get; init; }

    /// <summary>What its services cost beyond what it asks; below zero where it asks more.</summary>
    public required decimal BudgetVariance { get; init; }

    /// <summary>Place in the run and page of posting; fixed at approval.</summary>
    public int Position { get; set; }

    public int Page { get; set; }
    public Guid? BillId { get; set; }
    public Guid? JournalId { get; set; }
    public long? BillNumber { get; set; }

    /// <summary>Set by the posting page that turned it into a bill.</summary>
    public DateTimeOffset? PostedAt { get; set; }
}

using UtilityBilling.Domain;

namespace UtilityBilling.Billing;

/// <summary>The current charges of one occupancy for one period. It has no status: printed, sent and reversed are rows of their own.</summary>
internal sealed class Bill : AppendOnlyEntity
{
    public required Guid RunId { get; init; }
    public required Guid OccupancyId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid PremiseId { get; init; }
    public required Guid PeriodId { get; init; }
    public required long Number { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required DateOnly BillDate { get; init; }
    public required DateOnly DueDate { get; init; }
    public required decimal Total { get; init; }
    public required long TotalCents { get; init; }

    /// <summary>Everything that the amounts were rated from, as JSON; see <c>RatingInputJson</c>. With the adopted tariffs it makes the bill again.</summary>
    public required string Inputs { get; init; }

    /// <summary>Empty for a bill of nothing, which has nothing to book.</summary>
    public Guid? JournalId { get; init; }

    public required DateTimeOffset PostedAt { get; init; }
}

/// <summary>One explained line of a bill: an agreement's by a tariff version, or a charge beside the services; quantity, amount, and the inputs and arithmetic that made it.</summary>
internal sealed class BillLine : ChildRow
{
    public required Guid BillId { get; init; }
    public required int N { get; init; }
    public Guid? AgreementId { get; init; }
    public required string Service { get; init; }
    public required string Component { get; init; }
    public Guid? TariffVersionId { get; init; }

    /// <summary>The charge beside the services; its line has neither agreement nor tariff.</summary>
    public Guid? MiscChargeId { get; init; }

    public required string LabelEn { get; init; }
    public required string LabelEs { get; init; }
    public decimal? Quantity { get; init; }
    public decimal? UnitPrice { get; init; }
    public required decimal Amount { get; init; }
    public required bool MayCutWater { get; init; }
    public required string ExplanationEn { get; init; }
    public required string ExplanationEs { get; init; }

    /// <summary>Steps, reads, days, facts, proration and rounding, as JSON: enough to recompute the amount.</summary>
    public required string Arithmetic { get; init; }
}

/// <summary>A read that a bill used. A read with such a row is never touched again.</summary>
internal sealed class BilledRead : ChildRow
{
    public required Guid BillId { get; init; }
    public required Guid AgreementId { get; init; }
    public required int N { get; init; }
    public required Guid ReadId { get; init; }
    public Guid? PreviousReadId { get; init; }
    public required decimal Usage { get; init; }
}

/// <summary>Says that an agreement is billed for a period. Its key stops a second bill; a rebill needs the release of the one before.</summary>
internal sealed class Coverage : ChildRow
{
    public required Guid AgreementId { get; init; }
    public required Guid PeriodId { get; init; }
    public required int Generation { get; init; }
    public required Guid BillId { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }

    /// <summary>The generation before, which must have been released; empty for the first.</summary>
    public int? ReleasedGeneration { get; init; }
}

/// <summary>Frees an agreement and period for a rebill.</summary>
internal sealed class CoverageRelease : ChildRow
{
    public required Guid AgreementId { get; init; }
    public required Guid PeriodId { get; init; }
    public required int Generation { get; init; }
    public required DateTimeOffset ReleasedAt { get; init; }
    public required string Reason { get; init; }
}

/// <summary>What is mailed to one payer, frozen at posting with its cut-off time and never recomputed.</summary>
internal sealed class Statement : AppendOnlyEntity
{
    public required long Number { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid RunId { get; init; }
    public required DateTimeOffset CutOffAt { get; init; }
    public required decimal PreviousBalance { get; init; }
    public required decimal Payments { get; init; }

    /// <summary>Deposits applied since the statement before.</summary>
    public required decimal Deposits { get; init; }

    public required decimal Adjustments { get; init; }
    public required decimal CurrentCharges { get; init; }
    public required decimal AmountDue { get; init; }
    public required DateOnly DueDate { get; init; }
    public required string StubNumber { get; init; }
}

/// <summary>A bill on a statement.</summary>
internal sealed class StatementBill : ChildRow
{
    public required Guid StatementId { get; init; }
    public required Guid BillId { get; init; }
}

/// <summary>Something that happened to a bill after it counted.</summary>
internal sealed class BillEvent : AppendOnlyEntity
{
    public required Guid BillId { get; init; }
    public BillEventKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid By { get; init; }
    public Guid? BatchId { get; init; }
    public string? Detail { get; init; }
}

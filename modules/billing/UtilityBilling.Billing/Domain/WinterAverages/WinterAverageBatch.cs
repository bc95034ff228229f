using UtilityBilling.Domain;

namespace UtilityBilling.Billing;

/// <summary>
/// New winter averages that are put in force together: worked out for a cycle, sent by the partner city, or one value changed by hand. Nothing is in force
/// before a second person has approved the batch; the preparer never does.
/// </summary>
internal sealed class WinterAverageBatch : AggregateRoot
{
    public required int Number { get; init; }
    public required WinterBatchKind Kind { get; init; }

    /// <summary>The cycle that was worked out; empty for a single change and for a partner's file.</summary>
    public Guid? CycleId { get; init; }

    public required string Service { get; init; }

    /// <summary>The first day whose reads count, and the day after the last; empty where nothing was worked out.</summary>
    public DateOnly? WindowFrom { get; init; }

    public DateOnly? WindowTo { get; init; }

    /// <summary>The first bill date that the values count for.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>The tariff whose rule made the values.</summary>
    public Guid? TariffVersionId { get; init; }

    /// <summary>From how many percent on a change was listed as big.</summary>
    public required decimal BigChangePercent { get; init; }

    public WinterBatchState State { get; set; }

    /// <summary>Agreements of the cycle that no charge bills by a winter average, such as a shop's.</summary>
    public int NotBilledByIt { get; set; }

    /// <summary>The last occupancy whose rows are written; work that was stopped goes on after it.</summary>
    public Guid? WorkedThrough { get; set; }

    /// <summary>Why, where a person asked for a single change.</summary>
    public string? Reason { get; init; }

    public string? FileName { get; init; }

    /// <summary>SHA-256 of the partner's file, lower-case hex: the same file is taken once.</summary>
    public string? FileHash { get; init; }

    /// <summary>The file's lines that were refused, as JSON.</summary>
    public string? RefusedLines { get; set; }

    public required Guid PreparedBy { get; init; }
    public required string PreparedByName { get; init; }
    public required DateTimeOffset PreparedAt { get; init; }
    public Guid? ApprovedBy { get; set; }
    public string? ApprovedByName { get; set; }
    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>Who cancelled or reversed it.</summary>
    public Guid? EndedBy { get; set; }

    public string? EndedByName { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndReason { get; set; }
}

/// <summary>One agreement's new value in a batch, with the value before it and how it came about.</summary>
internal sealed class WinterAverageRow : ChildRow
{
    public required Guid BatchId { get; init; }
    public required Guid AgreementId { get; init; }
    public required Guid OccupancyId { get; init; }
    public required Guid AccountId { get; init; }
    public required string AccountNumber { get; init; }

    /// <summary>The value in force on the effective date before, and when it would have ended.</summary>
    public Guid? OldId { get; init; }

    public decimal? OldValue { get; init; }
    public DateOnly? OldTo { get; init; }

    /// <summary>What was worked out or sent; empty when the tariff's rule gives nothing.</summary>
    public decimal? Computed { get; init; }

    public decimal? OverrideValue { get; set; }
    public string? OverrideReason { get; set; }
    public Guid? OverrideBy { get; set; }
    public string? OverrideByName { get; set; }

    /// <summary>What comes in force on approval: the override, else the computed value. A row without one changes nothing.</summary>
    public decimal? Value { get; set; }

    /// <summary>What a whole period's bill takes of the value on the effective date, after the tariff's floor and cap.</summary>
    public decimal? Billed { get; set; }

    /// <summary>What the change does to the bill of one period, in the town's currency.</summary>
    public decimal? BillEffect { get; set; }

    public WinterAverageSource Source { get; set; }

    /// <summary>The periods of the window, used and left out, as JSON.</summary>
    public required string Reads { get; init; }

    public required string HowEn { get; set; }
    public required string HowEs { get; set; }
    public required string[] Flags { get; set; }

    /// <summary>The id that the value gets when it comes in force.</summary>
    public required Guid ValueId { get; init; }
}

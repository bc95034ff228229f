using UtilityBilling.Domain;

namespace UtilityBilling.Billing;

/// <summary>
/// What trial tariffs would have brought in: posted bills of a time, rated once by the adopted prices of a day and once with the trial ones in their place. Nothing
/// is billed by it (RA-11).
/// </summary>
internal sealed class RateStudy : AggregateRoot
{
    public required string Name { get; init; }

    /// <summary>Bills dated from this day are studied.</summary>
    public required DateOnly BilledFrom { get; init; }

    /// <summary>Bills dated up to and including this day.</summary>
    public required DateOnly BilledThrough { get; init; }

    /// <summary>The adopted prices of this day are what the trial is held against, for all bills.</summary>
    public required DateOnly AdoptedOn { get; init; }

    public required Guid[] TrialVersions { get; init; }
    public RateStudyState State { get; set; }
    public required string RequestedByName { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Bills rated by both.</summary>
    public int Bills { get; set; }

    /// <summary>Bills that one of the two could not rate; they are in no figure.</summary>
    public int Refused { get; set; }

    /// <summary>The first refusal, in English and in Spanish.</summary>
    public string? RefusalEn { get; set; }

    public string? RefusalEs { get; set; }
    public decimal AdoptedTotal { get; set; }
    public decimal TrialTotal { get; set; }
}

/// <summary>Revenue of one charge, and of one tier of it, for one class.</summary>
internal sealed class RateStudyRevenue : ChildRow
{
    public required Guid StudyId { get; init; }
    public required int N { get; init; }
    public required string Service { get; init; }
    public required string CustomerClass { get; init; }
    public required string Component { get; init; }

    /// <summary>Counted from 1; 0 for a charge without tiers.</summary>
    public required int Tier { get; init; }

    public required string LabelEn { get; init; }
    public required string LabelEs { get; init; }
    public required decimal AdoptedQuantity { get; init; }
    public required decimal AdoptedAmount { get; init; }
    public required decimal TrialQuantity { get; init; }
    public required decimal TrialAmount { get; init; }
}

/// <summary>What an account would pay.</summary>
internal sealed class RateStudyAccount : ChildRow
{
    public required Guid StudyId { get; init; }
    public required Guid AccountId { get; init; }
    public required int Bills { get; init; }
    public required decimal Adopted { get; init; }
    public required decimal Trial { get; init; }
}

using UtilityBilling.Domain;

namespace UtilityBilling.Billing;

/// <summary>The sewer volume that an agreement is billed by: last winter's water use, with the reads it was worked out from.</summary>
internal sealed class WinterAverage : AggregateRoot
{
    public required Guid AgreementId { get; init; }
    public required DateOnly WindowFrom { get; init; }
    public required DateOnly WindowTo { get; init; }

    /// <summary>Usage per billing period, in the service's billing unit.</summary>
    public required decimal Value { get; init; }

    public WinterAverageSource Source { get; init; }

    /// <summary>The reads used and left out, as JSON.</summary>
    public required string ReadsUsed { get; init; }

    public Guid? ApprovedBy { get; set; }

    /// <summary>The batch that brought it; empty for what came with the conversion.</summary>
    public Guid? BatchId { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The first bill date that it no longer counts for. The same as <see cref="From"/>: it was replaced or taken back before any bill used it.</summary>
    public DateOnly? To { get; set; }
}

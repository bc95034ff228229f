using UtilityBilling.Domain;

namespace UtilityBilling.Billing;

/// <summary>
/// One ordinance's prices as a document, in force for its services from its date until the next approved one. The preparer never approves it, and once
/// approved it never changes.
/// </summary>
internal sealed class TariffVersion : AggregateRoot
{
    public required string Name { get; init; }
    public required string Ordinance { get; set; }
    public required DateOnly EffectiveFrom { get; set; }
    public required string[] Services { get; set; }

    /// <summary>The fees of its fee schedule.</summary>
    public string[] Fees { get; set; } = [];

    /// <summary>The tariff document, as JSON text exactly as it was adopted.</summary>
    public required string Document { get; set; }

    /// <summary>SHA-256 of the document, lower-case hex.</summary>
    public required string DocumentHash { get; set; }

    public TariffState State { get; set; }
    public required Guid PreparedBy { get; init; }
    public required string PreparedByName { get; init; }
    public required DateTimeOffset PreparedAt { get; init; }
    public Guid? ApprovedBy { get; set; }
    public string? ApprovedByName { get; set; }
    public DateTimeOffset? ApprovedAt { get; set; }
}

using UtilityBilling.Domain;

namespace UtilityBilling.Collections.Penalties;

/// <summary>A late penalty. A bill gets one, once, on what of its own charges was unpaid after the grace days; never on a penalty.</summary>
internal sealed class Penalty : AppendOnlyEntity
{
    public required Guid BillId { get; init; }
    public required Guid AccountId { get; init; }
    public required decimal Amount { get; init; }
    public required DateOnly AssessedOn { get; init; }
    public required Guid JournalId { get; init; }

    /// <summary>The rule in force that day, in words and figures.</summary>
    public required string RuleDescription { get; init; }
}

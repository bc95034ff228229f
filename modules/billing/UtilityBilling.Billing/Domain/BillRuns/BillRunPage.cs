using UtilityBilling.Domain;

namespace UtilityBilling.Billing;

/// <summary>At most 500 bills that are posted in one transaction. Claimed by one worker at a time.</summary>
internal sealed class BillRunPage : ChildRow
{
    public required Guid RunId { get; init; }
    public required int Page { get; init; }
    public required int BillCount { get; init; }

    /// <summary>How many bills this page takes back first.</summary>
    public int CancelledCount { get; init; }

    public required decimal TotalAmount { get; init; }
    public DateTimeOffset? PostedAt { get; set; }
}

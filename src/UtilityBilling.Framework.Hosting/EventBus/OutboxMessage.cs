using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Hosting.EventBus;

/// <summary>An event that waits to be delivered, written in the transaction that raised it. It holds no personal data and no amounts.</summary>
public sealed class OutboxMessage : IHostEntity
{
    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }
    public required string Type { get; init; }
    public required Guid RecordId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset NotBefore { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>The kind of the last failure.</summary>
    public string? Error { get; set; }
}

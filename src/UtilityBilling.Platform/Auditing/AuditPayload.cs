using System.Text.Json;

namespace UtilityBilling.Platform.Auditing;

/// <summary>One audit record as it was written: the canonical JSON, read back.</summary>
internal sealed record AuditPayload(
    string UserName, string User, string? Origin, string? Reason,
    IReadOnlyList<AuditPayloadChange>? Changes, IReadOnlyList<AuditPayloadBulk>? Bulk, IReadOnlyList<AuditPayloadNote>? Notes)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static AuditPayload Parse(string payload) => JsonSerializer.Deserialize<AuditPayload>(payload, Web) ?? throw new JsonException("The audit record is empty.");
}

internal sealed record AuditPayloadChange(string Type, string Id, string Kind, IReadOnlyList<AuditPayloadProperty> Properties);

internal sealed record AuditPayloadProperty(string Name, string? Old, string? New);

internal sealed record AuditPayloadBulk(string Action, Guid RecordId, long Rows, int Page, IReadOnlyDictionary<string, string>? Sums);

internal sealed record AuditPayloadNote(string Subject, Guid? RecordId, string Text);

using UtilityBilling.Platform.Auditing;

namespace UtilityBilling.Platform.Pages.Administration.AuditLog;

/// <summary>The filter as it stands in the address.</summary>
public sealed class AuditFilterInput
{
    public string? User { get; set; }
    public string? Record { get; set; }
    public string? Type { get; set; }
    public string? Field { get; set; }
    public DateOnly? From { get; set; }
    public DateOnly? To { get; set; }

    public AuditFilter ToFilter() => new(Text(User), Text(Record), Text(Type), Text(Field), From, To);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

using UtilityBilling.Auditing;
using UtilityBilling.Domain;

namespace UtilityBilling.Platform.Search;

/// <summary>A folded word and the record that it finds.</summary>
[DisableAuditing]
internal sealed class SearchToken : ChildRow
{
    public required string Token { get; init; }
    public required string Kind { get; init; }
    public required Guid RecordId { get; init; }
}

using UtilityBilling.Domain;

namespace UtilityBilling.Hosting.Web;

/// <summary>A form that was taken: the same one sent again gets the same answer and has no second effect.</summary>
public sealed class IdempotencyKey : ChildRow
{
    public required Guid Key { get; init; }

    /// <summary>SHA-256 of what was sent, lower-case hex.</summary>
    public required string FormHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where the answer led to.</summary>
    public required string ResponseLocation { get; init; }
}

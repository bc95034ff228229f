using UtilityBilling.Domain;

namespace UtilityBilling.Billing;

/// <summary>The ordinance as it was signed, kept with the tariff that was made of it. Never changed or taken away; a better scan is added beside it.</summary>
internal sealed class TariffFile : AppendOnlyEntity
{
    public required Guid TariffVersionId { get; init; }
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public required string Hash { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>The PDF, at most ten megabytes.</summary>
    public required byte[] Content { get; init; }

    public required Guid UploadedBy { get; init; }
    public required string UploadedByName { get; init; }
    public required DateTimeOffset UploadedAt { get; init; }
}

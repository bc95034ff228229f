namespace UtilityBilling.Billing.Tariffs;

/// <summary>The ordinances themselves, as PDF, beside the tariffs that were made of them.</summary>
public interface ITariffFileAppService
{
    Task<IReadOnlyList<TariffFileDto>> ListAsync(Guid tariffId, CancellationToken cancellationToken = default);

    /// <summary>The bytes as they were attached.</summary>
    Task<(TariffFileDto File, byte[] Content)> GetAsync(Guid tariffId, Guid fileId, CancellationToken cancellationToken = default);

    /// <summary>Keeps a PDF with the tariff. Refused when it is none, is too large, or is attached already.</summary>
    Task AttachAsync(Guid tariffId, string fileName, Stream content, CancellationToken cancellationToken = default);
}

/// <param name="Hash">SHA-256 of the bytes, lower-case hex: whoever has the paper can show that it is the same.</param>
public sealed record TariffFileDto(Guid Id, string FileName, long SizeBytes, string Hash, string UploadedByName, DateTimeOffset UploadedAt);

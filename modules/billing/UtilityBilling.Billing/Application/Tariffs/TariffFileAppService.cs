using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Tariffs;

internal sealed class TariffFileAppService(IUtilityBillingDbContext database, IPermissionChecker permissions, IGuidGenerator guids, IClock clock, ICurrentUser user) : ITariffFileAppService
{
    private const int LargestFile = 10_000_000;
    private const int LongestName = 200;

    public async Task<IReadOnlyList<TariffFileDto>> ListAsync(Guid tariffId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        return await database.Set<TariffFile>().AsNoTracking().Where(f => f.TariffVersionId == tariffId).OrderBy(f => f.UploadedAt).ThenBy(f => f.Id)
            .Select(f => new TariffFileDto(f.Id, f.FileName, f.SizeBytes, f.Hash, f.UploadedByName, f.UploadedAt)).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<(TariffFileDto File, byte[] Content)> GetAsync(Guid tariffId, Guid fileId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        var file = await database.Set<TariffFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId && f.TariffVersionId == tariffId, cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(TariffFile), fileId);
        return (new TariffFileDto(file.Id, file.FileName, file.SizeBytes, file.Hash, file.UploadedByName, file.UploadedAt), file.Content);
    }

    public async Task AttachAsync(Guid tariffId, string fileName, Stream content, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.Edit, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(content);
        if (!await database.Set<TariffVersion>().AnyAsync(t => t.Id == tariffId, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(TariffVersion), tariffId);
        var bytes = await ReadAsync(content, cancellationToken).ConfigureAwait(false);
        if (!bytes.AsSpan().StartsWith("%PDF-"u8))
            throw new BusinessException("Billing:TariffFile.NotPdf").ForField("Upload");
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (await database.Set<TariffFile>().AnyAsync(f => f.TariffVersionId == tariffId && f.Hash == hash, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:TariffFile.SameFile").ForField("Upload");
        database.Set<TariffFile>().Add(new TariffFile
        {
            Id = guids.Create(),
            TariffVersionId = tariffId,
            FileName = NameOf(fileName),
            Hash = hash,
            SizeBytes = bytes.Length,
            Content = bytes,
            UploadedBy = user.Required.UserId,
            UploadedByName = user.Required.DisplayName,
            UploadedAt = clock.UtcNow,
        });
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The file's own name: no folders, nothing that cannot be printed, and not longer than fits.</summary>
    private static string NameOf(string fileName)
    {
        var name = string.Concat(fileName.Split('/', '\\')[^1].Where(c => !char.IsControl(c))).Trim();
        if (name.Length > LongestName)
            name = name[^LongestName..];
        return name.Length > 0 ? name : "ordinance.pdf";
    }

    private static async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (file.Length + read > LargestFile)
                throw new BusinessException("Billing:TariffFile.TooLarge").ForField("Upload");
            file.Write(buffer, 0, read);
        }

        return file.ToArray();
    }
}

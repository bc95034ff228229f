using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Documents;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Enrollments;

internal sealed class EnrollmentFileAppService(
    IUtilityBillingDbContext context, EnrollmentFileChecker checker, EnrollmentFileStore store, TariffWords words, IPermissionChecker permissions, IOwnAccounts own, IAuditScope audit, ICurrentUser user, IClock clock, IGuidGenerator guids)
    : IEnrollmentFileAppService
{
    private const int LargestFile = 1_000_000;
    private const int MostLines = 5000;
    private const int LongestName = 200;

    public async Task<PagedResult<EnrollmentFileDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        var files = context.Set<EnrollmentFile>().AsNoTracking();
        var total = await files.LongCountAsync(cancellationToken).ConfigureAwait(false);
        var page = await files.OrderByDescending(f => f.UploadedAt).ThenByDescending(f => f.Id).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<EnrollmentFileDto>(page.ConvertAll(ToDto), total, request.Page, request.PageSize);
    }

    public async Task<EnrollmentFileDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return ToDto(await context.FindOrThrowAsync<EnrollmentFile>(id, cancellationToken).ConfigureAwait(false));
    }

    public async Task<PagedResult<EnrollmentLineDto>> LinesAsync(Guid id, PagedRequest request, bool? refused, CancellationToken cancellationToken = default)
    {
        await GetAsync(id, cancellationToken).ConfigureAwait(false);
        return await store.LinesAsync(id, request, refused, await words.ProgramsAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<EnrollmentLineDto>> AllLinesAsync(Guid id, bool? refused, CancellationToken cancellationToken = default)
    {
        await GetAsync(id, cancellationToken).ConfigureAwait(false);
        return await store.AllLinesAsync(id, refused, await words.ProgramsAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<byte[]> ContentAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await GetAsync(id, cancellationToken).ConfigureAwait(false);
        return await store.ContentAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> PreviewAsync(Stream content, string fileName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        await permissions.CheckAsync(CustomersPermissions.Enrollments.Manage, cancellationToken).ConfigureAwait(false);
        var upload = await SmallFile.ReadAsync(content, LargestFile, cancellationToken).ConfigureAwait(false) ?? throw TooLarge();
        var known = await context.Set<EnrollmentFile>().Where(f => f.Hash == upload.Hash && (f.State == EnrollmentFileState.Previewed || f.State == EnrollmentFileState.Applied)).Select(f => f.FileName).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (known is not null)
            throw new BusinessException(CustomersErrorCodes.EnrollmentFile.SameFile).WithData("File", known).ForField("Upload");
        var rows = Read(upload.Text);
        var file = new EnrollmentFile
        {
            Id = guids.Create(),
            FileName = fileName.Length > LongestName ? fileName[..LongestName] : fileName,
            Hash = upload.Hash,
            UploadedBy = user.Required.UserId,
            UploadedByName = user.Required.DisplayName,
            UploadedAt = clock.UtcNow,
        };
        context.Set<EnrollmentFile>().Add(file);
        await CheckAsync(file, rows, cancellationToken).ConfigureAwait(false);
        await store.SaveContentAsync(file.Id, upload.Bytes, cancellationToken).ConfigureAwait(false);
        return file.Id;
    }

    public async Task RecheckAsync(Guid id, uint version, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Enrollments.Manage, cancellationToken).ConfigureAwait(false);
        var file = await PreviewedAsync(id, version, cancellationToken).ConfigureAwait(false);
        await CheckAsync(file, await RowsAsync(id, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task ApplyAsync(Guid id, uint version, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Enrollments.ApplyFiles, cancellationToken).ConfigureAwait(false);
        var file = await PreviewedAsync(id, version, cancellationToken).ConfigureAwait(false);
        if (file.Lines == file.Refused)
            throw new BusinessException(CustomersErrorCodes.EnrollmentFile.NothingGood);
        (file.State, file.AppliedBy, file.AppliedByName, file.AppliedAt) = (EnrollmentFileState.Applied, user.Required.UserId, user.Required.DisplayName, clock.UtcNow);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);

        var seen = await context.Set<EnrollmentFileLine>().AsNoTracking().Where(l => l.FileId == id && l.Problem == null).OrderBy(l => l.N).ToListAsync(cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync([.. seen.Select(l => l.AccountId!.Value).Distinct()], cancellationToken).ConfigureAwait(false);
        var now = (await checker.CheckAsync(id, await RowsAsync(id, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)).FindAll(l => l.Problem is null);
        if (!seen.Select(Meaning).SequenceEqual(now.Select(Meaning)))
            throw new BusinessException(CustomersErrorCodes.EnrollmentFile.ChangedSince);
        await store.ApplyAsync(id, user.Required, clock.UtcNow, cancellationToken).ConfigureAwait(false);
    }

    public async Task DiscardAsync(Guid id, uint version, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Enrollments.Manage, cancellationToken).ConfigureAwait(false);
        End(await PreviewedAsync(id, version, cancellationToken).ConfigureAwait(false), EnrollmentFileState.Discarded, null);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task ReverseAsync(Guid id, string reason, uint version, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Enrollments.ApplyFiles, cancellationToken).ConfigureAwait(false);
        var why = reason.Trimmed() ?? throw new BusinessException(CustomersErrorCodes.EnrollmentFile.ReasonMissing).ForField("Reason");
        var file = await context.FindOrThrowAsync<EnrollmentFile>(id, cancellationToken).ConfigureAwait(false);
        file.NotStale(version);
        if (file.State != EnrollmentFileState.Applied)
            throw new BusinessException(CustomersErrorCodes.EnrollmentFile.NotApplied);
        var accounts = await context.Set<Enrollment>().Where(e => e.FileId == id && e.AccountId != null).Select(e => e.AccountId!.Value).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync(accounts, cancellationToken).ConfigureAwait(false);
        End(file, EnrollmentFileState.Reversed, why);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        var takenBack = await store.TakeBackAsync(id, why, user.Required, clock.UtcNow, cancellationToken).ConfigureAwait(false);
        file.LeftAsChanged = file.Lines - file.Refused - (int)takenBack;
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    private static BusinessException TooLarge() => new BusinessException(CustomersErrorCodes.EnrollmentFile.TooLarge).WithData("Lines", MostLines).ForField("Upload");

    private static IReadOnlyList<EnrollmentRow> Read(string text)
    {
        var file = EnrollmentFileText.Read(text);
        if (file.Missing.Count > 0)
            throw new BusinessException(CustomersErrorCodes.EnrollmentFile.ColumnsMissing).WithData("Columns", string.Join(", ", file.Missing)).ForField("Upload");
        if (file.Rows.Count == 0)
            throw new BusinessException(CustomersErrorCodes.EnrollmentFile.Empty).ForField("Upload");
        return file.Rows.Count <= MostLines ? file.Rows : throw TooLarge();
    }

    /// <summary>The file's own lines again, from its bytes; programmes as they were understood, since a label is understood only in its own language.</summary>
    private async Task<IReadOnlyList<EnrollmentRow>> RowsAsync(Guid id, CancellationToken cancellationToken)
    {
        var rows = Read(SmallFile.TextOf(await store.ContentAsync(id, cancellationToken).ConfigureAwait(false)));
        var programs = await context.Set<EnrollmentFileLine>().AsNoTracking().Where(l => l.FileId == id).ToDictionaryAsync(l => l.N, l => l.Program, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(r => r with { Program = programs[r.Line] })];
    }

    private async Task CheckAsync(EnrollmentFile file, IReadOnlyList<EnrollmentRow> rows, CancellationToken cancellationToken)
    {
        var lines = await checker.CheckAsync(file.Id, rows, cancellationToken).ConfigureAwait(false);
        (file.Lines, file.Refused) = (lines.Count, lines.Count(l => l.Problem is not null));
        try
        {
            await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new BusinessException(CustomersErrorCodes.EnrollmentFile.SameFile, error).WithData("File", file.FileName).ForField("Upload");
        }
        await store.SaveLinesAsync(file.Id, lines, cancellationToken).ConfigureAwait(false);
    }

    private async Task<EnrollmentFile> PreviewedAsync(Guid id, uint version, CancellationToken cancellationToken)
    {
        var file = await context.FindOrThrowAsync<EnrollmentFile>(id, cancellationToken).ConfigureAwait(false);
        file.NotStale(version);
        return file.State == EnrollmentFileState.Previewed ? file : throw new BusinessException(CustomersErrorCodes.EnrollmentFile.NotPreviewed);
    }

    private void End(EnrollmentFile file, EnrollmentFileState state, string? reason)
    {
        audit.Reason = reason;
        (file.State, file.EndReason, file.EndedBy, file.EndedByName, file.EndedAt) = (state, reason, user.Required.UserId, user.Required.DisplayName, clock.UtcNow);
    }

    private static (int, Guid?, Guid?, string, DateOnly?, DateOnly?, DateOnly?) Meaning(EnrollmentFileLine l) => (l.N, l.AccountId, l.PremiseId, l.Program, l.From, l.To, l.ReviewOn);

    private static EnrollmentFileDto ToDto(EnrollmentFile f) =>
        new(f.Id, f.FileName, f.State, f.Lines, f.Refused, f.LeftAsChanged, f.UploadedByName, f.UploadedAt, f.AppliedByName, f.AppliedAt, f.EndedByName, f.EndedAt, f.EndReason, f.Version);
}

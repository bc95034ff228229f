using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Localization;
using UtilityBilling.Metering.ReadFiles;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Uow;

namespace UtilityBilling.Metering.ReadImports;

internal sealed class ReadImportAppService(
    IUtilityBillingDbContext context, ReadFilePreviewer previewer, ReadFileImporter importer, ReadFileStore store, ReadFileQueries queries, FindingTexts texts,
    IPermissionChecker permissions, IAuditScope audit, IClock clock, IUnitOfWork unit) : IReadImportAppService
{
    public IReadOnlyList<ReadLayoutDto> Layouts => [.. ReadFileLayouts.All.Select(l => new ReadLayoutDto(l.Name, TitleOf(l)))];

    public async Task<ReadFileDto> PreviewAsync(Stream content, string fileName, string? layout = null, Guid? cycleId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        await permissions.CheckAsync(MeteringPermissions.Reads.Import, cancellationToken).ConfigureAwait(false);
        return ToDto(await previewer.PreviewAsync(content, fileName, layout, cycleId, cancellationToken).ConfigureAwait(false));
    }

    public async Task<ReadFileDto> RecheckAsync(Guid fileId, CancellationToken cancellationToken = default)
    {
        var file = await OpenAsync(fileId, ReadFileState.Previewed, cancellationToken).ConfigureAwait(false);
        await previewer.RecheckAsync(file, cancellationToken).ConfigureAwait(false);
        return ToDto(file);
    }

    public async Task<ReadFileDto> ImportAsync(Guid fileId, bool despiteDoubt = false, CancellationToken cancellationToken = default)
    {
        var file = await OpenAsync(fileId, ReadFileState.Previewed, cancellationToken).ConfigureAwait(false);
        if (!despiteDoubt && texts.List(file.Problems).FirstOrDefault(p => p.IsDoubt) is { } doubt)
            throw new BusinessException(MeteringErrorCodes.FileInDoubt).WithData("File", file.FileName).WithData("Doubt", doubt.Text);
        await importer.ImportAsync(file, cancellationToken).ConfigureAwait(false);
        file.State = ReadFileState.Imported;
        file.ImportedAt = clock.UtcNow;
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return ToDto(file);
    }

    public async Task<ReadFileDto> ReverseAsync(Guid fileId, string reason, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException(MeteringErrorCodes.ReasonMissing).ForField("Reason");
        var file = await OpenAsync(fileId, ReadFileState.Imported, cancellationToken).ConfigureAwait(false);
        audit.Reason = reason.Trim();
        await importer.ReverseAsync(file, reason.Trim(), cancellationToken).ConfigureAwait(false);
        file.State = ReadFileState.Reversed;
        file.ReversedAt = clock.UtcNow;
        file.ReversedReason = reason.Trim();
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return ToDto(file);
    }

    public async Task<ReadFileDto> DiscardAsync(Guid fileId, CancellationToken cancellationToken = default)
    {
        var file = await OpenAsync(fileId, ReadFileState.Previewed, cancellationToken).ConfigureAwait(false);
        file.State = ReadFileState.Discarded;
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return ToDto(file);
    }

    public async Task<ReadFileDto> ImportAtOnceAsync(Stream content, string fileName, string? layout = null, Guid? cycleId = null, bool despiteDoubt = false, CancellationToken cancellationToken = default)
    {
        if (unit.IsStarted)
            throw new InvalidOperationException("An import at once begins its own units of work: call it in a scope without one.");
        var file = await InUnitAsync(() => PreviewAsync(content, fileName, layout, cycleId, cancellationToken), cancellationToken).ConfigureAwait(false);
        return await InUnitAsync(() => ImportAsync(file.Id, despiteDoubt, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async Task<ReadFileDto> GetAsync(Guid fileId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.View, cancellationToken).ConfigureAwait(false);
        var file = await context.Set<ReadFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId, cancellationToken).ConfigureAwait(false);
        return ToDto(file ?? throw new EntityNotFoundException(typeof(ReadFile), fileId));
    }

    public async Task<PagedResult<ReadFileDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.View, cancellationToken).ConfigureAwait(false);
        var (files, count) = await queries.FilesAsync(request, cancellationToken).ConfigureAwait(false);
        return new PagedResult<ReadFileDto>([.. files.Select(ToDto)], count, request.Page, request.PageSize);
    }

    public async Task<PagedResult<ReadFileLineDto>> LinesAsync(Guid fileId, ReadLineRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.View, cancellationToken).ConfigureAwait(false);
        var count = await queries.CountAsync(fileId, request, cancellationToken).ConfigureAwait(false);
        var lines = await queries.LinesAsync(fileId, request, request.PageSize, request.Skip, cancellationToken).ConfigureAwait(false);
        return new PagedResult<ReadFileLineDto>(lines, count, request.Page, request.PageSize);
    }

    public async Task<IReadOnlyList<ReadFileLineDto>> AllLinesAsync(Guid fileId, ReadLineRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.View, cancellationToken).ConfigureAwait(false);
        return await queries.LinesAsync(fileId, request, int.MaxValue, 0, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> InUnitAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await unit.BeginAsync(UnitOfWorkMode.Write, cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await work().ConfigureAwait(false);
            await unit.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch
        {
            await unit.RollbackAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The file, locked against a second hand, in the state that the step needs.</summary>
    private async Task<ReadFile> OpenAsync(Guid fileId, ReadFileState needed, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.Import, cancellationToken).ConfigureAwait(false);
        await store.LockAsync(cancellationToken).ConfigureAwait(false);
        var file = await context.Set<ReadFile>().SingleOrDefaultAsync(f => f.Id == fileId, cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(ReadFile), fileId);
        if (file.State == needed)
            return file;
        throw new BusinessException($"Metering:ReadFile.WrongState.{file.State}").WithData("File", file.FileName);
    }

    private ReadFileDto ToDto(ReadFile file)
    {
        var problems = texts.List(file.Problems);
        return new ReadFileDto(
            file.Id, file.FileName, file.SizeBytes, file.Layout, ReadFileLayouts.Find(file.Layout) is { } layout ? TitleOf(layout) : file.Layout, file.State, file.CycleId,
            file.UploadedByName, file.UploadedAt, file.ImportedAt, file.ReversedAt, file.ReversedReason, file.Lines, file.Accepted, file.Exceptions, file.Rejected, file.Unknown,
            file.Missing, file.Duplicates, file.Replaced, problems.Any(p => p.IsDoubt), problems);
    }

    private static string TitleOf(ReadFileLayout layout) =>
        layout.Title.GetValueOrDefault(LocalizationCatalog.CurrentLanguage) ?? layout.Title.GetValueOrDefault("en") ?? layout.Name;
}

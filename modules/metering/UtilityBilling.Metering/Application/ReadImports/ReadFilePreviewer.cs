using Microsoft.EntityFrameworkCore;
using UtilityBilling.Customers.Services;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering.ReadFiles;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>Parses a file, checks every line and keeps the result; nothing else changes.</summary>
internal sealed class ReadFilePreviewer(
    IUtilityBillingDbContext context, BulkWriter database, ReadFileStore store, RegisterLoader loader, TownReadSettings settings, IEnumerable<ICycleChoices> cycles,
    IGuidGenerator ids, IClock clock, ICurrentTenant tenant, ICurrentUser user)
{
    private const int KeptProblems = 200;

    public async Task<ReadFile> PreviewAsync(Stream content, string fileName, string? layoutName, Guid? cycleId, CancellationToken cancellationToken)
    {
        await RequireCycleAsync(cycleId, cancellationToken).ConfigureAwait(false);
        var options = await settings.FileAsync(clock.Today, cancellationToken).ConfigureAwait(false);
        var spooled = await SeekableAsync(content, options, cancellationToken).ConfigureAwait(false);
        try
        {
            var layout = LayoutOf(spooled, layoutName, options);
            await store.LockAsync(cancellationToken).ConfigureAwait(false);
            var summary = await StageAsync(spooled, layout, cycleId, options, cancellationToken).ConfigureAwait(false);
            await RefuseKnownAsync(summary, cancellationToken).ConfigureAwait(false);
            var file = new ReadFile
            {
                Id = ids.Create(),
                FileName = Path.GetFileName(fileName) is { Length: > 0 } name ? name[..Math.Min(name.Length, 200)] : "reads",
                Hash = summary.Sha256!.ToLowerInvariant(),
                ContentKey = summary.ContentKey!.ToLowerInvariant(),
                SizeBytes = summary.Bytes,
                Layout = layout.Name,
                State = ReadFileState.Previewed,
                CycleId = cycleId,
                UploadedBy = user.Required.UserId,
                UploadedByName = user.Required.DisplayName,
                UploadedAt = clock.UtcNow,
                Problems = Problems(summary),
            };
            await CountAsync(file, summary, cancellationToken).ConfigureAwait(false);
            context.Set<ReadFile>().Add(file);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            await store.SaveContentAsync(file.Id, spooled, cancellationToken).ConfigureAwait(false);
            await store.SaveLinesAsync(file.Id, isFirst: true, cancellationToken).ConfigureAwait(false);
            return file;
        }
        finally
        {
            if (spooled != content)
                await spooled.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task RequireCycleAsync(Guid? cycleId, CancellationToken cancellationToken)
    {
        if (cycleId is not { } id)
            return;
        foreach (var source in cycles)
            if ((await source.ListAsync(cancellationToken).ConfigureAwait(false)).Any(c => c.Id == id))
                return;
        throw new EntityNotFoundException(typeof(NamedChoice), id);
    }

    public async Task RecheckAsync(ReadFile file, CancellationToken cancellationToken)
    {
        var options = await settings.FileAsync(DateOnly.FromDateTime(file.UploadedAt.UtcDateTime), cancellationToken).ConfigureAwait(false) with { MaxBytes = long.MaxValue };
        var content = await store.ContentAsync(file.Id, cancellationToken).ConfigureAwait(false);
        await using var _ = content.ConfigureAwait(false);
        var summary = await StageAsync(content, Known(file.Layout), file.CycleId, options, cancellationToken).ConfigureAwait(false);
        file.Problems = Problems(summary);
        await CountAsync(file, summary, cancellationToken).ConfigureAwait(false);
        await store.SaveLinesAsync(file.Id, isFirst: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadFileSummary> StageAsync(Stream content, ReadFileLayout layout, Guid? cycleId, ReadFileOptions options, CancellationToken cancellationToken)
    {
        var evaluation = new ReadFileEvaluation(await InputAsync(cycleId, cancellationToken).ConfigureAwait(false), ids);
        using var file = new MeterReadFile(new KeptOpen(content), layout, options);
        await store.StageLinesAsync(evaluation.Lines(file, lines => RawLines(content, lines)), cancellationToken).ConfigureAwait(false);
        return file.Summary.Refusal is { } refusal ? throw Refused(refusal) : file.Summary;
    }

    private async Task<EvaluationInput> InputAsync(Guid? cycleId, CancellationToken cancellationToken)
    {
        var missing = await database.QueryAsync(
            "select register_id, max(due_date) from metering.read_exceptions where tenant_id = $1 and state in ('Open', 'ReRead', 'Held') and read_id is null group by register_id",
            [Arg.Of(tenant.Id)], r => (Register: r.GetGuid(0), Due: r.GetFieldValue<DateOnly>(1)), cancellationToken).ConfigureAwait(false);
        return new EvaluationInput(
            await loader.InstalledAsync(cycleId, clock.Today, cancellationToken).ConfigureAwait(false),
            await settings.ChecksAsync(cancellationToken).ConfigureAwait(false),
            await settings.MissingAsync(cancellationToken).ConfigureAwait(false),
            missing.ToDictionary(m => m.Register, m => m.Due),
            clock.Today,
            TimeZoneInfo.FindSystemTimeZoneById(tenant.Tenant!.TimeZone),
            cycleId);
    }

    /// <summary>The same bytes, or the same reads under another name or in another order.</summary>
    private async Task RefuseKnownAsync(ReadFileSummary summary, CancellationToken cancellationToken)
    {
        var (hash, key) = (summary.Sha256!.ToLowerInvariant(), summary.ContentKey!.ToLowerInvariant());
        var known = await context.Set<ReadFile>().AsNoTracking()
            .Where(f => (f.Hash == hash || f.ContentKey == key) && (f.State == ReadFileState.Previewed || f.State == ReadFileState.Imported))
            .OrderByDescending(f => f.Hash == hash).ThenBy(f => f.Id)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (known is null)
            return;
        throw new BusinessException(known.Hash == hash ? MeteringErrorCodes.FileTwice : MeteringErrorCodes.ContentTwice)
            .WithData("File", known.FileName).WithData("By", known.UploadedByName).WithData("Date", DateOnly.FromDateTime(known.UploadedAt.UtcDateTime).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ForField("Upload");
    }

    private async Task CountAsync(ReadFile file, ReadFileSummary summary, CancellationToken cancellationToken)
    {
        var counts = await store.CountsAsync(cancellationToken).ConfigureAwait(false);
        int Of(ReadLineOutcome outcome) => counts.GetValueOrDefault(outcome.ToString());
        file.Lines = summary.Lines;
        file.Accepted = Of(ReadLineOutcome.Accepted);
        file.Exceptions = Of(ReadLineOutcome.Exception);
        file.Rejected = Of(ReadLineOutcome.Rejected);
        file.Unknown = Of(ReadLineOutcome.Unknown);
        file.Missing = Of(ReadLineOutcome.Missing);
        file.Duplicates = Of(ReadLineOutcome.Duplicate);
        file.Replaced = counts.GetValueOrDefault(nameof(ReadFile.Replaced));
    }

    private static ReadFileLayout LayoutOf(Stream content, string? name, ReadFileOptions options)
    {
        if (!string.IsNullOrWhiteSpace(name))
            return Known(name);
        // A file that is too large is refused by its size before anybody looks inside.
        if (content.Length > options.MaxBytes)
            return ReadFileLayouts.All[0];
        var guess = ReadFileGuesser.Guess(content, null, options);
        return guess.Layout ?? throw Refused(guess.Problem!);
    }

    private static ReadFileLayout Known(string name) =>
        ReadFileLayouts.Find(name) ?? throw new BusinessException(MeteringErrorCodes.LayoutUnknown).WithData("Layout", name).ForField("Layout");

    private static BusinessException Refused(ReadFileProblem problem)
    {
        var error = new BusinessException(problem.Code).ForField("Upload");
        foreach (var (name, value) in problem.Data)
            error.WithData(name, value);
        return error;
    }

    private static string Problems(ReadFileSummary summary) => StoredFinding.Write([.. summary.Problems.OrderByDescending(p => p.Severity).ThenBy(p => p.Line).Take(KeptProblems).Select(StoredFinding.Of)]);

    /// <summary>A stream that cannot be read twice is kept in a file that is gone when closed; never more of it than a town takes.</summary>
    private static async Task<Stream> SeekableAsync(Stream content, ReadFileOptions options, CancellationToken cancellationToken)
    {
        if (content.CanSeek)
            return content;
        var spool = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        var buffer = new byte[81920];
        for (int length; spool.Length <= options.MaxBytes && (length = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            await spool.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        spool.Position = 0;
        return spool;
    }

    private static Dictionary<int, string> RawLines(Stream content, IReadOnlySet<int> numbers)
    {
        content.Position = 0;
        using var reader = new StreamReader(content, System.Text.Encoding.UTF8, true, 65536, leaveOpen: true);
        var lines = new Dictionary<int, string>(numbers.Count);
        for (var n = 1; lines.Count < numbers.Count && reader.ReadLine() is { } line; n++)
            if (numbers.Contains(n))
                lines[n] = line.Length > 200 ? line[..200] : line;
        return lines;
    }
}

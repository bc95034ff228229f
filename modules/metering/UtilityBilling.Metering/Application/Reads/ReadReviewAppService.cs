using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Metering.Estimates;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.Metering.ReadFiles;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Metering.Reads;

internal sealed class ReadReviewAppService(
    IUtilityBillingDbContext context, ReadBook book, ReadEntry entry, ReviewQueries queries, RegisterLoader loader, ReadFileStore store, TownReadSettings settings, FindingTexts texts, Overestimates overestimates,
    IPermissionChecker permissions, IAuditScope audit, IGuidGenerator ids, IClock clock, ICurrentUser user) : IReadReviewAppService
{
    public async Task<PagedResult<ReviewRowDto>> ListAsync(ReviewRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.View, cancellationToken).ConfigureAwait(false);
        await RequireFileAsync(request.FileId, cancellationToken).ConfigureAwait(false);
        return await queries.ListAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task RequireFileAsync(Guid? fileId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.View, cancellationToken).ConfigureAwait(false);
        if (fileId is { } id && !await context.Set<ReadFile>().AnyAsync(f => f.Id == id, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(ReadFile), id);
    }

    public async Task RequireRegisterAsync(Guid registerId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.Review, cancellationToken).ConfigureAwait(false);
        if (!await context.Set<RegisterInstallation>().AnyAsync(r => r.Id == registerId, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(RegisterInstallation), registerId);
    }

    public async Task<PagedResult<MisreadDto>> MisreadsAsync(MisreadRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.View, cancellationToken).ConfigureAwait(false);
        var count = await queries.CountMisreadsAsync(request, cancellationToken).ConfigureAwait(false);
        return new PagedResult<MisreadDto>(await queries.MisreadsAsync(request, request.PageSize, request.Skip, cancellationToken).ConfigureAwait(false), count, request.Page, request.PageSize);
    }

    public async Task<IReadOnlyList<MisreadDto>> AllMisreadsAsync(MisreadRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.View, cancellationToken).ConfigureAwait(false);
        return await queries.MisreadsAsync(request, int.MaxValue, 0, cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> AcceptAsync(IReadOnlyCollection<Guid> exceptionIds, string? reason, OverestimateChoice? choice = null, CancellationToken cancellationToken = default)
    {
        var cases = await LoadAsync(exceptionIds, reason, cancellationToken).ConfigureAwait(false);
        var checks = await settings.ChecksAsync(cancellationToken).ConfigureAwait(false);
        var billed = await book.BilledEstimatesAsync(cases.Select(c => c.Register), cancellationToken).ConfigureAwait(false);
        var accepted = cases.Select(c => (Case: c, Result: Acceptable(c, checks, billed))).ToList();
        var over = accepted.Select(a => Overestimates.Of(a.Case.Register, a.Case.Read!, a.Result.Check, a.Result.Replaced, billed)).OfType<Overestimate>().ToList();
        if (over.Count > 0)
            RequireReason(reason);
        var chosen = await overestimates.ChoiceAsync(choice, cancellationToken).ConfigureAwait(false);
        await book.SupersedeAsync([.. accepted.SelectMany(a => Overestimates.Going(a.Result.Replaced, over, chosen).Select(r => (a.Case.Register, r)))], billed, cancellationToken).ConfigureAwait(false);
        var successors = new Dictionary<Guid, Guid>();
        foreach (var (c, result) in accepted)
        {
            Decide(c.Exception, ReadExceptionState.Accepted, reason);
            if (over.Exists(o => o.Read == c.Read))
                continue;
            book.Accept(c.Read!, c.Register, result.Check, (result.Check.Usage ?? result.Check.WrappedUsage)!.Value, reason);
            foreach (var replaced in result.Replaced)
                successors[replaced.Id] = c.Read!.Id;
        }

        await overestimates.SettleAsync(over, chosen, billed, reason?.Trim() ?? "", successors, cancellationToken).ConfigureAwait(false);
        return cases.Count;
    }

    public async Task<int> EstimateAsync(IReadOnlyCollection<Guid> exceptionIds, string? reason, CancellationToken cancellationToken = default)
    {
        var cases = await LoadAsync(exceptionIds, reason, cancellationToken).ConfigureAwait(false);
        var rule = await settings.EstimatesAsync(cancellationToken).ConfigureAwait(false);
        var successors = new Dictionary<Guid, Guid>();
        foreach (var c in cases)
        {
            var read = Estimated(c, rule, reason);
            context.Set<Read>().Add(read);
            if (c.Read is not null)
            {
                c.Read.State = ReadState.Rejected;
                book.Decide(c.Read, reason);
                successors[c.Read.Id] = read.Id;
            }

            Decide(c.Exception, ReadExceptionState.Estimated, reason);
        }

        await book.LinkAsync(successors, cancellationToken).ConfigureAwait(false);
        return cases.Count;
    }

    public async Task<int> ReReadAsync(IReadOnlyCollection<Guid> exceptionIds, string reason, CancellationToken cancellationToken = default)
    {
        var cases = await LoadAsync(exceptionIds, reason, cancellationToken).ConfigureAwait(false);
        RequireReason(reason);
        foreach (var c in cases)
            Decide(c.Exception, ReadExceptionState.ReRead, reason);
        return cases.Count;
    }

    public async Task<int> HoldAsync(IReadOnlyCollection<Guid> exceptionIds, DateOnly until, string reason, CancellationToken cancellationToken = default)
    {
        var cases = await LoadAsync(exceptionIds, reason, cancellationToken).ConfigureAwait(false);
        RequireReason(reason);
        if (until <= clock.Today)
            throw new BusinessException(MeteringErrorCodes.HoldDate).WithData("Today", ReadBook.Iso(clock.Today)).ForField("Until");
        foreach (var c in cases)
        {
            Decide(c.Exception, ReadExceptionState.Held, reason);
            c.Exception.HeldUntil = until;
        }

        return cases.Count;
    }

    public async Task<int> SetAsideAsync(IReadOnlyCollection<Guid> exceptionIds, string reason, CancellationToken cancellationToken = default)
    {
        var cases = await LoadAsync(exceptionIds, reason, cancellationToken).ConfigureAwait(false);
        RequireReason(reason);
        foreach (var c in cases)
        {
            if (c.Read is not null)
            {
                c.Read.State = ReadState.Rejected;
                book.Decide(c.Read, reason);
            }

            Decide(c.Exception, ReadExceptionState.Cleared, reason);
        }

        return cases.Count;
    }

    public Task<EnteredReadDto> CheckAsync(EnterReadInput input, CancellationToken cancellationToken = default) => entry.CheckAsync(input, cancellationToken);

    public Task<EnteredReadDto> EnterAsync(EnterReadInput input, CancellationToken cancellationToken = default) => entry.EnterAsync(input, cancellationToken);

    private (ReadCheckResult Check, IReadOnlyList<KnownRead> Replaced) Acceptable(Case c, ReadCheckSettings checks, IReadOnlySet<Guid> billed)
    {
        if (c.Read is null)
            throw new BusinessException(MeteringErrorCodes.NothingToAccept).WithData("Serial", c.Register.MeterSerial);
        ReadBook.RefuseFollowed(c.Register, c.Read.Date, c.Read.Id);
        var read = new ReadToCheck { Reading = c.Read.Value, Form = ReadingForm.Scaled, Date = c.Read.Date };
        var result = ReadBook.Evaluate(c.Register, read, clock.Today, checks, billed, c.Read.Id);
        if (UsageIsUnknown(c, result.Check))
            throw new BusinessException(MeteringErrorCodes.UsageUnknown).WithData("Serial", c.Register.MeterSerial).WithData("Why", texts.Sentences(c.Exception.Findings));
        c.Register.Count(new KnownRead(c.Read.Id, c.Read.Date, c.Read.Value, c.Read.Kind, ReadState.Accepted, result.Check.Previous?.Date, result.Check.Usage ?? result.Check.WrappedUsage), result.Replaced);
        return result;
    }

    /// <summary>A reading in another unit or with too many digits gives no usage, however sure the clerk is of it.</summary>
    private static bool UsageIsUnknown(Case c, ReadCheckResult check) =>
        (check.Usage ?? check.WrappedUsage) is null || c.Exception.Codes.Contains(ReadFindingCodes.ByKind[ReadFindingKind.UnitDiffers]) || c.Exception.Codes.Contains(ReadFindingCodes.ByKind[ReadFindingKind.DialsDiffer]);

    private Read Estimated(Case c, EstimateSettings rule, string? reason)
    {
        var date = c.Read?.Date ?? c.Exception.DueDate;
        ReadBook.RefuseFollowed(c.Register, date.AddDays(-1), c.Read?.Id);
        var previous = c.Register.Latest;
        var past = previous is null ? new PastRead(c.Register.From, c.Register.InRead) : new PastRead(previous.Date, previous.Value, previous.Kind == ReadKind.Estimated);
        var estimate = past.Date < date ? ReadEstimator.Estimate(c.Register.Facts, past, date, c.Register.Usages(), rule) : null;
        if (estimate is null)
            throw new BusinessException(MeteringErrorCodes.NoEstimate).WithData("Serial", c.Register.MeterSerial);
        StoredFinding[] findings = [new(estimate.Code, estimate.Data), .. estimate.IsVisitDue ? [new StoredFinding(ReadEstimateCodes.VisitDue, estimate.Data)] : Array.Empty<StoredFinding>()];
        var read = new Read
        {
            Id = ids.Create(), RegisterId = c.Register.Id, ServicePointId = c.Register.ServicePointId, Date = date, Value = estimate.Value, Kind = ReadKind.Estimated, Source = ReadSource.Estimate,
            State = ReadState.Accepted, PreviousReadId = previous?.Id, PreviousDate = past.Date, PreviousValue = past.Value, Usage = estimate.Usage, Days = estimate.Days,
            Findings = StoredFinding.Write(findings), Oddness = 0, EstimateMethod = estimate.Method.ToString(), Reason = reason, DecidedBy = user.Required.UserId, DecidedAt = clock.UtcNow,
        };
        c.Register.Count(new KnownRead(read.Id, read.Date, read.Value, read.Kind, read.State, read.PreviousDate, read.Usage), []);
        return read;
    }

    private async Task<List<Case>> LoadAsync(IReadOnlyCollection<Guid> exceptionIds, string? reason, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.Review, cancellationToken).ConfigureAwait(false);
        var chosen = exceptionIds.Distinct().ToList();
        if (chosen.Count == 0)
            throw new BusinessException(MeteringErrorCodes.NothingChosen);
        if (chosen.Count > IReadReviewAppService.MaxDecided)
            throw new BusinessException(MeteringErrorCodes.TooManyChosen).WithData("Limit", IReadReviewAppService.MaxDecided).WithData("Count", chosen.Count);
        audit.Reason = reason;
        await store.LockAsync(cancellationToken).ConfigureAwait(false);
        var exceptions = await context.Set<ReadException>().Where(e => chosen.Contains(e.Id)).OrderBy(e => e.DueDate).ThenBy(e => e.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (exceptions.Count < chosen.Count)
            throw new EntityNotFoundException(typeof(ReadException), chosen.Except(exceptions.Select(e => e.Id)).First());
        var registers = await loader.ByIdsAsync([.. exceptions.Select(e => e.RegisterId).Distinct()], clock.Today, cancellationToken).ConfigureAwait(false);
        var readIds = exceptions.Select(e => e.ReadId).OfType<Guid>().ToList();
        var reads = await context.Set<Read>().Where(r => readIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken).ConfigureAwait(false);
        return [.. exceptions.Select(e => new Case(Open(e, registers[e.RegisterId]), registers[e.RegisterId], e.ReadId is { } id ? reads[id] : null))];
    }

    private ReadException Open(ReadException exception, RegisterRecord register)
    {
        if (exception.State is ReadExceptionState.Open or ReadExceptionState.ReRead or ReadExceptionState.Held)
            return exception;
        throw new BusinessException(MeteringErrorCodes.Decided).WithData("Serial", register.MeterSerial).WithData("State", texts.Say($"Enum:ReadExceptionState.{exception.State}", new Dictionary<string, object?>()));
    }

    private void Decide(ReadException exception, ReadExceptionState state, string? reason)
    {
        exception.State = state;
        exception.HeldUntil = null;
        exception.Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        exception.DecidedBy = user.Required.UserId;
        exception.DecidedAt = clock.UtcNow;
    }

    private static void RequireReason(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException(MeteringErrorCodes.ReasonMissing).ForField("Reason");
    }

    private sealed record Case(ReadException Exception, RegisterRecord Register, Read? Read);
}

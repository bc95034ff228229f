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
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Metering.Reads;

/// <summary>Reads entered by hand, with the same checks as a file's. A read settles what waited for its register.</summary>
internal sealed class ReadEntry(
    IUtilityBillingDbContext context, ReadBook book, RegisterLoader loader, ReadFileStore store, TownReadSettings settings, FindingTexts texts, Overestimates overestimates,
    IPermissionChecker permissions, IAuditScope audit, IGuidGenerator ids, IClock clock, ICurrentUser user)
{
    public async Task<EnteredReadDto> CheckAsync(EnterReadInput input, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.Review, cancellationToken).ConfigureAwait(false);
        var (register, follower, value) = await PlaceAsync(input, cancellationToken).ConfigureAwait(false);
        var billed = await book.BilledEstimatesAsync([register], cancellationToken).ConfigureAwait(false);
        var (check, replaced) = ReadBook.Evaluate(register, ToCheck(input.Date, value), clock.Today, await settings.ChecksAsync(cancellationToken).ConfigureAwait(false), billed, follower: follower);
        return ToDto(register, check, replaced, billed);
    }

    public async Task<EnteredReadDto> EnterAsync(EnterReadInput input, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.Review, cancellationToken).ConfigureAwait(false);
        await store.LockAsync(cancellationToken).ConfigureAwait(false);
        var (register, follower, value) = await PlaceAsync(input, cancellationToken).ConfigureAwait(false);
        var billed = await book.BilledEstimatesAsync([register], cancellationToken).ConfigureAwait(false);
        var (check, replaced) = ReadBook.Evaluate(register, ToCheck(input.Date, value), clock.Today, await settings.ChecksAsync(cancellationToken).ConfigureAwait(false), billed, follower: follower);
        if (follower is not null && !(check.Usage <= Whole(register, follower, input.Date)))
            throw ReadBook.Followed(register, follower, input.Date);
        var preview = ToDto(register, check, replaced, billed);
        if (check.MustHold && input.Value is not null)
            RequireWord(input, preview);
        if ((check.Usage ?? check.WrappedUsage) is not { } usage)
            throw new BusinessException(MeteringErrorCodes.UsageUnknown).WithData("Serial", register.MeterSerial).WithData("Why", string.Join(" ", preview.Findings.Select(f => f.Text)));
        audit.Reason = input.Reason;
        var read = New(input, register, check, preview.Findings.Count == 0 ? [] : [.. check.Findings.Select(StoredFinding.Of)]);
        Overestimate[] over = Overestimates.Of(register, read, check, replaced, billed) is { } one ? [one] : [];
        if (over.Length > 0 && follower is not null)
            throw ReadBook.Followed(register, follower, input.Date);
        if (over.Length > 0 && string.IsNullOrWhiteSpace(input.Reason))
            throw new BusinessException(MeteringErrorCodes.ReasonMissing).ForField("Reason");
        var choice = await overestimates.ChoiceAsync(input.Choice, cancellationToken).ConfigureAwait(false);
        await book.SupersedeAsync([.. Overestimates.Going(replaced, over, choice).Select(r => (register, r))], billed, cancellationToken).ConfigureAwait(false);
        context.Set<Read>().Add(read);
        var successors = new Dictionary<Guid, Guid>();
        if (over.Length == 0)
        {
            book.Accept(read, register, check, usage, input.Reason);
            successors = replaced.ToDictionary(r => r.Id, _ => read.Id);
        }
        if (follower is null)
            await SettleAsync(register, read, successors, cancellationToken).ConfigureAwait(false);
        else
            await book.DivideAsync(follower.Id, read, Whole(register, follower, input.Date) - usage, cancellationToken).ConfigureAwait(false);
        await overestimates.SettleAsync(over, choice, billed, input.Reason?.Trim() ?? "", successors, cancellationToken).ConfigureAwait(false);
        return preview with { ReadId = read.Id };
    }

    private static void RequireWord(EnterReadInput input, EnteredReadDto preview)
    {
        if (!input.Confirmed)
            throw new BusinessException(MeteringErrorCodes.ReadDoubtful).WithData("Why", string.Join(" ", preview.Findings.Select(f => f.Text))).ForField("Confirmed");
        if (string.IsNullOrWhiteSpace(input.Reason))
            throw new BusinessException(MeteringErrorCodes.ReasonMissing).ForField("Reason");
    }

    private Read New(EnterReadInput input, RegisterRecord register, ReadCheckResult check, IReadOnlyCollection<StoredFinding> findings) => new()
    {
        Id = ids.Create(), RegisterId = register.Id, ServicePointId = register.ServicePointId, Date = input.Date, Value = check.Value!.Value, Kind = input.Kind, Source = input.Value is null ? ReadSource.Estimate : ReadSource.Manual,
        Findings = StoredFinding.Write(findings), Oddness = check.Oddness,
    };

    /// <summary>What waited for this register up to the read's day is answered: missing reads, re-reads, doubtful values.</summary>
    private async Task SettleAsync(RegisterRecord register, Read read, Dictionary<Guid, Guid> successors, CancellationToken cancellationToken)
    {
        var until = read.Date.AddDays((await settings.MissingAsync(cancellationToken).ConfigureAwait(false)).WindowDays);
        var waiting = await context.Set<ReadException>()
            .Where(e => e.RegisterId == register.Id && e.DueDate <= until && (e.State == ReadExceptionState.Open || e.State == ReadExceptionState.ReRead || e.State == ReadExceptionState.Held))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var doubtful = waiting.Select(e => e.ReadId).OfType<Guid>().ToList();
        foreach (var old in await context.Set<Read>().Where(r => doubtful.Contains(r.Id) && r.State == ReadState.Received).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            old.State = ReadState.Superseded;
            book.Decide(old, read.Reason);
            successors[old.Id] = read.Id;
        }

        foreach (var exception in waiting)
        {
            exception.State = ReadExceptionState.Cleared;
            exception.Reason = read.Reason;
            exception.DecidedBy = user.Required.UserId;
            exception.DecidedAt = clock.UtcNow;
        }
    }

    /// <summary>The register, the unbilled read that follows the day, if one does, and the value: the one typed in, or the estimate.</summary>
    private async Task<(RegisterRecord Register, KnownRead? Follower, decimal Value)> PlaceAsync(EnterReadInput input, CancellationToken cancellationToken)
    {
        var register = await RegisterAsync(input, cancellationToken).ConfigureAwait(false);
        var follower = await book.FollowerAsync(register, input.Date, cancellationToken).ConfigureAwait(false);
        if (input.Value is { } value)
            return (register, follower, value);
        if (input.Kind != ReadKind.Estimated)
            throw new BusinessException(MeteringErrorCodes.ValueMissing).ForField("Value");
        var previous = register.Reads.Where(r => r.Counts && r.Date < input.Date).MaxBy(r => r.Date);
        var past = previous is null ? new PastRead(register.From, register.InRead) : new PastRead(previous.Date, previous.Value, previous.Kind == ReadKind.Estimated);
        if (follower is not null)
            return (register, follower, RegisterArithmetic.After(past.Value, Whole(register, follower, input.Date) * (input.Date.DayNumber - past.Date.DayNumber) / (follower.Date.DayNumber - past.Date.DayNumber), register.Facts));
        var estimate = ReadEstimator.Estimate(register.Facts, past, input.Date, register.Usages(), await settings.EstimatesAsync(cancellationToken).ConfigureAwait(false))
            ?? throw new BusinessException(MeteringErrorCodes.NoEstimate).WithData("Serial", register.MeterSerial);
        return (register, null, estimate.Value);
    }

    /// <summary>What was registered between the reads before and after a day, also where a read of that day divides it already.</summary>
    private static decimal Whole(RegisterRecord register, KnownRead follower, DateOnly date) =>
        follower.Usage.GetValueOrDefault() + register.Reads.Where(r => r.Counts && r.Date == date).Sum(r => r.Usage.GetValueOrDefault());

    private async Task<RegisterRecord> RegisterAsync(EnterReadInput input, CancellationToken cancellationToken)
    {
        var registers = await loader.ByIdsAsync([input.RegisterId], clock.Today, cancellationToken).ConfigureAwait(false);
        var register = registers.GetValueOrDefault(input.RegisterId) ?? throw new EntityNotFoundException(typeof(RegisterInstallation), input.RegisterId);
        if (input.Date > clock.Today)
            throw new BusinessException(MeteringErrorCodes.ReadInFuture).WithData("Date", ReadBook.Iso(input.Date)).WithData("Today", ReadBook.Iso(clock.Today)).ForField("Date");
        if (input.Date <= register.From)
            throw new BusinessException(MeteringErrorCodes.ReadBackdated).WithData("Date", ReadBook.Iso(input.Date)).WithData("Serial", register.MeterSerial).WithData("From", ReadBook.Iso(register.From)).ForField("Date");
        if (input.Value < 0 || input.Value >= RegisterArithmetic.Capacity(register.Facts))
            throw new BusinessException(MeteringErrorCodes.ReadDoesNotFit).WithData("Value", input.Value).WithData("Dials", register.Facts.Dials).WithData("Decimals", register.Facts.Decimals).ForField("Value");
        if (await context.Set<RegisterInstallation>().AnyAsync(r => r.Id == input.RegisterId && r.To != null && r.To <= input.Date, cancellationToken).ConfigureAwait(false))
            throw new BusinessException(MeteringErrorCodes.ReadNotInstalled).WithData("Serial", register.MeterSerial).WithData("Date", ReadBook.Iso(input.Date)).ForField("Date");
        if (register.Reads.Find(r => r.Counts && r.Date == input.Date && r.Value == input.Value) is not null)
            throw new BusinessException(MeteringErrorCodes.ReadKnown).WithData("Serial", register.MeterSerial).WithData("Value", input.Value).WithData("Date", ReadBook.Iso(input.Date)).ForField("Value");
        return register;
    }

    private static ReadToCheck ToCheck(DateOnly date, decimal value) => new() { Reading = value, Form = ReadingForm.Scaled, Date = date };

    private EnteredReadDto ToDto(RegisterRecord register, ReadCheckResult check, IReadOnlyList<KnownRead> replaced, IReadOnlySet<Guid> billed)
    {
        var findings = replaced.Select(r => ReadImportCodes.Say(ReadImportCodes.Replaces, ("Date", ReadBook.Iso(r.Date)), ("Other", r.Value), ("Reading", check.Value))).Concat(check.Findings.Select(StoredFinding.Of));
        return new EnteredReadDto(
            null, check.Value!.Value, check.Previous?.Date, check.Previous?.Value, check.Usage ?? check.WrappedUsage, check.Days, register.Facts.Unit, check.MustHold, replaced.Any(r => billed.Contains(r.Id)),
            [.. findings.Select(f => new FindingText(f.Code, texts.Say(f.Code, f.Data)))]);
    }
}

using Microsoft.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Metering.Reads;

/// <summary>Lets a read count: works out its usage from what counts before it and supersedes what stands on its day, unless that is billed.</summary>
internal sealed class ReadBook(IUtilityBillingDbContext context, BilledReadFilter billed, IClock clock, ICurrentUser user)
{
    /// <summary>The check of a read on its day as if nothing stood there, with the reads whose place it takes.</summary>
    public static (ReadCheckResult Check, IReadOnlyList<KnownRead> Replaced) Evaluate(
        RegisterRecord register, ReadToCheck read, DateOnly today, ReadCheckSettings settings, IReadOnlySet<Guid> billed, Guid? self = null, KnownRead? follower = null)
    {
        var replaced = register.Reads.FindAll(r => r.Id != self && r.Counts && r.Date == read.Date);
        var without = register.Reads.FindAll(r => r.Id == self || r.Date == read.Date || (follower is not null && r.Date >= follower.Date));
        var check = ReadCheck.Run(register.InputFor(read, today, without), settings);
        if (!check.Has(ReadFindingKind.Overestimate))
            return (check, replaced);
        var lastActual = register.Reads.Where(r => r.Counts && r.Kind != ReadKind.Estimated && r.Date < read.Date).Max(r => (DateOnly?)r.Date) ?? register.From;
        var estimates = register.Reads.FindAll(r => r.Counts && r.Kind == ReadKind.Estimated && r.Date > lastActual && r.Date < read.Date);
        // Estimates that no bill has used go first; often what is billed was not too high.
        var lastBilled = estimates.Where(r => billed.Contains(r.Id)).Max(r => (DateOnly?)r.Date);
        var open = estimates.FindAll(r => lastBilled is null || r.Date > lastBilled);
        var sparing = ReadCheck.Run(register.InputFor(read, today, [.. without, .. open]), settings);
        return sparing.Has(ReadFindingKind.Overestimate)
            ? (ReadCheck.Run(register.InputFor(read, today, [.. without, .. estimates]), settings), [.. replaced, .. estimates])
            : (sparing, [.. replaced, .. open]);
    }

    /// <summary>Which estimates of these registers bills have used.</summary>
    public Task<IReadOnlySet<Guid>> BilledEstimatesAsync(IEnumerable<RegisterRecord> registers, CancellationToken cancellationToken) =>
        billed.FilterAsync([.. registers.SelectMany(r => r.Reads).Where(r => r.Counts && r.Kind == ReadKind.Estimated).Select(r => r.Id).Distinct()], cancellationToken);

    /// <summary>The read that follows a day and counts, with its usage still unbilled; nothing where none follows. Refused when it is billed.</summary>
    public async Task<KnownRead?> FollowerAsync(RegisterRecord register, DateOnly date, CancellationToken cancellationToken)
    {
        if (register.Reads.Where(r => r.Counts && r.Date > date).MinBy(r => r.Date) is not { } follower)
            return null;
        if ((await billed.FilterAsync([follower.Id], cancellationToken).ConfigureAwait(false)).Count > 0)
            throw Followed(register, follower, date);
        return follower;
    }

    public static BusinessException Followed(RegisterRecord register, KnownRead later, DateOnly date) =>
        new BusinessException(MeteringErrorCodes.ReadFollowed).WithData("Serial", register.MeterSerial).WithData("Last", Iso(later.Date)).WithData("Date", Iso(date));

    /// <summary>Refused when a later read counts already: its usage would change.</summary>
    public static void RefuseFollowed(RegisterRecord register, DateOnly date, Guid? self = null)
    {
        if (register.Reads.Where(r => r.Counts && r.Id != self && r.Date > date).MaxBy(r => r.Date) is { } later)
            throw Followed(register, later, date);
    }

    /// <summary>The later read's usage begins at this read from here on; what both registered together stays the same.</summary>
    public async Task DivideAsync(Guid followerId, Read at, decimal rest, CancellationToken cancellationToken)
    {
        var read = await context.Set<Read>().SingleAsync(r => r.Id == followerId, cancellationToken).ConfigureAwait(false);
        read.Usage = rest;
        (read.PreviousReadId, read.PreviousDate, read.PreviousValue) = (at.Id, at.Date, at.Value);
        read.Days = read.Date.DayNumber - at.Date.DayNumber;
    }

    /// <summary>Supersedes reads; the caller adds or accepts the one that takes their place and names it in <see cref="LinkAsync"/>. Of the billed ones only those whose bills are put right with them.</summary>
    public async Task SupersedeAsync(IReadOnlyCollection<(RegisterRecord Register, KnownRead Read)> replaced, IReadOnlySet<Guid> putRight, CancellationToken cancellationToken)
    {
        if (replaced.Count == 0)
            return;
        var ids = replaced.Select(r => r.Read.Id).ToList();
        var untouchable = await billed.FilterAsync(ids, cancellationToken).ConfigureAwait(false);
        if (replaced.FirstOrDefault(r => untouchable.Contains(r.Read.Id) && !putRight.Contains(r.Read.Id)) is { Read: not null } used)
            throw new BusinessException(MeteringErrorCodes.ReadBilled).WithData("Serial", used.Register.MeterSerial).WithData("Date", Iso(used.Read.Date));
        foreach (var read in await context.Set<Read>().Where(r => ids.Contains(r.Id)).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            read.State = ReadState.Superseded;
            read.DecidedBy = user.Required.UserId;
            read.DecidedAt = clock.UtcNow;
        }

        // The database allows one accepted read a day: the old one has to go before the new one comes.
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says which read took the place of the superseded ones.</summary>
    public async Task LinkAsync(IReadOnlyDictionary<Guid, Guid> successorOf, CancellationToken cancellationToken)
    {
        if (successorOf.Count == 0)
            return;
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        var ids = successorOf.Keys.ToList();
        foreach (var read in await context.Set<Read>().Where(r => ids.Contains(r.Id)).ToListAsync(cancellationToken).ConfigureAwait(false))
            read.SupersededById = successorOf[read.Id];
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a read count with the usage that follows from its predecessor.</summary>
    public void Accept(Read read, RegisterRecord register, ReadCheckResult check, decimal usage, string? reason)
    {
        read.State = ReadState.Accepted;
        read.PreviousReadId = register.IdOfPrevious(check.Previous);
        read.PreviousDate = check.Previous?.Date;
        read.PreviousValue = check.Previous?.Value;
        read.Usage = usage;
        read.Days = check.Days;
        Decide(read, reason);
    }

    public void Decide(Read read, string? reason)
    {
        read.Reason = reason;
        read.DecidedBy = user.Required.UserId;
        read.DecidedAt = clock.UtcNow;
    }

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

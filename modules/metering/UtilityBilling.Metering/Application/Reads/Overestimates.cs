using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Metering.Usage;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Metering.Reads;

/// <summary>A reading below estimates that bills have used.</summary>
/// <param name="Read">The reading; it waits to be accepted.</param>
/// <param name="Check">Its check against the last actual reading.</param>
/// <param name="Estimates">Every estimate since, oldest first, billed or not.</param>
internal sealed record Overestimate(RegisterRecord Register, Read Read, ReadCheckResult Check, IReadOnlyList<KnownRead> Estimates);

/// <summary>
/// Settles readings below billed estimates (MR-18). No meter turned backwards and none passed its highest value: too much was estimated, and the bills are put right
/// by the way that the town has set or the clerk chose.
/// </summary>
internal sealed class Overestimates(
    IUtilityBillingDbContext context, ReadBook book, IEnumerable<IOverestimateBills> bills, ISettingProvider settings, IGuidGenerator ids, IClock clock, ICurrentUser user)
{
    /// <summary>Notes each superseded read with its successor in <paramref name="successors"/>. The estimates, if they go, are superseded already.</summary>
    public async Task SettleAsync(IReadOnlyList<Overestimate> found, OverestimateChoice choice, IReadOnlySet<Guid> billed, string reason, Dictionary<Guid, Guid> successors, CancellationToken cancellationToken)
    {
        foreach (var overestimate in found)
            if (choice == OverestimateChoice.Carry)
                Carry(overestimate, reason, successors);
            else
                Respread(overestimate, reason, successors);
        await book.LinkAsync(successors, cancellationToken).ConfigureAwait(false);
        var used = found.SelectMany(f => f.Estimates).Select(e => e.Id).Where(billed.Contains).ToList();
        foreach (var biller in choice == OverestimateChoice.Carry || used.Count == 0 ? [] : bills)
            await (choice == OverestimateChoice.Rebill ? biller.RebillAsync(used, reason, cancellationToken) : biller.CreditAsync(used, reason, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>What is to be settled where a reading takes the place of estimates and a bill has used one of them.</summary>
    public static Overestimate? Of(RegisterRecord register, Read read, ReadCheckResult check, IReadOnlyList<KnownRead> replaced, IReadOnlySet<Guid> billed) =>
        replaced.Where(r => r.Date < read.Date).OrderBy(r => r.Date).ToList() is { } estimates && estimates.Exists(e => billed.Contains(e.Id)) ? new Overestimate(register, read, check, estimates) : null;

    /// <summary>Those of the reads that give up their place. Estimates on which usage is carried stay.</summary>
    public static IEnumerable<KnownRead> Going(IReadOnlyList<KnownRead> replaced, IReadOnlyList<Overestimate> over, OverestimateChoice choice) =>
        choice == OverestimateChoice.Carry ? replaced.Where(r => !over.Any(o => o.Estimates.Contains(r))) : replaced;

    public async Task<OverestimateChoice> ChoiceAsync(OverestimateChoice? asked, CancellationToken cancellationToken) =>
        asked ?? Enum.Parse<OverestimateChoice>(await settings.GetAsync(MeteringSettings.OverestimateChoice, null, cancellationToken).ConfigureAwait(false));

    /// <summary>On each estimate's day stands what the register showed if the use went on evenly from the last reading to this one; cut to its last wheel, as every estimate is.</summary>
    private void Respread(Overestimate found, string reason, Dictionary<Guid, Guid> successors)
    {
        var (register, read, check, _) = found;
        var start = check.Previous!;
        var whole = RegisterArithmetic.Between(start.Value, read.Value, register.Facts).Usage;
        var days = read.Date.DayNumber - start.Date.DayNumber;
        var previous = (Id: register.IdOfPrevious(start), start.Date, start.Value);
        foreach (var estimate in found.Estimates)
        {
            var value = RegisterArithmetic.After(start.Value, whole * (estimate.Date.DayNumber - start.Date.DayNumber) / days, register.Facts);
            var spread = Estimated(found, estimate.Date, value, "Respread", reason);
            Follow(spread, previous, register);
            context.Set<Read>().Add(spread);
            successors[estimate.Id] = spread.Id;
            previous = (spread.Id, spread.Date, spread.Value);
        }

        book.Accept(read, register, check, 0, reason);
        Follow(read, previous, register);
    }

    /// <summary>The register is billed up to the newest estimate: it stands on until a reading has passed it. The reading is kept beside it.</summary>
    private void Carry(Overestimate found, string reason, Dictionary<Guid, Guid> successors)
    {
        var newest = found.Estimates[^1];
        var carried = Estimated(found, found.Read.Date, newest.Value, "Carried", reason);
        Follow(carried, (newest.Id, newest.Date, newest.Value), found.Register);
        context.Set<Read>().Add(carried);
        found.Read.State = ReadState.Rejected;
        book.Decide(found.Read, reason);
        successors[found.Read.Id] = carried.Id;
    }

    private static void Follow(Read read, (Guid? Id, DateOnly Date, decimal Value) previous, RegisterRecord register)
    {
        (read.PreviousReadId, read.PreviousDate, read.PreviousValue) = previous;
        read.Usage = RegisterArithmetic.Between(previous.Value, read.Value, register.Facts).Usage;
        read.Days = read.Date.DayNumber - previous.Date.DayNumber;
    }

    private Read Estimated(Overestimate found, DateOnly date, decimal value, string method, string reason) => new()
    {
        Id = ids.Create(), RegisterId = found.Register.Id, ServicePointId = found.Register.ServicePointId, Date = date, Value = value, Kind = ReadKind.Estimated, Source = ReadSource.Estimate,
        State = ReadState.Accepted, Findings = StoredFinding.Write([new StoredFinding($"Metering:ReadEstimate.{method}", new Dictionary<string, object?>
        {
            ["Reading"] = found.Read.Value, ["Date"] = ReadBook.Iso(found.Read.Date), ["LastActual"] = ReadBook.Iso(found.Check.Previous!.Date),
        })]),
        Oddness = 0, EstimateMethod = method, Reason = reason, DecidedBy = user.Required.UserId, DecidedAt = clock.UtcNow,
    };
}

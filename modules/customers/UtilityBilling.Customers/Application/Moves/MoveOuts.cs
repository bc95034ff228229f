using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Search;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Moves;

/// <summary>A move-out from its effect shown beforehand to its taking back (CA-04): services, final reads, who follows.</summary>
internal sealed class MoveOuts(
    IUtilityBillingDbContext context, Departures departures, LandlordReversion reversion, CarriedEnrollments carried, CustomersSearchDocuments search, IEnumerable<IFinalReads> finalReads,
    IEnumerable<IHeldDeposits> deposits, IEnumerable<IBilledEnds> billedEnds, IOwnAccounts own, IAuditScope audit, IClock clock)
{
    public async Task<IReadOnlyList<FinalReadPlace>> ReadsAsync(Guid occupancyId, DateOnly on, CancellationToken cancellationToken)
    {
        var points = await PointsAsync(occupancyId, on, cancellationToken).ConfigureAwait(false);
        var places = new List<FinalReadPlace>();
        if (points.Count > 0)
            foreach (var source in finalReads)
                places.AddRange(await source.PlacesAsync(points, on, cancellationToken).ConfigureAwait(false));
        return places;
    }

    public async Task<MoveOutEffect> EffectAsync(MoveOutInput input, CancellationToken cancellationToken)
    {
        var (occupancy, on, places) = await CheckAsync(input, cancellationToken).ConfigureAwait(false);
        var premise = await context.FindOrThrowAsync<Premise>(occupancy.PremiseId, cancellationToken).ConfigureAwait(false);
        var services = await context.Set<ServiceAgreement>().Where(a => a.OccupancyId == occupancy.Id && (a.To == null || a.To > on)).OrderBy(a => a.Service).Select(a => a.Service).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
        var programs = await departures.EnrollmentsAfter(occupancy, on).Select(e => e.Program).Distinct().OrderBy(p => p).ToListAsync(cancellationToken).ConfigureAwait(false);
        var held = 0m;
        foreach (var source in deposits)
            held += await source.HeldAsync(occupancy.AccountId, cancellationToken).ConfigureAwait(false);
        var reads = new List<FinalReadEffect>();
        foreach (var place in places)
        {
            var value = input.Reads.FirstOrDefault(r => r.RegisterId == place.RegisterId)?.Value;
            reads.Add(new FinalReadEffect(place, value, value is { } shown && place.OnTheDay is null ? await MeaningAsync(input, place, shown, cancellationToken).ConfigureAwait(false) : null));
        }

        return new MoveOutEffect(
            premise.Place(), on, services, programs, Forwarding(input)?.Split('\n') ?? [], held, await FollowerAsync(occupancy, on, cancellationToken).ConfigureAwait(false), reads);
    }

    public async Task MoveOutAsync(MoveOutInput input, CancellationToken cancellationToken)
    {
        var (occupancy, on, places) = await CheckAsync(input, cancellationToken).ConfigureAwait(false);
        var reason = input.Reason.Trimmed();
        audit.Reason = reason;
        await departures.EndAsync(occupancy.Id, on, Forwarding(input), reason, cancellationToken).ConfigureAwait(false);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        await ReadAsync(input, places, on, reason ?? "", cancellationToken).ConfigureAwait(false);
        await reversion.ApplyAsync(occupancy, on, cancellationToken).ConfigureAwait(false);
        if (await context.Set<Occupancy>().Where(o => o.AccountId == occupancy.AccountId && o.Id != occupancy.Id && o.ReversionId == null && o.From <= on && (o.Status == OccupancyStatus.Active || o.Status == OccupancyStatus.Pending))
            .ToListAsync(cancellationToken).ConfigureAwait(false) is [var home])
            await carried.CarryAsync(occupancy.AccountId, home.PremiseId, on, cancellationToken).ConfigureAwait(false);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        await search.AccountsAsync([occupancy.AccountId], cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<UndoMoveOutEffect>> UndoChoicesAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var choices = new List<UndoMoveOutEffect>();
        foreach (var occupancy in await context.Set<Occupancy>().AsNoTracking().Where(o => o.AccountId == accountId && o.Status == OccupancyStatus.Final).OrderByDescending(o => o.From).ThenBy(o => o.Id).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await BilledAsync(occupancy, cancellationToken).ConfigureAwait(false) == BilledEnd.Billed)
                continue;
            var premise = await context.FindOrThrowAsync<Premise>(occupancy.PremiseId, cancellationToken).ConfigureAwait(false);
            var followers = await Followers(occupancy).Join(context.Set<Account>(), o => o.AccountId, a => a.Id, (o, a) => a).Join(context.Set<Customer>(), a => a.CustomerId, c => c.Id, (a, c) => a.Number + " " + c.DisplayName)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            choices.Add(new UndoMoveOutEffect(occupancy.Id, premise.Place(), occupancy.From, occupancy.To!.Value, followers, occupancy.Version));
        }

        return choices;
    }

    public async Task UndoAsync(Guid occupancyId, UndoMoveOutInput input, CancellationToken cancellationToken)
    {
        var occupancy = await context.FindOrThrowAsync<Occupancy>(occupancyId, cancellationToken).ConfigureAwait(false);
        occupancy.NotStale(input.Version);
        await own.RefuseAsync([occupancy.AccountId], cancellationToken).ConfigureAwait(false);
        if (occupancy.Status != OccupancyStatus.Final || occupancy.To is not { } end)
            throw new BusinessException(CustomersErrorCodes.UndoMoveOut.NotFinal);
        var billed = await BilledAsync(occupancy, cancellationToken).ConfigureAwait(false);
        if (billed != BilledEnd.No)
            throw new BusinessException(billed == BilledEnd.Billed ? CustomersErrorCodes.UndoMoveOut.Billed : CustomersErrorCodes.UndoMoveOut.InRun).WithData("On", Iso(end));
        var reason = input.Reason.Trimmed() ?? throw new BusinessException(CustomersErrorCodes.Void.ReasonMissing).ForField("Undo.Reason");
        audit.Reason = reason;
        var voided = await VoidFollowersAsync(occupancy, reason, cancellationToken).ConfigureAwait(false);
        var points = await PointsAsync(occupancy.Id, end.AddDays(-1), cancellationToken).ConfigureAwait(false);
        await departures.ReopenAsync(occupancy, cancellationToken).ConfigureAwait(false);
        await reversion.TurnOnAsync(occupancy.Id, cancellationToken).ConfigureAwait(false);
        try
        {
            await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation })
        {
            throw new BusinessException(CustomersErrorCodes.UndoMoveOut.EnrolledSince, error);
        }

        foreach (var source in finalReads)
            await source.WithdrawAsync(points, end, reason, cancellationToken).ConfigureAwait(false);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        await search.AccountsAsync([occupancy.AccountId, .. voided], cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<Guid>> VoidFollowersAsync(Occupancy occupancy, string reason, CancellationToken cancellationToken)
    {
        var accounts = new List<Guid>();
        foreach (var follower in await Followers(occupancy).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (follower.Status == OccupancyStatus.Closed)
                throw new BusinessException(CustomersErrorCodes.UndoMoveOut.NextCounted);
            try
            {
                await departures.VoidAsync(follower, reason, cancellationToken).ConfigureAwait(false);
            }
            catch (BusinessException error) when (error.Code == CustomersErrorCodes.Void.AlreadyUsed)
            {
                throw new BusinessException(CustomersErrorCodes.UndoMoveOut.NextCounted, error);
            }

            accounts.Add(follower.AccountId);
        }

        if (accounts.Count > 0)
            await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        return accounts;
    }

    /// <summary>Who has signed up for the place since, the landlord included.</summary>
    private IQueryable<Occupancy> Followers(Occupancy occupancy) =>
        context.Set<Occupancy>().Where(o => o.PremiseId == occupancy.PremiseId && o.Id != occupancy.Id && o.From >= occupancy.To && o.Status != OccupancyStatus.Voided).OrderByDescending(o => o.From).ThenBy(o => o.Id);

    private async Task<(Occupancy Occupancy, DateOnly On, IReadOnlyList<FinalReadPlace> Places)> CheckAsync(MoveOutInput input, CancellationToken cancellationToken)
    {
        var on = input.On ?? throw new ArgumentException("The form requires the day.", nameof(input));
        var found = await context.FindOrThrowAsync<Occupancy>(input.OccupancyId ?? Guid.Empty, cancellationToken).ConfigureAwait(false);
        found.NotStale(input.Version);
        var occupancy = await departures.RequireAsync(found.Id, on, cancellationToken).ConfigureAwait(false);
        CustomerRules.CheckMailing(input.ForwardingLine1, input.ForwardingCity, input.ForwardingState, input.ForwardingZip, field: nameof(input.ForwardingLine1));
        var places = await ReadsAsync(occupancy.Id, on, cancellationToken).ConfigureAwait(false);
        foreach (var source in finalReads)
            await source.RequireAsync([.. input.Reads.Select(r => r.RegisterId)], cancellationToken).ConfigureAwait(false);
        foreach (var read in input.Reads.Where(r => r.Value is not null))
            if (places.All(p => p.RegisterId != read.RegisterId))
                throw new BusinessException(CustomersErrorCodes.MoveOut.ReadOfOtherMeter).WithData("On", Iso(on)).ForField("Input.On");
            else if (on > clock.Today)
                throw new BusinessException(CustomersErrorCodes.MoveOut.ReadInFuture).WithData("On", Iso(on)).ForField(Field(input, read));
        return (occupancy, on, places);
    }

    private async Task ReadAsync(MoveOutInput input, IReadOnlyList<FinalReadPlace> places, DateOnly on, string reason, CancellationToken cancellationToken)
    {
        var open = places.Where(p => p.OnTheDay is null).ToList();
        var entered = input.Reads.Where(r => r.Value is not null && open.Exists(p => p.RegisterId == r.RegisterId)).ToList();
        foreach (var source in finalReads)
        {
            foreach (var read in entered)
                try
                {
                    await source.EnterAsync(new FinalRead(read.RegisterId, on, read.Value!.Value, reason, read.Confirmed), cancellationToken).ConfigureAwait(false);
                }
                catch (BusinessException error)
                {
                    error.ForField(Field(input, read));
                    throw;
                }

            var missing = open.Where(p => entered.TrueForAll(r => r.RegisterId != p.RegisterId)).Select(p => p.RegisterId).ToList();
            if (missing.Count > 0)
                await source.RequestAsync(missing, on, reason, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FinalReadMeaning?> MeaningAsync(MoveOutInput input, FinalReadPlace place, decimal value, CancellationToken cancellationToken)
    {
        var read = input.Reads.First(r => r.RegisterId == place.RegisterId);
        foreach (var source in finalReads)
            try
            {
                return await source.CheckAsync(new FinalRead(place.RegisterId, input.On!.Value, value, input.Reason ?? "", read.Confirmed), cancellationToken).ConfigureAwait(false);
            }
            catch (BusinessException error)
            {
                error.ForField(Field(input, read));
                throw;
            }

        return null;
    }

    private async Task<MoveOutFollower> FollowerAsync(Occupancy occupancy, DateOnly on, CancellationToken cancellationToken)
    {
        var (agreement, next) = await reversion.FollowerAsync(occupancy, on, cancellationToken).ConfigureAwait(false);
        var account = agreement?.AccountId ?? next?.AccountId;
        var who = account is { } id
            ? await context.Set<Account>().Where(a => a.Id == id).Join(context.Set<Customer>(), a => a.CustomerId, c => c.Id, (a, c) => new { a.Number, c.DisplayName }).SingleAsync(cancellationToken).ConfigureAwait(false)
            : null;
        var kind = agreement is null ? next?.From == on ? FollowerKind.NextOccupant : FollowerKind.Nobody : agreement.LeaveOn ? FollowerKind.Landlord : FollowerKind.ShutOff;
        return new MoveOutFollower(kind, who?.Number, who?.DisplayName, next?.From, agreement is null ? 0m : LandlordReversion.FeeOf(agreement, occupancy));
    }

    private async Task<List<Guid>> PointsAsync(Guid occupancyId, DateOnly on, CancellationToken cancellationToken) =>
        await context.Set<ServiceAgreement>().Where(a => a.OccupancyId == occupancyId && a.ServicePointId != null && a.From < on && (a.To == null || a.To > on)).Select(a => a.ServicePointId!.Value).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);

    private async Task<BilledEnd> BilledAsync(Occupancy occupancy, CancellationToken cancellationToken)
    {
        var found = BilledEnd.No;
        foreach (var source in billedEnds)
            if (await source.OfAsync(occupancy.Id, occupancy.To!.Value, cancellationToken).ConfigureAwait(false) is var billed && billed > found)
                found = billed;
        return found;
    }

    /// <summary>As lines of an envelope.</summary>
    private static string? Forwarding(MoveOutInput input) => input.ForwardingLine1.Trimmed() is not { } line1 ? null :
        string.Join('\n', new[] { line1, input.ForwardingLine2.Trimmed(), $"{input.ForwardingCity.Trimmed()}, {input.ForwardingState} {input.ForwardingZip}" }.OfType<string>());

    private static string Field(MoveOutInput input, MoveOutReadInput read) => $"Input.Reads[{input.Reads.IndexOf(read).ToString(CultureInfo.InvariantCulture)}].Value";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

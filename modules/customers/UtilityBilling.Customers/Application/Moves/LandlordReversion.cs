using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Search;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Moves;

/// <summary>
/// Lets service revert to the landlord when a tenant leaves and nobody follows, and ends the landlord's time on the day the next tenant moves in (CA-07): the same services, no
/// day twice and none left out.
/// </summary>
internal sealed class LandlordReversion(
    IUtilityBillingDbContext context, MoveInDrafts drafts, AgreementWriter agreements, Departures departures, CustomersSearchDocuments search, IEnumerable<IBilledEnds> billedEnds, IEnumerable<IReversionFees> fees, IOwnAccounts own, IClock clock, IGuidGenerator guids, IStringLocalizer texts)
{
    /// <summary>What follows the end of an occupancy on a day: the agreement that holds, if any, and the next sign-up.</summary>
    public async Task<(ReversionAgreement? Agreement, Occupancy? Next)> FollowerAsync(Occupancy ended, DateOnly on, CancellationToken cancellationToken)
    {
        var next = await context.Set<Occupancy>().Where(o => o.PremiseId == ended.PremiseId && o.Id != ended.Id && o.From >= on && o.Status != OccupancyStatus.Voided && o.ReversionId == null)
            .OrderBy(o => o.From).ThenBy(o => o.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (next?.From == on)
            return (null, next);
        var agreement = await context.Set<ReversionAgreement>().Where(r => r.PremiseId == ended.PremiseId && (r.AccountId != ended.AccountId || ended.ReversionId != null) && r.From <= on && (r.To == null || r.To > on))
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return (agreement, next);
    }

    /// <summary>After the end of an occupancy has been saved.</summary>
    public async Task ApplyAsync(Occupancy ended, DateOnly on, CancellationToken cancellationToken)
    {
        var (agreement, next) = await FollowerAsync(ended, on, cancellationToken).ConfigureAwait(false);
        if (agreement is null)
            return;
        if (!agreement.LeaveOn)
        {
            await TurnOffAsync(ended, on, cancellationToken).ConfigureAwait(false);
            return;
        }

        await own.RefuseAsync([agreement.AccountId], cancellationToken).ConfigureAwait(false);
        var landlord = new Occupancy
        {
            Id = guids.Create(),
            AccountId = agreement.AccountId,
            PremiseId = ended.PremiseId,
            From = on,
            Role = OccupancyRole.Landlord,
            Status = OccupancyStatus.Active,
            CollectionStage = CollectionStages.None,
            ReversionId = agreement.Id,
        };
        var ids = await context.Set<ServiceAgreement>().Where(a => a.OccupancyId == ended.Id && a.To == on).Select(a => a.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var services = await drafts.FormerAsync(ended.PremiseId, [.. ids], cancellationToken).ConfigureAwait(false);
        if (services.Count == 0)
            return;
        foreach (var service in services.Where(s => s.UsageFrom is { Length: > 0 }))
            service.UsageFrom = UsageFromWords.Former;
        context.Set<Occupancy>().Add(landlord);
        await agreements.OpenAsync(landlord, services, next?.From, cancellationToken).ConfigureAwait(false);
        if (next is not null)
            (landlord.To, landlord.Status, landlord.EndReason) = (next.From, OccupancyStatus.Final, texts["Customers:MoveIn.EndedByNext"]);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        if (FeeOf(agreement, ended) is > 0m and var amount)
            await ChargeAsync(landlord, agreement, amount, cancellationToken).ConfigureAwait(false);
        await search.AccountsAsync([agreement.AccountId], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the landlord pays for it; a time that only goes on after a mistake, under the same agreement, is no other reversion.</summary>
    public static decimal FeeOf(ReversionAgreement agreement, Occupancy ended) => agreement.LeaveOn && agreement.Id != ended.ReversionId ? agreement.Fee : 0m;

    private async Task ChargeAsync(Occupancy landlord, ReversionAgreement agreement, decimal amount, CancellationToken cancellationToken)
    {
        var premise = await context.FindOrThrowAsync<Premise>(landlord.PremiseId, cancellationToken).ConfigureAwait(false);
        foreach (var charged in fees)
            await charged.ChargeAsync(new ReversionFee(landlord.Id, landlord.AccountId, landlord.From, amount, premise.Place(), agreement.Paper), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The landlord's time at a premise ends on the day that somebody moves in; one that would only have begun then is voided.</summary>
    public async Task MakeWayAsync(Guid premiseId, DateOnly on, CancellationToken cancellationToken)
    {
        var times = await context.Set<Occupancy>().Where(o => o.PremiseId == premiseId && o.ReversionId != null && o.Status != OccupancyStatus.Voided && o.Status != OccupancyStatus.Closed && (o.To == null || o.To > on))
            .OrderBy(o => o.From).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var time in times)
            if (time.From >= on)
                await departures.VoidAsync(time, texts["Customers:MoveIn.EndedByNext"], cancellationToken).ConfigureAwait(false);
            else if (time.Status == OccupancyStatus.Active)
                await departures.EndAsync(time.Id, on, null, texts["Customers:MoveIn.EndedByNext"], cancellationToken).ConfigureAwait(false);
        if (times.Count > 0)
            await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A sign-up from a day on was voided: whoever had made way for it goes on, or service reverts.</summary>
    public async Task FillAsync(Guid premiseId, DateOnly on, CancellationToken cancellationToken)
    {
        var before = await context.Set<Occupancy>().Where(o => o.PremiseId == premiseId && o.To == on && o.Status == OccupancyStatus.Final).OrderByDescending(o => o.From).ThenBy(o => o.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (before is null || await context.Set<Occupancy>().AnyAsync(o => o.PremiseId == premiseId && o.From == on && o.Status != OccupancyStatus.Voided, cancellationToken).ConfigureAwait(false))
            return;
        if (before.ReversionId is null || (await FollowerAsync(before, on, cancellationToken).ConfigureAwait(false)).Next is not null || await IsBilledAsync(before, cancellationToken).ConfigureAwait(false))
        {
            await ApplyAsync(before, on, cancellationToken).ConfigureAwait(false);
            return;
        }

        await departures.ReopenAsync(before, cancellationToken).ConfigureAwait(false);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsBilledAsync(Occupancy ended, CancellationToken cancellationToken)
    {
        foreach (var source in billedEnds)
            if (await source.OfAsync(ended.Id, ended.To!.Value, cancellationToken).ConfigureAwait(false) != BilledEnd.No)
                return true;
        return false;
    }

    /// <summary>Service is opened again where it was off without anybody's debt.</summary>
    public async Task TurnOnAsync(Guid occupancyId, CancellationToken cancellationToken)
    {
        var ids = await context.Set<ServiceAgreement>().Where(a => a.OccupancyId == occupancyId && a.ServicePointId != null).Select(a => a.ServicePointId!.Value).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var point in await context.Set<ServicePoint>().Where(p => ids.Contains(p.Id) && p.State == ServicePointState.Off).ToListAsync(cancellationToken).ConfigureAwait(false))
            point.State = ServicePointState.On;
    }

    private async Task TurnOffAsync(Occupancy ended, DateOnly on, CancellationToken cancellationToken)
    {
        if (on > clock.Today)
            return;
        var ids = await context.Set<ServiceAgreement>().Where(a => a.OccupancyId == ended.Id && a.To == on && a.ServicePointId != null).Select(a => a.ServicePointId!.Value).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var point in await context.Set<ServicePoint>().Where(p => ids.Contains(p.Id) && p.State == ServicePointState.On && p.CanShutOff).ToListAsync(cancellationToken).ConfigureAwait(false))
            point.State = ServicePointState.Off;
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }
}

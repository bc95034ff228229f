using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Moves;

/// <summary>Ends an occupancy with its services and enrolments, opens it again, and voids a sign-up.</summary>
internal sealed class Departures(IUtilityBillingDbContext context, AgreementWriter agreements, IEnumerable<IReversionFees> fees, IOwnAccounts own, ICurrentUser user, IClock clock, IStringLocalizer texts)
{
    /// <summary>The occupancy, if it may end on the day.</summary>
    public async Task<Occupancy> RequireAsync(Guid occupancyId, DateOnly on, CancellationToken cancellationToken)
    {
        var occupancy = await context.FindOrThrowAsync<Occupancy>(occupancyId, cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync([occupancy.AccountId], cancellationToken).ConfigureAwait(false);
        if (occupancy.Status != OccupancyStatus.Active)
            throw new BusinessException(CustomersErrorCodes.MoveOut.NotLivingThere);
        if (on <= occupancy.From)
            throw new BusinessException(CustomersErrorCodes.MoveOut.BeforeMoveIn).WithData("From", Iso(occupancy.From)).ForField("Input.On");
        return occupancy;
    }

    public async Task<Occupancy> EndAsync(Guid occupancyId, DateOnly on, string? forwardingAddress, string? reason, CancellationToken cancellationToken)
    {
        var occupancy = await RequireAsync(occupancyId, on, cancellationToken).ConfigureAwait(false);
        await agreements.EndAsync(occupancyId, on, cancellationToken).ConfigureAwait(false);
        await EndEnrollmentsAsync(occupancy, on, cancellationToken).ConfigureAwait(false);
        occupancy.To = on;
        occupancy.Status = OccupancyStatus.Final;
        occupancy.ForwardingAddress = forwardingAddress ?? occupancy.ForwardingAddress;
        occupancy.EndReason = reason;
        return occupancy;
    }

    /// <summary>The end never was: the services and the account's own enrolments go on.</summary>
    public async Task ReopenAsync(Occupancy occupancy, CancellationToken cancellationToken)
    {
        var end = occupancy.To!.Value;
        await agreements.ReopenAsync(occupancy.Id, end, cancellationToken).ConfigureAwait(false);
        foreach (var enrollment in await context.Set<Enrollment>().Where(e => e.AccountId == occupancy.AccountId && e.PremiseId == occupancy.PremiseId && e.EndedByMove && (e.To == end || e.From > end)).ToListAsync(cancellationToken).ConfigureAwait(false))
            enrollment.LiftMove();
        occupancy.To = null;
        occupancy.Status = OccupancyStatus.Active;
        (occupancy.ForwardingAddress, occupancy.EndReason) = (null, null);
    }

    /// <summary>It never counted; it stays with its reason. Refused once something has counted its services.</summary>
    public async Task VoidAsync(Occupancy occupancy, string reason, CancellationToken cancellationToken)
    {
        await own.RefuseAsync([occupancy.AccountId], cancellationToken).ConfigureAwait(false);
        await agreements.TakeBackAsync(occupancy.Id, cancellationToken).ConfigureAwait(false);
        if (occupancy.ReversionId is not null)
            foreach (var charged in fees)
                await charged.TakeBackAsync(occupancy.Id, reason, cancellationToken).ConfigureAwait(false);
        foreach (var enrollment in await context.Set<Enrollment>().Where(e => e.AccountId == occupancy.AccountId && e.PremiseId == occupancy.PremiseId && e.From >= occupancy.From && e.To != e.From).ToListAsync(cancellationToken).ConfigureAwait(false))
            enrollment.End(enrollment.From, reason, user.Required, clock.UtcNow);
        occupancy.Status = OccupancyStatus.Voided;
        occupancy.To = occupancy.From;
        occupancy.EndReason = reason;
    }

    /// <summary>What was the account's own here ends with it; what stays with the premise goes on for the next.</summary>
    private async Task EndEnrollmentsAsync(Occupancy occupancy, DateOnly on, CancellationToken cancellationToken)
    {
        foreach (var enrollment in await EnrollmentsAfter(occupancy, on).ToListAsync(cancellationToken).ConfigureAwait(false))
            enrollment.EndByMove(on, texts["Customers:Enrollment.MovedOut"], user.Required, clock.UtcNow);
    }

    /// <summary>The account's own enrolments here that go on after a day.</summary>
    public IQueryable<Enrollment> EnrollmentsAfter(Occupancy occupancy, DateOnly on) =>
        context.Set<Enrollment>().Where(e => e.AccountId == occupancy.AccountId && e.PremiseId == occupancy.PremiseId && (e.To == null || e.To > on) && e.To != e.From);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

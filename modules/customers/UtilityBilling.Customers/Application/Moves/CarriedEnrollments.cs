using Microsoft.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Moves;

/// <summary>
/// What an account takes along when it moves within the town (CA-05): its own enrolments that a move-out has ended go on at the new home, to the end and review date that
/// they had, if the town's rule says so and the gap is not too long.
/// </summary>
internal sealed class CarriedEnrollments(IUtilityBillingDbContext context, ISettingProvider settings, ICurrentUser user, IClock clock, IGuidGenerator guids)
{
    public async Task CarryAsync(Guid accountId, Guid premiseId, DateOnly from, CancellationToken cancellationToken)
    {
        var days = await settings.GetIntAsync(CustomersSettings.EnrollmentMoveDays, from, cancellationToken).ConfigureAwait(false);
        if (days == 0)
            return;
        var since = from.AddDays(-days);
        var left = await context.Set<Enrollment>().Where(e => e.AccountId == accountId && e.PremiseId != premiseId && e.EndedByMove && e.To > since && (e.EndBeforeMove == null || e.EndBeforeMove > from)).ToListAsync(cancellationToken).ConfigureAwait(false);
        var here = await context.Set<Enrollment>().Where(e => (e.AccountId == accountId || (e.AccountId == null && e.PremiseId == premiseId)) && e.To != e.From && (e.To == null || e.To > from) && !e.EndedByMove).Select(e => e.Program).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var enrollment in left.GroupBy(e => e.Program).Select(g => g.MaxBy(e => e.To)!).Where(e => !here.Contains(e.Program)))
            context.Set<Enrollment>().Add(new Enrollment
            {
                Id = guids.Create(),
                PremiseId = premiseId,
                AccountId = accountId,
                Program = enrollment.Program,
                From = from,
                To = enrollment.EndBeforeMove,
                ReviewOn = enrollment.ReviewOn > from ? enrollment.ReviewOn : enrollment.ReviewOn is null ? null : from,
                Note = enrollment.Note,
                FileId = enrollment.FileId,
                GrantedBy = user.Required.UserId,
                GrantedByName = user.Required.DisplayName,
                GrantedAt = clock.UtcNow,
            });
    }
}

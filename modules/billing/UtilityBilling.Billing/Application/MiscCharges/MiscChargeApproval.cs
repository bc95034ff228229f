using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.MiscCharges;

/// <summary>The second person's decision on a charge above the town's amount. Only an approved one is billed.</summary>
internal sealed class MiscChargeApproval(IUtilityBillingDbContext context, IOwnAccounts own, ICurrentUser user, IClock clock) : IApprovalHandler
{
    public const string ApprovalKind = "Billing.MiscCharge";

    public string Kind => ApprovalKind;

    public string Permission => BillingPermissions.Charges.Approve;

    public string Url(Guid recordId) => $"/Billing/Charges/{recordId}";

    public async Task ApprovedAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var charge = await FindAsync(recordId, cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync([charge.AccountId], cancellationToken).ConfigureAwait(false);
        charge.Approve(user.Required, clock.UtcNow);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task DeclinedAsync(Guid recordId, string reason, CancellationToken cancellationToken)
    {
        (await FindAsync(recordId, cancellationToken).ConfigureAwait(false)).Decline(user.Required, reason, clock.UtcNow);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<MiscCharge> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await context.Set<MiscCharge>().SingleOrDefaultAsync(c => c.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(MiscCharge), id);
}

using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.ServiceChanges;

/// <summary>Opens or ends a service for many by the word of a second person, and only as it was looked through.</summary>
internal sealed class ServiceChangeApproval(IUtilityBillingDbContext context, ServiceChangeFinder finder, ServiceChangeStore store, IOwnAccounts own, IClock clock, ICurrentUser user) : IApprovalHandler
{
    public const string ApprovalKind = "Customers.ServiceChange";

    public string Kind => ApprovalKind;

    public string Permission => CustomersPermissions.ServiceChanges.Approve;

    public string Url(Guid recordId) => $"/Customers/ServiceChanges/{recordId}";

    public async Task ApprovedAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var batch = await AwaitingAsync(recordId, cancellationToken).ConfigureAwait(false);
        var decider = user.Required;
        if (batch.PreparedBy == decider.UserId)
            throw new BusinessException(CustomersErrorCodes.ServiceChange.OwnApproval);
        (batch.State, batch.ApprovedBy, batch.ApprovedByName, batch.ApprovedAt) = (ServiceChangeState.Applied, decider.UserId, decider.DisplayName, clock.UtcNow);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);

        var seen = await context.Set<ServiceChangeLine>().AsNoTracking().Where(l => l.BatchId == recordId && l.Problem == null).ToListAsync(cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync([.. seen.Select(l => l.AccountId).Distinct()], cancellationToken).ConfigureAwait(false);
        var now = (await finder.FindAsync(batch, cancellationToken).ConfigureAwait(false)).Where(l => l.Problem is null);
        if (!seen.Select(l => Meaning(batch, l)).ToHashSet().SetEquals(now.Select(l => Meaning(batch, l))))
            throw new BusinessException(CustomersErrorCodes.ServiceChange.ChangedSince);
        if (batch.Kind == ServiceChangeKind.Add)
            await store.OpenAsync(batch, cancellationToken).ConfigureAwait(false);
        else if (await store.EndAsync(batch, cancellationToken).ConfigureAwait(false) != seen.Count)
            throw new BusinessException(CustomersErrorCodes.ServiceChange.ChangedSince);
    }

    public async Task DeclinedAsync(Guid recordId, string reason, CancellationToken cancellationToken)
    {
        var batch = await AwaitingAsync(recordId, cancellationToken).ConfigureAwait(false);
        (batch.State, batch.DeclinedReason) = (ServiceChangeState.Previewed, reason);
    }

    /// <summary>A new agreement's id is only made for it; that of an agreement to end is part of what was seen.</summary>
    private static (Guid, Guid, string?, Guid?, DateOnly?) Meaning(ServiceChangeBatch batch, ServiceChangeLine line) =>
        (line.OccupancyId, batch.Kind == ServiceChangeKind.Add ? Guid.Empty : line.AgreementId, line.CustomerClass, line.CycleId, line.To);

    private async Task<ServiceChangeBatch> AwaitingAsync(Guid id, CancellationToken cancellationToken)
    {
        var batch = await context.FindOrThrowAsync<ServiceChangeBatch>(id, cancellationToken).ConfigureAwait(false);
        return batch.State == ServiceChangeState.AwaitingApproval ? batch : throw new BusinessException(CustomersErrorCodes.ServiceChange.NotAwaiting);
    }
}

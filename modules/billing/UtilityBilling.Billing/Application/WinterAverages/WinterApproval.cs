using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>Puts a batch of winter averages in force by the word of a second person, who neither prepared it nor put any of its values right.</summary>
internal sealed class WinterApproval(IUtilityBillingDbContext database, WinterValueStore values, IOwnAccounts own, IClock clock, ICurrentUser user) : IApprovalHandler
{
    public const string ApprovalKind = "Billing.WinterAverages";

    public string Kind => ApprovalKind;

    public string Permission => BillingPermissions.WinterAverages.Approve;

    public string Url(Guid recordId) => $"/Billing/WinterAverages/{recordId}";

    public async Task ApprovedAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var batch = await AwaitingAsync(recordId, cancellationToken).ConfigureAwait(false);
        var decider = user.Required;
        if (batch.PreparedBy == decider.UserId || await database.Set<WinterAverageRow>().AnyAsync(r => r.BatchId == recordId && r.OverrideBy == decider.UserId, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Winter.OwnApproval").WithData("Number", batch.Number);
        await RefuseOwnChoiceAsync(batch, cancellationToken).ConfigureAwait(false);
        await values.PutInForceAsync(batch, cancellationToken).ConfigureAwait(false);
        batch.State = WinterBatchState.Approved;
        (batch.ApprovedBy, batch.ApprovedByName, batch.ApprovedAt) = (decider.UserId, decider.DisplayName, clock.UtcNow);
    }

    public async Task DeclinedAsync(Guid recordId, string reason, CancellationToken cancellationToken)
    {
        var batch = await AwaitingAsync(recordId, cancellationToken).ConfigureAwait(false);
        if (batch.Kind != WinterBatchKind.SingleChange)
        {
            batch.State = WinterBatchState.Draft;
            return;
        }

        // A single change that is declined has nothing left to review.
        batch.State = WinterBatchState.Cancelled;
        (batch.EndedBy, batch.EndedByName, batch.EndedAt, batch.EndReason) = (user.Required.UserId, user.Required.DisplayName, clock.UtcNow, reason);
    }

    /// <summary>What the rule makes for all alike is nobody's choice; a value that a person chose is.</summary>
    private async Task RefuseOwnChoiceAsync(WinterAverageBatch batch, CancellationToken cancellationToken)
    {
        var chosen = await database.Set<WinterAverageRow>().Where(r => r.BatchId == batch.Id && (r.OverrideBy != null || batch.Kind == WinterBatchKind.SingleChange)).Select(r => r.AccountId).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync(chosen, cancellationToken).ConfigureAwait(false);
    }

    private async Task<WinterAverageBatch> AwaitingAsync(Guid id, CancellationToken cancellationToken)
    {
        var batch = await database.Set<WinterAverageBatch>().SingleOrDefaultAsync(b => b.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(WinterAverageBatch), id);
        return batch.State == WinterBatchState.AwaitingApproval ? batch : throw new BusinessException("Billing:Winter.NotAwaiting").WithData("Number", batch.Number);
    }
}

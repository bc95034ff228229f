using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Collections.Receipts;

/// <summary>Carries out the second person's decision on the void of a receipt.</summary>
internal sealed class ReceiptVoidApprovalHandler(IUtilityBillingDbContext context, IOwnAccounts own, IPaymentPosting payments, ICurrentUser users, IGuidGenerator guids, IClock clock) : IApprovalHandler
{
    public const string ApprovalKind = "Collections.ReceiptVoid";

    public string Kind => ApprovalKind;

    public string Permission => CollectionsPermissions.Receipts.ApproveVoid;

    public string Url(Guid recordId) => $"/Collections/Receipts/{recordId}";

    public async Task ApprovedAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var request = await FindAsync(recordId, cancellationToken);
        var actor = users.Required;
        if (actor.UserId == request.RequestedBy)
            throw new BusinessException("Collections:Receipt.OwnVoid");
        await own.RefuseAsync(await context.Set<ReceiptLine>().Where(l => l.ReceiptId == request.ReceiptId).Select(l => l.AccountId).ToListAsync(cancellationToken), cancellationToken);
        var journal = await payments.VoidReceiptAsync(request.ReceiptId, clock.Today, request.Reason.Length > 200 ? request.Reason[..200] : request.Reason, cancellationToken);
        context.Set<ReceiptVoid>().Add(new ReceiptVoid
        {
            Id = guids.Create(), ReceiptId = request.ReceiptId, RequestedBy = request.RequestedBy, ApprovedBy = actor.UserId, Reason = request.Reason, JournalId = journal, VoidedAt = clock.UtcNow,
        });
        request.State = VoidRequestState.Approved;
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task DeclinedAsync(Guid recordId, string reason, CancellationToken cancellationToken)
    {
        (await FindAsync(recordId, cancellationToken)).State = VoidRequestState.Declined;
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The one open request for this receipt.</summary>
    private async Task<ReceiptVoidRequest> FindAsync(Guid receiptId, CancellationToken cancellationToken) =>
        await context.Set<ReceiptVoidRequest>().SingleOrDefaultAsync(r => r.ReceiptId == receiptId && r.State == VoidRequestState.Requested, cancellationToken)
        ?? throw new EntityNotFoundException(typeof(ReceiptVoidRequest), receiptId);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Approvals;

/// <summary>
/// Keeps the one queue of acts that need a second person, and carries a decision out in its own transaction. Handlers are looked up when they are needed, since
/// the services behind them ask for approvals themselves.
/// </summary>
internal sealed class ApprovalManager(
    IUtilityBillingDbContext context, IServiceProvider services, IPermissionChecker permissions, ICurrentUser user, ICurrentTenant tenant, IClock clock, IGuidGenerator guids, IAuditScope audit, ISecurityLog securityLog)
    : IApprovalManager
{
    public async Task<Guid> RequestAsync(string kind, Guid recordId, string summary, decimal? amount, CancellationToken cancellationToken = default)
    {
        _ = Handler(kind);
        var actor = user.Required;
        if (actor.IsSystem && amount is not null)
            throw new BusinessException("Platform:Approval.SystemPrepares");

        var earlier = await context.Set<Approval>().SingleOrDefaultAsync(a => a.Kind == kind && a.RecordId == recordId && a.State == ApprovalState.Open, cancellationToken).ConfigureAwait(false);
        if (earlier is not null)
        {
            earlier.State = ApprovalState.Replaced;
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        var approval = new Approval
        {
            Id = guids.Create(),
            Kind = kind,
            RecordId = recordId,
            Summary = summary,
            Amount = amount,
            AmountCents = amount is { } money ? (long)decimal.Round(money * 100) : null,
            PreparedBy = actor.UserId,
            PreparedByName = actor.DisplayName,
            PreparedAt = clock.UtcNow,
        };
        context.Set<Approval>().Add(approval);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return approval.Id;
    }

    public async Task DecideAsync(Guid approvalId, bool approve, string? reason, CancellationToken cancellationToken = default)
    {
        var approval = await LockAsync(approvalId, cancellationToken).ConfigureAwait(false);
        var handler = Handler(approval.Kind);
        var actor = user.Required;
        await permissions.CheckAsync(handler.Permission, cancellationToken).ConfigureAwait(false);
        if (ApprovalRules.Refusal(approval, actor, approve, reason) is { } refusal)
        {
            await securityLog.WriteAsync(SecurityActions.ApprovalRefused, actor.UserName, $"{approval.Kind} {approval.RecordId}: {refusal.Code}", cancellationToken).ConfigureAwait(false);
            throw refusal;
        }

        var because = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        approval.State = approve ? ApprovalState.Approved : ApprovalState.Declined;
        approval.DecidedBy = actor.UserId;
        approval.DecidedByName = actor.DisplayName;
        approval.DecidedAt = clock.UtcNow;
        approval.Reason = because;
        audit.Reason = because;
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await (approve ? handler.ApprovedAsync(approval.RecordId, cancellationToken) : handler.DeclinedAsync(approval.RecordId, because!, cancellationToken)).ConfigureAwait(false);
    }

    private IApprovalHandler Handler(string kind) =>
        services.GetServices<IApprovalHandler>().SingleOrDefault(h => h.Kind == kind)
        ?? throw new InvalidOperationException($"No approval handler is registered for {kind}.");

    /// <summary>Two deciding at once: the second waits here and then finds it decided.</summary>
    private async Task<Approval> LockAsync(Guid id, CancellationToken cancellationToken)
    {
        var town = tenant.Id;
        return await context.Set<Approval>()
            .FromSql($"select *, xmin from platform.approvals where tenant_id = {town} and id = {id} for update")
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(Approval), id);
    }
}

/// <summary>Who may decide on what.</summary>
internal static class ApprovalRules
{
    /// <summary>Why this person may not take this decision; null where they may.</summary>
    public static BusinessException? Refusal(Approval approval, Actor actor, bool approve, string? reason)
    {
        if (approval.State == ApprovalState.Replaced)
            return new BusinessException("Platform:Approval.Stale");
        if (approval.State != ApprovalState.Open)
            return new BusinessException("Platform:Approval.AlreadyDecided").WithData("Name", approval.DecidedByName);
        if (actor.IsSystem)
            return new BusinessException("Platform:Approval.SystemDecides");
        if (actor.UserId == approval.PreparedBy)
            return new BusinessException("Platform:Approval.OwnWork").WithData("Name", approval.PreparedByName);
        if (!approve && string.IsNullOrWhiteSpace(reason))
            return new BusinessException("Platform:ReasonMissing").ForField("Input.Reason");
        return null;
    }
}

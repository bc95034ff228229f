using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Navigation;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Approvals;

/// <summary>Which approvals a list shows.</summary>
public enum ApprovalView
{
    /// <summary>Waiting, and this person may decide.</summary>
    Mine,

    /// <summary>Waiting, asked for by this person.</summary>
    AskedByMe,

    /// <summary>All that wait.</summary>
    Open,

    Decided,
}

/// <summary>A line of the queue.</summary>
/// <param name="Url">The record that it is about.</param>
/// <param name="MayDecide">Whether this person may decide it.</param>
public sealed record ApprovalRow(Guid Id, string Kind, string Summary, decimal? Amount, string PreparedByName, DateTimeOffset PreparedAt, string State, string? DecidedByName, DateTimeOffset? DecidedAt, string? Reason, string Url, bool MayDecide, bool IsMine);

/// <summary>The one queue of everything that needs a second person.</summary>
public interface IApprovalAppService
{
    Task<PagedResult<ApprovalRow>> ListAsync(ApprovalView view, PagedRequest request, CancellationToken cancellationToken = default);

    Task<ApprovalRow> GetAsync(Guid id, CancellationToken cancellationToken = default);

    Task DecideAsync(Guid id, bool approve, string? reason, CancellationToken cancellationToken = default);

    /// <summary>Approves the open request about a record.</summary>
    Task ApproveRecordAsync(Guid recordId, CancellationToken cancellationToken = default);
}

internal sealed class ApprovalAppService(
    IUtilityBillingDbContext context, IApprovalManager manager, IEnumerable<IApprovalHandler> handlers, IPermissionChecker permissions, ICurrentUser user) : IApprovalAppService
{
    public async Task<PagedResult<ApprovalRow>> ListAsync(ApprovalView view, PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Approvals.View, cancellationToken).ConfigureAwait(false);
        var found = await FilterAsync(view, cancellationToken).ConfigureAwait(false);
        var total = await found.LongCountAsync(cancellationToken).ConfigureAwait(false);
        var page = await Sort(found, view, request.Sort).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        var decidable = await DecidableAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<ApprovalRow>([.. page.Select(a => Row(a, decidable))], total, request.Page, request.PageSize);
    }

    public async Task<ApprovalRow> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Approvals.View, cancellationToken).ConfigureAwait(false);
        var approval = await context.Set<Approval>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(Approval), id);
        return Row(approval, await DecidableAsync(cancellationToken).ConfigureAwait(false));
    }

    public Task DecideAsync(Guid id, bool approve, string? reason, CancellationToken cancellationToken = default) => manager.DecideAsync(id, approve, reason, cancellationToken);

    public async Task ApproveRecordAsync(Guid recordId, CancellationToken cancellationToken = default)
    {
        var open = await context.Set<Approval>().AsNoTracking().Where(a => a.RecordId == recordId && a.State == ApprovalState.Open).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        await manager.DecideAsync(open ?? throw new EntityNotFoundException(typeof(Approval), recordId), true, null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IQueryable<Approval>> FilterAsync(ApprovalView view, CancellationToken cancellationToken)
    {
        var me = user.Required.UserId;
        var all = context.Set<Approval>().AsNoTracking();
        switch (view)
        {
            case ApprovalView.Decided:
                return all.Where(a => a.State == ApprovalState.Approved || a.State == ApprovalState.Declined);
            case ApprovalView.AskedByMe:
                return all.Where(a => a.State == ApprovalState.Open && a.PreparedBy == me);
            case ApprovalView.Open:
                return all.Where(a => a.State == ApprovalState.Open);
            default:
                var kinds = await DecidableAsync(cancellationToken).ConfigureAwait(false);
                return all.Where(a => a.State == ApprovalState.Open && a.PreparedBy != me && kinds.Contains(a.Kind));
        }
    }

    private static IOrderedQueryable<Approval> Sort(IQueryable<Approval> approvals, ApprovalView view, string? sort) => sort switch
    {
        "amount" => approvals.OrderBy(a => a.AmountCents).ThenBy(a => a.Id),
        "-amount" => approvals.OrderByDescending(a => a.AmountCents).ThenBy(a => a.Id),
        "-asked" => approvals.OrderByDescending(a => a.PreparedAt).ThenBy(a => a.Id),
        _ when view == ApprovalView.Decided => approvals.OrderByDescending(a => a.DecidedAt).ThenBy(a => a.Id),
        _ => approvals.OrderBy(a => a.PreparedAt).ThenBy(a => a.Id),
    };

    /// <summary>The kinds that this person holds the right to decide.</summary>
    private async Task<List<string>> DecidableAsync(CancellationToken cancellationToken)
    {
        var kinds = new List<string>();
        foreach (var handler in handlers)
            if (await permissions.IsGrantedAsync(handler.Permission, cancellationToken).ConfigureAwait(false))
                kinds.Add(handler.Kind);
        return kinds;
    }

    private ApprovalRow Row(Approval approval, List<string> decidable)
    {
        var isMine = approval.PreparedBy == user.Required.UserId;
        return new ApprovalRow(
            approval.Id, approval.Kind, approval.Summary, approval.Amount, approval.PreparedByName, approval.PreparedAt, approval.State.ToString(), approval.DecidedByName, approval.DecidedAt, approval.Reason,
            handlers.FirstOrDefault(h => h.Kind == approval.Kind)?.Url(approval.RecordId) ?? "/Approvals",
            approval.State == ApprovalState.Open && !isMine && decidable.Contains(approval.Kind),
            isMine);
    }
}

/// <summary>The approvals asked of this person and by this person, on the Today page.</summary>
internal sealed class ApprovalQueues(IApprovalAppService approvals, TownDays days) : ITodayQueueContributor
{
    private static readonly PagedRequest First = new() { PageSize = 1 };

    public string Permission => PlatformPermissions.Approvals.View;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken) =>
    [
        await QueueAsync(ApprovalView.Mine, "Platform:Today.ApprovalsOfMe", cancellationToken).ConfigureAwait(false),
        await QueueAsync(ApprovalView.AskedByMe, "Platform:Today.ApprovalsByMe", cancellationToken).ConfigureAwait(false),
    ];

    private async Task<TodayQueue> QueueAsync(ApprovalView view, string text, CancellationToken cancellationToken)
    {
        var list = await approvals.ListAsync(view, First, cancellationToken).ConfigureAwait(false);
        return new TodayQueue(text, $"/Approvals?view={view}", (int)list.TotalCount, list.Items.Count == 0 ? null : days.Of(list.Items[0].PreparedAt));
    }
}

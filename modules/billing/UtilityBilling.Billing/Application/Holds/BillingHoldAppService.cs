using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Holds;

internal sealed class BillingHoldAppService(
    IUtilityBillingDbContext context, BulkWriter database, IBillingScopeIntegrationService scope, IPermissionChecker permissions, IOwnAccounts own, IAuditScope audit, ICurrentUser user,
    IClock clock, IGuidGenerator guids) : IBillingHoldAppService
{
    private const string From = """
        from billing.billing_holds h
        join customers.service_agreements g on g.tenant_id = h.tenant_id and g.id = h.agreement_id
        join customers.occupancies o on o.tenant_id = g.tenant_id and o.id = g.occupancy_id
        join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
        join customers.accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
        join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
        """;

    private const string Open = "where h.released_at is null and coalesce(h.until, 'infinity'::date) > $1";

    private const string OldestFirst = """order by h."from", a.number, g.service, h.id""";

    public async Task<IReadOnlyList<BillingHoldDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Holds.View, cancellationToken).ConfigureAwait(false);
        return await RowsAsync($"""where a.id = $2 order by (h.released_at is not null), (coalesce(h.until, 'infinity'::date) <= $1), h."from" desc, g.service, h.id""", [Arg.Of(accountId)], cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<HoldableService>> ServicesAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Holds.View, cancellationToken).ConfigureAwait(false);
        await RequireAccountAsync(accountId, cancellationToken).ConfigureAwait(false);
        return await PlacesAsync(accountId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PagedResult<BillingHoldDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await permissions.CheckAsync(BillingPermissions.Holds.View, cancellationToken).ConfigureAwait(false);
        var total = (await database.QueryAsync($"select count(*) {From} {Open}", [Arg.Of(clock.Today)], r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var rows = await RowsAsync($"{Open} {OldestFirst} offset $2 limit $3", [Arg.Of(request.Skip), Arg.Of(request.PageSize)], cancellationToken).ConfigureAwait(false);
        return new PagedResult<BillingHoldDto>(rows, total, request.Page, request.PageSize);
    }

    public async Task<IReadOnlyList<BillingHoldDto>> AllAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Holds.View, cancellationToken).ConfigureAwait(false);
        return await RowsAsync($"{Open} {OldestFirst}", [], cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> AddAsync(Guid accountId, AddHoldInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Holds.Manage, cancellationToken).ConfigureAwait(false);
        await RequireAccountAsync(accountId, cancellationToken).ConfigureAwait(false);
        var places = await PlacesAsync(accountId, cancellationToken).ConfigureAwait(false);
        var chosen = input.AgreementId is { } one ? places.Where(p => p.AgreementId == one).ToList() : [.. places];
        if (input.AgreementId is { } asked && chosen.Count == 0)
            throw new EntityNotFoundException(typeof(BillingHold), asked);
        await own.RefuseAsync([accountId], cancellationToken).ConfigureAwait(false);
        if (input is not { From: { } from, Until: { } until })
            throw new ArgumentException("The form requires the days.", nameof(input));
        if (until <= from || until <= clock.Today)
            throw new BusinessException("Billing:Hold.EndTooEarly").WithData("Today", Iso(clock.Today)).ForField("Input.Until");
        var ids = chosen.ConvertAll(c => c.AgreementId);
        var held = await context.Set<BillingHold>().Where(h => ids.Contains(h.AgreementId) && h.ReleasedAt == null && h.From < until && (h.Until == null || h.Until > from)).Select(h => h.AgreementId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var added = chosen.FindAll(c => !held.Contains(c.AgreementId));
        if (added.Count == 0)
            throw new BusinessException(chosen.Count == 0 ? "Billing:Hold.NoService" : "Billing:Hold.HeldAlready").ForField("Input.AgreementId");
        audit.Reason = input.Reason.Trim();
        foreach (var service in added)
            context.Set<BillingHold>().Add(new BillingHold
            {
                Id = guids.Create(),
                AgreementId = service.AgreementId,
                From = from,
                Until = until,
                Reason = input.Reason.Trim(),
                CreatedBy = user.Required.UserId,
                CreatedByName = user.Required.DisplayName,
                CreatedAt = clock.UtcNow,
            });
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return added.Count;
    }

    public async Task ReleaseAsync(Guid accountId, Guid holdId, ReleaseHoldInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Holds.Manage, cancellationToken).ConfigureAwait(false);
        await RequireAccountAsync(accountId, cancellationToken).ConfigureAwait(false);
        var row = await RowsAsync("where h.id = $2 and a.id = $3", [Arg.Of(holdId), Arg.Of(accountId)], cancellationToken).ConfigureAwait(false);
        var hold = await context.Set<BillingHold>().SingleOrDefaultAsync(h => h.Id == holdId, cancellationToken).ConfigureAwait(false);
        if (row.Count == 0 || hold is null)
            throw new EntityNotFoundException(typeof(BillingHold), holdId);
        await own.RefuseAsync([accountId], cancellationToken).ConfigureAwait(false);
        if (hold.ReleasedAt is not null)
            throw new BusinessException("Billing:Hold.ReleasedAlready");
        audit.Reason = input.Reason.Trim();
        hold.Release(input.Reason.Trim(), user.Required, clock.UtcNow);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RequireAccountAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if ((await database.QueryAsync("select 1 from customers.accounts a where a.id = $1", [Arg.Of(accountId)], r => r.GetInt32(0), cancellationToken).ConfigureAwait(false)).Count == 0)
            throw new EntityNotFoundException(typeof(AccountCard), accountId);
    }

    /// <summary>Who has moved out may have a final bill to come.</summary>
    private async Task<List<HoldableService>> PlacesAsync(Guid accountId, CancellationToken cancellationToken) =>
        [.. (await scope.AgreementsAsync([accountId], null, clock.Today.AddMonths(-3), clock.Today.AddMonths(3), cancellationToken).ConfigureAwait(false)).Select(p => new HoldableService(p.AgreementId, p.Service))];

    private Task<List<BillingHoldDto>> RowsAsync(string rest, IEnumerable<NpgsqlParameter> more, CancellationToken cancellationToken) => database.QueryAsync(
        $"""
        select h.id, a.id, a.number, c.display_name, concat_ws(' ', p.address_line, p.unit), g.service, h."from", h.until, h.reason, h.created_by_name, h.created_at, h.released_by_name, h.released_at, h.release_reason,
               case when h.released_at is not null then 'Released' when coalesce(h.until, 'infinity'::date) <= $1 then 'RunOut' when h."from" > $1 then 'Upcoming' else 'InForce' end, greatest($1 - h."from", 0)
        {From} {rest}
        """,
        [Arg.Of(clock.Today), .. more],
        r => new BillingHoldDto(
            r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetFieldValue<DateOnly>(6), r.IsDBNull(7) ? null : r.GetFieldValue<DateOnly>(7), r.GetString(8), Text(r, 9),
            r.GetFieldValue<DateTimeOffset>(10), Text(r, 11), r.IsDBNull(12) ? null : r.GetFieldValue<DateTimeOffset>(12), Text(r, 13), Enum.Parse<HoldState>(r.GetString(14)), r.GetInt32(15)),
        cancellationToken);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

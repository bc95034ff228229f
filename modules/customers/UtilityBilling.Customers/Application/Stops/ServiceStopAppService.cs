using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Stops;

internal sealed class ServiceStopAppService(
    IUtilityBillingDbContext context, BulkWriter database, IPermissionChecker permissions, IOwnAccounts own, IAuditScope audit, ICurrentUser user, IClock clock, IGuidGenerator guids) : IServiceStopAppService
{
    public async Task<IReadOnlyList<ServiceStopDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await RowsAsync("""where o.account_id = $1 order by (s."to" is not distinct from s."from"), s."from" desc, s.id""", accountId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ServiceStopDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await RowsAsync("where s.id = $1", id, cancellationToken).ConfigureAwait(false) is [var row] ? row : throw new EntityNotFoundException(typeof(ServiceStop), id);
    }

    public async Task<IReadOnlyList<StoppableService>> ServicesAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await database.QueryAsync(
            """
            select a.id, a.service, concat_ws(' ', p.address_line, p.unit), a."from", a."to"
            from customers.occupancies o
            join customers.service_agreements a on a.tenant_id = o.tenant_id and a.occupancy_id = o.id
            join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
            where o.account_id = $1 and o.status not in ('Voided', 'Closed') and coalesce(a."to", 'infinity'::date) > $2
            order by o."from" desc, a.service, a.id
            """,
            [Arg.Of(accountId), Arg.Of(clock.Today)], r => new StoppableService(r.GetGuid(0), r.GetString(1), r.GetString(2), r.Day(3), r.DayOrNull(4)), cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> StopAsync(Guid accountId, StopServiceInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Stops.Manage, cancellationToken).ConfigureAwait(false);
        await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        var agreement = await context.FindOrThrowAsync<ServiceAgreement>(input.AgreementId ?? Guid.Empty, cancellationToken).ConfigureAwait(false);
        if (!await context.Set<Occupancy>().AnyAsync(o => o.Id == agreement.OccupancyId && o.AccountId == accountId, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(ServiceAgreement), agreement.Id);
        await own.RefuseAsync([accountId], cancellationToken).ConfigureAwait(false);
        var from = input.From ?? throw new ArgumentException("The form requires the day.", nameof(input));
        await CheckAsync(agreement, from, input.To, null, "Input", cancellationToken).ConfigureAwait(false);
        var stop = new ServiceStop
        {
            Id = guids.Create(),
            AgreementId = agreement.Id,
            From = from,
            To = input.To,
            Reason = input.Reason.Trim(),
            EnteredBy = user.Required.UserId,
            EnteredByName = user.Required.DisplayName,
            EnteredAt = clock.UtcNow,
        };
        audit.Reason = stop.Reason;
        context.Set<ServiceStop>().Add(stop);
        await SaveAsync(cancellationToken).ConfigureAwait(false);
        return stop.Id;
    }

    public async Task ChangeAsync(Guid id, ChangeStopInput input, CancellationToken cancellationToken = default)
    {
        var (stop, agreement) = await ChangeableAsync(id, input.Version, cancellationToken).ConfigureAwait(false);
        var from = input.From ?? throw new ArgumentException("The form requires the day.", nameof(input));
        await CheckAsync(agreement, from, input.To, id, "Change", cancellationToken).ConfigureAwait(false);
        audit.Reason = input.Reason.Trim();
        (stop.From, stop.To) = (from, input.To);
        await SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task TakeBackAsync(Guid id, TakeStopBackInput input, CancellationToken cancellationToken = default)
    {
        var (stop, _) = await ChangeableAsync(id, input.Version, cancellationToken).ConfigureAwait(false);
        audit.Reason = input.Reason.Trim();
        stop.TakeBack(input.Reason.Trim(), user.Required, clock.UtcNow);
        await SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The stop as the form saw it; one that was taken back stays as it is.</summary>
    private async Task<(ServiceStop Stop, ServiceAgreement Agreement)> ChangeableAsync(Guid id, uint version, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(CustomersPermissions.Stops.Manage, cancellationToken).ConfigureAwait(false);
        var stop = await context.FindOrThrowAsync<ServiceStop>(id, cancellationToken).ConfigureAwait(false);
        stop.NotStale(version);
        var agreement = await context.FindOrThrowAsync<ServiceAgreement>(stop.AgreementId, cancellationToken).ConfigureAwait(false);
        var occupancy = await context.FindOrThrowAsync<Occupancy>(agreement.OccupancyId, cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync([occupancy.AccountId], cancellationToken).ConfigureAwait(false);
        return stop.IsTakenBack ? throw new BusinessException(CustomersErrorCodes.Stop.TakenBack) : (stop, agreement);
    }

    private async Task CheckAsync(ServiceAgreement agreement, DateOnly from, DateOnly? to, Guid? except, string form, CancellationToken cancellationToken)
    {
        if (to <= from)
            throw new BusinessException(CustomersErrorCodes.Stop.RestartNotAfter).WithData("From", Iso(from)).ForField($"{form}.To");
        if (from < agreement.From || from >= agreement.To)
            throw new BusinessException(CustomersErrorCodes.Stop.Outside).WithData("From", Iso(agreement.From)).WithData("Service", agreement.Service).ForField($"{form}.From");
        var others = await context.Set<ServiceStop>().AsNoTracking().Where(s => s.AgreementId == agreement.Id && s.Id != except && s.To != s.From && (to == null || s.From < to) && (s.To == null || s.To > from))
            .OrderBy(s => s.From).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (others is [var other, ..])
            throw new BusinessException(CustomersErrorCodes.Stop.Overlap).WithData("From", Iso(other.From)).WithData("To", other.To is { } end ? Iso(end) : "…").ForField($"{form}.From");
    }

    /// <summary>The database is the last to look: two people may stop one service at the same moment.</summary>
    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation })
        {
            throw new BusinessException(CustomersErrorCodes.Stop.OverlapNow, error);
        }
    }

    private Task<List<ServiceStopDto>> RowsAsync(string rest, Guid id, CancellationToken cancellationToken) => database.QueryAsync(
        $"""
        select s.id, o.account_id, c.number, s.agreement_id, a.service, concat_ws(' ', p.address_line, p.unit), s."from", s."to", s.reason, s.entered_by_name, s.entered_at,
               s.taken_back_by_name, s.taken_back_at, s.taken_back_reason, s.xmin::text::bigint
        from customers.service_stops s
        join customers.service_agreements a on a.tenant_id = s.tenant_id and a.id = s.agreement_id
        join customers.occupancies o on o.tenant_id = a.tenant_id and o.id = a.occupancy_id
        join customers.accounts c on c.tenant_id = o.tenant_id and c.id = o.account_id
        join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
        {rest}
        """,
        [Arg.Of(id)],
        r => new ServiceStopDto(
            r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetGuid(3), r.GetString(4), r.GetString(5), r.Day(6), r.DayOrNull(7), r.GetString(8), r.GetString(9), r.GetFieldValue<DateTimeOffset>(10),
            r.TextOrNull(11), r.IsDBNull(12) ? null : r.GetFieldValue<DateTimeOffset>(12), r.TextOrNull(13), (uint)r.GetInt64(14)),
        cancellationToken);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

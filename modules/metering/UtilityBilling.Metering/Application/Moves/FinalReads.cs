using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Moves;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Metering.Reads;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Metering.Moves;

/// <summary>The reads of a move-out, entered like any other, or asked for from the field.</summary>
internal sealed class FinalReads(
    IUtilityBillingDbContext context, BulkWriter database, ReadEntry entry, IPermissionChecker permissions, IGuidGenerator ids, IClock clock, ICurrentUser user) : IFinalReads
{
    public const string Due = "Metering:FinalRead.Due";

    public async Task<IReadOnlyList<FinalReadPlace>> PlacesAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly on, CancellationToken cancellationToken = default) => await database.QueryAsync(
        """
        select g.id, g.service_point_id, m.serial_number, g.register_number, g.unit, coalesce(p.date, g."from"), coalesce(p.value, g.in_read),
               (select r.value from metering.reads r where r.tenant_id = g.tenant_id and r.register_id = g.id and r.date = $2 and r.state = 'Accepted' limit 1)
        from metering.registers g
        join metering.meter_installations i on i.tenant_id = g.tenant_id and i.id = g.installation_id
        join metering.meters m on m.tenant_id = i.tenant_id and m.id = i.meter_id
        left join lateral (
            select r.date, r.value from metering.reads r
            where r.tenant_id = g.tenant_id and r.register_id = g.id and r.date < $2 and r.state = 'Accepted' order by r.date desc limit 1) p on true
        where g.service_point_id = any($1) and g."from" < $2 and coalesce(g."to", 'infinity'::date) > $2
        order by m.serial_number, g.register_number, g.id
        """,
        [Arg.Ids(servicePointIds), Arg.Of(on)],
        r => new FinalReadPlace(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetFieldValue<DateOnly>(5), r.GetDecimal(6), r.IsDBNull(7) ? null : r.GetDecimal(7)),
        cancellationToken).ConfigureAwait(false);

    public async Task RequireAsync(IReadOnlyCollection<Guid> registerIds, CancellationToken cancellationToken = default)
    {
        var known = await context.Set<RegisterInstallation>().Where(r => registerIds.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var unknown in registerIds.Except(known).Take(1))
            throw new EntityNotFoundException(typeof(RegisterInstallation), unknown);
    }

    public async Task<FinalReadMeaning> CheckAsync(FinalRead read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        var means = await entry.CheckAsync(Input(read), cancellationToken).ConfigureAwait(false);
        return new FinalReadMeaning(means.Usage, means.Days, means.Unit, means.IsDoubtful, [.. means.Findings.Select(f => f.Text)]);
    }

    public async Task EnterAsync(FinalRead read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        await entry.EnterAsync(Input(read), cancellationToken).ConfigureAwait(false);
    }

    public async Task RequestAsync(IReadOnlyCollection<Guid> registerIds, DateOnly on, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.Review, cancellationToken).ConfigureAwait(false);
        var finding = ReadImportCodes.Say(Due, ("Date", ReadBook.Iso(on)));
        foreach (var register in await context.Set<RegisterInstallation>().AsNoTracking().Where(r => registerIds.Contains(r.Id)).ToListAsync(cancellationToken).ConfigureAwait(false))
            context.Set<ReadException>().Add(new ReadException
            {
                Id = ids.Create(),
                RegisterId = register.Id,
                ServicePointId = register.ServicePointId,
                Codes = [Due],
                Findings = StoredFinding.Write([finding]),
                Oddness = 0,
                State = ReadExceptionState.ReRead,
                Reason = reason,
                DecidedBy = user.Required.UserId,
                DecidedAt = clock.UtcNow,
                CreatedAt = clock.UtcNow,
                DueDate = on,
            });
    }

    public async Task WithdrawAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly on, string reason, CancellationToken cancellationToken = default)
    {
        var waiting = await context.Set<ReadException>()
            .Where(e => servicePointIds.Contains(e.ServicePointId) && e.DueDate == on && e.ReadId == null && e.State == ReadExceptionState.ReRead && e.Codes.Contains(Due)).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var exception in waiting)
            (exception.State, exception.Reason, exception.DecidedBy, exception.DecidedAt) = (ReadExceptionState.Cleared, reason, user.Required.UserId, clock.UtcNow);
    }

    private static EnterReadInput Input(FinalRead read) => new(read.RegisterId, read.On, read.Value, ReadKind.Actual, read.Reason, read.Confirmed);
}

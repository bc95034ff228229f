using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Services;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Localization;

namespace UtilityBilling.Customers.Accounts;

/// <summary>An account's times at premises and their services, with the names that other modules own.</summary>
internal sealed class AgreementQueries(BulkWriter database, ChoiceNames names, IStringLocalizer texts)
{
    public async Task<IReadOnlyList<AccountOccupancyDto>> OccupanciesAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var agreements = (await AgreementsAsync(accountId, cancellationToken).ConfigureAwait(false)).ToLookup(a => a.OccupancyId, a => a.Agreement);
        return await database.QueryAsync(
            """
            select o.id, p.id, concat_ws(' ', p.address_line, p.unit), o.role, o.status, o."from", o."to", o.forwarding_address, o.end_reason, o.override_reason, o.xmin::text::bigint
            from customers.occupancies o
            join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
            where o.account_id = $1
            order by (o.status = 'Voided'), (o."to" is null) desc, o."from" desc, o.id
            """,
            [Arg.Of(accountId)],
            r => new AccountOccupancyDto(
                r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.Word<OccupancyRole>(3), r.Word<OccupancyStatus>(4), r.Day(5), r.DayOrNull(6), r.TextOrNull(7), r.TextOrNull(8), r.TextOrNull(9),
                (uint)r.GetInt64(10), [.. agreements[r.GetGuid(0)]]),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<IEnumerable<(Guid OccupancyId, AgreementDto Agreement)>> AgreementsAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            """
            select a.occupancy_id, a.id, a.service, a.customer_class, a.cycle_id, a.route_id, a.service_point_id, a."from", a."to",
                   (select r.rate_code from customers.rate_assignments r where r.tenant_id = a.tenant_id and r.agreement_id = a.id order by r."from" desc limit 1),
                   array(select concat_ws(' ', case when u.sign < 0 then '−' end, case when u.share <> 1 then trim_scale(u.share)::text || ' ×' end,
                                          coalesce(s.service, trim_scale(u.fixed_quantity)::text, '')) || case when u.kind = 'Register' then '#' else '' end
                         from customers.usage_sources u
                         left join customers.service_agreements s on s.tenant_id = u.tenant_id and s.id = u.source_agreement_id
                         where u.tenant_id = a.tenant_id and u.agreement_id = a.id and (u."to" is null or u."to" is not distinct from a."to") order by u.n)
            from customers.occupancies o
            join customers.service_agreements a on a.tenant_id = o.tenant_id and a.occupancy_id = o.id
            where o.account_id = $1
            order by a.service, a."from" desc, a.id
            """,
            [Arg.Of(accountId)],
            r => (OccupancyId: r.GetGuid(0), Id: r.GetGuid(1), Service: r.GetString(2), Class: r.GetString(3), CycleId: r.GetGuid(4), RouteId: r.GuidOrNull(5), PointId: r.GuidOrNull(6), From: r.Day(7), To: r.DayOrNull(8), Rate: r.TextOrNull(9), Sources: r.GetFieldValue<string[]>(10)),
            cancellationToken).ConfigureAwait(false);
        var codes = await names.CodesAsync(cancellationToken).ConfigureAwait(false);
        var meters = await names.MetersAsync([.. rows.Select(r => r.PointId).OfType<Guid>().Distinct()], cancellationToken).ConfigureAwait(false);
        return rows.Select(r =>
        {
            var meter = r.PointId is { } point ? meters.GetValueOrDefault(point) : null;
            return (r.OccupancyId, new AgreementDto(
                r.Id, r.Service, r.Class, codes.GetValueOrDefault(r.CycleId), r.RouteId is { } route ? codes.GetValueOrDefault(route) : null, r.Rate, r.From, r.To,
                UsageFrom(r.Sources), meter is null ? null : $"{meter.SerialNumber} ({meter.Size})", meter?.Url));
        });
    }

    /// <summary>The query marks a meter's registers with #; services are named in the reader's language.</summary>
    private string? UsageFrom(string[] sources) => sources.Length == 0 ? null : string.Join(' ', sources.Select((source, i) =>
    {
        var words = source.TrimEnd('#').Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(texts.Service).ToList();
        if (source.EndsWith('#'))
            words.Add(texts["Customers:UsageFrom.meter"]);
        return (i > 0 && words[0] != "−" ? "+ " : "") + string.Join(' ', words);
    }));
}

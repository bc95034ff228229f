using UtilityBilling.Customers.Services;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Settings;

namespace UtilityBilling.Customers.Moves;

/// <summary>Prepares the move-in form of a premise: as with the last occupant, and for service points that nobody had yet.</summary>
internal sealed class MoveInDrafts(IUtilityBillingDbContext context, BulkWriter database, ChoiceNames names, ISettingProvider settings)
{
    private const int BlankRows = 2;

    public async Task<MoveInDraft> CreateAsync(Guid premiseId, DateOnly on, CancellationToken cancellationToken)
    {
        var premise = await context.FindOrThrowAsync<Premise>(premiseId, cancellationToken).ConfigureAwait(false);
        var points = await PointsAsync(premiseId, cancellationToken).ConfigureAwait(false);
        var rates = await names.RatesAsync(on, cancellationToken).ConfigureAwait(false);
        var rows = await FormerAsync(premiseId, null, cancellationToken).ConfigureAwait(false);
        foreach (var point in points.Where(p => rows.All(r => r.ServicePointId != p.Id)))
            rows.Add(NewAt(point, rates));
        for (var i = 0; i < BlankRows; i++)
            rows.Add(new MoveInServiceInput { CycleId = premise.CycleId ?? (points.Count > 0 ? points[0].CycleId : null) });
        return new MoveInDraft(
            premiseId, premise.Place(),
            await PresentAsync(premiseId, on, cancellationToken).ConfigureAwait(false), rows, points,
            await names.CyclesAsync(cancellationToken).ConfigureAwait(false), await names.RoutesAsync(cancellationToken).ConfigureAwait(false), rates,
            await ClassesAsync(on, cancellationToken).ConfigureAwait(false));
    }

    public async Task<IReadOnlyList<ServicePointChoice>> PointsAsync(Guid premiseId, CancellationToken cancellationToken)
    {
        var points = await database.QueryAsync(
            "select s.id, s.service, s.cycle_id, s.route_id, s.location from customers.service_points s where s.premise_id = $1 order by s.service, s.sequence, s.id",
            [Arg.Of(premiseId)],
            r => (Id: r.GetGuid(0), Service: r.GetString(1), CycleId: r.GetGuid(2), RouteId: r.GetGuid(3), Location: r.TextOrNull(4)),
            cancellationToken).ConfigureAwait(false);
        var meters = await names.MetersAsync([.. points.Select(p => p.Id)], cancellationToken).ConfigureAwait(false);
        return [.. points.Select(p => new ServicePointChoice(
            p.Id, p.Service, p.CycleId, p.RouteId,
            string.Join(", ", new[] { p.Service, meters.GetValueOrDefault(p.Id)?.SerialNumber, p.Location }.OfType<string>())))];
    }

    public async Task<PresentOccupant?> PresentAsync(Guid premiseId, DateOnly on, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            """
            select o.id, a.id, a.number, c.display_name, o."from", o."to"
            from customers.occupancies o
            join customers.accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
            join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
            where o.premise_id = $1 and o.status not in ('Voided', 'Closed') and o."from" <= $2 and coalesce(o."to", 'infinity'::date) > $2
            order by exists (select 1 from customers.service_agreements g where g.tenant_id = o.tenant_id and g.occupancy_id = o.id) desc, o."from" desc, o.id limit 1
            """,
            [Arg.Of(premiseId), Arg.Of(on)],
            r => new PresentOccupant(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.Day(4), r.DayOrNull(5)),
            cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>The latest agreement of each service at each service point, ready to be opened again; of these agreements only, where some are named.</summary>
    public async Task<List<MoveInServiceInput>> FormerAsync(Guid premiseId, Guid[]? agreementIds, CancellationToken cancellationToken) => await database.QueryAsync(
        """
        with former as (
            select distinct on (a.service, a.service_point_id) a.*
            from customers.service_agreements a
            where a.premise_id = $1 and ($2::uuid[] is null or a.id = any($2))
            order by a.service, a.service_point_id, a."from" desc, a.id
        )
        select f.id, f.service, f.service_point_id, f.customer_class, f.cycle_id, f.route_id,
               (select r.rate_code from customers.rate_assignments r where r.tenant_id = f.tenant_id and r.agreement_id = f.id order by r."from" desc limit 1),
               u.sources, u.only_kind, u.only_plain, u.only_service, u.only_quantity
        from former f
        cross join lateral (
            select count(*)::int as sources, max(u.kind) as only_kind, coalesce(bool_and(u.sign = 1 and u.share = 1), false) as only_plain, max(s.service) as only_service, max(u.fixed_quantity) as only_quantity
            from customers.usage_sources u
            left join customers.service_agreements s on s.tenant_id = u.tenant_id and s.id = u.source_agreement_id
            where u.tenant_id = f.tenant_id and u.agreement_id = f.id and (u."to" is null or u."to" is not distinct from f."to")) u
        order by (f.service_point_id is null), f.service, f.service_point_id
        """,
        [Arg.Of(premiseId), Arg.IdsOrNull(agreementIds)],
        r => new MoveInServiceInput
        {
            Wanted = true,
            FormerAgreementId = r.GetGuid(0),
            Service = r.GetString(1),
            ServicePointId = r.GuidOrNull(2),
            CustomerClass = r.GetString(3),
            CycleId = r.GetGuid(4),
            RouteId = r.GuidOrNull(5),
            RateCode = r.TextOrNull(6),
            UsageFrom = UsageFrom(r.GetInt32(7), r.WordOrNull<UsageSourceKind>(8), r.GetBoolean(9), r.TextOrNull(10)),
            FixedQuantity = r.GetInt32(7) == 1 && !r.IsDBNull(11) ? r.GetDecimal(11) : null,
        },
        cancellationToken).ConfigureAwait(false);

    private static string UsageFrom(int sources, UsageSourceKind? kind, bool isPlain, string? service) => (sources, kind, isPlain) switch
    {
        (0, _, _) => "",
        (1, UsageSourceKind.Register, true) => UsageFromWords.Meter,
        (1, UsageSourceKind.Agreement, true) => service ?? UsageFromWords.Former,
        (1, UsageSourceKind.Fixed, true) => UsageFromWords.Fixed,
        _ => UsageFromWords.Former,
    };

    private static MoveInServiceInput NewAt(ServicePointChoice point, IReadOnlyList<RateChoice> rates)
    {
        var fitting = rates.Where(r => r.Service == point.Service).ToList();
        return new MoveInServiceInput
        {
            Wanted = true,
            Service = point.Service,
            ServicePointId = point.Id,
            CycleId = point.CycleId,
            RouteId = point.RouteId,
            RateCode = fitting.Count == 1 ? fitting[0].RateCode : null,
            UsageFrom = UsageFromWords.Meter,
        };
    }

    private async Task<IReadOnlyList<string>> ClassesAsync(DateOnly on, CancellationToken cancellationToken) =>
        (await settings.GetAsync(CustomersSettings.CustomerClasses, on, cancellationToken).ConfigureAwait(false))
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

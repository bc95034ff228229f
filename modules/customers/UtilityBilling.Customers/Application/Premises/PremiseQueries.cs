using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Customers.Search;
using UtilityBilling.Customers.Services;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;
using UtilityBilling.Search;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Premises;

/// <summary>The list of premises and the life of one.</summary>
internal sealed class PremiseQueries(IUtilityBillingDbContext context, BulkWriter database, ISearchIndex index, ChoiceNames names, IClock clock)
{
    private const int MostFound = 200;

    private const string From = """
        from customers.premises p
        left join customers.parcels r on r.tenant_id = p.tenant_id and r.id = p.parcel_id
        left join lateral (
            select a.id, a.number, c.display_name
            from customers.occupancies o
            join customers.accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
            join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
            where o.tenant_id = p.tenant_id and o.premise_id = p.id and o.status not in ('Voided', 'Closed') and o."from" <= $2 and coalesce(o."to", 'infinity'::date) > $2
            order by o."from" desc, o.id limit 1) o on true
        where ($1::uuid[] is null or p.id = any($1))
        """;

    public async Task<PagedResult<PremiseListItem>> ListAsync(PagedRequest request, CancellationToken cancellationToken)
    {
        var ids = await FoundAsync(request.Q, cancellationToken).ConfigureAwait(false);
        var total = (await database.QueryAsync("select count(*) from customers.premises p where ($1::uuid[] is null or p.id = any($1))", [Arg.IdsOrNull(ids)], r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var rows = await RowsAsync($"{Select(request.Sort)} offset $3 limit $4", [.. Filter(ids), Arg.Of(request.Skip), Arg.Of(request.PageSize)], cancellationToken).ConfigureAwait(false);
        return new PagedResult<PremiseListItem>(rows, total, request.Page, request.PageSize);
    }

    public async Task<IReadOnlyList<PremiseListItem>> AllAsync(PagedRequest request, CancellationToken cancellationToken) =>
        await RowsAsync(Select(request.Sort), Filter(await FoundAsync(request.Q, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);

    public async Task<PremiseDto> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        var premise = await context.FindOrThrowAsync<Premise>(id, cancellationToken).ConfigureAwait(false);
        var parcel = premise.ParcelId is { } parcelId ? await context.FindOrThrowAsync<Parcel>(parcelId, cancellationToken).ConfigureAwait(false) : null;
        var occupancies = await OccupanciesAsync(id, cancellationToken).ConfigureAwait(false);
        var owners = await OwnersAsync(id, cancellationToken).ConfigureAwait(false);
        var facts = await context.Set<PremiseFact>().AsNoTracking().Where(f => f.PremiseId == id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PremiseDto(
            id, string.Join(' ', new[] { premise.AddressLine, premise.Unit }.OfType<string>()), ToInput(premise, parcel),
            parcel is null ? null : new ParcelDto(parcel.Id, parcel.Number, parcel.LegalDescription, parcel.OwnerOfRecord, parcel.AreaSqFt),
            occupancies, owners, await ServicePointsAsync(id, cancellationToken).ConfigureAwait(false), Life(occupancies, owners, facts));
    }

    private static List<PremiseEventDto> Life(IReadOnlyList<PremiseOccupancyDto> occupancies, IReadOnlyList<PremiseOwnerDto> owners, IReadOnlyList<PremiseFact> facts)
    {
        var events = new List<PremiseEventDto>();
        foreach (var o in occupancies.Where(o => o.Status != OccupancyStatus.Voided))
        {
            events.Add(new PremiseEventDto(o.From, "movedIn", o.CustomerName, o.AccountNumber, o.AccountId));
            if (o.To is { } to)
                events.Add(new PremiseEventDto(to, "movedOut", o.CustomerName, o.AccountNumber, o.AccountId));
        }
        events.AddRange(owners.Select(o => new PremiseEventDto(o.From, "owner", o.CustomerName, null, null)));
        events.AddRange(facts.Select(f => new PremiseEventDto(f.From, "fact", f.Name, f.Value, null)));
        return [.. events.OrderByDescending(e => e.On).ThenBy(e => e.Kind, StringComparer.Ordinal).ThenBy(e => e.What, StringComparer.Ordinal)];
    }

    private Task<List<PremiseOccupancyDto>> OccupanciesAsync(Guid id, CancellationToken cancellationToken) => database.QueryAsync(
        """
        select o.id, a.id, a.number, c.display_name, o.role, o.status, o."from", o."to"
        from customers.occupancies o
        join customers.accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
        join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
        where o.premise_id = $1 order by o."from" desc, o.id
        """,
        [Arg.Of(id)],
        r => new PremiseOccupancyDto(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.Word<OccupancyRole>(4), r.Word<OccupancyStatus>(5), r.Day(6), r.DayOrNull(7)),
        cancellationToken);

    private Task<List<PremiseOwnerDto>> OwnersAsync(Guid id, CancellationToken cancellationToken) => database.QueryAsync(
        """
        select c.id, c.display_name, o."from", o."to"
        from customers.ownerships o join customers.customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
        where o.premise_id = $1 order by o."from" desc, c.sort_key, c.id
        """,
        [Arg.Of(id)], r => new PremiseOwnerDto(r.GetGuid(0), r.GetString(1), r.Day(2), r.DayOrNull(3)), cancellationToken);

    private async Task<IReadOnlyList<ServicePointDto>> ServicePointsAsync(Guid id, CancellationToken cancellationToken)
    {
        var points = await context.Set<ServicePoint>().AsNoTracking().Where(p => p.PremiseId == id).OrderBy(p => p.Service).ThenBy(p => p.Sequence).ThenBy(p => p.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var codes = await names.CodesAsync(cancellationToken).ConfigureAwait(false);
        var meters = await names.MetersAsync(points.ConvertAll(p => p.Id), cancellationToken).ConfigureAwait(false);
        return [.. points.Select(p =>
        {
            var meter = meters.GetValueOrDefault(p.Id);
            return new ServicePointDto(
                p.Id, p.Service, codes.GetValueOrDefault(p.CycleId), codes.GetValueOrDefault(p.RouteId), p.Sequence, p.Location, p.State, p.CannotShutOffReason,
                meter is null ? null : $"{meter.SerialNumber} ({meter.Size})", meter?.Url);
        })];
    }

    private async Task<Guid[]?> FoundAsync(string? text, CancellationToken cancellationToken) => string.IsNullOrWhiteSpace(text) ? null :
        [.. (await index.FindAsync(text, [CustomersSearchDocuments.PremiseKind], MostFound, cancellationToken).ConfigureAwait(false)).Select(m => m.RecordId)];

    private List<NpgsqlParameter> Filter(Guid[]? ids) => [Arg.IdsOrNull(ids), Arg.Of(clock.Today)];

    private static string Select(string? sort)
    {
        var order = sort?.TrimStart('-') == "parcel" ? "r.number" : "p.sort_key";
        return $"select p.id, concat_ws(' ', p.address_line, p.unit), p.city, r.number, o.display_name, o.id, o.number {From} order by {order} {(sort?.StartsWith('-') == true ? "desc nulls last" : "asc nulls last")}, p.id";
    }

    private Task<List<PremiseListItem>> RowsAsync(string sql, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken) => database.QueryAsync(
        sql, parameters,
        r => new PremiseListItem(r.GetGuid(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.TextOrNull(4), r.GuidOrNull(5), r.TextOrNull(6)),
        cancellationToken);

    private static PremiseInput ToInput(Premise p, Parcel? parcel) => new()
    {
        AddressLine = p.AddressLine,
        Unit = p.Unit,
        City = p.City,
        State = p.State,
        Zip = p.Zip,
        ParcelNumber = parcel?.Number,
        CycleId = p.CycleId,
        Note = p.Note,
        Version = p.Version,
    };
}

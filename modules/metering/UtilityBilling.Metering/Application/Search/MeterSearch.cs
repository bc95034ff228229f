using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Search;

namespace UtilityBilling.Metering;

/// <summary>Finds meters by serial number, radio and old number in the search box.</summary>
internal sealed class MeterSearch(BulkWriter database, ICurrentTenant tenant) : ISearchContributor
{
    public const string Kind = "meter";

    public IReadOnlyCollection<string> Kinds => [Kind];

    public string Permission => MeteringPermissions.Meters.View;

    public static SearchDocument Document(Guid id, params string?[] texts) => new(Kind, id, [.. texts.OfType<string>()]);

    public async Task<IReadOnlyList<SearchHit>> DescribeAsync(IReadOnlyCollection<SearchMatch> matches, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            """
            select m.id, m.serial_number, concat_ws(' · ', m.size || '″', m.manufacturer, m.endpoint_id)
            from metering.meters m where m.tenant_id = $1 and m.id = any($2) order by m.serial_number
            """,
            [Arg.Of(tenant.Id), Arg.Ids(matches.Select(m => m.RecordId))],
            r => new SearchHit(Kind, r.GetString(1), r.GetString(2), $"/Metering/Meters/{r.GetGuid(0)}"),
            cancellationToken).ConfigureAwait(false);
}

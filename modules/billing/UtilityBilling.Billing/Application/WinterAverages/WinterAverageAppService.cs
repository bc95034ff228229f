using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Customers;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Usage;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Billing.WinterAverages;

internal sealed class WinterAverageAppService(
    BulkWriter bulk, IBillingScopeIntegrationService scope, IUsageIntegrationService usage, RunContextLoader tariffs, IPermissionChecker permissions, IGuidGenerator guids, ICurrentTenant tenant) : IWinterAverageAppService
{
    private const int PageSize = 2000;

    public async Task<int> ComputeAsync(Guid cycleId, string service, DateOnly windowAfter, DateOnly windowThrough, DateOnly effectiveFrom, int minimumReads, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var (book, _) = await tariffs.BookAsync(cancellationToken).ConfigureAwait(false);
        await scope.StageAsync(cycleId, effectiveFrom, effectiveFrom.AddDays(1), cancellationToken).ConfigureAwait(false);
        var occupancies = await bulk.QueryAsync("select distinct occupancy_id from pg_temp.billing_scope order by 1", [], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
        var written = 0L;
        foreach (var page in occupancies.Chunk(PageSize))
        {
            var loaded = await scope.LoadAsync(page, cycleId, effectiveFrom, effectiveFrom.AddDays(1), cancellationToken).ConfigureAwait(false);
            var averages = await AveragesAsync(book, loaded, service, windowAfter, windowThrough, minimumReads, cancellationToken).ConfigureAwait(false);
            await bulk.StageAsync("averages", Columns, averages, cancellationToken).ConfigureAwait(false);
            written += await bulk.WriteAsync(
                """
                with closed as (
                    update billing.winter_averages w set "to" = $4 from pg_temp.averages s
                    where w.agreement_id = s.agreement_id and w."to" is null and w."from" < $4)
                insert into billing.winter_averages (tenant_id, id, agreement_id, window_from, window_to, value, source, reads_used, "from")
                select $1, s.id, s.agreement_id, $2, $3, s.value, 'Computed', s.reads_used, $4 from pg_temp.averages s
                """,
                [Arg.Of(tenant.Id), Arg.Of(windowAfter.AddDays(1)), Arg.Of(windowThrough.AddDays(1)), Arg.Of(effectiveFrom)],
                rows => new AuditSummary("WinterAverage.Compute", cycleId, rows), cancellationToken).ConfigureAwait(false);
        }
        return (int)written;
    }

    private async Task<List<Average>> AveragesAsync(RatingBook book, IReadOnlyList<OccupancyForBilling> occupancies, string service, DateOnly after, DateOnly through, int minimumReads, CancellationToken cancellationToken)
    {
        var agreements = occupancies.SelectMany(o => o.Agreements.Where(a => a.Service == service).Select(a => (Agreement: a, Point: Point(o, a)))).Where(a => a.Point is not null).ToList();
        var history = await usage.HistoryAsync([.. agreements.Select(a => a.Point!.Value).Distinct()], after, through, cancellationToken).ConfigureAwait(false);
        var averages = new List<Average>(agreements.Count);
        foreach (var (agreement, point) in agreements)
        {
            var all = history.GetValueOrDefault(point!.Value, []).Where(s => WinterReads.IsOwn(s, agreement)).ToList();
            var used = all.Where(s => s.Kind != ReadKind.Estimated).ToList();
            if (used.Count < minimumReads || book.TariffFor(service, through) is not { } tariff)
                continue;
            var quantities = used.Select(s => tariff.ToBillingUnit(service, s.Usage, s.Unit)).ToList();
            if (quantities.Any(q => q is null))
                continue;
            var value = Math.Round(quantities.Sum(q => q!.Value) / used.Count, 3, MidpointRounding.AwayFromZero);
            var reads = JsonSerializer.Serialize(new { used = used.Select(s => s.ReadId), leftOut = all.Except(used).Select(s => s.ReadId) });
            averages.Add(new Average(guids.Create(), agreement.AgreementId, value, reads));
        }
        return averages;
    }

    /// <summary>The service point whose water the agreement follows: its own, or that of the agreement it is fed by.</summary>
    private static Guid? Point(OccupancyForBilling occupancy, AgreementForBilling agreement) =>
        agreement.ServicePointId
        ?? agreement.Sources.FirstOrDefault(s => s.Kind == UsageSourceKind.Register)?.ServicePointId
        ?? (agreement.Sources.FirstOrDefault(s => s.Kind == UsageSourceKind.Agreement) is { } source
            ? occupancy.Agreements.FirstOrDefault(a => a.AgreementId == source.SourceAgreementId)?.ServicePointId : null);

    private sealed record Average(Guid Id, Guid AgreementId, decimal Value, string ReadsUsed);

    private static readonly StageColumn<Average>[] Columns =
    [
        new("id", "uuid", NpgsqlDbType.Uuid, a => a.Id),
        new("agreement_id", "uuid", NpgsqlDbType.Uuid, a => a.AgreementId),
        new("value", "numeric(18,3)", NpgsqlDbType.Numeric, a => a.Value),
        new("reads_used", "jsonb", NpgsqlDbType.Jsonb, a => a.ReadsUsed),
    ];
}

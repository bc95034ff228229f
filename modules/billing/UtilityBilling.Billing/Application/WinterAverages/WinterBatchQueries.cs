using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Localization;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>Batches and their rows as pages and files show them.</summary>
internal sealed class WinterBatchQueries(IUtilityBillingDbContext database, BulkWriter bulk, IAccountDirectory accounts, WinterValueStore values, LocalizationCatalog texts)
{
    public async Task<PagedResult<WinterBatchDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken)
    {
        var batches = database.Set<WinterAverageBatch>().AsNoTracking();
        var total = await batches.LongCountAsync(cancellationToken).ConfigureAwait(false);
        var page = await batches.OrderByDescending(b => b.Number).ThenBy(b => b.Id).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<WinterBatchDto>(await DescribeAsync(page, cancellationToken).ConfigureAwait(false), total, request.Page, request.PageSize);
    }

    public async Task<WinterBatchDto> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        var batch = await database.Set<WinterAverageBatch>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(WinterAverageBatch), id);
        var described = (await DescribeAsync([batch], cancellationToken).ConfigureAwait(false))[0] with { Unit = await UnitAsync(batch, cancellationToken).ConfigureAwait(false) };
        return batch.State == WinterBatchState.Approved ? described with { IsBilled = await values.IsBilledAsync(batch, cancellationToken).ConfigureAwait(false) } : described;
    }

    private async Task<string?> UnitAsync(WinterAverageBatch batch, CancellationToken cancellationToken)
    {
        var document = await database.Set<TariffVersion>().Where(t => t.Id == batch.TariffVersionId).Select(t => t.Document).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return document is null ? null : TariffSheet.Read(document).Services.FirstOrDefault(s => s.Id == batch.Service)?.Unit?.Label.In(TariffWording.Language);
    }

    public async Task<PagedResult<WinterRowDto>> RowsAsync(Guid id, WinterRowRequest request, CancellationToken cancellationToken)
    {
        var rows = Filtered(id, request.Flag);
        var total = await rows.LongCountAsync(cancellationToken).ConfigureAwait(false);
        var sorted = request.Page.Sort switch
        {
            "effect" => rows.OrderBy(r => r.BillEffect).ThenBy(r => r.AgreementId),
            "-effect" => rows.OrderByDescending(r => r.BillEffect.HasValue).ThenByDescending(r => r.BillEffect).ThenBy(r => r.AgreementId),
            "-account" => rows.OrderByDescending(r => r.AccountNumber).ThenBy(r => r.AgreementId),
            _ => rows.OrderBy(r => r.AccountNumber).ThenBy(r => r.AgreementId),
        };
        var page = await sorted.Skip(request.Page.Skip).Take(request.Page.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<WinterRowDto>(await DescribeAsync(page, cancellationToken).ConfigureAwait(false), total, request.Page.Page, request.Page.PageSize);
    }

    public async IAsyncEnumerable<WinterRowDto> AllRowsAsync(Guid id, string? flag, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = 1; ; page++)
        {
            var rows = await RowsAsync(id, new WinterRowRequest(new PagedRequest { Page = page, PageSize = PagedRequest.MaxPageSize }, flag), cancellationToken).ConfigureAwait(false);
            foreach (var row in rows.Items)
                yield return row;
            if (page >= rows.PageCount)
                yield break;
        }
    }

    public async Task<WinterRowDto> RowAsync(Guid id, Guid agreementId, CancellationToken cancellationToken)
    {
        var row = await database.Set<WinterAverageRow>().AsNoTracking().SingleOrDefaultAsync(r => r.BatchId == id && r.AgreementId == agreementId, cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(WinterAverageRow), agreementId);
        return (await DescribeAsync([row], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>What was ever in force for these agreements, newest first.</summary>
    public async Task<IReadOnlyList<WinterValueDto>> ValuesAsync(IReadOnlyDictionary<Guid, string> services, DateOnly today, CancellationToken cancellationToken) =>
        await bulk.QueryAsync(
            """
            select w.agreement_id, w.value, w."from", w."to", w.source, w.batch_id, b.number
            from billing.winter_averages w
            left join billing.winter_average_batches b on b.tenant_id = w.tenant_id and b.id = w.batch_id
            where w.agreement_id = any($1) and w."to" is distinct from w."from"
            order by w."from" desc, w.agreement_id, w.id limit 100
            """,
            [new NpgsqlParameter { Value = services.Keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }],
            r =>
            {
                var (agreement, from, to) = (r.GetGuid(0), r.GetFieldValue<DateOnly>(2), r.IsDBNull(3) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(3));
                return new WinterValueDto(agreement, services[agreement], r.GetDecimal(1), from, to, Enum.Parse<WinterAverageSource>(r.GetString(4)), r.IsDBNull(5) ? null : r.GetGuid(5), r.IsDBNull(6) ? null : r.GetInt32(6), from <= today && (to is null || to > today));
            },
            cancellationToken).ConfigureAwait(false);

    private IQueryable<WinterAverageRow> Filtered(Guid id, string? flag) =>
        database.Set<WinterAverageRow>().AsNoTracking().Where(r => r.BatchId == id && (flag == null || r.Flags.Contains(flag)));

    private async Task<List<WinterRowDto>> DescribeAsync(List<WinterAverageRow> rows, CancellationToken cancellationToken)
    {
        var cards = await accounts.ByOccupancyAsync([.. rows.Select(r => r.OccupancyId).Distinct()], cancellationToken).ConfigureAwait(false);
        var spanish = LocalizationCatalog.CurrentLanguage == "es";
        return rows.ConvertAll(r => new WinterRowDto(
            r.AgreementId, r.AccountId, r.AccountNumber, cards.GetValueOrDefault(r.OccupancyId)?.CustomerName ?? "", cards.GetValueOrDefault(r.OccupancyId)?.Address ?? "", r.OldValue, r.Computed, r.OverrideValue, r.OverrideReason,
            r.OverrideByName, r.Value, r.Billed, r.BillEffect, r.Source, JsonSerializer.Deserialize<List<WinterPeriodDto>>(r.Reads) ?? [], spanish ? r.HowEs : r.HowEn, r.Flags));
    }

    private List<WinterRefusedLineDto> Refused(WinterAverageBatch batch) =>
        batch.RefusedLines is { } lines ? [.. (JsonSerializer.Deserialize<List<RefusedLine>>(lines) ?? []).Select(l => new WinterRefusedLineDto(l.Line, l.AccountNumber, texts.Describe(l.Why)))] : [];

    private async Task<List<WinterBatchDto>> DescribeAsync(List<WinterAverageBatch> batches, CancellationToken cancellationToken)
    {
        var ids = batches.ConvertAll(b => b.Id);
        var cycles = await database.Set<Cycle>().AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken).ConfigureAwait(false);
        var tariffs = await database.Set<TariffVersion>().AsNoTracking().Where(t => t.State == TariffState.Approved).ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken).ConfigureAwait(false);
        var sums = await database.Set<WinterAverageRow>().Where(r => ids.Contains(r.BatchId)).GroupBy(r => r.BatchId).Select(g => new { g.Key, Count = g.Count(), Effect = g.Sum(r => r.BillEffect) }).ToDictionaryAsync(g => g.Key, cancellationToken).ConfigureAwait(false);
        var flags = (await bulk.QueryAsync(
            "select r.batch_id, f.flag, count(*)::int from billing.winter_average_rows r cross join lateral unnest(r.flags) f(flag) where r.batch_id = any($1) group by 1, 2",
            [new NpgsqlParameter { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }], r => (Batch: r.GetGuid(0), Flag: r.GetString(1), Count: r.GetInt32(2)), cancellationToken).ConfigureAwait(false)).ToLookup(f => f.Batch);
        return batches.ConvertAll(b => new WinterBatchDto(
            b.Id, b.Number, b.Kind, b.CycleId is { } cycle ? cycles.GetValueOrDefault(cycle) : null, b.Service, b.WindowFrom, b.WindowTo?.AddDays(-1), b.EffectiveFrom, b.TariffVersionId is { } tariff ? tariffs.GetValueOrDefault(tariff) : null,
            b.BigChangePercent, b.State, b.Reason, b.FileName, Refused(b), b.NotBilledByIt,
            sums.GetValueOrDefault(b.Id)?.Count ?? 0, flags[b.Id].ToDictionary(f => f.Flag, f => f.Count), sums.GetValueOrDefault(b.Id)?.Effect,
            b.PreparedByName, b.PreparedAt, b.ApprovedByName, b.ApprovedAt, b.EndedByName, b.EndedAt, b.EndReason, IsBilled: false));
    }
}

/// <summary>A line of a partner's file that was not taken: the refusal's code and what it names.</summary>
internal sealed record RefusedLine(int Line, string AccountNumber, string Code, IReadOnlyDictionary<string, string> Values)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public BusinessException Why
    {
        get
        {
            var why = new BusinessException(Code);
            foreach (var (name, value) in Values)
                why.WithData(name, value);
            return why;
        }
    }
}

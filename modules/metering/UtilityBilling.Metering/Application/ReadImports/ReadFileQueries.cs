using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>Lists of files and lines for the screen and for exports.</summary>
internal sealed class ReadFileQueries(IUtilityBillingDbContext context, BulkWriter database, ICurrentTenant tenant, FindingTexts texts)
{
    private const string Filter = """
        where l.tenant_id = $1 and l.read_file_id = $2 and ($3::text is null or l.outcome = $3) and (not $4 or l.replaces_read_id is not null)
          and ($5::text is null or starts_with(upper(coalesce(l.meter_serial, '')), upper($5)) or starts_with(upper(coalesce(l.account, '')), upper($5)))
        """;

    public async Task<(List<ReadFile> Files, long Count)> FilesAsync(PagedRequest request, CancellationToken cancellationToken)
    {
        var files = context.Set<ReadFile>().AsNoTracking();
        if (!string.IsNullOrWhiteSpace(request.Q))
            files = files.Where(f => EF.Functions.ILike(f.FileName, $"%{request.Q.Trim()}%"));
        var count = await files.LongCountAsync(cancellationToken).ConfigureAwait(false);
        var page = await files.OrderByDescending(f => f.UploadedAt).ThenByDescending(f => f.Id).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        return (page, count);
    }

    public async Task<long> CountAsync(Guid fileId, ReadLineRequest request, CancellationToken cancellationToken) =>
        (await database.QueryAsync($"select count(*) from metering.read_file_lines l {Filter}", Parameters(fileId, request), r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    public Task<List<ReadFileLineDto>> LinesAsync(Guid fileId, ReadLineRequest request, int take, int skip, CancellationToken cancellationToken) => database.QueryAsync(
        $"""
        select l.n, case when l.raw = '' and l.outcome = 'Missing' then 0 else l.n end, l.outcome, l.raw, l.account, l.meter_serial, i.meter_id, l.read_date, l.value,
               l.previous_date, l.previous_value, l.usage, l.days, g.unit, l.replaces_read_id is not null, l.data
        from metering.read_file_lines l
        left join metering.registers g on g.tenant_id = l.tenant_id and g.id = l.register_id
        left join metering.meter_installations i on i.tenant_id = g.tenant_id and i.id = g.installation_id
        {Filter}
        order by l.n limit $6 offset $7
        """,
        [.. Parameters(fileId, request), Arg.Of(take), Arg.Of(skip)], Map, cancellationToken);

    private NpgsqlParameter[] Parameters(Guid fileId, ReadLineRequest request) =>
    [
        Arg.Of(tenant.Id), Arg.Of(fileId), Arg.Of(request.Outcome?.ToString()), new NpgsqlParameter { Value = request.OnlyReplacing },
        Arg.Of(string.IsNullOrWhiteSpace(request.Q) ? null : request.Q.Trim()),
    ];

    private ReadFileLineDto Map(NpgsqlDataReader r) => new(
        r.GetInt32(0), r.GetInt32(1), Enum.Parse<ReadLineOutcome>(r.GetString(2)), r.GetString(3), Text(r, 4), Text(r, 5), r.IsDBNull(6) ? null : r.GetGuid(6), Day(r, 7), Number(r, 8), Day(r, 9), Number(r, 10),
        Number(r, 11), r.IsDBNull(12) ? null : r.GetInt32(12), Text(r, 13), r.GetBoolean(14), texts.Sentences(Text(r, 15)));

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static DateOnly? Day(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<DateOnly>(column);

    private static decimal? Number(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetDecimal(column);
}

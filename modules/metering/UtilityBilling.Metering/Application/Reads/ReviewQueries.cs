using Npgsql;
using UtilityBilling.Customers.Services;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Timing;

namespace UtilityBilling.Metering.Reads;

/// <summary>The work list and the register of misread meters: a few queries a page, whatever its length.</summary>
internal sealed class ReviewQueries(BulkWriter database, ICurrentTenant tenant, IServicePointDirectory points, FindingTexts texts, IClock clock)
{
    private const int HistoryReads = 13;

    private const string From = """
        from metering.read_exceptions e
        join metering.registers g on g.tenant_id = e.tenant_id and g.id = e.register_id
        join metering.meter_installations i on i.tenant_id = g.tenant_id and i.id = g.installation_id
        join metering.meters m on m.tenant_id = i.tenant_id and m.id = i.meter_id
        left join metering.reads r on r.tenant_id = e.tenant_id and r.id = e.read_id
        """;

    private const string Waiting = """
        where e.tenant_id = $1 and ($2::uuid is null or e.read_file_id = $2) and ($3::text is null or starts_with(upper(m.serial_number), upper($3)))
          and case $4::text when 'InTheField' then e.state = 'ReRead' when 'OnHold' then e.state = 'Held' and e.held_until > $5
              else e.state = 'Open' or (e.state = 'Held' and e.held_until <= $5) end
        """;

    public async Task<PagedResult<ReviewRowDto>> ListAsync(ReviewRequest request, CancellationToken cancellationToken)
    {
        var count = (await database.QueryAsync($"select count(*) {From} {Waiting}", Parameters(request), r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var rows = await database.QueryAsync(
            $"""
            select e.id, e.register_id, m.id, m.serial_number, e.service_point_id, e.due_date, e.read_id is null, r.value, r.previous_date, r.previous_value, r.usage, r.days, g.unit,
                   e.oddness, e.state, e.held_until, e.reason, e.findings
            {From} {Waiting}
            order by e.oddness desc, e.due_date, e.id limit $6 offset $7
            """,
            [.. Parameters(request), Arg.Of(request.PageSize), Arg.Of(request.Skip)], Row.Read, cancellationToken).ConfigureAwait(false);
        var places = await points.ByIdsAsync([.. rows.Select(r => r.ServicePointId).Distinct()], clock.Today, cancellationToken).ConfigureAwait(false);
        var history = await HistoryAsync([.. rows.Select(r => r.RegisterId).Distinct()], cancellationToken).ConfigureAwait(false);
        return new PagedResult<ReviewRowDto>([.. rows.Select(r => r.ToDto(places.GetValueOrDefault(r.ServicePointId), texts.Sentences(r.Findings), history.GetValueOrDefault(r.RegisterId, [])))], count, request.Page, request.PageSize);
    }

    /// <summary>The last 13 usages of each register, oldest first.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<UsagePointDto>>> HistoryAsync(IReadOnlyCollection<Guid> registerIds, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            """
            select u.id, r.date, r.usage, r.kind = 'Estimated'
            from unnest($2::uuid[]) as u (id)
            cross join lateral (
                select date, usage, kind from metering.reads
                where tenant_id = $1 and register_id = u.id and state = 'Accepted' and usage is not null order by date desc limit $3) r
            order by u.id, r.date
            """,
            [Arg.Of(tenant.Id), Arg.Ids(registerIds), Arg.Of(HistoryReads)],
            r => (Register: r.GetGuid(0), Point: new UsagePointDto(r.GetFieldValue<DateOnly>(1), r.GetDecimal(2), r.GetBoolean(3))), cancellationToken).ConfigureAwait(false);
        return rows.GroupBy(r => r.Register).ToDictionary(g => g.Key, g => (IReadOnlyList<UsagePointDto>)[.. g.Select(r => r.Point)]);
    }

    public async Task<long> CountMisreadsAsync(MisreadRequest request, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            "select count(*) from metering.read_exceptions e where e.tenant_id = $1 and e.due_date >= $2 and e.due_date <= $3",
            [Arg.Of(tenant.Id), Arg.Of((DateOnly?)request.From), Arg.Of((DateOnly?)request.Through)], r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    public async Task<IReadOnlyList<MisreadDto>> MisreadsAsync(MisreadRequest request, int take, int skip, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            $"""
            select e.id, e.register_id, m.id, m.serial_number, e.service_point_id, e.due_date, e.read_id is null, r.value, r.previous_date, r.previous_value, r.usage, r.days, g.unit,
                   e.oddness, e.state, e.held_until, e.reason, e.findings, e.decided_at
            {From} where e.tenant_id = $1 and e.due_date >= $2 and e.due_date <= $3
            order by e.due_date, m.serial_number, e.id limit $4 offset $5
            """,
            [Arg.Of(tenant.Id), Arg.Of((DateOnly?)request.From), Arg.Of((DateOnly?)request.Through), Arg.Of(take), Arg.Of(skip)],
            r => (Row: Row.Read(r), DecidedAt: r.IsDBNull(18) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(18)), cancellationToken).ConfigureAwait(false);
        var places = await points.ByIdsAsync([.. rows.Select(r => r.Row.ServicePointId).Distinct()], clock.Today, cancellationToken).ConfigureAwait(false);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(tenant.Tenant!.TimeZone);
        return [.. rows.Select(r => new MisreadDto(
            r.Row.Id, r.Row.DueDate, r.Row.Serial, r.Row.MeterId, places.GetValueOrDefault(r.Row.ServicePointId)?.AccountNumber, places.GetValueOrDefault(r.Row.ServicePointId)?.Address ?? "",
            r.Row.Value, r.Row.PreviousValue, r.Row.Usage, r.Row.Unit, texts.Sentences(r.Row.Findings), r.Row.State, texts.Say($"Enum:ReadExceptionState.{r.Row.State}", new Dictionary<string, object?>()),
            r.Row.Reason, r.DecidedAt is { } at ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime) : null))];
    }

    private NpgsqlParameter[] Parameters(ReviewRequest request) =>
        [Arg.Of(tenant.Id), Arg.Of(request.FileId), Arg.Of(string.IsNullOrWhiteSpace(request.Q) ? null : request.Q.Trim()), Arg.Of(request.List.ToString()), Arg.Of((DateOnly?)clock.Today)];

    private sealed record Row(
        Guid Id, Guid RegisterId, Guid MeterId, string Serial, Guid ServicePointId, DateOnly DueDate, bool IsMissing, decimal? Value, DateOnly? PreviousDate, decimal? PreviousValue, decimal? Usage, int? Days,
        string Unit, decimal Oddness, ReadExceptionState State, DateOnly? HeldUntil, string? Reason, string Findings)
    {
        public static Row Read(NpgsqlDataReader r) => new(
            r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetString(3), r.GetGuid(4), r.GetFieldValue<DateOnly>(5), r.GetBoolean(6), Number(r, 7), Day(r, 8), Number(r, 9), Number(r, 10),
            r.IsDBNull(11) ? null : r.GetInt32(11), r.GetString(12), r.GetDecimal(13), Enum.Parse<ReadExceptionState>(r.GetString(14)), Day(r, 15), r.IsDBNull(16) ? null : r.GetString(16), r.GetString(17));

        public ReviewRowDto ToDto(ServicePointCard? place, string why, IReadOnlyList<UsagePointDto> history) => new(
            Id, RegisterId, MeterId, Serial, place?.AccountNumber, place?.AccountId, place?.Address ?? "", DueDate, IsMissing, Value, PreviousDate, PreviousValue, Usage, Days, Unit, Oddness, State, HeldUntil, Reason, why, history,
            StoredFinding.Read(Findings).Any(f => f.Code == ReadFindingCodes.ByKind[ReadFindingKind.Overestimate]));

        private static DateOnly? Day(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<DateOnly>(column);

        private static decimal? Number(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetDecimal(column);
    }
}

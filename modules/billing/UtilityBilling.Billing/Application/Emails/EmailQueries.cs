using Npgsql;
using UtilityBilling.Customers;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Emails;

/// <summary>Reads the outbox and what came back.</summary>
internal sealed class EmailQueries(BulkWriter database)
{
    private const int MostTroubled = 200;

    private const string Email = """
        select m.id, m.run_id, r.number, s.number, m.account_id, p.name, m.address, m.state, m.tries, m.created_at, m.sent_at, m.not_before, m.words, m.message_id, o.piece is not null, p.delivery
        from billing.email_messages m
        join billing.bill_runs r on r.tenant_id = m.tenant_id and r.id = m.run_id
        join billing.statements s on s.tenant_id = m.tenant_id and s.id = m.statement_id
        join billing.statement_pieces p on p.tenant_id = m.tenant_id and p.statement_id = m.statement_id and p.piece = m.piece
        left join billing.pieces_on_paper o on o.tenant_id = m.tenant_id and o.statement_id = m.statement_id and o.piece = m.piece
        """;

    private const string Report = """
        from billing.email_reports e
        left join billing.email_messages m on m.tenant_id = e.tenant_id and m.id = e.email_id
        left join billing.statements s on s.tenant_id = m.tenant_id and s.id = m.statement_id
        """;

    /// <summary>What nobody has settled and the program could not place.</summary>
    internal const string OpenReport = "e.settled_at is null and (e.kind = 'Unknown' or (e.email_id is null and e.kind in ('Permanent', 'Temporary')))";

    public async Task<Dictionary<EmailState, int>> StatesAsync(Guid runId, CancellationToken cancellationToken) => (await database.QueryAsync(
        "select state, count(*)::int from billing.email_messages where run_id = $1 group by state", [Arg.Of(runId)], r => (State: Enum.Parse<EmailState>(r.GetString(0)), Count: r.GetInt32(1)), cancellationToken)
        .ConfigureAwait(false)).ToDictionary(x => x.State, x => x.Count);

    /// <summary>Pieces for e-mail in no message and not gone to paper; pieces that went on paper; whether every statement is frozen.</summary>
    public async Task<(int ToQueue, int OnPaper, bool IsFrozen)> CountsAsync(Guid runId, CancellationToken cancellationToken) => (await database.QueryAsync(
        """
        select (select count(*) from billing.statement_pieces p where p.run_id = $1 and p.delivery <> 'Paper'
                  and not exists (select 1 from billing.email_messages m where m.tenant_id = p.tenant_id and m.statement_id = p.statement_id and m.piece = p.piece)
                  and not exists (select 1 from billing.pieces_on_paper o where o.tenant_id = p.tenant_id and o.statement_id = p.statement_id and o.piece = p.piece)
                  and not exists (select 1 from billing.piece_suppressions x where x.tenant_id = p.tenant_id and x.statement_id = p.statement_id and x.piece = p.piece))::int,
            (select count(*) from billing.pieces_on_paper where run_id = $1)::int,
            (select count(*) from billing.statements where run_id = $1) = (select count(*) from billing.statement_documents where run_id = $1)
        """,
        [Arg.Of(runId)], r => (r.GetInt32(0), r.GetInt32(1), r.GetBoolean(2)), cancellationToken).ConfigureAwait(false))[0];

    public Task<List<EmailDto>> TroubledAsync(Guid runId, CancellationToken cancellationToken) => database.QueryAsync(
        $"{Email} where m.run_id = $1 and (m.state in ('InDoubt', 'Bounced', 'Failed') or (m.state = 'Waiting' and m.tries > 0)) order by array_position(array['InDoubt', 'Waiting', 'Failed', 'Bounced'], m.state), s.number, m.piece limit $2",
        [Arg.Of(runId), Arg.Of(MostTroubled)], Read, cancellationToken);

    public async Task<PagedResult<EmailDto>> ListAsync(PagedRequest request, EmailState? state, string? search, CancellationToken cancellationToken)
    {
        const string where = "where ($1::text is null or m.state = $1) and ($2::text is null or m.address = $2 or s.number::text = $2)";
        NpgsqlParameter[] Arguments() => [Arg.Of(state?.ToString()), Arg.Of(string.IsNullOrWhiteSpace(search) ? null : search.Trim())];
        var total = (await database.QueryAsync(
            $"select count(*)::int from billing.email_messages m join billing.statements s on s.tenant_id = m.tenant_id and s.id = m.statement_id {where}", Arguments(), r => r.GetInt32(0), cancellationToken).ConfigureAwait(false))[0];
        var emails = await database.QueryAsync(
            $"{Email} {where} order by m.created_at desc, m.id limit $3 offset $4", [.. Arguments(), Arg.Of(request.PageSize), Arg.Of(request.Skip)], Read, cancellationToken).ConfigureAwait(false);
        return new PagedResult<EmailDto>(emails, total, request.Page, request.PageSize);
    }

    public async Task<PagedResult<EmailReportDto>> ReportsAsync(PagedRequest request, bool onlyOpen, CancellationToken cancellationToken)
    {
        var where = onlyOpen ? $"where {OpenReport}" : "";
        var total = (await database.QueryAsync($"select count(*)::int from billing.email_reports e {where}", [], r => r.GetInt32(0), cancellationToken).ConfigureAwait(false))[0];
        var reports = await database.QueryAsync(
            $"select e.id, e.received_at, e.kind, e.\"from\", e.subject, e.address, e.status, e.words, e.email_id, s.number, e.settled_by_name, e.settled_at {Report} {where} order by e.received_at desc, e.id limit $1 offset $2",
            [Arg.Of(request.PageSize), Arg.Of(request.Skip)],
            r => new EmailReportDto(
                r.GetGuid(0), r.GetFieldValue<DateTimeOffset>(1), Enum.Parse<EmailReportKind>(r.GetString(2)), r.GetString(3), r.GetString(4), Text(r, 5), Text(r, 6), Text(r, 7), r.IsDBNull(8) ? null : r.GetGuid(8),
                r.IsDBNull(9) ? null : r.GetInt64(9), Text(r, 10), Time(r, 11)),
            cancellationToken).ConfigureAwait(false);
        return new PagedResult<EmailReportDto>(reports, total, request.Page, request.PageSize);
    }

    /// <summary>What waits for a person: messages in doubt and reports that could not be placed, with the day of the oldest; then bad addresses.</summary>
    public async Task<(int Count, DateTimeOffset? Oldest, int Addresses, DateTimeOffset? OldestAddress)> OpenAsync(CancellationToken cancellationToken) => (await database.QueryAsync(
        $"""
        select w.count, w.oldest, a.count, a.oldest
        from (select count(*)::int as count, min(at) as oldest from (
                select claimed_at as at from billing.email_messages where state = 'InDoubt' union all select e.received_at from billing.email_reports e where {OpenReport}) x) w,
            (select count(*)::int as count, min(since) as oldest from billing.bad_addresses where cleared_at is null) a
        """,
        [], r => (r.GetInt32(0), Time(r, 1), r.GetInt32(2), Time(r, 3)), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Whether the town has a message to send now, or one whose sender was cut off.</summary>
    public async Task<bool> HasWorkAsync(DateTimeOffset now, CancellationToken cancellationToken) => (await database.QueryAsync(
        "select exists (select 1 from billing.email_messages where state in ('Waiting', 'Sending') and not_before <= $1)", [Arg.Of(now)], r => r.GetBoolean(0), cancellationToken).ConfigureAwait(false))[0];

    private static EmailDto Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetGuid(1), r.GetInt32(2), r.GetInt64(3), r.GetGuid(4), r.GetString(5), r.GetString(6), Enum.Parse<EmailState>(r.GetString(7)), r.GetInt32(8), r.GetFieldValue<DateTimeOffset>(9), Time(r, 10),
        r.GetFieldValue<DateTimeOffset>(11), Text(r, 12), r.GetString(13), r.GetBoolean(14), Enum.Parse<StatementDelivery>(r.GetString(15)) == StatementDelivery.Both);

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static DateTimeOffset? Time(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}

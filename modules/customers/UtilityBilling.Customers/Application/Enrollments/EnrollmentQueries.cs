using Npgsql;
using UtilityBilling.Customers.Search;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;
using UtilityBilling.Search;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Enrollments;

/// <summary>Enrolments as lists show them. Every order ends with the id, so that no page repeats or skips a row.</summary>
internal sealed class EnrollmentQueries(BulkWriter database, ISearchIndex index, TariffWords words, IClock clock)
{
    private const int MostFound = 200;

    private const string Renewed = """
        exists (select 1 from customers.enrollments n
                where n.tenant_id = e.tenant_id and n.premise_id = e.premise_id and n.program = e.program and n.account_id is not distinct from e.account_id
                  and n."from" = e."to" and n.id <> e.id and n."to" is distinct from n."from")
        """;

    private const string From = $"""
        from customers.enrollments e
        join customers.premises p on p.tenant_id = e.tenant_id and p.id = e.premise_id
        left join lateral (
            select a.id, a.number, c.display_name, c.sort_key
            from customers.accounts a
            join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
            where a.tenant_id = e.tenant_id and a.id = coalesce(e.account_id, (
                select o.account_id from customers.occupancies o
                where o.tenant_id = e.tenant_id and o.premise_id = e.premise_id and o.status not in ('Pending', 'Voided') and o."from" <= $1 and coalesce(o."to", 'infinity'::date) > $1
                order by o."from" desc, o.id limit 1))) a on true
        """;

    private const string Listed = $"""
        where ($2::uuid[] is null or e.account_id = any($2) or e.premise_id = any($2) or a.id = any($2))
          and case $3
                when 'Review' then e.review_on <= $1 and e."from" <= $1 and coalesce(e."to", 'infinity'::date) > $1 and not {Renewed}
                when 'Expiring' then e."to" > $1 and e."to" <= $1 + $4 and e."from" < e."to" and not {Renewed}
                when 'Ended' then e."to" <= $1 and e."to" > $1 - $4 and e."from" < e."to" and not {Renewed}
                else true end
        """;

    private static readonly Dictionary<string, string> Orders = new()
    {
        ["account"] = "a.number",
        ["address"] = "p.sort_key",
        ["program"] = "e.program",
        ["from"] = "e.\"from\"",
        ["to"] = "e.\"to\"",
        ["review"] = "e.review_on",
    };

    public async Task<PagedResult<EnrollmentDto>> ListAsync(PagedRequest page, EnrollmentList list, int days, CancellationToken cancellationToken)
    {
        var ids = await FoundAsync(page.Q, cancellationToken).ConfigureAwait(false);
        var total = (await database.QueryAsync($"select count(*) {From} {Listed}", Filter(ids, list, days), r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var rows = await RowsAsync($"{Listed} {Order(page.Sort, list)} offset $5 limit $6", [.. Filter(ids, list, days), Arg.Of(page.Skip), Arg.Of(page.PageSize)], cancellationToken).ConfigureAwait(false);
        return new PagedResult<EnrollmentDto>(rows, total, page.Page, page.PageSize);
    }

    public async Task<IReadOnlyList<EnrollmentDto>> AllAsync(PagedRequest page, EnrollmentList list, int days, CancellationToken cancellationToken) =>
        await RowsAsync($"{Listed} {Order(page.Sort, list)}", Filter(await FoundAsync(page.Q, cancellationToken).ConfigureAwait(false), list, days), cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<EnrollmentDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken) => await RowsAsync(
        """
        where e.account_id = $2 or (e.account_id is null and exists (
            select 1 from customers.occupancies o
            where o.tenant_id = e.tenant_id and o.premise_id = e.premise_id and o.account_id = $2 and o.status <> 'Voided'
              and o."from" < coalesce(e."to", 'infinity'::date) and e."from" < coalesce(o."to", 'infinity'::date)))
        order by e."from" desc, e.program, e.id
        """,
        [Arg.Of(clock.Today), Arg.Of(accountId)], cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<EnrollmentDto>> OfPremiseAsync(Guid premiseId, CancellationToken cancellationToken) => await RowsAsync(
        """where e.premise_id = $2 order by e."from" desc, e.program, e.id""", [Arg.Of(clock.Today), Arg.Of(premiseId)], cancellationToken).ConfigureAwait(false);

    public async Task<EnrollmentDto> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await RowsAsync("where e.id = $2", [Arg.Of(clock.Today), Arg.Of(id)], cancellationToken).ConfigureAwait(false) is [var row] ? row : throw new EntityNotFoundException(typeof(Enrollment), id);

    public async Task<IReadOnlyList<EnrollmentPlace>> PlacesAsync(Guid accountId, CancellationToken cancellationToken) => await database.QueryAsync(
        """
        select o.premise_id, concat_ws(' ', p.address_line, p.unit), min(o."from"), max(coalesce(o."to", 'infinity'::date))
        from customers.occupancies o join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
        where o.account_id = $1 and o.status <> 'Voided'
        group by 1, 2 order by 4 desc, 3 desc, 1
        """,
        [Arg.Of(accountId)], r => new EnrollmentPlace(r.GetGuid(0), r.GetString(1), r.Day(2), r.Day(3) == DateOnly.MaxValue ? null : r.Day(3)), cancellationToken).ConfigureAwait(false);

    /// <summary>Another of the same programme that overlaps a span, for the same premise and account; one that stays with the premise counts for every account.</summary>
    public async Task<(DateOnly From, DateOnly? To)?> OverlapAsync(Guid premiseId, Guid? accountId, string program, EnrollmentSpan span, Guid? except, CancellationToken cancellationToken)
    {
        var found = await database.QueryAsync(
            """
            select e."from", e."to" from customers.enrollments e
            where e.premise_id = $1 and e.program = $3 and (e.account_id is null or $2::uuid is null or e.account_id = $2) and ($6::uuid is null or e.id <> $6)
              and e."from" < coalesce($5, 'infinity'::date) and $4 < coalesce(e."to", 'infinity'::date) and e."to" is distinct from e."from"
            order by e."from" limit 1
            """,
            [Arg.Of(premiseId), Arg.Of(accountId), Arg.Of(program), Arg.Of(span.From), Arg.Of(span.To), Arg.Of(except)], r => (r.Day(0), r.DayOrNull(1)), cancellationToken).ConfigureAwait(false);
        return found is [var other] ? other : null;
    }

    private async Task<Guid[]?> FoundAsync(string? text, CancellationToken cancellationToken) => string.IsNullOrWhiteSpace(text) ? null :
        [.. (await index.FindAsync(text, [CustomersSearchDocuments.AccountKind, CustomersSearchDocuments.PremiseKind], MostFound, cancellationToken).ConfigureAwait(false)).Select(m => m.RecordId)];

    private List<NpgsqlParameter> Filter(Guid[]? ids, EnrollmentList list, int days) => [Arg.Of(clock.Today), Arg.IdsOrNull(ids), Arg.Of(list.ToString()), Arg.Of(days)];

    private static string Order(string? sort, EnrollmentList list)
    {
        var own = list switch { EnrollmentList.Review => "review", EnrollmentList.Expiring => "to", EnrollmentList.Ended => "-to", _ => "-from" };
        var asked = Orders.ContainsKey(sort?.TrimStart('-') ?? "") ? sort! : own;
        return $"order by {Orders[asked.TrimStart('-')]} {(asked.StartsWith('-') ? "desc nulls last" : "asc nulls last")}, e.id";
    }

    private async Task<List<EnrollmentDto>> RowsAsync(string rest, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        var labels = await words.ProgramsAsync(cancellationToken).ConfigureAwait(false);
        return await database.QueryAsync(
            $"""
            select e.id, a.id, a.number, a.display_name, e.premise_id, concat_ws(' ', p.address_line, p.unit), e.program, e."from", e."to", e.review_on, e.account_id is null, {Renewed}, e.note, e.file_id,
                   e.granted_by_name, e.granted_at, e.ended_by_name, e.ended_at, e.end_reason, e.xmin::text::bigint
            {From} {rest}
            """,
            parameters,
            r =>
            {
                var (program, span, isRenewed) = (r.GetString(6), new EnrollmentSpan(r.Day(7), r.DayOrNull(8), r.DayOrNull(9)), r.GetBoolean(11));
                return new EnrollmentDto(
                    r.GetGuid(0), r.GuidOrNull(1), r.TextOrNull(2), r.TextOrNull(3), r.GetGuid(4), r.GetString(5), program, labels.GetValueOrDefault(program, program), span.From, span.To, span.ReviewOn, span.On(clock.Today, isRenewed),
                    r.GetBoolean(10), isRenewed, r.TextOrNull(12), r.GuidOrNull(13), r.GetString(14), r.GetFieldValue<DateTimeOffset>(15), r.TextOrNull(16), r.IsDBNull(17) ? null : r.GetFieldValue<DateTimeOffset>(17),
                    r.TextOrNull(18), (uint)r.GetInt64(19));
            },
            cancellationToken).ConfigureAwait(false);
    }
}

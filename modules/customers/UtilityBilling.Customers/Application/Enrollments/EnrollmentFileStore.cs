using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Localization;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Enrollments;

/// <summary>The bytes and lines of files of enrolments, and the enrolments that come of them, each set-based.</summary>
internal sealed class EnrollmentFileStore(BulkWriter database, ICurrentTenant tenant, LocalizationCatalog texts)
{
    private static readonly IReadOnlyList<StageColumn<EnrollmentFileLine>> Columns =
    [
        Stage.Integer<EnrollmentFileLine>("n", l => l.N), Stage.Text<EnrollmentFileLine>("account_number", l => l.AccountNumber), Stage.Text<EnrollmentFileLine>("program", l => l.Program),
        Stage.Text<EnrollmentFileLine>("from_text", l => l.FromText), Stage.Text<EnrollmentFileLine>("to_text", l => l.ToText), Stage.Text<EnrollmentFileLine>("note", l => l.Note),
        Stage.Uuid<EnrollmentFileLine>("account_id", l => l.AccountId), Stage.Uuid<EnrollmentFileLine>("premise_id", l => l.PremiseId),
        Stage.Date<EnrollmentFileLine>("\"from\"", l => l.From), Stage.Date<EnrollmentFileLine>("\"to\"", l => l.To), Stage.Date<EnrollmentFileLine>("review_on", l => l.ReviewOn),
        Stage.Text<EnrollmentFileLine>("problem", l => l.Problem), Stage.Json<EnrollmentFileLine>("problem_data", l => l.ProblemData), Stage.Uuid<EnrollmentFileLine>("enrollment_id", l => l.EnrollmentId),
    ];

    private static readonly string ColumnNames = string.Join(", ", Columns.Select(c => c.Name));

    private const string From = """
        from customers.enrollment_file_lines l
        left join customers.accounts a on a.tenant_id = l.tenant_id and a.id = l.account_id
        left join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
        left join customers.premises p on p.tenant_id = l.tenant_id and p.id = l.premise_id
        left join customers.enrollments e on e.tenant_id = l.tenant_id and e.id = l.enrollment_id
        where l.file_id = $1 and ($2::boolean is null or (l.problem is not null) = $2)
        """;

    /// <summary>Keeps the original bytes.</summary>
    public Task SaveContentAsync(Guid fileId, byte[] content, CancellationToken cancellationToken) => database.WriteAsync(
        "insert into customers.enrollment_file_contents (tenant_id, file_id, n, content) values ($1, $2, 1, $3)",
        [Arg.Of(tenant.Id), Arg.Of(fileId), new NpgsqlParameter { Value = content }], rows => new AuditSummary("EnrollmentFile.Content", fileId, rows), cancellationToken);

    public async Task<byte[]> ContentAsync(Guid fileId, CancellationToken cancellationToken) =>
        (await database.QueryAsync("select c.content from customers.enrollment_file_contents c where c.file_id = $1", [Arg.Of(fileId)], r => r.GetFieldValue<byte[]>(0), cancellationToken).ConfigureAwait(false)).Single();

    /// <summary>Puts the lines in the place of the file's lines, if it has any.</summary>
    public async Task SaveLinesAsync(Guid fileId, IReadOnlyList<EnrollmentFileLine> lines, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync("delete from customers.enrollment_file_lines where tenant_id = $1 and file_id = $2", [Arg.Of(tenant.Id), Arg.Of(fileId)], cancellationToken).ConfigureAwait(false);
        await database.StageAsync("enrollment_line_stage", Columns, lines, cancellationToken).ConfigureAwait(false);
        await database.WriteAsync(
            $"insert into customers.enrollment_file_lines (tenant_id, file_id, {ColumnNames}) select $1, $2, {ColumnNames} from pg_temp.enrollment_line_stage",
            [Arg.Of(tenant.Id), Arg.Of(fileId)], rows => new AuditSummary("EnrollmentFile.Lines", fileId, rows), cancellationToken).ConfigureAwait(false);
    }

    public async Task<PagedResult<EnrollmentLineDto>> LinesAsync(Guid fileId, PagedRequest page, bool? refused, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var total = (await database.QueryAsync($"select count(*) {From}", Filter(fileId, refused), r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var rows = await RowsAsync("offset $3 limit $4", [.. Filter(fileId, refused), Arg.Of(page.Skip), Arg.Of(page.PageSize)], labels, cancellationToken).ConfigureAwait(false);
        return new PagedResult<EnrollmentLineDto>(rows, total, page.Page, page.PageSize);
    }

    public async Task<IReadOnlyList<EnrollmentLineDto>> AllLinesAsync(Guid fileId, bool? refused, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        await RowsAsync("", Filter(fileId, refused), labels, cancellationToken).ConfigureAwait(false);

    /// <summary>Makes the good lines enrolments, in the name of the person who applies the file.</summary>
    public async Task ApplyAsync(Guid fileId, Actor by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(
                """
                insert into customers.enrollments (tenant_id, id, premise_id, account_id, program, "from", "to", review_on, note, file_id, granted_by, granted_by_name, granted_at, ended_by_move)
                select l.tenant_id, l.enrollment_id, l.premise_id, l.account_id, l.program, l."from", l."to", l.review_on, l.note, l.file_id, $2, $3, $4, false
                from customers.enrollment_file_lines l where l.file_id = $1 and l.problem is null order by l.n
                """,
                [Arg.Of(fileId), Arg.Of(by.UserId), Arg.Of(by.DisplayName), Arg.Of(at)], rows => new AuditSummary("EnrollmentFile.Apply", fileId, rows), cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.ExclusionViolation)
        {
            throw new BusinessException(CustomersErrorCodes.Enrollment.OverlapNow, error);
        }
    }

    /// <summary>Takes back what nobody has touched since. Returns how many those were.</summary>
    public Task<long> TakeBackAsync(Guid fileId, string reason, Actor by, DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        """
        update customers.enrollments e set "to" = e."from", end_reason = $2, ended_by = $3, ended_by_name = $4, ended_at = $5
        from customers.enrollment_file_lines l
        where l.file_id = $1 and l.problem is null and e.tenant_id = l.tenant_id and e.id = l.enrollment_id
          and e.ended_at is null and e."to" is not distinct from l."to" and e.review_on is not distinct from l.review_on
          and not exists (select 1 from customers.enrollments n
                          where n.tenant_id = e.tenant_id and n.premise_id = e.premise_id and n.program = e.program and n.account_id is not distinct from e.account_id
                            and n."from" = e."to" and n.id <> e.id and n."to" is distinct from n."from")
        """,
        [Arg.Of(fileId), Arg.Of(reason), Arg.Of(by.UserId), Arg.Of(by.DisplayName), Arg.Of(at)], rows => new AuditSummary("EnrollmentFile.Reverse", fileId, rows), cancellationToken);

    private static List<NpgsqlParameter> Filter(Guid fileId, bool? refused) => [Arg.Of(fileId), Arg.Of(refused)];

    private Task<List<EnrollmentLineDto>> RowsAsync(string limit, List<NpgsqlParameter> parameters, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) => database.QueryAsync(
        $"""
        select l.n, l.account_number, l.account_id, c.display_name, concat_ws(' ', p.address_line, p.unit), l.program, coalesce(l."from"::text, l.from_text), coalesce(l."to"::text, l.to_text), l.review_on, l.note,
               l.problem, l.problem_data::text, e.id
        {From} order by l.n {limit}
        """,
        parameters,
        r => new EnrollmentLineDto(
            r.GetInt32(0), r.GetString(1), r.GuidOrNull(2), r.TextOrNull(3), r.GetString(4), labels.GetValueOrDefault(r.GetString(5), r.GetString(5)), r.GetString(6), r.GetString(7), r.DayOrNull(8), r.TextOrNull(9),
            r.TextOrNull(10) is { } problem ? LineProblem.Sentence(texts, $"Customers:EnrollmentLine.{problem}", r.GetString(11)) : null, r.GuidOrNull(12)),
        cancellationToken);
}

using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Localization;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;

namespace UtilityBilling.Customers.ServiceChanges;

/// <summary>The lines of a service changed for many, and what comes of them, each set-based.</summary>
internal sealed class ServiceChangeStore(BulkWriter database, ICurrentTenant tenant, LocalizationCatalog texts)
{
    private static readonly IReadOnlyList<StageColumn<ServiceChangeLine>> Columns =
    [
        Stage.Integer<ServiceChangeLine>("n", l => l.N), Stage.Uuid<ServiceChangeLine>("occupancy_id", l => l.OccupancyId), Stage.Uuid<ServiceChangeLine>("account_id", l => l.AccountId),
        Stage.Uuid<ServiceChangeLine>("premise_id", l => l.PremiseId), Stage.Uuid<ServiceChangeLine>("agreement_id", l => l.AgreementId), Stage.Text<ServiceChangeLine>("customer_class", l => l.CustomerClass),
        Stage.Uuid<ServiceChangeLine>("cycle_id", l => l.CycleId), Stage.Date<ServiceChangeLine>("\"to\"", l => l.To), Stage.Text<ServiceChangeLine>("problem", l => l.Problem),
        Stage.Json<ServiceChangeLine>("problem_data", l => l.ProblemData),
    ];

    private static readonly string ColumnNames = string.Join(", ", Columns.Select(c => c.Name));

    private const string From = """
        from customers.service_change_lines l
        join customers.accounts a on a.tenant_id = l.tenant_id and a.id = l.account_id
        join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
        join customers.premises p on p.tenant_id = l.tenant_id and p.id = l.premise_id
        where l.batch_id = $1 and ($2::boolean is null or (l.problem is not null) = $2)
        """;

    /// <summary>The good lines of a batch.</summary>
    private const string Good = "select l.tenant_id, l.agreement_id from customers.service_change_lines l where l.batch_id = $1 and l.problem is null";

    /// <summary>Puts the lines in the place of the batch's lines, if it has any.</summary>
    public async Task SaveLinesAsync(Guid batchId, IReadOnlyList<ServiceChangeLine> lines, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync("delete from customers.service_change_lines where tenant_id = $1 and batch_id = $2", [Arg.Of(tenant.Id), Arg.Of(batchId)], cancellationToken).ConfigureAwait(false);
        await database.StageAsync("service_change_stage", Columns, lines, cancellationToken).ConfigureAwait(false);
        await database.WriteAsync(
            $"insert into customers.service_change_lines (tenant_id, batch_id, {ColumnNames}) select $1, $2, {ColumnNames} from pg_temp.service_change_stage",
            [Arg.Of(tenant.Id), Arg.Of(batchId)], rows => new AuditSummary("ServiceChangeBatch.Lines", batchId, rows), cancellationToken).ConfigureAwait(false);
    }

    public async Task<PagedResult<ServiceChangeLineDto>> LinesAsync(Guid batchId, PagedRequest page, bool? refused, IReadOnlyDictionary<Guid, string> codes, CancellationToken cancellationToken)
    {
        var total = (await database.QueryAsync($"select count(*) {From}", Filter(batchId, refused), r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var rows = await RowsAsync("offset $3 limit $4", [.. Filter(batchId, refused), Arg.Of(page.Skip), Arg.Of(page.PageSize)], codes, cancellationToken).ConfigureAwait(false);
        return new PagedResult<ServiceChangeLineDto>(rows, total, page.Page, page.PageSize);
    }

    public async Task<IReadOnlyList<ServiceChangeLineDto>> AllLinesAsync(Guid batchId, bool? refused, IReadOnlyDictionary<Guid, string> codes, CancellationToken cancellationToken) =>
        await RowsAsync("", Filter(batchId, refused), codes, cancellationToken).ConfigureAwait(false);

    /// <summary>Opens the agreements of the good lines, each with its rate.</summary>
    public async Task OpenAsync(ServiceChangeBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(
                """
                insert into customers.service_agreements (tenant_id, id, occupancy_id, premise_id, service, customer_class, cycle_id, "from", "to")
                select l.tenant_id, l.agreement_id, l.occupancy_id, l.premise_id, $2, l.customer_class, l.cycle_id, $3, l."to"
                from customers.service_change_lines l where l.batch_id = $1 and l.problem is null order by l.n
                """,
                [Arg.Of(batch.Id), Arg.Of(batch.Service), Arg.Of(batch.On)], rows => new AuditSummary("ServiceChangeBatch.Open", batch.Id, rows), cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.ExclusionViolation)
        {
            throw new BusinessException(CustomersErrorCodes.ServiceChange.ChangedSince, error);
        }
        await database.ExecuteAsync(
            """
            insert into customers.rate_assignments (tenant_id, agreement_id, n, rate_code, "from", "to")
            select l.tenant_id, l.agreement_id, 1, $2, $3, l."to" from customers.service_change_lines l where l.batch_id = $1 and l.problem is null
            """,
            [Arg.Of(batch.Id), Arg.Of(batch.RateCode), Arg.Of(batch.On)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the agreements of the good lines with their rates and usage sources. Returns how many still had the end that was seen.</summary>
    public async Task<long> EndAsync(ServiceChangeBatch batch, CancellationToken cancellationToken)
    {
        var ended = await database.WriteAsync(
            """
            update customers.service_agreements a set "to" = $2
            from customers.service_change_lines l
            where l.batch_id = $1 and l.problem is null and a.tenant_id = l.tenant_id and a.id = l.agreement_id and a."to" is not distinct from l."to" and a."from" < $2
            """,
            [Arg.Of(batch.Id), Arg.Of(batch.On)], rows => new AuditSummary("ServiceChangeBatch.End", batch.Id, rows), cancellationToken).ConfigureAwait(false);
        foreach (var table in (string[])["rate_assignments", "usage_sources"])
            await database.ExecuteAsync(
                $"""
                update customers.{table} r set "to" = $2 where (r.tenant_id, r.agreement_id) in ({Good}) and coalesce(r."to", 'infinity'::date) > $2
                """,
                [Arg.Of(batch.Id), Arg.Of(batch.On)], cancellationToken).ConfigureAwait(false);
        return ended;
    }

    /// <summary>Takes the agreements that it opened away.</summary>
    public async Task RemoveAsync(ServiceChangeBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var table in (string[])["usage_sources", "rate_assignments"])
                await database.ExecuteAsync($"delete from customers.{table} r where (r.tenant_id, r.agreement_id) in ({Good})", [Arg.Of(batch.Id)], cancellationToken).ConfigureAwait(false);
            await database.WriteAsync(
                $"delete from customers.service_agreements a where (a.tenant_id, a.id) in ({Good})",
                [Arg.Of(batch.Id)], rows => new AuditSummary("ServiceChangeBatch.Remove", batch.Id, rows), cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation)
        {
            throw new BusinessException(CustomersErrorCodes.ServiceChange.InUse, error);
        }
    }

    /// <summary>Lets the services that it ended go on to the end they had, or to the move-out, where nobody has changed them since. Returns how many those were.</summary>
    public async Task<long> ResumeAsync(ServiceChangeBatch batch, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(
            """
            create temp table if not exists resumed (tenant_id uuid not null, agreement_id uuid not null, until date) on commit drop;
            truncate pg_temp.resumed
            """,
            [], cancellationToken).ConfigureAwait(false);
        await database.ExecuteAsync(
            """
            insert into pg_temp.resumed (tenant_id, agreement_id, until)
            select a.tenant_id, a.id, least(l."to", o."to")
            from customers.service_change_lines l
            join customers.service_agreements a on a.tenant_id = l.tenant_id and a.id = l.agreement_id
            join customers.occupancies o on o.tenant_id = a.tenant_id and o.id = a.occupancy_id
            where l.batch_id = $1 and l.problem is null and a."to" = $2 and coalesce(o."to", 'infinity'::date) > $2
              and not exists (
                  select 1 from customers.service_agreements n
                  where n.tenant_id = a.tenant_id and n.premise_id = a.premise_id and n.service = a.service and n.service_point_id is not distinct from a.service_point_id and n.id <> a.id
                    and n."from" < coalesce(least(l."to", o."to"), 'infinity'::date) and coalesce(n."to", 'infinity'::date) > $2)
            """,
            [Arg.Of(batch.Id), Arg.Of(batch.On)], cancellationToken).ConfigureAwait(false);
        foreach (var table in (string[])["rate_assignments", "usage_sources"])
            await database.ExecuteAsync(
                $"""update customers.{table} r set "to" = x.until from pg_temp.resumed x where r.tenant_id = x.tenant_id and r.agreement_id = x.agreement_id and r."to" = $1""",
                [Arg.Of(batch.On)], cancellationToken).ConfigureAwait(false);
        try
        {
            return await database.WriteAsync(
                """update customers.service_agreements a set "to" = x.until from pg_temp.resumed x where a.tenant_id = x.tenant_id and a.id = x.agreement_id""",
                [], rows => new AuditSummary("ServiceChangeBatch.Resume", batch.Id, rows), cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.ExclusionViolation)
        {
            throw new BusinessException(CustomersErrorCodes.StaleForm, error);
        }
    }

    private static List<NpgsqlParameter> Filter(Guid batchId, bool? refused) => [Arg.Of(batchId), Arg.Of(refused)];

    private Task<List<ServiceChangeLineDto>> RowsAsync(string limit, List<NpgsqlParameter> parameters, IReadOnlyDictionary<Guid, string> codes, CancellationToken cancellationToken) => database.QueryAsync(
        $"""
        select l.n, l.account_id, a.number, c.display_name, concat_ws(' ', p.address_line, p.unit), l.customer_class, l.cycle_id, l."to", l.problem, l.problem_data::text
        {From} order by l.n {limit}
        """,
        parameters,
        r => new ServiceChangeLineDto(
            r.GetInt32(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetString(4), r.TextOrNull(5), r.GuidOrNull(6) is { } cycle ? codes.GetValueOrDefault(cycle) : null, r.DayOrNull(7),
            r.TextOrNull(8) is { } problem ? LineProblem.Sentence(texts, $"Customers:ServiceChangeLine.{problem}", r.GetString(9)) : null),
        cancellationToken);
}

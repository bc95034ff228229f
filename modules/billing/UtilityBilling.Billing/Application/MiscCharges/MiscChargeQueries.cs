using Npgsql;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.MiscCharges;

/// <summary>Reads charges for lists, with what is due of each and what was billed.</summary>
internal sealed class MiscChargeQueries(BulkWriter database, IClock clock)
{
    /// <summary>
    /// Every day or period that a charge is for up to the day $1, as <c>d</c>, billed or not. <c>by_itself</c>: a run to come takes it along, since the account has services then and
    /// the period's own run is not posted yet.
    /// </summary>
    private const string Occurrences = """
        cross join lateral (
            select c."from" as occurrence, null::uuid as period_id,
                exists (select 1 from customers.occupancies y join customers.billable_agreements g on g.tenant_id = y.tenant_id and g.occupancy_id = y.id
                    where y.tenant_id = c.tenant_id and y.account_id = c.account_id and (c.occupancy_id is null or y.id = c.occupancy_id) and (coalesce(g."to", 'infinity'::date) > $1 or FINAL)) as by_itself
            where c.kind = 'OneTime' and c."from" <= $1
            union all
            select p."from", p.id,
                not exists (select 1 from billing.bill_runs r where r.tenant_id = p.tenant_id and r.period_id = p.id and r.kind = 'Regular' and r.state = 'Posted')
                and exists (select 1 from customers.occupancies y join customers.billable_agreements g on g.tenant_id = y.tenant_id and g.occupancy_id = y.id
                    where y.tenant_id = c.tenant_id and y.account_id = c.account_id and (c.occupancy_id is null or y.id = c.occupancy_id) and g.cycle_id = p.cycle_id and g."from" < p."to" and coalesce(g."to", 'infinity'::date) > p."from")
            from billing.billing_periods p
            where c.kind = 'Recurring' and p.tenant_id = c.tenant_id and p.bill_date <= $1 and COMES) d
        """;

    /// <summary>The agreement's last days are on no bill yet: a final bill is to come.</summary>
    private static readonly string Final = $"""
        exists (select 1 from billing.billing_periods p where p.tenant_id = g.tenant_id and p.cycle_id = g.cycle_id and p."from" < g."to" and p."to" >= g."to"
            and not exists (select 1 from billing.coverage v where v.tenant_id = g.tenant_id and v.agreement_id = g.agreement_id and v.period_id = p.id and {Standing.Coverage("v")}))
        """;

    private static readonly string Due = Occurrences.Replace("COMES", DueCharges.Comes("p.cycle_id", "p.\"from\"", "p.\"to\""), StringComparison.Ordinal).Replace("FINAL", Final, StringComparison.Ordinal);

    private static readonly string From = $"""
        from billing.misc_charges c
        join billing.misc_charge_codes k on k.tenant_id = c.tenant_id and k.id = c.code_id
        join customers.accounts n on n.tenant_id = c.tenant_id and n.id = c.account_id
        join customers.customers u on u.tenant_id = n.tenant_id and u.id = n.customer_id
        left join billing.cycles y on y.tenant_id = c.tenant_id and y.id = c.cycle_id
        cross join lateral (select greatest(c."from", least($1, coalesce(c."to", 'infinity'::date) - 1)) as day) d
        {DueCharges.Terms}
        cross join lateral (
            select count(*)::int as waiting, coalesce(bool_or(not d.by_itself), false) as needs_bill
            from (select 1) one {Due} where c.state = 'Approved' and not {DueCharges.Billed}) w
        left join lateral (
            select b.bill_id, l.number from billing.misc_charge_billings b join billing.bills l on l.tenant_id = b.tenant_id and l.id = b.bill_id
            where b.tenant_id = c.tenant_id and b.charge_id = c.id and {Standing.ChargeBilling("b")}
            order by b.occurrence desc limit 1) l on true
        cross join lateral (
            select case when c.state <> 'Approved' then c.state when c.kind = 'OneTime' then case when l.bill_id is null then 'Waiting' else 'Billed' end
                when c."to" <= $1 and w.waiting = 0 then 'Ended' else 'Running' end as standing) s
        """;

    public async Task<PagedResult<MiscChargeDto>> ListAsync(MiscChargeListRequest request, CancellationToken cancellationToken)
    {
        var paging = request.Paging ?? new PagedRequest();
        var (where, parameters) = Filter(request);
        var total = (await database.QueryAsync($"select count(*) {From} {where}", parameters, r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var rows = await RowsAsync($"{where} {Order(paging.Sort)} offset {paging.Skip} limit {paging.PageSize}", Filter(request).Parameters, cancellationToken).ConfigureAwait(false);
        return new PagedResult<MiscChargeDto>(rows, total, paging.Page, paging.PageSize);
    }

    public Task<List<MiscChargeDto>> AllAsync(MiscChargeListRequest request, CancellationToken cancellationToken)
    {
        var (where, parameters) = Filter(request);
        return RowsAsync($"{where} {Order(request.Paging?.Sort)}", parameters, cancellationToken);
    }

    public async Task<MiscChargeDto?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await RowsAsync("where c.id = $2", [Arg.Of(clock.Today), Arg.Of(id)], cancellationToken).ConfigureAwait(false)).SingleOrDefault();

    /// <summary>Days and periods due by a date that no run would take along by itself, and that this run does not take either.</summary>
    public async Task<int> CountForgottenAsync(Guid runId, DateOnly billDate, CancellationToken cancellationToken) => (await database.QueryAsync(
        $"""
        select count(*)::int from billing.misc_charges c {Due}
        where c.state = 'Approved' and not d.by_itself and not {DueCharges.Billed}
          and not exists (select 1 from billing.run_misc_charges q where q.run_id = $2 and q.charge_id = c.id and q.occurrence = d.occurrence)
        """,
        [Arg.Of(billDate), Arg.Of(runId)], r => r.GetInt32(0), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>What waits for these accounts and no run to come would take along, or what is to be billed once and they want billed now.</summary>
    public Task<List<WaitingCharge>> WaitingAsync(IReadOnlyCollection<Guid> accountIds, DateOnly billDate, CancellationToken cancellationToken) => database.QueryAsync(
        $"""
        select c.id, c.account_id, c.occupancy_id, d.period_id from billing.misc_charges c {Due}
        where c.account_id = any($2) and c.state = 'Approved' and (c.kind = 'OneTime' or not d.by_itself) and not {DueCharges.Billed}
          and not exists (select 1 from billing.run_misc_charges q join billing.bill_runs r on r.tenant_id = q.tenant_id and r.id = q.run_id where q.charge_id = c.id and q.occurrence = d.occurrence and {DueCharges.OpenRun})
        order by c.account_id, d.occurrence, c.id
        """,
        [Arg.Of(billDate), Arg.Ids(accountIds)], r => new WaitingCharge(r.GetGuid(0), r.GetGuid(1), Id(r, 2), Id(r, 3)), cancellationToken);

    /// <summary>How many charges need a bill of their own, and the oldest day of them.</summary>
    public async Task<(int Count, DateOnly? Oldest)> NeedBillAsync(CancellationToken cancellationToken) => (await database.QueryAsync(
        $"select count(distinct c.id)::int, min(d.occurrence) from billing.misc_charges c {Due} where c.state = 'Approved' and not d.by_itself and not {DueCharges.Billed}",
        [Arg.Of(clock.Today)], r => (r.GetInt32(0), Day(r, 1)), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>The number of the run that has taken it up and was sent for approval, if there is one: such a run changes no more.</summary>
    public async Task<int?> DecidedRunAsync(Guid chargeId, CancellationToken cancellationToken) => (await database.QueryAsync(
        "select r.number from billing.run_misc_charges q join billing.bill_runs r on r.tenant_id = q.tenant_id and r.id = q.run_id where q.charge_id = $1 and r.state in ('AwaitingApproval', 'Approved', 'Posting') limit 1",
        [Arg.Of(chargeId)], r => (int?)r.GetInt32(0), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async Task<bool> IsBilledAsync(Guid chargeId, CancellationToken cancellationToken) => (await database.QueryAsync(
        $"select 1 from billing.misc_charge_billings b where b.charge_id = $1 and {Standing.ChargeBilling("b")} limit 1", [Arg.Of(chargeId)], r => r.GetInt32(0), cancellationToken).ConfigureAwait(false)).Count > 0;

    private (string Where, NpgsqlParameter[] Parameters) Filter(MiscChargeListRequest request)
    {
        var which = request.Filter switch
        {
            MiscChargeFilter.Open => "s.standing in ('AwaitingApproval', 'Waiting', 'Running')",
            MiscChargeFilter.NeedsBill => "w.needs_bill",
            MiscChargeFilter.Waiting => "w.waiting > 0",
            MiscChargeFilter.Recurring => "c.kind = 'Recurring' and s.standing in ('AwaitingApproval', 'Running')",
            MiscChargeFilter.Billed => "l.bill_id is not null",
            MiscChargeFilter.AwaitingApproval => "c.state = 'AwaitingApproval'",
            MiscChargeFilter.Cancelled => "c.state in ('Cancelled', 'Declined')",
            _ => "true",
        };
        var q = request.Paging?.Q?.Trim();
        return (
            $"where {which} and ($2::uuid is null or c.account_id = $2) and ($3::text is null or n.number = $3 or lower(k.code) = lower($3) or u.display_name ilike '%' || $3 || '%')",
            [Arg.Of(clock.Today), Arg.Of(request.AccountId), Arg.Of(string.IsNullOrEmpty(q) ? null : q)]);
    }

    private static string Order(string? sort) => sort switch
    {
        "account" => "order by n.number, c.\"from\", c.id",
        "-account" => "order by n.number desc, c.\"from\", c.id",
        "amount" => "order by a.amount, c.id",
        "-amount" => "order by a.amount desc, c.id",
        "from" => "order by c.\"from\", c.id",
        _ => "order by c.\"from\" desc, c.id",
    };

    private Task<List<MiscChargeDto>> RowsAsync(string rest, NpgsqlParameter[] parameters, CancellationToken cancellationToken) => database.QueryAsync(
        $"""
        select c.id, c.account_id, n.number, u.display_name, c.occupancy_id, k.code, t.name_en, t.name_es, c.kind, c."from", c."to", c.every_periods, y.code, a.quantity, a.unit_price, a.amount,
            c.text_en, c.text_es, c.paper, s.standing, w.waiting, w.needs_bill, l.bill_id, l.number, c.entered_by_name, c.entered_at, c.decided_by_name, c.closed_reason, c.closed_by_name
        {From} {rest}
        """,
        parameters,
        r => new MiscChargeDto(
            r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), Id(r, 4), r.GetString(5), r.GetString(6), r.GetString(7), Enum.Parse<MiscChargeKind>(r.GetString(8)), r.GetFieldValue<DateOnly>(9), Day(r, 10), r.GetInt32(11),
            Text(r, 12), r.GetDecimal(13), r.GetDecimal(14), r.GetDecimal(15), Text(r, 16), Text(r, 17), Text(r, 18), Enum.Parse<MiscChargeStanding>(r.GetString(19)), r.GetInt32(20), r.GetBoolean(21), Id(r, 22),
            r.IsDBNull(23) ? null : r.GetInt64(23), r.GetString(24), r.GetFieldValue<DateTimeOffset>(25), Text(r, 26), Text(r, 27), Text(r, 28)),
        cancellationToken);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static Guid? Id(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}

/// <param name="PeriodId">Of a recurring charge.</param>
internal sealed record WaitingCharge(Guid ChargeId, Guid AccountId, Guid? OccupancyId, Guid? PeriodId);

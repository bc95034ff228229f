using Npgsql;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Budgets;

/// <summary>Reads budget plans for lists and pages.</summary>
internal sealed class BudgetQueries(BulkWriter database, BudgetHistory history, ISettingProvider settings, IClock clock)
{
    /// <summary>$1 today, $2 days before the true-up, $3 budget amounts of balance.</summary>
    private static readonly string From = $"""
        from billing.budget_plans p
        join customers.accounts n on n.tenant_id = p.tenant_id and n.id = p.account_id
        join customers.customers u on u.tenant_id = n.tenant_id and u.id = n.customer_id
        join customers.premises h on h.tenant_id = p.tenant_id and h.id = p.premise_id
        cross join lateral (
            select x.amount from billing.budget_amounts x where x.tenant_id = p.tenant_id and x.plan_id = p.id
            order by x."from" <= $1 desc, case when x."from" <= $1 then $1 - x."from" else x."from" - $1 end limit 1) a
        cross join lateral (select max(x.set_at) as at from billing.budget_amounts x where x.tenant_id = p.tenant_id and x.plan_id = p.id) looked
        cross join lateral (select coalesce(sum(x.amount), 0) as amount from {BudgetSql.Standing} x where x.tenant_id = p.tenant_id and x.plan_id = p.id) b
        cross join lateral (
            select greatest(p."from", coalesce(max(l.bill_date), p."from")) as day
            from billing.budget_bills g join billing.bills l on l.tenant_id = g.tenant_id and l.id = g.bill_id
            where g.tenant_id = p.tenant_id and g.plan_id = p.id and g.kind = 'TrueUp' and {Standing.Bill("g.bill_id")}) s
        cross join lateral (select make_date(extract(year from s.day)::int, p.true_up_month, 1) as day) m
        cross join lateral (select case when m.day > s.day then m.day else (m.day + interval '1 year')::date end as day) t
        cross join lateral (
            select p.ended_on is null and looked.at < $1 - $2 and (t.day - $2 <= $1 or abs(b.amount) >= $3 * a.amount) as needed) w
        """;

    public async Task<PagedResult<BudgetPlanDto>> ListAsync(BudgetListRequest request, CancellationToken cancellationToken)
    {
        var paging = request.Paging ?? new PagedRequest();
        var (where, parameters) = await FilterAsync(request, cancellationToken).ConfigureAwait(false);
        var total = (await database.QueryAsync($"select count(*) {From} {where}", parameters, r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var rows = await RowsAsync($"{where} {Order(paging.Sort)} offset {paging.Skip} limit {paging.PageSize}", [.. parameters.Select(p => (NpgsqlParameter)p.Clone())], cancellationToken).ConfigureAwait(false);
        return new PagedResult<BudgetPlanDto>(rows, total, paging.Page, paging.PageSize);
    }

    public async Task<IReadOnlyList<BudgetPlanDto>> AllAsync(BudgetListRequest request, CancellationToken cancellationToken)
    {
        var (where, parameters) = await FilterAsync(request, cancellationToken).ConfigureAwait(false);
        return await RowsAsync($"{where} {Order(request.Paging?.Sort)}", parameters, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<BudgetPlanDto>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await RowsAsync("where p.id = any($4) order by p.id", [.. await RulesAsync(cancellationToken).ConfigureAwait(false), Arg.Ids(ids)], cancellationToken).ConfigureAwait(false);

    /// <summary>How many plans wait for a review, and the earliest true-up of them.</summary>
    public async Task<(int Count, DateOnly? Earliest)> NeedReviewAsync(CancellationToken cancellationToken) => (await database.QueryAsync(
        $"select count(*)::int, min(t.day) {From} where w.needed", await RulesAsync(cancellationToken).ConfigureAwait(false),
        r => (r.GetInt32(0), r.IsDBNull(1) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(1)), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>What the plans of a stay hold that is neither asked nor settled.</summary>
    public async Task<decimal> BalanceAsync(Guid occupancyId, CancellationToken cancellationToken) => (await database.QueryAsync(
        $"select coalesce(sum(x.amount), 0) from {BudgetSql.Standing} x join billing.budget_plans p on p.tenant_id = x.tenant_id and p.id = x.plan_id where p.occupancy_id = $1",
        [Arg.Of(occupancyId)], r => r.GetDecimal(0), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Bills and settlements of a plan, newest first, with the balance after each.</summary>
    public async Task<IReadOnlyList<BudgetEventDto>> EventsAsync(Guid planId, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            $"""
            select * from (
                select l.bill_date as day, l.posted_at as at, 0 as place, l.id, l.number, l.journal_id, b.kind, b.actual, b.asked, not {Standing.Bill("l.id")} as gone
                from billing.budget_bills b join billing.bills l on l.tenant_id = b.tenant_id and l.id = b.bill_id where b.plan_id = $1
                union all
                select j.effective_date, s.settled_at, 1, null::uuid, null::bigint, s.journal_id, null::text, 0, s.amount, not {BudgetSql.Settled("s.id")}
                from billing.budget_settlements s join billing.journals j on j.tenant_id = s.tenant_id and j.id = s.journal_id where s.plan_id = $1) x
            order by x.at, x.place, x.number
            """,
            [Arg.Of(planId)],
            r => new BudgetEventDto(
                r.GetFieldValue<DateOnly>(0), r.IsDBNull(3) ? null : r.GetGuid(3), r.IsDBNull(4) ? null : r.GetInt64(4), r.IsDBNull(5) ? null : r.GetGuid(5), r.IsDBNull(6) ? null : Enum.Parse<BudgetBillKind>(r.GetString(6)),
                r.GetDecimal(7), r.GetDecimal(8), 0m, r.GetBoolean(9)), cancellationToken).ConfigureAwait(false);
        var balance = 0m;
        var events = rows.ConvertAll(e => e with { Balance = balance += e.IsTakenBack ? 0m : e.Actual - e.Asked });
        events.Reverse();
        return events;
    }

    private async Task<NpgsqlParameter[]> RulesAsync(CancellationToken cancellationToken) =>
    [
        Arg.Of(clock.Today), Arg.Of(await settings.GetIntAsync(BillingSettings.BudgetReviewDays, clock.Today, cancellationToken).ConfigureAwait(false)),
        new NpgsqlParameter { Value = await settings.GetDecimalAsync(BillingSettings.BudgetReviewBalance, clock.Today, cancellationToken).ConfigureAwait(false), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Numeric },
    ];

    private async Task<(string Where, NpgsqlParameter[] Parameters)> FilterAsync(BudgetListRequest request, CancellationToken cancellationToken)
    {
        var which = request.Filter switch
        {
            BudgetFilter.Running => "p.ended_on is null",
            BudgetFilter.Review => "w.needed",
            BudgetFilter.Ended => "p.ended_on is not null",
            _ => "true",
        };
        var q = request.Paging?.Q?.Trim();
        return (
            $"where {which} and ($4::uuid is null or p.account_id = $4) and ($5::text is null or n.number = $5 or u.display_name ilike '%' || $5 || '%')",
            [.. await RulesAsync(cancellationToken).ConfigureAwait(false), Arg.Of(request.AccountId), Arg.Of(string.IsNullOrEmpty(q) ? null : q)]);
    }

    private static string Order(string? sort) => sort switch
    {
        "-account" => "order by n.number desc, p.\"from\", p.id",
        "amount" => "order by a.amount, p.id",
        "-amount" => "order by a.amount desc, p.id",
        "balance" => "order by b.amount, p.id",
        "-balance" => "order by b.amount desc, p.id",
        "trueup" => "order by t.day, p.id",
        "-trueup" => "order by t.day desc, p.id",
        _ => "order by n.number, p.\"from\", p.id",
    };

    private async Task<List<BudgetPlanDto>> RowsAsync(string rest, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            $"""
            select p.id, p.occupancy_id, p.account_id, n.number, u.display_name, concat_ws(' ', h.address_line, h.unit), p."from", p.ended_on, p.end_kind, p.end_reason, p.ended_by_name, a.amount, b.amount, t.day, w.needed, p.enrolled_by_name, p.enrolled_at
            {From} {rest}
            """,
            parameters,
            r => new BudgetPlanDto(
                r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetFieldValue<DateOnly>(6), r.IsDBNull(7) ? null : r.GetFieldValue<DateOnly>(7),
                r.IsDBNull(8) ? null : Enum.Parse<BudgetEnd>(r.GetString(8)), r.IsDBNull(9) ? null : r.GetString(9), r.IsDBNull(10) ? null : r.GetString(10), r.GetDecimal(11), r.GetDecimal(12),
                r.GetFieldValue<DateOnly>(13), null, r.GetBoolean(14), r.GetString(15), r.GetFieldValue<DateTimeOffset>(16)), cancellationToken).ConfigureAwait(false);
        var proposals = await history.ProposeAsync([.. rows.Where(r => r.EndedOn is null).Select(r => r.OccupancyId)], cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(r => r.EndedOn is null ? r with { Proposed = proposals.GetValueOrDefault(r.OccupancyId)?.Amount } : r);
    }
}

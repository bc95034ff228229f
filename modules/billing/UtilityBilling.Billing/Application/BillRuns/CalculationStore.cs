using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Auditing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering.Usage;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Reads and writes a run's calculations set-based.</summary>
internal sealed class CalculationStore(BulkWriter bulk, ICurrentTenant tenant, IUsageIntegrationService usage, RunPeriods periods)
{
    public async Task<CalculationFacts> FactsAsync(RunContext context, IReadOnlyList<OccupancyForBilling> occupancies, CancellationToken cancellationToken)
    {
        var agreements = occupancies.SelectMany(o => o.Agreements).ToList();
        var agreementIds = Arg.Ids(agreements.Select(a => a.AgreementId));
        var points = agreements.SelectMany(a => a.Sources).Select(s => s.ServicePointId).OfType<Guid>().Distinct().ToList();
        var used = await usage.LoadAsync(points, context.Billed.After, context.Billed.Through, cancellationToken).ConfigureAwait(false);
        var sharing = await SharingAsync(context, agreementIds, cancellationToken).ConfigureAwait(false);
        var shared = await SharedAsync(context, agreements, sharing, cancellationToken).ConfigureAwait(false);
        var averages = await bulk.QueryAsync(
            """select distinct on (agreement_id) agreement_id, value from billing.winter_averages where agreement_id = any($1) and "from" <= $2 and coalesce("to", 'infinity'::date) > $2 order by agreement_id, "from" desc""",
            [(NpgsqlParameter)agreementIds.Clone(), Arg.Of(context.RuleDate)], r => (Id: r.GetGuid(0), Value: r.GetDecimal(1)), cancellationToken).ConfigureAwait(false);
        var holds = await bulk.QueryAsync(
            """select agreement_id, reason, until from billing.billing_holds where agreement_id = any($1) and released_at is null and "from" <= $2 and coalesce(until, 'infinity'::date) > $2""",
            [(NpgsqlParameter)agreementIds.Clone(), Arg.Of(context.Run.BillDate)], r => (Id: r.GetGuid(0), Hold: new HoldOnAgreement(r.GetString(1), r.IsDBNull(2) ? null : r.GetFieldValue<DateOnly>(2))), cancellationToken).ConfigureAwait(false);
        var covered = await bulk.QueryAsync(
            $"""
            select c.agreement_id from billing.coverage c
            where c.agreement_id = any($1) and c.period_id = $2
              and {Standing.Coverage("c")}
              and not exists (select 1 from billing.run_cancellations x where x.run_id = $3 and x.bill_id = c.bill_id)
            """,
            [(NpgsqlParameter)agreementIds.Clone(), Arg.Of(context.Period.Id), Arg.Of(context.Run.Id)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
        var totals = await bulk.QueryAsync(
            $"""
            select o.id, (array_agg(b.total order by b.bill_date desc))[1], round(avg(b.total), 2)
            from unnest($1, $2) o(id, account_id)
            cross join lateral (
                select b.total, b.bill_date from billing.bills b
                where b.account_id = o.account_id and b.occupancy_id = o.id and {Standing.BillBeside("$3", "b.id")}
                  and not exists (select 1 from billing.run_charge_bills h where h.run_id = b.run_id and h.occupancy_id = b.occupancy_id and h.period_id = b.period_id)
                order by b.bill_date desc limit 6) b
            group by o.id
            """,
            [Arg.Ids(occupancies.Select(o => o.OccupancyId)), Arg.Ids(occupancies.Select(o => o.AccountId)), Arg.Of(context.Run.Id)], r => (Id: r.GetGuid(0), History: new BillHistory(r.GetDecimal(1), r.GetDecimal(2))), cancellationToken).ConfigureAwait(false);
        return new CalculationFacts(
            used, sharing, shared, averages.ToDictionary(a => a.Id, a => a.Value), totals.ToDictionary(t => t.Id, t => t.History),
            holds.GroupBy(h => h.Id).ToDictionary(g => g.Key, g => g.First().Hold), covered.ToHashSet());
    }

    /// <summary>Which other periods share unread stretches with this one: those of the same run, and those that a bill before gave its part of a stretch.</summary>
    private async Task<Dictionary<Guid, IReadOnlyList<UsagePeriod>>> SharingAsync(RunContext context, NpgsqlParameter agreementIds, CancellationToken cancellationToken)
    {
        if (context.Run.Kind == BillRunKind.Regular && context.Periods.Count == 1)
            return [];
        var rows = await bulk.QueryAsync(
            $"""
            select i.agreement_id, i.period_id from billing.run_items i where i.run_id = $1 and i.agreement_id = any($2) and i.period_id <> $3
            union
            select v.agreement_id, v.period_id
            from billing.coverage v
            join billing.billed_reads u on u.tenant_id = v.tenant_id and u.bill_id = v.bill_id and u.agreement_id = v.agreement_id
            join billing.billed_reads o on o.tenant_id = u.tenant_id and o.read_id = u.read_id and o.agreement_id = u.agreement_id and o.bill_id <> u.bill_id
            where $4 and v.agreement_id = any($2) and v.period_id <> $3
              and {Standing.BillBeside("$1", "v.bill_id")}
            """,
            [Arg.Of(context.Run.Id), (NpgsqlParameter)agreementIds.Clone(), Arg.Of(context.Period.Id), Arg.Of(context.Run.Kind != BillRunKind.Regular)],
            r => (Agreement: r.GetGuid(0), Period: r.GetGuid(1)), cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
            return [];
        var windows = (await periods.WithAsync(context.Run, rows.Select(r => r.Period).Distinct(), cancellationToken).ConfigureAwait(false)).ToDictionary(p => p.Period.Id, RatingInputs.UsagePeriodOf);
        return rows.GroupBy(r => r.Agreement).ToDictionary(g => g.Key, g => (IReadOnlyList<UsagePeriod>)[.. g.Select(r => windows[r.Period])]);
    }

    private async Task<IReadOnlyDictionary<Guid, IReadOnlyList<UsageSegment>>> SharedAsync(
        RunContext context, List<AgreementForBilling> agreements, Dictionary<Guid, IReadOnlyList<UsagePeriod>> sharing, CancellationToken cancellationToken)
    {
        if (sharing.Count == 0)
            return new Dictionary<Guid, IReadOnlyList<UsageSegment>>();
        var points = agreements.Where(a => sharing.ContainsKey(a.AgreementId)).SelectMany(a => a.Sources).Select(s => s.ServicePointId).OfType<Guid>().Distinct().ToList();
        var after = sharing.Values.SelectMany(s => s).Select(s => s.After).Append(context.Billed.After).Min();
        var found = await usage.HistoryAsync(points, after, context.Run.BillDate, cancellationToken).ConfigureAwait(false);
        return points.ToDictionary(p => p, p => found.GetValueOrDefault(p, []));
    }

    /// <summary>Replaces the calculations and outcomes of a page.</summary>
    public async Task SaveAsync(RunContext context, CalculationPage page, int number, CancellationToken cancellationToken)
    {
        var runId = context.Run.Id;
        await bulk.StageAsync("calculated", CalculatedColumns, page.Bills, cancellationToken).ConfigureAwait(false);
        await bulk.StageAsync("outcomes", OutcomeColumns, page.Outcomes, cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            """
            insert into billing.bill_calculations (tenant_id, run_id, occupancy_id, period_id, account_id, premise_id, due_date, "from", "to", inputs, lines, postings, total, total_cents, oddness, oddness_codes, previous_total, budget_kind, budget_variance, position, page)
            select $1, $2, s.occupancy_id, $3, s.account_id, s.premise_id, case when s.total <= old.total then old.due_date else $4 end,
                s.first_day, s.end_day, s.inputs, s.lines, s.postings, s.total, (s.total * 100)::bigint, s.oddness, s.codes, coalesce(old.total, s.previous_total), s.budget_kind, s.budget_variance, 0, 0
            from pg_temp.calculated s
            left join (
                select distinct on (x.occupancy_id) x.occupancy_id, b.total, b.due_date
                from billing.run_cancellations x join billing.bills b on b.tenant_id = x.tenant_id and b.id = x.bill_id
                where $5 and (x.run_id = $2 or x.cancelled_at is not null) and x.period_id = $3
                  and (x.run_id = $2 or not exists (select 1 from billing.run_charge_bills a where a.run_id = $2 and a.occupancy_id = x.occupancy_id and a.period_id = $3))
                order by x.occupancy_id, b.number desc) old on old.occupancy_id = s.occupancy_id
            """,
            [Arg.Of(tenant.Id), Arg.Of(runId), Arg.Of(context.Period.Id), Arg.Of(context.Run.DueDate), Arg.Of(context.Run.Kind is BillRunKind.Rebill or BillRunKind.OffCycle)], cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            """
            update billing.run_items i set outcome = s.outcome, reason_code = s.reason_code, reason_data = s.reason_data, held_until = s.held_until, decided_by = null
            from pg_temp.outcomes s where i.run_id = $1 and i.agreement_id = s.agreement_id and i.period_id = $2
            """,
            [Arg.Of(runId), Arg.Of(context.Period.Id)],
            rows => new AuditSummary("BillRun.Calculate", runId, rows) { Page = number, Sums = new Dictionary<string, string> { ["total"] = page.Bills.Sum(b => b.Total).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) } },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Throws away what was calculated for a run, or for some occupancies of it: their agreements wait again.</summary>
    public async Task ResetAsync(Guid runId, IReadOnlyCollection<Guid>? occupancyIds, CancellationToken cancellationToken)
    {
        await DeleteAsync(runId, occupancyIds, cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            """
            update billing.run_items set outcome = 'Pending', reason_code = null, reason_data = null, held_until = null, decided_by = null
            where run_id = $1 and outcome <> 'Pending' and ($2::uuid[] is null or occupancy_id = any($2))
            """,
            [Arg.Of(runId), Arg.IdsOrNull(occupancyIds)], rows => new AuditSummary("BillRun.Reset", runId, rows), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Throws away the bills calculated for a run, or for some occupancies of it. Their items keep what was decided.</summary>
    public async Task DeleteAsync(Guid runId, IReadOnlyCollection<Guid>? occupancyIds, CancellationToken cancellationToken)
    {
        foreach (var table in (string[])["bill_calculations", "run_misc_charges"])
            await bulk.ExecuteAsync($"delete from billing.{table} where run_id = $1 and ($2::uuid[] is null or occupancy_id = any($2))", [Arg.Of(runId), Arg.IdsOrNull(occupancyIds)], cancellationToken).ConfigureAwait(false);
    }

    private static readonly StageColumn<CalculatedBill>[] CalculatedColumns =
    [
        new("occupancy_id", "uuid", NpgsqlDbType.Uuid, b => b.OccupancyId),
        new("account_id", "uuid", NpgsqlDbType.Uuid, b => b.AccountId),
        new("premise_id", "uuid", NpgsqlDbType.Uuid, b => b.PremiseId),
        new("first_day", "date", NpgsqlDbType.Date, b => b.From),
        new("end_day", "date", NpgsqlDbType.Date, b => b.To),
        new("inputs", "json", NpgsqlDbType.Json, b => b.Inputs),
        new("lines", "json", NpgsqlDbType.Json, b => b.Lines),
        new("postings", "jsonb", NpgsqlDbType.Jsonb, b => b.Postings),
        new("total", "numeric(18,2)", NpgsqlDbType.Numeric, b => b.Total),
        new("oddness", "numeric(18,3)", NpgsqlDbType.Numeric, b => b.Oddness),
        new("codes", "text[]", NpgsqlDbType.Array | NpgsqlDbType.Text, b => b.OddnessCodes),
        new("previous_total", "numeric(18,2)", NpgsqlDbType.Numeric, b => b.PreviousTotal),
        new("budget_kind", "text", NpgsqlDbType.Text, b => b.Budget?.Kind.ToString()),
        new("budget_variance", "numeric(18,2)", NpgsqlDbType.Numeric, b => b.Budget?.Variance ?? 0m),
    ];

    private static readonly StageColumn<ItemOutcome>[] OutcomeColumns =
    [
        new("agreement_id", "uuid", NpgsqlDbType.Uuid, o => o.AgreementId),
        new("outcome", "text", NpgsqlDbType.Text, o => o.Outcome.ToString()),
        new("reason_code", "text", NpgsqlDbType.Text, o => o.Reason?.Code),
        new("reason_data", "jsonb", NpgsqlDbType.Jsonb, o => o.Reason is { } reason ? JsonSerializer.Serialize(reason.Values) : null),
        new("held_until", "date", NpgsqlDbType.Date, o => o.HeldUntil),
    ];
}

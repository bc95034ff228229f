using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Auditing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Billing.MiscCharges;

/// <summary>Finds which charges belong on the bills of a page, and keeps what a run has taken up.</summary>
internal sealed class DueCharges(BulkWriter bulk, ICurrentTenant tenant)
{
    /// <summary>A run under way: neither posted nor given up.</summary>
    public const string OpenRun = "r.state not in ('Posted', 'Cancelled', 'RolledBack')";

    /// <summary>A bill carries it for this day or period, and was not taken back. Asks of <c>c.tenant_id, c.id, d.occurrence</c>.</summary>
    public static readonly string Billed = $"""
        exists (
            select 1 from billing.misc_charge_billings b
            where b.tenant_id = c.tenant_id and b.charge_id = c.id and b.occurrence = d.occurrence
              and {Standing.ChargeBilling("b")})
        """;

    /// <summary>The code's terms and the charge's amount on the day <c>d.day</c>, as <c>t</c> and <c>a</c>.</summary>
    public const string Terms = """
        cross join lateral (select x.* from billing.misc_charge_terms x where x.tenant_id = c.tenant_id and x.code_id = c.code_id and x."from" <= d.day order by x."from" desc limit 1) t
        cross join lateral (select x.* from billing.misc_charge_amounts x where x.tenant_id = c.tenant_id and x.charge_id = c.id and x."from" <= d.day order by x."from" desc limit 1) a
        """;

    /// <summary>Whether a recurring charge comes in the period of cycle, first day and end given: within its days, and counted from its first period.</summary>
    public static string Comes(string cycle, string from, string to) => $"""
        c.cycle_id = {cycle} and c."from" < {to} and coalesce(c."to", 'infinity'::date) > {from}
          and (c.every_periods = 1 or (select count(*) from billing.billing_periods q where q.tenant_id = c.tenant_id and q.cycle_id = c.cycle_id and q."to" > c."from" and q."from" < {from}) % c.every_periods = 0)
        """;

    /// <summary>
    /// A one-time charge comes with the stay's newest bill in the run, in a rebill only where the bill taken back had it; a recurring one with the bill of each of its periods.
    /// What the whole account owes goes with the first of its stays in the run, so that pages worked on at once do not both take it.
    /// </summary>
    private const string Due = $"""
        select distinct on (c.id) c.id, o.id, d.occurrence, d.first_day, d.end_day, k.code, t.name_en, t.name_es, t.service, g.fund_id, f.code, t.gl_account_id, t.may_cut_water, a.quantity, a.unit_price, a.amount, c.text_en, c.text_es
        from unnest($1, $2, $11) with ordinality o(id, account_id, recurring, n)
        join billing.misc_charges c on c.account_id = o.account_id and (c.occupancy_id is null or c.occupancy_id = o.id) and c.state = 'Approved'
        join billing.misc_charge_codes k on k.tenant_id = c.tenant_id and k.id = c.code_id
        cross join lateral (
            select case when c.kind = 'OneTime' then c."from" else $4 end as occurrence, case when c.kind = 'OneTime' then c."from" else greatest($4, c."from") end as day,
                case when c.kind = 'OneTime' then c."from" else $4 end as first_day, case when c.kind = 'OneTime' then c."from" + 1 else $5 end as end_day) d
        {Terms}
        join billing.gl_accounts g on g.tenant_id = t.tenant_id and g.id = t.gl_account_id
        join billing.funds f on f.tenant_id = g.tenant_id and f.id = g.fund_id
        where
        """;

    /// <summary>The account's first stay that the run bills, for the period where the charge is a period's.</summary>
    private const string First = """
        select y.id from customers.occupancies y
        where y.tenant_id = c.tenant_id and y.account_id = c.account_id and (
            exists (select 1 from customers.service_agreements g join billing.run_items i on i.tenant_id = g.tenant_id and i.agreement_id = g.id
                where g.tenant_id = y.tenant_id and g.occupancy_id = y.id and i.run_id = $3 and (c.kind = 'OneTime' or i.period_id = $7))
            or exists (select 1 from billing.run_charge_bills i where i.run_id = $3 and i.occupancy_id = y.id and (c.kind = 'OneTime' or i.period_id = $7)))
        order by y.id limit 1
        """;

    /// <param name="context">The run and period; of a run that is no more than thought, what others have taken up counts too.</param>
    /// <param name="stays">Whose bills the page makes.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<ILookup<Guid, DueCharge>> OfAsync(RunContext context, IReadOnlyCollection<StayToBill> stays, CancellationToken cancellationToken)
    {
        var last = await LastHereAsync(context, [.. stays.Select(s => s.OccupancyId)], cancellationToken).ConfigureAwait(false);
        return (await bulk.QueryAsync(
            $"""
            {Due}
            case when c.kind = 'Recurring' then o.recurring and {Comes("$8", "$4", "$5")}
                when $9 then exists (
                    select 1 from billing.misc_charge_billings b join billing.run_cancellations x on x.tenant_id = b.tenant_id and x.bill_id = b.bill_id
                    where b.tenant_id = c.tenant_id and b.charge_id = c.id and x.run_id = $3 and x.occupancy_id = o.id and x.period_id = $7)
                else c."from" <= $6 and o.id = any($10) end
              and (c.occupancy_id is not null or $3 = '00000000-0000-0000-0000-000000000000' or ($9 and c.kind = 'OneTime') or o.id = ({First}))
              and not exists (
                select 1 from billing.misc_charge_billings b
                where b.tenant_id = c.tenant_id and b.charge_id = c.id and b.occurrence = d.occurrence and {Standing.BillBeside("$3", "b.bill_id")})
              and ($3 = '00000000-0000-0000-0000-000000000000' or not exists (
                select 1 from billing.run_misc_charges q join billing.bill_runs r on r.tenant_id = q.tenant_id and r.id = q.run_id
                where q.tenant_id = c.tenant_id and q.charge_id = c.id and q.occurrence = d.occurrence
                  and case when q.run_id = $3 then (q.occupancy_id, q.period_id) <> (o.id, $7) else {OpenRun} end))
            order by c.id, o.n
            """,
            [
                Arg.Ids(stays.Select(s => s.OccupancyId)), Arg.Ids(stays.Select(s => s.AccountId)), Arg.Of(context.Run.Id), Arg.Of(context.Period.From), Arg.Of(context.Period.To), Arg.Of(context.Run.BillDate),
                Arg.Of(context.Period.Id), Arg.Of(context.Period.CycleId), Arg.Of(context.Run.Kind == BillRunKind.Rebill), Arg.Ids(last),
                new NpgsqlParameter { Value = stays.Select(s => s.WithRecurring).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Boolean },
            ],
            r => new DueCharge(
                r.GetGuid(0), r.GetGuid(1), r.GetFieldValue<DateOnly>(2), r.GetFieldValue<DateOnly>(3), r.GetFieldValue<DateOnly>(4), r.GetString(5), r.GetString(6), r.GetString(7), r.GetString(8), r.GetString(10), r.GetGuid(11),
                r.GetBoolean(12), r.GetDecimal(13), r.GetDecimal(14), r.GetDecimal(15), r.IsDBNull(16) ? null : r.GetString(16), r.IsDBNull(17) ? null : r.GetString(17)),
            cancellationToken).ConfigureAwait(false)).ToLookup(c => c.OccupancyId);
    }

    /// <summary>The bills of charges alone that the run makes for the period.</summary>
    public Task<List<StayToBill>> AloneAsync(RunContext context, IReadOnlyCollection<Guid> occupancyIds, CancellationToken cancellationToken) => bulk.QueryAsync(
        "select occupancy_id, account_id, premise_id, with_recurring from billing.run_charge_bills where run_id = $1 and period_id = $2 and occupancy_id = any($3) order by occupancy_id",
        [Arg.Of(context.Run.Id), Arg.Of(context.Period.Id), Arg.Ids(occupancyIds)], r => new StayToBill(r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetBoolean(3)), cancellationToken);

    /// <summary>Keeps what the bills of a page have taken up, until they are posted or worked out anew.</summary>
    public async Task TakeUpAsync(RunContext context, IEnumerable<CalculatedBill> bills, CancellationToken cancellationToken)
    {
        var taken = bills.SelectMany(b => b.Charges).ToList();
        if (taken.Count == 0)
            return;
        await bulk.StageAsync("taken_up", Columns, taken, cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            """
            insert into billing.run_misc_charges (tenant_id, run_id, charge_id, occurrence, occupancy_id, period_id, amount)
            select $1, $2, s.charge_id, s.occurrence, s.occupancy_id, $3, s.amount from pg_temp.taken_up s
            """,
            [Arg.Of(tenant.Id), Arg.Of(context.Run.Id), Arg.Of(context.Period.Id)], rows => new AuditSummary("BillRun.MiscCharges", context.Run.Id, rows), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The stays that the run bills for no later period.</summary>
    private async Task<IReadOnlyCollection<Guid>> LastHereAsync(RunContext context, Guid[] occupancyIds, CancellationToken cancellationToken)
    {
        if (context.Periods.All(p => p.Period.From <= context.Period.From))
            return occupancyIds;
        var later = Arg.Ids(context.Periods.Where(p => p.Period.From > context.Period.From).Select(p => p.Period.Id));
        return [.. occupancyIds.Except(await bulk.QueryAsync(
            """
            select i.occupancy_id from billing.run_items i where i.run_id = $1 and i.period_id = any($2) and i.occupancy_id = any($3)
            union select i.occupancy_id from billing.run_charge_bills i where i.run_id = $1 and i.period_id = any($2) and i.occupancy_id = any($3)
            """,
            [Arg.Of(context.Run.Id), later, Arg.Ids(occupancyIds)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false))];
    }

    private static readonly StageColumn<DueCharge>[] Columns =
    [
        new("charge_id", "uuid", NpgsqlDbType.Uuid, c => c.ChargeId),
        new("occurrence", "date", NpgsqlDbType.Date, c => c.Occurrence),
        new("occupancy_id", "uuid", NpgsqlDbType.Uuid, c => c.OccupancyId),
        new("amount", "numeric(18,2)", NpgsqlDbType.Numeric, c => c.Amount),
    ];
}

/// <summary>A charge as it goes on a bill.</summary>
/// <param name="Occurrence">The day or the period's first day that it is billed for.</param>
/// <param name="From">First day that it is for.</param>
/// <param name="To">First day that it is no longer for.</param>
internal sealed record DueCharge(
    Guid ChargeId, Guid OccupancyId, DateOnly Occurrence, DateOnly From, DateOnly To, string Code, string NameEn, string NameEs, string Service, string FundCode, Guid GlAccountId, bool MayCutWater,
    decimal Quantity, decimal UnitPrice, decimal Amount, string? TextEn, string? TextEs)
{
    public string WorkingEn => Working(TextEn ?? TextEs);

    public string WorkingEs => Working(TextEs ?? TextEn);

    private string Working(string? text) => MiscChargeWording.Working(text, Quantity, UnitPrice);
}

/// <summary>Whose bill it is.</summary>
/// <param name="WithRecurring">Whether the period's recurring charges come on it, as they do wherever services are billed.</param>
internal sealed record StayToBill(Guid OccupancyId, Guid AccountId, Guid PremiseId, bool WithRecurring = true);

/// <summary>How a charge's arithmetic is said on the bill.</summary>
internal static class MiscChargeWording
{
    /// <summary><c>Hydrant on Elm St: 3 × 40.00</c>; without the arithmetic where one costs the whole.</summary>
    public static string Working(string? text, decimal quantity, decimal unitPrice)
    {
        if (quantity == 1)
            return text ?? "";
        var arithmetic = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{quantity:0.###} × {unitPrice:0.00####}");
        return text is null ? arithmetic : $"{text}: {arithmetic}";
    }
}

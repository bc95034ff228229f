using Npgsql;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>A period as a run bills it: its row in the calendar, and the days whose reads belong to it.</summary>
/// <param name="After">Reads dated after this day belong to the period: the bill date of the period before.</param>
/// <param name="Through">Up to this day: its own bill date, or the run's when that comes first.</param>
/// <param name="IsMain">Whether it is the period that a regular run is for.</param>
internal sealed record RunPeriod(BillingPeriod Period, int Months, DateOnly After, DateOnly Through, bool IsMain);

/// <summary>Finds periods with the days whose reads they take. A period billed late ends where its run ended.</summary>
internal sealed class RunPeriods(BulkWriter database, ISettingProvider settings)
{
    private const string Periods = """
        select p.id, p.cycle_id, p.code, p."from", p."to", p.read_date, p.calculate_date, p.bill_date, p.due_date, y.months_per_period,
               coalesce(r.bill_date, p.bill_date) as through, lag(coalesce(r.bill_date, p.bill_date)) over (partition by p.cycle_id order by p."from") as after,
               min(p."from") filter (where r.state in ('Posted', 'Posting')) over (partition by p.cycle_id) as first_billed
        from billing.billing_periods p
        join billing.cycles y on y.tenant_id = p.tenant_id and y.id = p.cycle_id
        left join billing.bill_runs r on r.tenant_id = p.tenant_id and r.period_id = p.id and r.kind = 'Regular' and r.state not in ('Cancelled', 'RolledBack')
        """;

    /// <summary>The periods that a run's items and bills of charges alone name, oldest first.</summary>
    public Task<List<RunPeriod>> OfAsync(BillRun run, CancellationToken cancellationToken) => QueryAsync(
        run.BillDate, run.PeriodId,
        "x.id in (select i.period_id from billing.run_items i where i.run_id = $1 union select i.period_id from billing.run_charge_bills i where i.run_id = $1 union select $2 where $2 is not null)",
        [Arg.Of(run.Id), Arg.Of(run.PeriodId)], cancellationToken);

    public Task<List<RunPeriod>> WithAsync(BillRun run, IEnumerable<Guid> ids, CancellationToken cancellationToken) => QueryAsync(run.BillDate, run.PeriodId, "x.id = any($1)", [Arg.Ids(ids)], cancellationToken);

    /// <summary>
    /// Periods begun before a day, of one cycle or all, that bills of a date may still bill: from the first that the town billed here on, and not beyond the months that the law
    /// or the town gives. Of a cycle that was never billed here only those whose bill date is still to come: what lies before was billed elsewhere.
    /// </summary>
    public async Task<List<RunPeriod>> BillableAsync(DateOnly billDate, Guid? cycleId, DateOnly begunBefore, CancellationToken cancellationToken) => await QueryAsync(
        billDate, null,
        """
        ($1::uuid is null or x.cycle_id = $1) and x."from" < $2 and x."to" > $3
          and case when x.first_billed is null then x.bill_date >= $4 else x."from" >= x.first_billed end
        """,
        [Arg.Of(cycleId), Arg.Of(begunBefore), Arg.Of(await EarliestAsync(billDate, cancellationToken).ConfigureAwait(false)), Arg.Of(billDate)], cancellationToken).ConfigureAwait(false);

    /// <summary>The earliest day that bills of a date may still bill.</summary>
    public async Task<DateOnly> EarliestAsync(DateOnly billDate, CancellationToken cancellationToken) =>
        billDate.AddMonths(-await settings.GetIntAsync(BillingSettings.BackBillMonths, billDate, cancellationToken).ConfigureAwait(false));

    private Task<List<RunPeriod>> QueryAsync(DateOnly billDate, Guid? mainPeriodId, string condition, NpgsqlParameter[] parameters, CancellationToken cancellationToken) => database.QueryAsync(
        $"select x.* from ({Periods}) x where {condition} order by x.\"from\", x.id",
        parameters,
        r =>
        {
            var period = new BillingPeriod
            {
                Id = r.GetGuid(0), CycleId = r.GetGuid(1), Code = r.GetString(2), From = r.GetFieldValue<DateOnly>(3), To = r.GetFieldValue<DateOnly>(4), ReadDate = r.GetFieldValue<DateOnly>(5),
                CalculateDate = r.GetFieldValue<DateOnly>(6), BillDate = r.GetFieldValue<DateOnly>(7), DueDate = r.GetFieldValue<DateOnly>(8),
            };
            var isMain = period.Id == mainPeriodId;
            var through = r.GetFieldValue<DateOnly>(10);
            return new RunPeriod(period, r.GetInt32(9), r.IsDBNull(11) ? period.From.AddDays(-1) : r.GetFieldValue<DateOnly>(11), isMain || through > billDate ? billDate : through, isMain);
        },
        cancellationToken);
}

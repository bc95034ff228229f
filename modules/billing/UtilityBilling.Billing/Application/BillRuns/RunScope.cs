using UtilityBilling.Auditing;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Writes down what a run must account for: agreements and periods. What a period before was not billed for is never forgotten: it comes with the next run.</summary>
internal sealed class RunScope(BulkWriter bulk, ICurrentTenant tenant, IBillingScopeIntegrationService scope, RunPeriods periods, ISettingProvider settings)
{
    /// <summary>An agreement's period counts as billed while a bill covers it that was not taken back.</summary>
    public const string Covered = """
        exists (
            select 1 from billing.coverage v
            where v.tenant_id = s.tenant_id and v.agreement_id = s.agreement_id and v.period_id = s.period_id
              and not exists (select 1 from billing.coverage_releases r where r.tenant_id = v.tenant_id and r.agreement_id = v.agreement_id and r.period_id = v.period_id and r.generation = v.generation))
        """;

    /// <summary>Everybody of the period, billed already or not, and what was missed in the periods before.</summary>
    public async Task<int> RegularAsync(BillRun run, BillingPeriod period, CancellationToken cancellationToken)
    {
        var before = await periods.BillableAsync(run, period.CycleId, period.From, await NotBeforeAsync(run, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var looked = await settings.GetIntAsync(BillingSettings.CatchUpPeriods, run.BillDate, cancellationToken).ConfigureAwait(false);
        await scope.StageAsync([Scoped(period), .. before.TakeLast(looked).Select(p => Scoped(p.Period))], ScopeOf.Everybody, cancellationToken).ConfigureAwait(false);
        return await InsertAsync(run, "s.period_id = $3 or not " + Covered, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What those who moved out by the bill date have not been billed for; all of them, or some.</summary>
    public async Task<int> FinalAsync(BillRun run, IReadOnlyCollection<Guid>? occupancyIds, CancellationToken cancellationToken)
    {
        var open = await periods.BillableAsync(run, null, run.BillDate, await NotBeforeAsync(run, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await scope.StageAsync([.. open.Select(p => Scoped(p.Period))], new ScopeOf(occupancyIds, run.BillDate), cancellationToken).ConfigureAwait(false);
        return await InsertAsync(run, "not " + Covered, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What these occupancies were not billed for in periods that are over and billed.</summary>
    public async Task<int> OffCycleAsync(BillRun run, IReadOnlyCollection<Guid> occupancyIds, CancellationToken cancellationToken)
    {
        var open = await periods.BillableAsync(run, null, run.BillDate, await NotBeforeAsync(run, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await scope.StageAsync([.. open.Where(p => p.Period.To <= run.BillDate).Select(p => Scoped(p.Period))], new ScopeOf(occupancyIds), cancellationToken).ConfigureAwait(false);
        return await InsertAsync(run, "not " + Covered, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The occupancies and periods of the bills that the run takes back, with every agreement that no other bill covers.</summary>
    public async Task<int> RebillAsync(BillRun run, CancellationToken cancellationToken)
    {
        var bills = await bulk.QueryAsync(
            """
            select p.id, p.cycle_id, p."from", p."to", c.occupancy_id
            from billing.run_cancellations c join billing.billing_periods p on p.tenant_id = c.tenant_id and p.id = c.period_id
            where c.run_id = $1
            """,
            [Arg.Of(run.Id)], r => (Period: new ScopePeriod(r.GetGuid(0), r.GetGuid(1), r.GetFieldValue<DateOnly>(2), r.GetFieldValue<DateOnly>(3)), Occupancy: r.GetGuid(4)), cancellationToken).ConfigureAwait(false);
        await scope.StageAsync([.. bills.Select(b => b.Period).Distinct()], new ScopeOf([.. bills.Select(b => b.Occupancy).Distinct()]), cancellationToken).ConfigureAwait(false);
        return await InsertAsync(
            run,
            """
            exists (select 1 from billing.run_cancellations c where c.run_id = $2 and c.occupancy_id = s.occupancy_id and c.period_id = s.period_id)
              and not exists (
                select 1 from billing.coverage v
                where v.tenant_id = s.tenant_id and v.agreement_id = s.agreement_id and v.period_id = s.period_id
                  and not exists (select 1 from billing.run_cancellations c where c.run_id = $2 and c.bill_id = v.bill_id)
                  and not exists (select 1 from billing.coverage_releases r where r.tenant_id = v.tenant_id and r.agreement_id = v.agreement_id and r.period_id = v.period_id and r.generation = v.generation))
            """, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> InsertAsync(BillRun run, string condition, CancellationToken cancellationToken) => (int)await bulk.WriteAsync(
        $"""
        insert into billing.run_items (tenant_id, run_id, agreement_id, period_id, occupancy_id, outcome)
        select $1, $2, s.agreement_id, s.period_id, s.occupancy_id, 'Pending'
        from (select $1 as tenant_id, t.agreement_id, t.period_id, t.occupancy_id from pg_temp.billing_scope t) s
        where ($3::uuid is null or true) and ({condition})
        """,
        [Arg.Of(tenant.Id), Arg.Of(run.Id), Arg.Of(run.PeriodId)], rows => new AuditSummary("BillRun.Scope", run.Id, rows), cancellationToken).ConfigureAwait(false);

    /// <summary>The earliest day that may still be billed.</summary>
    private async Task<DateOnly> NotBeforeAsync(BillRun run, CancellationToken cancellationToken) =>
        run.BillDate.AddMonths(-await settings.GetIntAsync(BillingSettings.BackBillMonths, run.BillDate, cancellationToken).ConfigureAwait(false));

    private static ScopePeriod Scoped(BillingPeriod period) => new(period.Id, period.CycleId, period.From, period.To);

    /// <summary>Says that nothing is left to bill.</summary>
    public static BusinessException Nothing() => new("Billing:BillRun.NothingToBill");
}

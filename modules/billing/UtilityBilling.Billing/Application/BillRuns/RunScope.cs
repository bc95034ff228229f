using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Writes down what a run must account for: agreements and periods. What a period before was not billed for is never forgotten: it comes with the next run.</summary>
internal sealed class RunScope(BulkWriter bulk, ICurrentTenant tenant, RunPeriods periods, ISettingProvider settings)
{
    /// <summary>An agreement's period counts as billed while a bill covers it that was not taken back. Asks of <c>s.tenant_id, s.agreement_id, s.period_id</c>.</summary>
    public static readonly string Covered = $"""
        exists (
            select 1 from billing.coverage v
            where v.tenant_id = s.tenant_id and v.agreement_id = s.agreement_id and v.period_id = s.period_id and {Standing.Coverage("v")})
        """;

    /// <summary>Every agreement of each of the periods $1, as <c>s</c> with the period's code and first day.</summary>
    public const string Scope = $"""
        (select a.tenant_id, a.agreement_id, a.occupancy_id, a.moved_out, p.id as period_id, p.code, p."from" as period_from
         from billing.billing_periods p
         join {BillableAgreements.View} a on a.tenant_id = p.tenant_id and a.cycle_id = p.cycle_id and a."from" < p."to" and coalesce(a."to", 'infinity'::date) > p."from"
         where p.id = any($1)) s
        """;

    /// <summary>Everybody of the period, billed already or not, and what was missed in the periods before.</summary>
    public async Task<int> RegularAsync(BillRun run, BillingPeriod period, CancellationToken cancellationToken)
    {
        var before = await periods.BillableAsync(run.BillDate, period.CycleId, period.From, cancellationToken).ConfigureAwait(false);
        var looked = await settings.GetIntAsync(BillingSettings.CatchUpPeriods, run.BillDate, cancellationToken).ConfigureAwait(false);
        return await InsertAsync(run, [period.Id], "true", [], cancellationToken).ConfigureAwait(false)
            + await InsertAsync(run, before.TakeLast(looked).Select(p => p.Period.Id), "not " + Covered, [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What these occupancies, which ended by the bill date, have not been billed for.</summary>
    public async Task<int> FinalAsync(BillRun run, IReadOnlyCollection<Guid> occupancyIds, CancellationToken cancellationToken)
    {
        var open = await periods.BillableAsync(run.BillDate, null, run.BillDate, cancellationToken).ConfigureAwait(false);
        return await InsertAsync(run, open.Select(p => p.Period.Id), "s.occupancy_id = any($4) and s.moved_out <= $5 and not " + Covered, [Arg.Ids(occupancyIds), Arg.Of(run.BillDate)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What these occupancies were not billed for in periods that are over.</summary>
    public async Task<int> OffCycleAsync(BillRun run, IReadOnlyCollection<Guid> occupancyIds, CancellationToken cancellationToken)
    {
        var open = await periods.BillableAsync(run.BillDate, null, run.BillDate, cancellationToken).ConfigureAwait(false);
        return await InsertAsync(run, open.Where(p => p.Period.To <= run.BillDate).Select(p => p.Period.Id), "s.occupancy_id = any($4) and not " + Covered, [Arg.Ids(occupancyIds)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The occupancies and periods of the bills that the run takes back, with every agreement that no other bill covers.</summary>
    public async Task<int> RebillAsync(BillRun run, CancellationToken cancellationToken)
    {
        var taken = await bulk.QueryAsync("select distinct period_id from billing.run_cancellations where run_id = $1", [Arg.Of(run.Id)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
        return await InsertAsync(
            run, taken,
            $"""
            exists (
                select 1 from billing.run_cancellations c join billing.bills b on b.tenant_id = c.tenant_id and b.id = c.bill_id
                where c.run_id = $3 and c.occupancy_id = s.occupancy_id and c.period_id = s.period_id
                  and not exists (select 1 from billing.run_charge_bills a where a.run_id = b.run_id and a.occupancy_id = b.occupancy_id and a.period_id = b.period_id))
              and not exists (
                select 1 from billing.coverage v
                where v.tenant_id = s.tenant_id and v.agreement_id = s.agreement_id and v.period_id = s.period_id
                  and not exists (select 1 from billing.run_cancellations c where c.run_id = $3 and c.bill_id = v.bill_id)
                  and {Standing.Coverage("v")})
            """, [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The bills of charges alone that the run takes back, to be made anew where no service is.</summary>
    public async Task<int> RebillAloneAsync(BillRun run, CancellationToken cancellationToken) => (int)await bulk.WriteAsync(
        """
        insert into billing.run_charge_bills (tenant_id, run_id, occupancy_id, period_id, account_id, premise_id, with_recurring)
        select b.tenant_id, $1, b.occupancy_id, b.period_id, b.account_id, b.premise_id, bool_or(a.with_recurring)
        from billing.run_cancellations c
        join billing.bills b on b.tenant_id = c.tenant_id and b.id = c.bill_id
        join billing.run_charge_bills a on a.tenant_id = b.tenant_id and a.run_id = b.run_id and a.occupancy_id = b.occupancy_id and a.period_id = b.period_id
        where c.run_id = $1 and not exists (select 1 from billing.run_items i where i.run_id = $1 and i.occupancy_id = b.occupancy_id and i.period_id = b.period_id)
        group by b.tenant_id, b.occupancy_id, b.period_id, b.account_id, b.premise_id
        """,
        [Arg.Of(run.Id)], rows => new AuditSummary("BillRun.ChargeBills", run.Id, rows), cancellationToken).ConfigureAwait(false);

    private async Task<int> InsertAsync(BillRun run, IEnumerable<Guid> periodIds, string condition, NpgsqlParameter[] more, CancellationToken cancellationToken) => periodIds.ToList() is not { Count: > 0 } ids ? 0
        : (int)await bulk.WriteAsync(
            $"insert into billing.run_items (tenant_id, run_id, agreement_id, period_id, occupancy_id, outcome) select $2, $3, s.agreement_id, s.period_id, s.occupancy_id, 'Pending' from {Scope} where {condition}",
            [Arg.Ids(ids), Arg.Of(tenant.Id), Arg.Of(run.Id), .. more], rows => new AuditSummary("BillRun.Scope", run.Id, rows), cancellationToken).ConfigureAwait(false);
}

using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Auditing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.MiscCharges;

/// <summary>Starts off-cycle runs that bill charges alone: for who has no services, and for what cannot wait.</summary>
internal sealed class ChargeBillRuns(BulkWriter bulk, RunFactory runs, MiscChargeQueries queries, IAccountDirectory accounts, ICurrentTenant tenant, IClock clock)
{
    private const int MostAccounts = 500;

    public async Task<Guid> StartAsync(BillChargesInput input, CancellationToken cancellationToken)
    {
        var ids = input.AccountIds.Distinct().ToList();
        if (ids.Count == 0)
            throw new BusinessException("Billing:MiscCharge.NobodyChosen").ForField("Input.Accounts");
        if (ids.Count > MostAccounts)
            throw new BusinessException("Billing:MiscCharge.TooMany").WithData("Most", MostAccounts).ForField("Input.Accounts");
        var cards = await accounts.ByAccountAsync(ids, cancellationToken).ConfigureAwait(false);
        if (ids.FirstOrDefault(id => !cards.ContainsKey(id)) is var stranger && stranger != Guid.Empty)
            throw new EntityNotFoundException(typeof(AccountCard), stranger);
        var waiting = await queries.WaitingAsync(ids, input.BillDate ?? clock.Today, cancellationToken).ConfigureAwait(false);
        if (waiting.Count == 0)
            throw new BusinessException("Billing:MiscCharge.NothingWaits").ForField("Input.Accounts");

        var run = await runs.CreateAsync(BillRunKind.OffCycle, input.BillDate, null, null, cancellationToken).ConfigureAwait(false);
        var stays = await accounts.ByOccupancyAsync([.. waiting.Select(w => w.OccupancyId ?? cards[w.AccountId].OccupancyId).Distinct()], cancellationToken).ConfigureAwait(false);
        var present = await PeriodsAsync(stays.Keys, run.BillDate, cancellationToken).ConfigureAwait(false);
        var bills = waiting.Select(w => w.OccupancyId ?? cards[w.AccountId].OccupancyId).Zip(waiting)
            .GroupBy(w => (Stay: w.First, Period: w.Second.PeriodId ?? present[w.First])).Select(g => (Stay: stays[g.Key.Stay], g.Key.Period, WithRecurring: g.Any(w => w.Second.PeriodId is not null))).ToList();
        await bulk.WriteAsync(
            """
            insert into billing.run_charge_bills (tenant_id, run_id, occupancy_id, period_id, account_id, premise_id, with_recurring)
            select $1, $2, x.occupancy, x.period, x.account, x.premise, x.recurring from unnest($3, $4, $5, $6, $7) x(occupancy, period, account, premise, recurring)
            """,
            [
                Arg.Of(tenant.Id), Arg.Of(run.Id), Arg.Ids(bills.Select(b => b.Stay.OccupancyId)), Arg.Ids(bills.Select(b => b.Period)), Arg.Ids(bills.Select(b => b.Stay.AccountId)), Arg.Ids(bills.Select(b => b.Stay.PremiseId)),
                new NpgsqlParameter { Value = bills.Select(b => b.WithRecurring).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Boolean },
            ], rows => new AuditSummary("BillRun.ChargeBills", run.Id, rows), cancellationToken).ConfigureAwait(false);
        return run.Id;
    }

    /// <summary>Under which period of the calendar a bill of the day is filed: one of the stay's own cycle before another's.</summary>
    private async Task<Dictionary<Guid, Guid>> PeriodsAsync(IEnumerable<Guid> occupancyIds, DateOnly day, CancellationToken cancellationToken)
    {
        var found = await bulk.QueryAsync(
            """
            select o.id, p.id from unnest($1) o(id)
            cross join lateral (
                select p.id from billing.billing_periods p where p."from" <= $2
                order by p."to" > $2 desc, exists (select 1 from customers.billable_agreements a where a.tenant_id = p.tenant_id and a.occupancy_id = o.id and a.cycle_id = p.cycle_id) desc, p."from" desc, p.id limit 1) p
            """,
            [Arg.Ids(occupancyIds), Arg.Of(day)], r => (Stay: r.GetGuid(0), Period: r.GetGuid(1)), cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? found.ToDictionary(f => f.Stay, f => f.Period) : throw new BusinessException("Billing:MiscCharge.NoPeriod").ForField("Input.BillDate");
    }
}

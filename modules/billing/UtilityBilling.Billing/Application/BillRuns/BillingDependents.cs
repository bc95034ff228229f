using System.Globalization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>What of this module hangs on bills: payments and credits applied, late penalties, printed statements, winter averages, and other runs that name them.</summary>
internal sealed class BillingDependents(BulkWriter bulk, ISettingProvider settings, IStringLocalizer texts, IClock clock) : IBillDependents
{
    public async Task<IReadOnlyList<BillDependent>> FindAsync(IReadOnlyCollection<Guid> billIds, CancellationToken cancellationToken = default)
    {
        var withPenalties = await settings.GetBoolAsync(BillingSettings.CancelPenalties, clock.Today, cancellationToken).ConfigureAwait(false);
        var found = new List<BillDependent>();
        await AddAsync(DependentAction.Refuse, "TakenBack", $"select count(*), 0::numeric from billing.bills b where b.id = any($1) and not ({Standing.Bill("b.id")})").ConfigureAwait(false);
        await AddAsync(DependentAction.Refuse, "OtherRun",
            """
            select count(*), 0::numeric from billing.run_cancellations x join billing.bill_runs r on r.tenant_id = x.tenant_id and r.id = x.run_id
            where x.bill_id = any($1) and r.state not in ('Posted', 'Cancelled')
            """).ConfigureAwait(false);
        await AddAsync(DependentAction.Reapply, "Applications",
            """
            select count(*), coalesce(sum(a.amount), 0)
            from billing.charges h join billing.applications a on a.tenant_id = h.tenant_id and a.charge_id = h.id
            where h.cause_id = any($1) and h.cause_kind = 'Bill'
              and not exists (select 1 from billing.unapplications u where u.tenant_id = a.tenant_id and u.application_id = a.id)
            """).ConfigureAwait(false);
        await AddAsync(withPenalties ? DependentAction.Reverse : DependentAction.Keep, withPenalties ? "Penalties" : "PenaltiesKept",
            """
            select count(*), coalesce(sum(p.amount), 0)
            from billing.charges h join billing.charges p on p.tenant_id = h.tenant_id and p.penalised_charge_id = h.id
            where h.cause_id = any($1) and h.cause_kind = 'Bill'
              and not exists (select 1 from billing.charge_reversals v where v.tenant_id = p.tenant_id and v.charge_id = p.id)
            """).ConfigureAwait(false);
        await AddAsync(DependentAction.Reapply, "MiscCharges", "select count(*), coalesce(sum(b.amount), 0) from billing.misc_charge_billings b where b.bill_id = any($1)").ConfigureAwait(false);
        await AddAsync(DependentAction.Recompute, "Budgets", "select count(*), coalesce(sum(b.actual - b.asked), 0) from billing.budget_bills b where b.bill_id = any($1) and b.kind = 'Level'").ConfigureAwait(false);
        await AddAsync(DependentAction.Reverse, "BudgetSettlements", $"select count(*), coalesce(sum(s.amount), 0) from billing.budget_settlements s where s.bill_id = any($1) and {BudgetSql.Settled("s.id")}").ConfigureAwait(false);
        await AddAsync(DependentAction.Keep, "Printed", "select count(distinct e.bill_id), 0::numeric from billing.bill_events e where e.bill_id = any($1) and e.kind in ('Printed', 'Sent')").ConfigureAwait(false);
        await AddAsync(DependentAction.Recompute, "WinterAverages",
            """
            select count(distinct w.agreement_id), 0::numeric
            from billing.bills b
            join billing.coverage c on c.tenant_id = b.tenant_id and c.bill_id = b.id
            join billing.winter_averages w on w.tenant_id = c.tenant_id and w.agreement_id = c.agreement_id and w.window_from < b."to" and w.window_to > b."from" and coalesce(w."to", 'infinity'::date) > $2
            where b.id = any($1)
            """, Arg.Of(clock.Today)).ConfigureAwait(false);
        return found;

        async Task AddAsync(DependentAction action, string name, string sql, params Npgsql.NpgsqlParameter[] more)
        {
            var (count, amount) = (await bulk.QueryAsync(sql, [Arg.Ids(billIds), .. more], r => (r.GetInt64(0), r.GetDecimal(1)), cancellationToken).ConfigureAwait(false))[0];
            if (count > 0)
                found.Add(new BillDependent(action, texts[$"Billing:Dependent.{name}", count, amount.ToString("N2", CultureInfo.CurrentCulture)]));
        }
    }
}

using UtilityBilling.Billing.Budgets;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Takes a page's bills back, set-based: applications undone, postings reversed, agreements and charges free for another bill. The payments wait as unapplied credit.</summary>
internal sealed class BillCanceller(BulkWriter bulk, BillReversals reversals, BudgetReversals budgets, ISettingProvider settings, IGuidGenerator guids, IClock clock, ICurrentTenant tenant)
{
    /// <summary>Returns the accounts whose credit is free to be applied anew. Their balances are locked.</summary>
    public async Task<IReadOnlyCollection<Guid>> CancelAsync(BillRun run, int page, CancellationToken cancellationToken)
    {
        if (run.Reason is not { } reason)
            return [];
        var bills = await bulk.QueryAsync(
            "select bill_id, account_id from billing.run_cancellations where run_id = $1 and page = $2 order by bill_id",
            [Arg.Of(run.Id), Arg.Of(page)], r => (Id: r.GetGuid(0), Account: r.GetGuid(1)), cancellationToken).ConfigureAwait(false);
        if (bills.Count == 0)
            return [];
        var withPenalties = await settings.GetBoolAsync(BillingSettings.CancelPenalties, run.BillDate, cancellationToken).ConfigureAwait(false);
        await reversals.ReverseAsync([.. bills.Select(b => b.Id)], run.LedgerDate!.Value, reason, withPenalties, cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            """
            insert into billing.coverage_releases (tenant_id, agreement_id, period_id, generation, released_at, reason)
            select v.tenant_id, v.agreement_id, v.period_id, v.generation, $2, $3 from billing.coverage v where v.bill_id = any($1)
            """,
            [Arg.Ids(bills.Select(b => b.Id)), Arg.Of(clock.UtcNow), Arg.Of(reason)], cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            """
            insert into billing.misc_charge_releases (tenant_id, charge_id, occurrence, generation, released_at, reason)
            select b.tenant_id, b.charge_id, b.occurrence, b.generation, $2, $3 from billing.misc_charge_billings b where b.bill_id = any($1)
            """,
            [Arg.Ids(bills.Select(b => b.Id)), Arg.Of(clock.UtcNow), Arg.Of(reason)], cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            "insert into billing.bill_events (tenant_id, id, bill_id, kind, at, by, batch_id, detail) select $1, e.id, e.bill, 'Voided', $4, $5, $6, $7 from unnest($2, $3) e(id, bill)",
            [
                Arg.Of(tenant.Id), Arg.Ids(bills.Select(_ => guids.Create())), Arg.Ids(bills.Select(b => b.Id)), Arg.Of(clock.UtcNow), Arg.Of(run.ApprovedBy), Arg.Of(run.Id), Arg.Of(reason),
            ], cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            "update billing.run_cancellations set cancelled_at = $3 where run_id = $1 and page = $2", [Arg.Of(run.Id), Arg.Of(page), Arg.Of(run.PostedAt!.Value)], cancellationToken).ConfigureAwait(false);
        await budgets.ReverseAsync([.. bills.Select(b => b.Id)], run.LedgerDate!.Value, run.DueDate, reason, cancellationToken).ConfigureAwait(false);
        return [.. bills.Select(b => b.Account).Distinct()];
    }
}

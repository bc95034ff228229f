using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>Puts a batch's values in force, and takes them back: both only while no bill counts on what would change.</summary>
internal sealed class WinterValueStore(BulkWriter bulk, ICurrentTenant tenant, ICurrentUser user)
{
    /// <summary>Agreements of the batch that have a bill dated on or after its effective date, and not been released for a rebill.</summary>
    private static readonly string BilledRows = $"""
        from billing.winter_average_rows w
        join billing.coverage c on c.tenant_id = w.tenant_id and c.agreement_id = w.agreement_id
        join billing.bills b on b.tenant_id = c.tenant_id and b.id = c.bill_id and b.bill_date >= $2
        where w.batch_id = $1 and w.value is not null
          and {Standing.Coverage("c")}
        """;

    public async Task<bool> IsBilledAsync(WinterAverageBatch batch, CancellationToken cancellationToken) =>
        (await bulk.QueryAsync($"select 1 where exists (select 1 {BilledRows})", Of(batch), r => r.GetInt32(0), cancellationToken).ConfigureAwait(false)).Count > 0;

    public async Task PutInForceAsync(WinterAverageBatch batch, CancellationToken cancellationToken)
    {
        await RefuseBilledAsync(batch, "Billing:Winter.BilledAlready", cancellationToken).ConfigureAwait(false);
        await RefuseRunUnderWayAsync(batch, cancellationToken).ConfigureAwait(false);
        await RefuseStaleAsync(batch, cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            """
            update billing.winter_averages w set "to" = $2 from billing.winter_average_rows r
            where r.batch_id = $1 and r.value is not null and w.tenant_id = r.tenant_id and w.id = r.old_id
            """,
            Of(batch), cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            """
            insert into billing.winter_averages (tenant_id, id, agreement_id, window_from, window_to, value, source, reads_used, approved_by, batch_id, "from", "to")
            select r.tenant_id, r.value_id, r.agreement_id, coalesce($5, $2), coalesce($6, $2), r.value, r.source, r.reads, $4, r.batch_id, $2,
                (select min(n."from") from billing.winter_averages n where n.tenant_id = r.tenant_id and n.agreement_id = r.agreement_id and n."from" > $2 and n."to" is distinct from n."from")
            from billing.winter_average_rows r where r.tenant_id = $3 and r.batch_id = $1 and r.value is not null
            """,
            [.. Of(batch), Arg.Of(tenant.Id), Arg.Of(user.Required.UserId), Arg.Of(batch.WindowFrom), Arg.Of(batch.WindowTo)],
            rows => new AuditSummary("WinterAverage.InForce", batch.Id, rows), cancellationToken).ConfigureAwait(false);
    }

    public async Task TakeBackAsync(WinterAverageBatch batch, CancellationToken cancellationToken)
    {
        await RefuseBilledAsync(batch, "Billing:Winter.BillUsedIt", cancellationToken).ConfigureAwait(false);
        await RefuseRunUnderWayAsync(batch, cancellationToken).ConfigureAwait(false);
        await RefuseReplacedAsync(batch, cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            "update billing.winter_averages set \"to\" = \"from\" where batch_id = $1", [Arg.Of(batch.Id)],
            rows => new AuditSummary("WinterAverage.TakeBack", batch.Id, rows), cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            """
            update billing.winter_averages w set "to" = r.old_to from billing.winter_average_rows r
            where r.batch_id = $1 and r.value is not null and w.tenant_id = r.tenant_id and w.id = r.old_id
            """,
            [Arg.Of(batch.Id)], cancellationToken).ConfigureAwait(false);
    }

    private async Task RefuseBilledAsync(WinterAverageBatch batch, string code, CancellationToken cancellationToken)
    {
        var billed = await bulk.QueryAsync(
            $"select w.account_number, b.number, b.bill_date {BilledRows} order by b.bill_date desc, b.number limit 1", Of(batch),
            r => (Account: r.GetString(0), Bill: r.GetInt64(1), Date: r.GetFieldValue<DateOnly>(2)), cancellationToken).ConfigureAwait(false);
        if (billed is [var (account, bill, date)])
            throw new BusinessException(code).WithData("Account", account).WithData("Bill", bill).WithData("Date", WinterContextLoader.Iso(date)).WithData("From", WinterContextLoader.Iso(batch.EffectiveFrom));
    }

    /// <summary>A run that is being approved or posted was calculated with the values of before, and can no longer be changed.</summary>
    private async Task RefuseRunUnderWayAsync(WinterAverageBatch batch, CancellationToken cancellationToken)
    {
        var runs = await bulk.QueryAsync(
            """
            select u.number from billing.bill_runs u
            where u.state in ('AwaitingApproval', 'Approved', 'Posting') and u.bill_date >= $2 and exists (
                select 1 from billing.run_items i join billing.winter_average_rows w on w.tenant_id = i.tenant_id and w.agreement_id = i.agreement_id
                where i.tenant_id = u.tenant_id and i.run_id = u.id and w.batch_id = $1 and w.value is not null)
            order by u.number limit 1
            """,
            Of(batch), r => r.GetInt32(0), cancellationToken).ConfigureAwait(false);
        if (runs is [var number])
            throw new BusinessException("Billing:Winter.RunUnderWay").WithData("Run", number);
    }

    /// <summary>What was shown as the value before must still be it: somebody may have changed it since.</summary>
    private async Task RefuseStaleAsync(WinterAverageBatch batch, CancellationToken cancellationToken)
    {
        var stale = await bulk.QueryAsync(
            """
            select r.account_number from billing.winter_average_rows r
            left join billing.winter_averages w on w.tenant_id = r.tenant_id and w.agreement_id = r.agreement_id and w."from" <= $2 and coalesce(w."to", 'infinity'::date) > $2
            where r.batch_id = $1 and r.value is not null and (w.id is distinct from r.old_id or w."to" is distinct from r.old_to)
            order by r.account_number limit 1
            """,
            Of(batch), r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        if (stale is [var account])
            throw new BusinessException("Billing:Winter.Stale").WithData("Account", account).WithData("Number", batch.Number);
    }

    private async Task RefuseReplacedAsync(WinterAverageBatch batch, CancellationToken cancellationToken)
    {
        var later = await bulk.QueryAsync(
            """
            select n.number, later.account_number from billing.winter_average_rows own
            join billing.winter_average_rows later on later.tenant_id = own.tenant_id and later.agreement_id = own.agreement_id and later.old_id = own.value_id and later.value is not null
            join billing.winter_average_batches n on n.tenant_id = later.tenant_id and n.id = later.batch_id and n.state = 'Approved'
            where own.batch_id = $1 order by n.number desc limit 1
            """,
            [Arg.Of(batch.Id)], r => (Number: r.GetInt32(0), Account: r.GetString(1)), cancellationToken).ConfigureAwait(false);
        if (later is [var (number, account)])
            throw new BusinessException("Billing:Winter.Replaced").WithData("Number", number).WithData("Account", account);
    }

    private static NpgsqlParameter[] Of(WinterAverageBatch batch) => [Arg.Of(batch.Id), Arg.Of(batch.EffectiveFrom)];
}

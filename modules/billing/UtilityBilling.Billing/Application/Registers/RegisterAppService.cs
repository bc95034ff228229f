using System.Runtime.CompilerServices;
using Npgsql;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Localization;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Registers;

internal sealed class RegisterAppService(BulkWriter database, BillRunQueries runs, IAccountDirectory accounts, IPermissionChecker permissions) : IRegisterAppService
{
    private const int Chunk = 500;

    public async IAsyncEnumerable<BillingRegisterRow> BillingRegisterAsync(Guid runId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Reports.View, cancellationToken).ConfigureAwait(false);
        var after = 0L;
        while (true)
        {
            var rows = await database.QueryAsync(
                """
                select b.number, b.occupancy_id, l.service, l.component, l.label_en, l.label_es, l.quantity, l.amount
                from (select * from billing.bills where run_id = $1 and number > $2 order by number limit $3) b
                join billing.bill_lines l on l.tenant_id = b.tenant_id and l.bill_id = b.id
                order by b.number, l.n
                """,
                [new NpgsqlParameter { Value = runId }, new NpgsqlParameter { Value = after }, new NpgsqlParameter { Value = Chunk }],
                r => (Number: r.GetInt64(0), Occupancy: r.GetGuid(1), Service: r.GetString(2), Component: r.GetString(3), En: r.GetString(4), Es: r.GetString(5), Quantity: r.IsDBNull(6) ? (decimal?)null : r.GetDecimal(6), Amount: r.GetDecimal(7)),
                cancellationToken).ConfigureAwait(false);
            if (rows.Count == 0)
                yield break;
            var cards = await accounts.ByOccupancyAsync([.. rows.Select(r => r.Occupancy).Distinct()], cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
                yield return new BillingRegisterRow(row.Number, cards[row.Occupancy].Number, cards[row.Occupancy].CustomerName, cards[row.Occupancy].Address, row.Service, row.Component, Label(row.En, row.Es), row.Quantity, row.Amount);
            after = rows[^1].Number;
        }
    }

    public async Task<IReadOnlyList<RateSummaryRow>> RateSummaryAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Reports.View, cancellationToken).ConfigureAwait(false);
        return await database.QueryAsync(
            """
            select l.service, l.component, max(l.label_en), max(l.label_es), count(distinct b.account_id), coalesce(sum(l.quantity), 0), sum(l.amount)
            from billing.bills b join billing.bill_lines l on l.tenant_id = b.tenant_id and l.bill_id = b.id
            where b.run_id = $1 group by l.service, l.component order by l.service, l.component
            """,
            [new NpgsqlParameter { Value = runId }],
            r => new RateSummaryRow(r.GetString(0), r.GetString(1), Label(r.GetString(2), r.GetString(3)), r.GetInt64(4), r.GetDecimal(5), r.GetDecimal(6)), cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<SuspendedRow> SuspendedAsync(Guid runId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Reports.View, cancellationToken).ConfigureAwait(false);
        foreach (var outcome in (RunOutcome[])[RunOutcome.Parked, RunOutcome.Held, RunOutcome.Excluded])
            for (var page = 1; ; page++)
            {
                var items = await runs.ItemsAsync(runId, outcome, new PagedRequest { Page = page, PageSize = PagedRequest.MaxPageSize }, cancellationToken).ConfigureAwait(false);
                foreach (var item in items.Items)
                    yield return new SuspendedRow(item.AccountNumber, item.CustomerName, item.Address, item.Service, item.Outcome, item.Reason ?? "", item.HeldUntil);
                if (page >= items.PageCount)
                    break;
            }
    }

    private static string Label(string en, string es) => LocalizationCatalog.CurrentLanguage == "es" ? es : en;
}

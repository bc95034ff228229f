using UtilityBilling.Customers.ServiceChanges;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Which agreements a bill run, a bill, a hold or a winter average names.</summary>
internal sealed class CountedAgreements(BulkWriter database) : ICountedAgreements
{
    public async Task<long> CountAsync(IReadOnlyCollection<Guid> agreementIds, CancellationToken cancellationToken = default) => (await database.QueryAsync(
        """
        select count(*) from unnest($1) as a (id)
        where exists (select 1 from billing.run_items r where r.agreement_id = a.id)
           or exists (select 1 from billing.bill_lines l where l.agreement_id = a.id)
           or exists (select 1 from billing.coverage c where c.agreement_id = a.id)
           or exists (select 1 from billing.billing_holds h where h.agreement_id = a.id)
           or exists (select 1 from billing.winter_average_rows w where w.agreement_id = a.id)
           or exists (select 1 from billing.winter_averages w where w.agreement_id = a.id)
        """,
        [Arg.Ids(agreementIds)], r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
}

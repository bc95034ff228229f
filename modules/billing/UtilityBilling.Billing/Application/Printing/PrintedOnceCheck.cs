using UtilityBilling.Billing.Ledger;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.Printing;

/// <summary>Of the books' checks: no piece came out well twice, and every frozen statement says the amount that is due.</summary>
internal sealed class PrintedOnceCheck(BulkWriter database) : IBooksCheck
{
    private const int Shown = 100;

    private const string Twice = """
        select s.number::text, '1', count(*)::text
        from billing.printed_pieces g
        join billing.print_parts q on q.tenant_id = g.tenant_id and q.job_id = g.job_id and q.part = g.part and q.state = 'Printed'
        join billing.statements s on s.tenant_id = g.tenant_id and s.id = g.statement_id
        where not exists (select 1 from billing.spoiled_pieces b where b.tenant_id = g.tenant_id and b.statement_id = g.statement_id and b.piece = g.piece and b.generation = g.generation)
        group by s.number, g.statement_id, g.piece having count(*) > 1 order by s.number
        """;

    private const string Amounts = """
        select s.number::text, s.amount_due::text, coalesce(d.content::jsonb -> 'figures' ->> 'amountDue', '')
        from billing.statement_documents d join billing.statements s on s.tenant_id = d.tenant_id and s.id = d.statement_id
        where (d.content::jsonb -> 'figures' ->> 'amountDue')::numeric is distinct from s.amount_due order by s.number
        """;

    public bool IsLong => true;

    public async Task<IReadOnlyList<BooksCheckResult>> RunAsync(CancellationToken cancellationToken) =>
    [
        await CheckAsync("PrintedOnce", "select count(*) from billing.printed_pieces", Twice, cancellationToken).ConfigureAwait(false),
        await CheckAsync("FrozenAmounts", "select count(*) from billing.statement_documents", Amounts, cancellationToken).ConfigureAwait(false),
    ];

    private async Task<BooksCheckResult> CheckAsync(string name, string count, string differences, CancellationToken cancellationToken)
    {
        var all = (await database.QueryAsync(count, [], r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var found = await database.QueryAsync(differences, [], r => new BooksDifference(r.GetString(0), r.GetString(1), r.GetString(2)), cancellationToken).ConfigureAwait(false);
        return new BooksCheckResult(name, all, found.Count, [.. found.Take(Shown)]);
    }
}

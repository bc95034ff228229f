using Npgsql;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.Ledger;

/// <summary>An application that still stands.</summary>
internal sealed record LiveApplication(Guid Id, Guid CreditId, Guid ChargeId, Guid AccountId, decimal Amount, Guid JournalId);

/// <summary>Reads postings back, to take them back.</summary>
internal sealed class JournalReader(BulkWriter bulk, ChartProvider charts)
{
    private const string LiveApplications = """
        select a.id, a.credit_id, a.charge_id, h.account_id, a.amount, a.journal_id
        from billing.applications a join billing.charges h on h.tenant_id = a.tenant_id and h.id = a.charge_id
        where not exists (select 1 from billing.unapplications u where u.tenant_id = a.tenant_id and u.application_id = a.id)
        """;

    /// <summary>The lines of these journals, by journal.</summary>
    public async Task<ILookup<Guid, EntryDraft>> EntriesAsync(IEnumerable<Guid> journalIds, CancellationToken cancellationToken)
    {
        var chart = await charts.GetAsync(cancellationToken);
        var rows = await bulk.QueryAsync(
            "select journal_id, gl_account_id, amount, account_id, premise_id, service, charge_id, credit_id from billing.entries where journal_id = any ($1) order by journal_id, n",
            [Ids(journalIds)],
            r => (JournalId: r.GetGuid(0), Entry: new EntryDraft(chart.Account(r.GetGuid(1)), r.GetDecimal(2))
            {
                CustomerAccountId = Optional(r, 3), PremiseId = Optional(r, 4), Service = r.IsDBNull(5) ? null : r.GetString(5), ChargeId = Optional(r, 6), CreditId = Optional(r, 7),
            }),
            cancellationToken);
        return rows.ToLookup(r => r.JournalId, r => r.Entry);
    }

    /// <summary>The journal that booked a document, as it was first posted.</summary>
    public async Task<Guid> JournalOfAsync(Guid sourceId, JournalSourceKind kind, CancellationToken cancellationToken)
    {
        var rows = await bulk.QueryAsync("select id from billing.journals where source_id = $1 and source_kind = $2", [new() { Value = sourceId }, new() { Value = kind.ToString() }], r => r.GetGuid(0), cancellationToken);
        return rows.Count == 1 ? rows[0] : throw new EntityNotFoundException(typeof(Journal), sourceId);
    }

    /// <summary>The journal that booked each document, as it was first posted; a document of nothing has none.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> JournalsOfAsync(IReadOnlyCollection<Guid> sourceIds, JournalSourceKind kind, CancellationToken cancellationToken) =>
        (await bulk.QueryAsync(
            "select source_id, id from billing.journals where source_id = any ($1) and source_kind = $2", [Ids(sourceIds), Arg.Of(kind.ToString())], r => (Source: r.GetGuid(0), Id: r.GetGuid(1)), cancellationToken))
        .ToDictionary(j => j.Source, j => j.Id);

    public Task<List<LiveApplication>> LiveByIdAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken) => LiveAsync("a.id", ids, cancellationToken);

    public Task<List<LiveApplication>> LiveByCreditAsync(IEnumerable<Guid> creditIds, CancellationToken cancellationToken) => LiveAsync("a.credit_id", creditIds, cancellationToken);

    public Task<List<LiveApplication>> LiveByChargeAsync(IEnumerable<Guid> chargeIds, CancellationToken cancellationToken) => LiveAsync("a.charge_id", chargeIds, cancellationToken);

    private Task<List<LiveApplication>> LiveAsync(string column, IEnumerable<Guid> ids, CancellationToken cancellationToken) => bulk.QueryAsync(
        $"{LiveApplications} and {column} = any ($1) order by a.id", [Ids(ids)],
        r => new LiveApplication(r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetGuid(3), r.GetDecimal(4), r.GetGuid(5)), cancellationToken);

    private static NpgsqlParameter Ids(IEnumerable<Guid> ids) => new() { Value = ids.Distinct().ToArray() };

    private static Guid? Optional(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);
}

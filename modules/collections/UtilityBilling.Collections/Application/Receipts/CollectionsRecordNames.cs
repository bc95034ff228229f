using UtilityBilling.Auditing;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Collections.Receipts;

/// <summary>Lets the audit log call receipts by their numbers.</summary>
internal sealed class CollectionsRecordNames(BulkWriter database) : IAuditRecordNames
{
    private const string Receipt = "select id, series || '-' || number from collections.receipts where id = any ($1)";

    private static readonly Dictionary<string, string> Names = new()
    {
        [nameof(Receipts.Receipt)] = Receipt,
        [nameof(ReceiptLine)] = Receipt,
        [nameof(ReceiptTender)] = Receipt,
        [nameof(ReceiptVoidRequest)] = "select q.id, r.series || '-' || r.number from collections.receipt_void_requests q join collections.receipts r on r.tenant_id = q.tenant_id and r.id = q.receipt_id where q.id = any ($1)",
        [nameof(ReceiptVoid)] = "select v.id, r.series || '-' || r.number from collections.receipt_voids v join collections.receipts r on r.tenant_id = v.tenant_id and r.id = v.receipt_id where v.id = any ($1)",
    };

    public IReadOnlyCollection<string> Types => Names.Keys;

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(string type, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(Names[type], [new() { Value = ids.ToArray() }], r => (Id: r.GetGuid(0), Name: r.GetString(1)), cancellationToken)).ToDictionary(n => n.Id, n => n.Name);
}

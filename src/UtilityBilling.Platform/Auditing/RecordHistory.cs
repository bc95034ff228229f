using UtilityBilling.Auditing;

namespace UtilityBilling.Platform.Auditing;

internal sealed class RecordHistory(IAuditLogAppService auditLog) : IRecordHistory
{
    public async Task<IReadOnlyList<RecordHistoryEntry>> ReadAsync(IReadOnlyCollection<RecordReference> records, int limit, CancellationToken cancellationToken = default)
    {
        var entries = new Dictionary<long, RecordHistoryEntry>();
        foreach (var record in records)
            foreach (var entry in await auditLog.HistoryAsync(record.Type, record.Id, limit, cancellationToken).ConfigureAwait(false))
                entries.TryAdd(entry.Sequence, new RecordHistoryEntry(entry.Sequence, entry.At, entry.UserName, entry.Sentences));
        return [.. entries.Values.OrderByDescending(e => e.Sequence).Take(limit)];
    }
}

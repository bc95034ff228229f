namespace UtilityBilling.Auditing;

/// <summary>Tells what the audit trail says of some records, in sentences, for the pages of these records.</summary>
public interface IRecordHistory
{
    /// <summary>Newest first, at most <paramref name="limit"/>; what concerns several of the records is told once.</summary>
    Task<IReadOnlyList<RecordHistoryEntry>> ReadAsync(IReadOnlyCollection<RecordReference> records, int limit, CancellationToken cancellationToken = default);
}

/// <param name="Type">The class name, as the audit writes it: <c>Account</c>.</param>
public sealed record RecordReference(string Type, Guid Id);

/// <param name="At">In the town's time.</param>
public sealed record RecordHistoryEntry(long Sequence, string At, string UserName, IReadOnlyList<string> Sentences);

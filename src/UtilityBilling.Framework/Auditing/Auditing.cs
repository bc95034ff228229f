namespace UtilityBilling.Auditing;

/// <summary>The audit record being gathered for the present unit of work. It becomes one row of the town's chain at commit.</summary>
public interface IAuditScope
{
    /// <summary>Where the work was started: a page's path, a job's or a command's name.</summary>
    string? Origin { get; set; }

    /// <summary>Why, in the user's own words.</summary>
    string? Reason { get; set; }

    /// <summary>Adds what a set-based write did, since tracked changes cannot show it.</summary>
    void Add(AuditSummary summary);

    /// <summary>Adds a fact that no tracked change shows, such as an approval looked at or a file downloaded.</summary>
    void Note(string subject, Guid? recordId, string text);
}

/// <summary>What a set-based write did: never rows, but counts, sums and a fingerprint.</summary>
/// <param name="Action">For example <c>BillRun.Post</c>.</param>
/// <param name="RecordId">The run, file or batch.</param>
/// <param name="Rows">How many business rows were written.</param>
public sealed record AuditSummary(string Action, Guid RecordId, long Rows)
{
    /// <summary>Page of the run, counted from 1; 0 where there are no pages.</summary>
    public int Page { get; init; }

    /// <summary>Amounts by general-ledger account, in the town's currency, as decimal text.</summary>
    public IReadOnlyDictionary<string, string> Sums { get; init; } = new Dictionary<string, string>();

    /// <summary>SHA-256 of the business rows, lower-case hex.</summary>
    public string? Digest { get; init; }
}

/// <summary>Leaves a property or an entity out of the audit's before and after: secrets and derived columns.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
public sealed class DisableAuditingAttribute : Attribute;

/// <summary>Writes refused attempts and looks at masked fields on a connection of its own, so that a rollback cannot lose them.</summary>
public interface ISecurityLog
{
    Task WriteAsync(string action, string? userName, string detail, CancellationToken cancellationToken = default);
}

using UtilityBilling.Auditing;

namespace UtilityBilling.Hosting.Auditing;

/// <summary>Gathers what the present unit of work did.</summary>
public sealed class AuditScope : IAuditScope
{
    private readonly List<AuditSummary> _summaries = [];
    private readonly List<AuditChange> _changes = [];
    private readonly List<AuditNote> _notes = [];

    public string? Origin { get; set; }
    public string? Reason { get; set; }
    public string? CorrelationId { get; set; }

    public IReadOnlyList<AuditSummary> Summaries => _summaries;
    public IReadOnlyList<AuditChange> Changes => _changes;
    public IReadOnlyList<AuditNote> Notes => _notes;

    public bool IsEmpty => _summaries.Count == 0 && _changes.Count == 0 && _notes.Count == 0;

    public void Add(AuditSummary summary) => _summaries.Add(summary);

    public void Add(AuditChange change) => _changes.Add(change);

    public void Note(string subject, Guid? recordId, string text) => _notes.Add(new AuditNote(subject, recordId, text));

    /// <summary>Forgets what was gathered; the origin stays.</summary>
    public void Clear()
    {
        _summaries.Clear();
        _changes.Clear();
        _notes.Clear();
        Reason = null;
    }
}

/// <summary>One record added, changed or removed.</summary>
/// <param name="Type">The record's noun, for example <c>Account</c>.</param>
/// <param name="Id">The record's id, or its key parts joined by <c>/</c>.</param>
/// <param name="Kind"><c>added</c>, <c>changed</c> or <c>removed</c>.</param>
public sealed record AuditChange(string Type, string Id, string Kind, IReadOnlyList<AuditPropertyChange> Properties);

public sealed record AuditPropertyChange(string Name, string? Old, string? New);

public sealed record AuditNote(string Subject, Guid? RecordId, string Text);

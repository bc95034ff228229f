namespace UtilityBilling.Auditing;

/// <summary>Gives the audit log the names people know records by (an account's number, a customer's name), so that it reads as sentences.</summary>
public interface IAuditRecordNames
{
    /// <summary>The record types it can name, as the audit writes them: the class name, for example <c>Account</c>.</summary>
    IReadOnlyCollection<string> Types { get; }

    /// <summary>Names by id; an id that is not there is left out.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(string type, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default);
}

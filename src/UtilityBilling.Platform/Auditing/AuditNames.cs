using UtilityBilling.Auditing;

namespace UtilityBilling.Platform.Auditing;

/// <summary>Finds the names of every record that some audit records speak of, one question per type.</summary>
internal sealed class AuditNames(IEnumerable<IAuditRecordNames> sources)
{
    private readonly Dictionary<(string Type, Guid Id), string> _names = [];

    public async Task LoadAsync(IEnumerable<AuditPayload> payloads, CancellationToken cancellationToken)
    {
        foreach (var type in payloads.SelectMany(References).Distinct().GroupBy(r => r.Type, r => r.Id))
            foreach (var source in sources.Where(s => s.Types.Contains(type.Key)))
                foreach (var (id, name) in await source.NamesAsync(type.Key, [.. type], cancellationToken).ConfigureAwait(false))
                    _names[(type.Key, id)] = name;
    }

    public string? Find(string type, Guid id) => _names.GetValueOrDefault((type, id));

    /// <summary>The id that a record's key begins with.</summary>
    public static Guid? FirstId(string key) => Guid.TryParse(key.Split('/', 2)[0], out var id) ? id : null;

    /// <summary>The type that a property's value points at: <c>AccountId</c> at Account.</summary>
    public static string? TargetOf(string property) => property.Length > 2 && property.EndsWith("Id", StringComparison.Ordinal) ? property[..^2] : null;

    private static IEnumerable<(string Type, Guid Id)> References(AuditPayload payload)
    {
        foreach (var change in payload.Changes ?? [])
        {
            if (FirstId(change.Id) is { } id)
                yield return (change.Type, id);
            foreach (var property in change.Properties)
                foreach (var value in new[] { property.Old, property.New })
                    if (TargetOf(property.Name) is { } target && Guid.TryParse(value, out var pointed))
                        yield return (target, pointed);
        }
        foreach (var note in payload.Notes ?? [])
            if (note.RecordId is { } id)
                yield return (note.Subject, id);
    }
}

using UtilityBilling.Timing;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using UtilityBilling.Localization;
using UtilityBilling.Platform.Tenants;

namespace UtilityBilling.Platform.Auditing;

/// <summary>
/// Tells what happened in sentences: "Ana Ruiz changed the mailing address of account 10-2231 from … to …, reason …". Modules give the words
/// <c>Record:Account</c> and <c>Field:Account.MailingLine1</c>; without them the programmer's noun is spelled out.
/// </summary>
internal sealed partial class AuditSentences(AuditNames names, TownDays days, IStringLocalizer texts)
{
    private const int MostFieldsOfNew = 6;
    private const int ShownIdLength = 8;
    private const int LongestShown = 160;
    private static readonly string[] NamingProperties = ["Number", "DisplayName", "Name", "UserName", "Code", "SerialNumber", "Slug", "FileName", "AddressLine"];

    public IReadOnlyList<string> Of(AuditPayload payload)
    {
        var sentences = new List<string>();
        foreach (var change in payload.Changes ?? [])
            sentences.AddRange(OfChange(payload.User, change));
        foreach (var bulk in payload.Bulk ?? [])
            sentences.Add(OfBulk(payload.User, bulk));
        foreach (var note in payload.Notes ?? [])
            sentences.Add(texts["Audit:Note", payload.User, Record(note.Subject, note.RecordId, null), texts.Word($"AuditNote:{note.Text}", note.Text)]);
        if (payload.Reason is { } reason && sentences.Count > 0)
            sentences[^1] = texts["Audit:Because", sentences[^1], reason];
        return sentences;
    }

    /// <summary>The record's noun and the name people know it by.</summary>
    public string Record(string type, Guid? id, string? otherwise)
    {
        var noun = texts.Word($"Record:{type}", Spelled(type));
        var name = (id is { } known ? names.Find(type, known) : null) ?? otherwise ?? (id is { } unnamed ? unnamed.ToString()[^ShownIdLength..] : null);
        return name is null ? noun : $"{noun} {name}";
    }

    private IEnumerable<string> OfChange(string user, AuditPayloadChange change)
    {
        var record = Record(change.Type, AuditNames.FirstId(change.Id), change.Kind == "changed" ? null : OwnName(change) ?? PlainKey(change.Id));
        if (change.Kind == "changed")
        {
            var telling = change.Properties.Where(p => !SaysNothingNew(p.Name)).ToList();
            return (telling.Count > 0 ? telling : change.Properties).Select(p => OfProperty(user, change.Type, record, p));
        }
        var facts = change.Properties
            .Where(p => !SaysNothingNew(p.Name))
            .Select(p => (p.Name, Value: Value(change.Type, p.Name, change.Kind == "added" ? p.New : p.Old)))
            .Where(p => p.Value is { Length: > 0 } and not "False" and not (['{' or '[', ..]) && p.Value != OwnName(change) && !record.EndsWith(p.Value, StringComparison.Ordinal))
            .Take(MostFieldsOfNew)
            .Select(p => $"{Field(change.Type, p.Name)}: {p.Value}");
        return [texts[change.Kind == "added" ? "Audit:Added" : "Audit:Removed", user, record, string.Join("; ", facts)]];
    }

    private string OfProperty(string user, string type, string record, AuditPayloadProperty property)
    {
        var field = Field(type, property.Name);
        var (before, after) = (Shown(type, property.Name, property.Old), Shown(type, property.Name, property.New));
        if (property.Old is null)
            return texts["Audit:Set", user, field, record, after];
        return property.New is null ? texts["Audit:Cleared", user, field, record, before] : texts["Audit:Changed", user, field, record, before, after];
    }

    private string OfBulk(string user, AuditPayloadBulk bulk)
    {
        var action = texts.Word($"AuditAction:{bulk.Action}", bulk.Action);
        var page = bulk.Page > 0 ? texts["Audit:Page", bulk.Page].Value : "";
        var sums = bulk.Sums is { Count: > 0 } amounts ? texts["Audit:Sums", string.Join("; ", amounts.Select(a => $"{a.Key} {a.Value}"))].Value : "";
        return texts["Audit:Bulk", user, action, bulk.Rows, page, sums];
    }

    private string Field(string type, string name) => texts.Word($"Field:{type}.{name}", texts.Word($"Field:{name}", Spelled(AuditNames.TargetOf(name) ?? name)));

    private string Shown(string type, string property, string? value) => Value(type, property, value) ?? value ?? "";

    /// <summary>Names instead of ids, the town's time instead of the world's, words instead of codes. An id that nobody can name is left out.</summary>
    private string? Value(string type, string property, string? value)
    {
        if (value is null)
            return null;
        if (Guid.TryParse(value, out var id))
            return AuditNames.TargetOf(property) is { } target ? names.Find(target, id) : null;
        if (value.Length > 20 && value[10] == 'T' && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return days.Show(at);
        foreach (var key in new[] { $"Enum:{type}{property}.{value}", $"Enum:{property}.{value}", $"{property}:{value}" })
            if (!texts[key].ResourceNotFound)
                return texts[key].Value;
        return value.Length <= LongestShown ? value : $"{value[..LongestShown]}…";
    }

    /// <summary>Ends of the names of what only the program reads.</summary>
    private static readonly string[] Machinery = ["Hash", "Digest", "Key", "Cents"];

    /// <summary>The record's own id, and what the audit record says anyway: who, when and why.</summary>
    private static bool SaysNothingNew(string property) =>
        property is "Id" or "N" or "Reason" || Machinery.Any(end => property.EndsWith(end, StringComparison.Ordinal)) || property.EndsWith("At", StringComparison.Ordinal) || property.EndsWith("By", StringComparison.Ordinal) || property.EndsWith("ByName", StringComparison.Ordinal);

    private static string? OwnName(AuditPayloadChange change) =>
        NamingProperties.Select(n => change.Properties.FirstOrDefault(p => p.Name == n)).Select(p => p?.New ?? p?.Old).FirstOrDefault(v => v is not null);

    private static string? PlainKey(string key) => key.Split('/').LastOrDefault(part => !Guid.TryParse(part, out _));

    private static string Spelled(string name) => Hump().Replace(name, " $1").Trim().ToLowerInvariant();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Hump();
}

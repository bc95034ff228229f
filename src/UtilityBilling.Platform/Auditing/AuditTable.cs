using UtilityBilling.Documents;

namespace UtilityBilling.Platform.Auditing;

/// <summary>The trail as a file: one row a record, its sentences in one cell.</summary>
public static class AuditTable
{
    public static readonly Table<AuditEntry> Definition = new Table<AuditEntry>("audit-log", "Menu:AuditLog")
        .Integer("Platform:Audit.Sequence", e => e.Sequence)
        .Text("Platform:Audit.At", e => e.At, 18)
        .Text("Platform:Field.UserName", e => e.UserName, 24)
        .Text("Platform:Audit.Origin", e => e.Origin, 30)
        .Text("Platform:Audit.What", e => string.Join("\n", e.Sentences), 100);
}

using System.Collections.Frozen;

namespace UtilityBilling.Billing.Templates;

/// <summary>A place in a template that is filled in for each account.</summary>
/// <param name="Name">As it is written: <c>{{ account_number }}</c>.</param>
/// <param name="English">What it says of the example account.</param>
/// <param name="Spanish">The same in Spanish, where that is another.</param>
/// <param name="IsCondition">A question for <c>{% if … %}</c>; it prints nothing useful.</param>
internal sealed record TemplateField(string Name, string? English, string? Spanish = null, bool IsCondition = false)
{
    public string? In(string language) => language == "es" ? Spanish ?? English : English;
}

/// <summary>The fixed lists of fields: nothing else can be named in a template, so nothing else can come out of one. Values are text as it is printed; a value that is not there is empty.</summary>
internal static class TemplateFields
{
    private static readonly TemplateField[] Common =
    [
        new("town_name", "City of Riverbend"), new("town_phone", "541-555-0100"), new("town_address", "300 River Street, Riverbend, OR 97000"), new("today", "Nov 3, 2026", "3 nov 2026"),
        new("account_number", "10-0420-1"), new("customer_name", "Ada Example"), new("service_address", "1 Water Street"),
    ];

    private static readonly TemplateField[] OfAccount =
    [
        .. Common, new("mailing_address", "PO Box 12, Riverbend, OR 97000"), new("balance", "$138.07"), new("past_due", "$84.20"), new("next_due_date", "Nov 22, 2026", "22 nov 2026"), new("last_bill_number", "20417"),
        new("last_bill_date", "Nov 1, 2026", "1 nov 2026"), new("last_bill_amount", "$138.07"), new("last_bill_due_date", "Nov 22, 2026", "22 nov 2026"), new("shut_off_date", "Dec 9, 2026", "9 dic 2026"),
        new("has_balance", "yes", IsCondition: true), new("has_past_due", "yes", IsCondition: true), new("has_credit", null, IsCondition: true),
    ];

    private static readonly TemplateField[] OfStatement =
    [
        .. Common, new("bill_number", "20417"), new("bill_date", "Nov 1, 2026", "1 nov 2026"), new("amount_due", "$138.07"), new("due_date", "Nov 22, 2026", "22 nov 2026"), new("past_due", "$84.20"), new("draft_date", null),
        new("has_amount_due", "yes", IsCondition: true), new("has_past_due", "yes", IsCondition: true), new("has_credit", null, IsCondition: true), new("pays_by_draft", null, IsCondition: true), new("is_copy", null, IsCondition: true),
    ];

    private static readonly FrozenSet<string> AccountNames = OfAccount.Select(f => f.Name).ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> StatementNames = OfStatement.Select(f => f.Name).ToFrozenSet(StringComparer.Ordinal);

    public static bool IsOfStatement(TemplateKind kind) => kind is TemplateKind.StatementEmail or TemplateKind.StatementInsert;

    public static IReadOnlyList<TemplateField> Of(TemplateKind kind) => IsOfStatement(kind) ? OfStatement : OfAccount;

    public static IReadOnlySet<string> Names(TemplateKind kind) => IsOfStatement(kind) ? StatementNames : AccountNames;

    /// <summary>The example account, for whoever has none at hand.</summary>
    public static IReadOnlyDictionary<string, string?> Example(TemplateKind kind, string language) => Of(kind).ToDictionary(f => f.Name, f => f.In(language), StringComparer.Ordinal);
}

using UtilityBilling.Hosting.TagHelpers;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing;

/// <summary>How templates and letters look on a page.</summary>
public static class TemplateWords
{
    public static string Name(string english, string spanish) => LocalizationCatalog.CurrentLanguage == "es" ? spanish : english;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static Tone ToneOf(TemplateVersionState state) => state switch
    {
        TemplateVersionState.Approved => Tone.Success,
        TemplateVersionState.AwaitingApproval => Tone.Info,
        TemplateVersionState.Draft => Tone.Warning,
        _ => Tone.Neutral,
    };

    public static Tone ToneOf(LetterBatchState state) => state switch
    {
        LetterBatchState.Printed => Tone.Success,
        LetterBatchState.Writing => Tone.Info,
        LetterBatchState.Ready => Tone.Warning,
        _ => Tone.Neutral,
    };

    /// <summary>E-mails and inserts belong to statements: they are never written as letters.</summary>
    public static bool IsOfStatement(TemplateKind kind) => kind is TemplateKind.StatementEmail or TemplateKind.StatementInsert;
}

using UtilityBilling.Localization;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>Turns stored findings into sentences in the reader's language.</summary>
internal sealed class FindingTexts(LocalizationCatalog catalog)
{
    public string Say(string code, IReadOnlyDictionary<string, object?> data) =>
        LocalizationCatalog.Format(catalog.Find(code, LocalizationCatalog.CurrentLanguage) ?? code, data);

    public IReadOnlyList<FindingText> List(string? json) =>
        [.. StoredFinding.Read(json).Select(f => new FindingText(f.Code, Say(f.Code, f.Data), f.Line, f.Action == nameof(ReadFiles.ReadFileSeverity.FileInDoubt)))];

    public string Sentences(string? json) => string.Join(" ", StoredFinding.Read(json).Select(f => Say(f.Code, f.Data)));
}

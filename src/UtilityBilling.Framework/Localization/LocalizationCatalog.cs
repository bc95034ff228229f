using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using UtilityBilling.Errors;

namespace UtilityBilling.Localization;

/// <summary>The words of the product, in English and Spanish: the <c>Localization/en.json</c> and <c>es.json</c> embedded in each assembly that has them.</summary>
public sealed class LocalizationCatalog
{
    public static readonly IReadOnlyList<string> Languages = ["en", "es"];

    private readonly Dictionary<string, Dictionary<string, string>> _texts = Languages.ToDictionary(l => l, _ => new Dictionary<string, string>(StringComparer.Ordinal));

    public LocalizationCatalog(IEnumerable<Assembly> assemblies)
    {
        foreach (var assembly in assemblies.Distinct())
            foreach (var language in Languages)
                foreach (var (key, text) in Load(assembly, language))
                    if (!_texts[language].TryAdd(key, text))
                        throw new InvalidOperationException($"The text {key} ({language}) is defined twice; the second is in {assembly.GetName().Name}.");
    }

    public IReadOnlyDictionary<string, string> Texts(string language) => _texts[language];

    public string? Find(string key, string language) =>
        _texts.TryGetValue(language, out var texts) && texts.TryGetValue(key, out var text) ? text : _texts["en"].GetValueOrDefault(key);

    /// <summary>The sentence of a refusal in the reader's language.</summary>
    public string Describe(BusinessException error) => Format(Find(error.Code, CurrentLanguage) ?? error.Message, error.Values);

    /// <summary>Fills <c>{Name}</c> placeholders.</summary>
    public static string Format(string text, IReadOnlyDictionary<string, object?> values)
    {
        foreach (var (name, value) in values)
            text = text.Replace("{" + name + "}", Convert.ToString(value, CultureInfo.CurrentCulture), StringComparison.Ordinal);
        return text;
    }

    public static string CurrentLanguage => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private static Dictionary<string, string> Load(Assembly assembly, string language)
    {
        var name = assembly.GetManifestResourceNames().FirstOrDefault(n => n.EndsWith($".Localization.{language}.json", StringComparison.Ordinal));
        if (name is null)
            return [];
        using var stream = assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream) ?? [];
    }
}

/// <summary>Serves every text by its key; texts with <c>{0}</c> take arguments.</summary>
public sealed class CatalogStringLocalizer(LocalizationCatalog catalog) : IStringLocalizer
{
    public LocalizedString this[string name]
    {
        get
        {
            var text = catalog.Find(name, LocalizationCatalog.CurrentLanguage);
            return new LocalizedString(name, text ?? name, text is null);
        }
    }

    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var text = catalog.Find(name, LocalizationCatalog.CurrentLanguage);
            return new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, text ?? name, arguments), text is null);
        }
    }

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        catalog.Texts(LocalizationCatalog.CurrentLanguage).Select(t => new LocalizedString(t.Key, t.Value));
}

/// <summary>Gives every class the one catalogue: keys carry their module's name.</summary>
public sealed class CatalogStringLocalizerFactory(LocalizationCatalog catalog) : IStringLocalizerFactory
{
    private readonly CatalogStringLocalizer _localizer = new(catalog);

    public IStringLocalizer Create(Type resourceSource) => _localizer;

    public IStringLocalizer Create(string baseName, string location) => _localizer;
}

namespace UtilityBilling.Settings;

/// <summary>A number, date or text that a town may change, with an effective date.</summary>
/// <param name="Name">For example <c>Billing.Penalty.RatePercent</c>.</param>
/// <param name="Kind">How it is entered and checked.</param>
/// <param name="Default">The value where the town set none.</param>
/// <param name="Group">The heading it stands under.</param>
public sealed record SettingDefinition(string Name, SettingKind Kind, string Default, string Group)
{
    public string TextKey => $"Setting:{Name}";
    public string HelpKey => $"SettingHelp:{Name}";

    /// <summary>The values that are allowed, where the kind is <see cref="SettingKind.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The least and the most that a number may be; null is no bound.</summary>
    public decimal? Min { get; init; }

    public decimal? Max { get; init; }
}

/// <summary>How a setting's text is read.</summary>
public enum SettingKind { Text, Integer, Decimal, Money, Date, Boolean, Choice }

/// <summary>Defines a module's settings.</summary>
public abstract class SettingDefinitionProvider
{
    public abstract IEnumerable<SettingDefinition> Define();
}

/// <summary>Every setting there is, from all modules.</summary>
public sealed class SettingCatalog(IEnumerable<SettingDefinitionProvider> providers)
{
    public IReadOnlyDictionary<string, SettingDefinition> ByName { get; } = providers.SelectMany(p => p.Define()).ToDictionary(d => d.Name);
}

/// <summary>Reads settings: the town's value in force on a date, else the default.</summary>
public interface ISettingProvider
{
    /// <param name="name">A defined setting's name.</param>
    /// <param name="asOf">The business date; the town's today when left out.</param>
    Task<string> GetAsync(string name, DateOnly? asOf = null, CancellationToken cancellationToken = default);
}

/// <summary>Changes settings. A value counts from its date on; the history stays.</summary>
public interface ISettingManager
{
    Task SetAsync(string name, string value, DateOnly effectiveFrom, string reason, CancellationToken cancellationToken = default);
}

public static class SettingProviderExtensions
{
    public static async Task<int> GetIntAsync(this ISettingProvider settings, string name, DateOnly? asOf = null, CancellationToken cancellationToken = default) =>
        int.Parse(await settings.GetAsync(name, asOf, cancellationToken).ConfigureAwait(false), System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<decimal> GetDecimalAsync(this ISettingProvider settings, string name, DateOnly? asOf = null, CancellationToken cancellationToken = default) =>
        decimal.Parse(await settings.GetAsync(name, asOf, cancellationToken).ConfigureAwait(false), System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<bool> GetBoolAsync(this ISettingProvider settings, string name, DateOnly? asOf = null, CancellationToken cancellationToken = default) =>
        bool.Parse(await settings.GetAsync(name, asOf, cancellationToken).ConfigureAwait(false));
}

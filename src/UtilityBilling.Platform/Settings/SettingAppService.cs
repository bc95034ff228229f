using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Platform.Settings;

/// <summary>A setting as it stands today, and what is entered for a later day.</summary>
/// <param name="Since">From which day the present value counts; null for the default.</param>
/// <param name="NextValue">The next value entered for a later day.</param>
public sealed record SettingView(SettingDefinition Definition, string Value, DateOnly? Since, string? NextValue, DateOnly? NextFrom);

/// <summary>One entry of a setting's history.</summary>
public sealed record SettingEntry(string Value, DateOnly EffectiveFrom, string Reason, string EnteredByName, DateTimeOffset EnteredAt);

/// <summary>The settings under one heading.</summary>
public sealed record SettingGroup(string Name, IReadOnlyList<SettingView> Settings);

/// <summary>What is entered for a setting.</summary>
public sealed class SettingInput
{
    [Display(Name = "Platform:Field.Value"), Required(AllowEmptyStrings = true), StringLength(2000)]
    public string Value { get; set; } = "";

    [Display(Name = "Platform:Field.EffectiveFrom"), Required]
    public DateOnly? EffectiveFrom { get; set; }

    [Display(Name = "Platform:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";
}

/// <summary>What a town may change, with its history.</summary>
public interface ISettingAppService
{
    Task<IReadOnlyList<SettingGroup>> ListAsync(string? text, CancellationToken cancellationToken = default);

    Task<SettingView> GetAsync(string name, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<SettingEntry>> HistoryAsync(string name, CancellationToken cancellationToken = default);

    Task SetAsync(string name, SettingInput input, CancellationToken cancellationToken = default);
}

internal sealed class SettingAppService(
    IUtilityBillingDbContext context, SettingCatalog catalog, ISettingManager manager, IPermissionChecker permissions, IClock clock, Microsoft.Extensions.Localization.IStringLocalizer texts)
    : ISettingAppService
{
    public async Task<IReadOnlyList<SettingGroup>> ListAsync(string? text, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Settings.View, cancellationToken).ConfigureAwait(false);
        var values = (await context.Set<SettingValue>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(v => v.Name);
        var shown = catalog.ByName.Values.Where(d => string.IsNullOrWhiteSpace(text) || Says(d, text.Trim()));
        return [.. shown.GroupBy(d => d.Group).Select(g => new SettingGroup(g.Key, [.. g.Select(d => View(d, values[d.Name]))]))];
    }

    public async Task<SettingView> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Settings.View, cancellationToken).ConfigureAwait(false);
        return View(Definition(name), await context.Set<SettingValue>().AsNoTracking().Where(v => v.Name == name).ToListAsync(cancellationToken).ConfigureAwait(false));
    }

    public async Task<IReadOnlyList<SettingEntry>> HistoryAsync(string name, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Settings.View, cancellationToken).ConfigureAwait(false);
        return await context.Set<SettingValue>().AsNoTracking().Where(v => v.Name == name)
            .OrderByDescending(v => v.EnteredAt).ThenByDescending(v => v.Id)
            .Select(v => new SettingEntry(v.Value, v.EffectiveFrom, v.Reason, v.EnteredByName, v.EnteredAt))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task SetAsync(string name, SettingInput input, CancellationToken cancellationToken = default) =>
        manager.SetAsync(name, input.Value, input.EffectiveFrom ?? clock.Today, input.Reason, cancellationToken);

    private SettingView View(SettingDefinition definition, IEnumerable<SettingValue> values)
    {
        var entered = values.Select(v => new SettingProvider.Entered(v.Name, v.Value, v.EffectiveFrom, v.EnteredAt, v.Id)).ToList();
        var present = SettingProvider.InForce(entered, clock.Today);
        var later = entered.Where(v => v.EffectiveFrom > clock.Today).Select(v => v.EffectiveFrom).ToList();
        var next = later.Count == 0 ? null : SettingProvider.InForce(entered, later.Min());
        return new SettingView(definition, present?.Value ?? definition.Default, present?.EffectiveFrom, next?.Value, next?.EffectiveFrom);
    }

    private bool Says(SettingDefinition definition, string text) =>
        definition.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || texts[definition.TextKey].Value.Contains(text, StringComparison.CurrentCultureIgnoreCase)
        || texts[definition.HelpKey].Value.Contains(text, StringComparison.CurrentCultureIgnoreCase);

    private SettingDefinition Definition(string name) => catalog.ByName.GetValueOrDefault(name) ?? throw new EntityNotFoundException(typeof(SettingDefinition), name);
}

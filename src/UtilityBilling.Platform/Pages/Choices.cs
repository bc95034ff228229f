using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.Localization;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.Platform.Users;
using UtilityBilling.Settings;

namespace UtilityBilling.Platform.Pages;

/// <summary>What the pages' selects offer.</summary>
public static class Choices
{
    public static IReadOnlyList<SelectListItem> Of(IEnumerable<TenantInfo> towns) => [.. towns.Select(t => new SelectListItem(t.Name, t.Slug))];

    public static IReadOnlyList<SelectListItem> Languages(IStringLocalizer texts) => [.. LocalizationCatalog.Languages.Select(l => new SelectListItem(texts[$"Platform:Language.{l}"], l))];

    public static IReadOnlyList<SelectListItem> Themes(IStringLocalizer texts) => [new(texts["Platform:Theme.light"], "light"), new(texts["Platform:Theme.dark"], "dark")];

    public static IReadOnlyList<SelectListItem> States(IStringLocalizer texts) => [.. Enum.GetNames<UserState>().Select(s => new SelectListItem(texts[$"Enum:UserState.{s}"], s))];

    public static IReadOnlyList<SelectListItem> JobStates(IStringLocalizer texts) => [.. Enum.GetNames<BackgroundJobState>().Select(s => new SelectListItem(texts[$"Enum:BackgroundJobState.{s}"], s))];

    public static IReadOnlyList<SelectListItem> Texts(IEnumerable<string> names, string prefix, IStringLocalizer texts) =>
        [.. names.Select(n => new SelectListItem(texts.Word($"{prefix}{n}", n), n)).OrderBy(i => i.Text, StringComparer.CurrentCulture)];

    public static IReadOnlyList<SelectListItem> Of(SettingDefinition setting, IStringLocalizer texts) => setting.Kind switch
    {
        SettingKind.Boolean => [new(texts["Platform:Yes"], "true"), new(texts["Platform:No"], "false")],
        _ => [.. setting.Choices.Select(c => new SelectListItem(texts[$"SettingChoice:{c}"], c))],
    };

    /// <summary>The time zones of the United States that towns keep, by their IANA names.</summary>
    public static IReadOnlyList<SelectListItem> TimeZones { get; } =
        [.. new[] { "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico" }.Select(z => new SelectListItem(z.Replace('_', ' '), z))];

    public static IReadOnlyList<ApprovalView> ApprovalViews { get; } = Enum.GetValues<ApprovalView>();
}

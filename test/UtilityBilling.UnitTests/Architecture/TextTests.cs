using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Approvals;
using UtilityBilling.Authorization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.Localization;
using UtilityBilling.Settings;
using Xunit;

namespace UtilityBilling.UnitTests.Architecture;

/// <summary>Architecture test 11. The silent failure: a missing text shows its key to the clerk, in one language only, on the page that nobody opened in it.</summary>
public sealed partial class TextTests
{
    private static readonly IReadOnlyList<string> Folders =
        [.. new[] { "src", "modules" }.SelectMany(d => Directory.EnumerateFiles(Path.Combine(Source.Root, d), "en.json", SearchOption.AllDirectories)).Where(f => f.Contains("Localization", StringComparison.Ordinal)).Select(f => Path.GetDirectoryName(f)!)];

    private static readonly Lazy<string> Code = new(() => string.Join('\n', new[] { "src", "modules" }
        .SelectMany(d => Source.Files(d, ".cs", ".cshtml", ".js")).Select(File.ReadAllText)));

    [Fact]
    public void Every_text_exists_in_English_and_in_Spanish()
    {
        Folders.Count.ShouldBeGreaterThan(5);
        foreach (var folder in Folders)
        {
            var (english, spanish) = (Load(folder, "en"), Load(folder, "es"));
            english.Keys.Except(spanish.Keys).ShouldBeEmpty($"{Source.Relative(folder)}: missing in Spanish");
            spanish.Keys.Except(english.Keys).ShouldBeEmpty($"{Source.Relative(folder)}: missing in English");
        }
    }

    [Fact]
    public void Both_languages_have_the_same_placeholders()
    {
        foreach (var folder in Folders)
        {
            var (english, spanish) = (Load(folder, "en"), Load(folder, "es"));
            foreach (var key in english.Keys.Intersect(spanish.Keys))
                Placeholders(spanish[key]).ShouldBe(Placeholders(english[key]), $"{Source.Relative(folder)}: {key}");
        }
    }

    [Fact]
    public void No_text_is_empty() => Folders.SelectMany(f => LocalizationCatalog.Languages.SelectMany(l => Load(f, l))).Where(t => string.IsNullOrWhiteSpace(t.Value)).Select(t => t.Key).ShouldBeEmpty();

    /// <summary>Refusals and labels named in the code must have their sentence.</summary>
    [Fact]
    public void Every_key_that_the_code_names_has_its_text()
    {
        var texts = Folders.SelectMany(f => Load(f, "en").Keys).ToHashSet();
        var named = KeyInCode().Matches(Code.Value).Select(m => m.Groups[1].Value).Distinct().Where(k => !texts.Contains(k)).Order(StringComparer.Ordinal);
        named.ShouldBeEmpty();
    }

    [Fact]
    public void Every_right_and_every_setting_has_its_texts()
    {
        using var house = House.Compose("Host=none");
        var texts = Folders.SelectMany(f => Load(f, "en").Keys).ToHashSet();
        house.GetRequiredService<PermissionCatalog>().All.Select(p => p.TextKey).Where(k => !texts.Contains(k)).ShouldBeEmpty();
        house.GetRequiredService<SettingCatalog>().ByName.Values.SelectMany(s => new[] { s.TextKey, s.HelpKey }).Where(k => !texts.Contains(k)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_choice_of_a_setting_every_act_that_is_approved_and_every_job_has_its_word()
    {
        await using var house = House.Compose("Host=none");
        await using var scope = house.CreateAsyncScope();
        var texts = Folders.SelectMany(f => Load(f, "en").Keys).ToHashSet();
        var words = house.GetRequiredService<SettingCatalog>().ByName.Values.SelectMany(s => s.Choices).Select(c => $"SettingChoice:{c}")
            .Concat(scope.ServiceProvider.GetServices<IApprovalHandler>().Select(h => $"Approval:{h.Kind}"))
            .Concat(scope.ServiceProvider.GetServices<IBackgroundJob>().Select(j => $"JobType:{j.JobType}")).Distinct().ToList();
        words.Count.ShouldBeGreaterThan(8);
        words.Where(k => !texts.Contains(k)).ShouldBeEmpty();
    }

    /// <summary>A text that nothing shows is translated, reviewed and corrected for nothing. Keys put together in the code are recognised by their beginning.</summary>
    [Fact]
    public void No_text_is_unused()
    {
        using var house = House.Compose("Host=none");
        var composed = house.GetRequiredService<PermissionCatalog>().All.Select(p => p.TextKey)
            .Concat(house.GetRequiredService<SettingCatalog>().ByName.Values.SelectMany(s => new[] { s.TextKey, s.HelpKey })).ToHashSet();
        var beginnings = ComposedKey().Matches(Code.Value).Select(m => m.Groups[1].Value).Distinct().ToList();
        // A module's bare name would be the beginning of all its texts, and none of them could ever be found unused.
        beginnings.Intersect([.. Source.Projects.Where(p => p.Module is not null && !p.IsContracts).Select(p => $"{p.Name["UtilityBilling.".Length..]}:"), "Platform:", "Ui:"]).ShouldBeEmpty("say more of the key in the code than the module's name");
        var unused = Folders.SelectMany(f => Load(f, "en").Keys)
            .Where(k => !composed.Contains(k) && !IsNamed(k) && !beginnings.Any(b => k.StartsWith(b, StringComparison.Ordinal)));
        unused.ShouldBeEmpty();
    }

    /// <summary>Whether the code or its SQL names the key, or the key that it is a case of (<c>….Previewed</c>, <c>…_One</c>).</summary>
    private static bool IsNamed(string key) =>
        Code.Value.Contains($"\"{key}\"", StringComparison.Ordinal) || Code.Value.Contains($"'{key}'", StringComparison.Ordinal)
        || (key.LastIndexOfAny(['.', '_']) is > 0 and var end && new[] { $"\"{key[..end]}\"", $"'{key[..end]}'", $"\"{key[..(end + 1)]}\"" }.Any(l => Code.Value.Contains(l, StringComparison.Ordinal)));

    private static Dictionary<string, string> Load(string folder, string language) => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, $"{language}.json")))!;

    private static IReadOnlyList<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{[A-Za-z0-9]+\}")]
    private static partial Regex Placeholder();

    /// <summary>A whole literal that is made as a key is: a refusal, a label, a heading of a table's column.</summary>
    [GeneratedRegex("(?<!\\$)\"((?:Billing|Collections|Customers|Liens|Metering|Platform|Ui):[A-Z][A-Za-z0-9]*(?:\\.[A-Za-z0-9]+)*)\"")]
    private static partial Regex KeyInCode();

    /// <summary>The fixed beginning of an interpolated key, such as <c>$"Enum:{…}"</c>.</summary>
    [GeneratedRegex("""\$"((?:[A-Z][A-Za-z]+):[A-Za-z0-9.]*)\{""")]
    private static partial Regex ComposedKey();
}

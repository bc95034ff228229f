using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using UtilityBilling.Hosting.TagHelpers;
using Xunit;

namespace UtilityBilling.UnitTests.Architecture;

/// <summary>Rules that every page and script keeps. What breaks them works on the author's machine and fails silently for somebody else.</summary>
public sealed partial class FrontEndRules
{
    private static readonly string Root = FindRoot();

    private static readonly string[] Pages = Files("*.cshtml");

    private static readonly string[] Scripts = Files("*.js");

    // The content security policy blocks inline styles: the page would lose its looks without a word in any log of ours.
    [Fact]
    public void No_page_writes_a_style_attribute_or_a_style_element() => Offenders(Pages, InlineStyle()).ShouldBeEmpty();

    // The same policy blocks inline scripts and event attributes: a button would do nothing.
    [Fact]
    public void No_page_writes_an_inline_script_or_an_event_attribute() => Offenders(Pages, InlineScript()).ShouldBeEmpty();

    // These three parts of htmx compile text into code, which the policy refuses: the request would never be sent.
    [Fact]
    public void No_page_uses_the_parts_of_htmx_that_compile_text() => Offenders([.. Pages, .. Scripts], CompiledText()).ShouldBeEmpty();

    // A page that asks another site for a font or a script tells that site who looks at which account, and breaks when the site is gone.
    [Fact]
    public void No_page_loads_anything_from_another_site() => Offenders(Pages, ForeignSource()).ShouldBeEmpty();

    // These colours have a contrast of 2.4 to 3.1 to 1 on white: people with low vision cannot read them.
    [Fact]
    public void No_text_or_badge_has_a_colour_that_is_too_pale() => Offenders(Pages, PaleColour()).ShouldBeEmpty();

    // A name that is not in the sprite draws nothing, and nobody notices a missing icon.
    [Fact]
    public void Every_icon_that_a_page_names_is_in_the_sprite()
    {
        var known = File.ReadAllLines(Path.Combine(Root, "src/UtilityBilling.Web/ClientApp/icons.txt")).Select(line => line.Trim()).ToHashSet();
        var named = Pages.SelectMany(file => IconName().Matches(File.ReadAllText(file)).Select(match => (File: file, Name: match.Groups[1].Value)));
        named.Where(icon => !known.Contains(icon.Name)).Select(icon => $"{Path.GetRelativePath(Root, icon.File)}: {icon.Name}").ShouldBeEmpty();
    }

    // The frame writes the one h1; a second one leaves a screen reader's user without a title of the page.
    [Fact]
    public void Only_the_frame_writes_the_first_heading() =>
        Offenders([.. Pages.Where(file => !Path.GetFileName(file).EndsWith("Layout.cshtml", StringComparison.Ordinal))], FirstHeading()).ShouldBeEmpty();

    // A form without our tag helper has no idempotency key: a second press would post twice. Forms that only ask (get) need none.
    [Fact]
    public void A_form_that_posts_is_written_by_the_tag_helper() =>
        Offenders([.. Pages.Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Shared{Path.DirectorySeparatorChar}", StringComparison.Ordinal))], BarePost()).ShouldBeEmpty();

    // A key in one language only shows the reader a key or the other language.
    [Fact]
    public void The_frames_texts_have_the_same_keys_and_placeholders_in_both_languages()
    {
        var english = Texts("en");
        var spanish = Texts("es");
        spanish.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        english.Keys.Where(key => Placeholders(english[key]) != Placeholders(spanish[key]) || spanish[key].Trim().Length == 0).ShouldBeEmpty();
    }

    // Weight creeps in by single packages; a clerk at a branch office waits for it on every first visit.
    [Theory]
    [InlineData("app.js", 40)]
    [InlineData("site.css", 15)]
    [InlineData("icons.svg", 15)]
    public void A_built_file_stays_within_its_weight(string name, int kilobytes)
    {
        var path = Path.Combine(Root, "src/UtilityBilling.Web/wwwroot/libs", name);
        File.Exists(path).ShouldBeTrue($"{name} is built together with the host");
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(File.ReadAllBytes(path));
        packed.Length.ShouldBeInRange(200, kilobytes * 1024);
    }

    [Fact]
    public void An_amount_keeps_the_format_of_the_United_States_whatever_the_culture()
    {
        MoneyText.Plain(1234.5m).ShouldBe("$1,234.50");
        MoneyText.Plain(-84.17m).ShouldBe("-$84.17");
        MoneyText.Plain(0m).ShouldBe("$0.00");
    }

    private static Dictionary<string, string> Texts(string language) => JsonSerializer.Deserialize<Dictionary<string, string>>(
        File.ReadAllText(Path.Combine(Root, $"src/UtilityBilling.Framework.Hosting/Localization/{language}.json")))!;

    private static string Placeholders(string text) => string.Join(' ', Placeholder().Matches(text).Select(match => match.Value).Distinct().Order());

    private static List<string> Offenders(string[] files, Regex forbidden)
    {
        files.ShouldNotBeEmpty("a rule over no files proves nothing");
        return [.. from file in files
                   from match in forbidden.Matches(File.ReadAllText(file))
                   select $"{Path.GetRelativePath(Root, file)}: {match.Value.Trim()}"];
    }

    private static string[] Files(string pattern) =>
    [
        .. new[] { "src", "modules", "test" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal) && !file.Contains("wwwroot", StringComparison.Ordinal)),
    ];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "UtilityBilling.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not lie below the repository.");
    }

    [GeneratedRegex("""\sstyle\s*=\s*["']|<style[\s>]""", RegexOptions.IgnoreCase)]
    private static partial Regex InlineStyle();

    [GeneratedRegex("""<script(?![^>]*\ssrc=)[^>]*>|\son(click|change|submit|load|input|key\w+|focus|blur)\s*=""", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();

    [GeneratedRegex("""hx-on[:-]|hx-(vals|headers)\s*=\s*["']\s*(js|javascript):|hx-trigger\s*=\s*"[^"]*\[|\bnew Function\b|\beval\(""")]
    private static partial Regex CompiledText();

    [GeneratedRegex("""(src|href)\s*=\s*["'](https?:)?//[^"']*\.(js|css|woff2?)""", RegexOptions.IgnoreCase)]
    private static partial Regex ForeignSource();

    [GeneratedRegex("""\b(text|bg|badge|btn|alert)-(outline-)?(azure|teal|cyan|orange|lime|yellow|pink|purple)\b""")]
    private static partial Regex PaleColour();

    [GeneratedRegex("""<ub-(?:icon|empty)\b[^>]*?\s(?:name|icon)="([a-z0-9-]+)""")]
    private static partial Regex IconName();

    [GeneratedRegex("<h1[ >]")]
    private static partial Regex FirstHeading();

    [GeneratedRegex("""<form\b[^>]*method\s*=\s*["']?post""", RegexOptions.IgnoreCase)]
    private static partial Regex BarePost();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();
}

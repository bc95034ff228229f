using System.Text.RegularExpressions;
using Microsoft.Playwright;
using UtilityBilling.EndToEndTests.Browser;
using UtilityBilling.Localization;

namespace UtilityBilling.EndToEndTests.EveryPage;

/// <summary>What every page of the product promises, looked at in a browser: faults as lines, so that one run names them all.</summary>
internal sealed partial class PageLook(LocalizationCatalog texts)
{
    private const string Gather = """
        () => {
          const named = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap(e => ['aria-label', 'title', 'placeholder', 'alt'].map(a => e.getAttribute(a) ?? ''));
          return JSON.stringify({
            headings: document.querySelectorAll('h1').length,
            heading: document.querySelector('h1')?.textContent.trim() ?? '',
            language: document.documentElement.lang,
            text: [document.title, document.body.textContent, ...named].join('\n'),
            ids: [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i),
            sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          });
        }
        """;

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("UB_SCREENSHOTS");

    private readonly HashSet<string> _areas = [.. texts.Texts("en").Keys.Where(key => key.Contains(':', StringComparison.Ordinal)).Select(key => key.Split(':')[0])];

    /// <summary>Looks at the page as it stands, in the given width and colours.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string name, string language, int width, string theme, bool picture = true)
    {
        await page.SetViewportSizeAsync(width, 900);
        await page.EvaluateAsync("theme => document.documentElement.dataset.bsTheme = theme", theme);
        var found = System.Text.Json.JsonSerializer.Deserialize<Gathered>(await page.EvaluateAsync<string>(Gather), System.Text.Json.JsonSerializerOptions.Web)!;
        var faults = new List<string>();
        if (found.Headings != 1 || found.Heading.Length == 0)
            faults.Add($"{found.Headings} h1 ({found.Heading})");
        if (found.Language != language)
            faults.Add($"speaks {found.Language}");
        if (found.Ids.Count > 0)
            faults.Add($"ids written twice: {string.Join(", ", found.Ids)}");
        if (found.Sideways > 0)
            faults.Add($"scrolls sideways by {found.Sideways} pixels: {await WidestAsync(page)}");
        faults.AddRange(BareKey().Matches(found.Text).Where(match => match.Value.Contains('.', StringComparison.Ordinal) || _areas.Contains(match.Groups[1].Value)).Select(match => match.Value).Distinct().Select(key => $"shows the bare key {key}"));
        faults.AddRange(await AxeAssert.ViolationsAsync(page));
        if (picture && !string.IsNullOrEmpty(Pictures))
            await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(Pictures, $"{name}-{language}-{width}.png") });
        return [.. faults.Select(fault => $"{name} ({language}, {width}, {theme}): {fault}")];
    }

    private static Task<string> WidestAsync(IPage page) => page.EvaluateAsync<string>("""
        () => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest('.table-responsive, .ub-scroll'))
          .slice(-2).map(e => e.outerHTML.slice(0, 120)).join(' | ')
        """);

    [GeneratedRegex(@"\b([A-Z][A-Za-z]+):[A-Z][A-Za-z]+(?:\.[A-Za-z]+)*")]
    private static partial Regex BareKey();

    private sealed record Gathered(int Headings, string Heading, string Language, string Text, IReadOnlyList<string> Ids, int Sideways);
}

using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace UtilityBilling.EndToEndTests.Browser;

/// <summary>The automatic part of WCAG 2.1 AA: no violation is accepted.</summary>
public static class AxeAssert
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    // Handed to the browser over its debugging port, which the content security policy does not reach.
    private const string Run = """
        async () => {
          const found = await axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }, resultTypes: ['violations'] });
          return JSON.stringify({ passes: found.passes.length, violations: found.violations.map(v => `${v.id}: ${v.help} at ` +
            v.nodes.slice(0, 3).map(n => `${n.target.join(' ')} ${n.html.slice(0, 160)} ${n.any.map(c => c.message).join(' ')}`).join(' | ')) });
        }
        """;

    public static async Task NoViolationsAsync(IPage page) => (await ViolationsAsync(page)).ShouldBeEmpty();

    /// <summary>What axe finds, one line for each broken rule.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (!await page.EvaluateAsync<bool>("() => typeof axe !== 'undefined'"))
            await page.EvaluateAsync(Script);
        var result = System.Text.Json.JsonSerializer.Deserialize<Result>(await page.EvaluateAsync<string>(Run), System.Text.Json.JsonSerializerOptions.Web)!;
        result.Passes.ShouldBeGreaterThan(5, "axe must have had a page to look at");
        return result.Violations;
    }

    /// <summary>Reflow (1.4.10): nothing but tables and drawings may need scrolling in two directions.</summary>
    public static async Task NoSidewaysScrollAsync(IPage page) => (await SidewaysAsync(page)).ShouldBe(0, "the page must not scroll sideways");

    /// <summary>By how many pixels the page is wider than its window.</summary>
    public static Task<int> SidewaysAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    private sealed record Result(int Passes, IReadOnlyList<string> Violations);
}

using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace UtilityBilling.EndToEndTests.Browser;

/// <summary>The automatic part of WCAG 2.1 AA: no violation is accepted.</summary>
public static class AxeAssert
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

    public static async Task NoViolationsAsync(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Rules] } });
        result.Passes.Length.ShouldBeGreaterThan(5, "axe must have had a page to look at");
        result.Violations
            .Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(" | ", violation.Nodes.Take(4).Select(node => $"{node.Target} {node.Html} {string.Join(' ', node.Any.Select(check => check.Message))}"))}")
            .ShouldBeEmpty();
    }

    /// <summary>Reflow (1.4.10): nothing but tables and drawings may need scrolling in two directions.</summary>
    public static async Task NoSidewaysScrollAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, "the page must not scroll sideways");
    }
}

using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Authorization;
using UtilityBilling.EndToEndTests.Browser;
using UtilityBilling.EndToEndTests.Towns;
using UtilityBilling.Localization;

namespace UtilityBilling.EndToEndTests.EveryPage;

/// <summary>
/// A1: every page of the product, in both languages, at 1280 and at 320 pixels, light and dark, as whoever works on it. With <c>UB_SCREENSHOTS</c> naming a
/// folder, a picture of each is left there.
/// </summary>
public abstract class EveryPageTests(BrowserFixture browser, TownApp app, string language) : IClassFixture<TownApp>
{
    [Fact]
    public async Task A1_every_page_meets_WCAG_2_1_AA_reflows_and_says_all_in_words()
    {
        BrowserFixture.SkipWithoutChromium();
        await app.Database.ExecuteAsOwnerAsync("update platform.users set is_host_administrator = true where user_name = 'sam.holt'");
        var pages = ProductPage.All(app.Services);
        pages.Count.ShouldBeGreaterThan(60);
        PageSamples.NoPages.Keys.Except(pages.Select(page => page.Name)).ShouldBeEmpty("an exception for a page that is no more");
        var visits = await PageSamples.VisitsAsync(app, pages);

        var faults = new List<string>();
        foreach (var visitor in visits.GroupBy(visit => visit.Role))
            faults.AddRange(await LookAsync(visitor.Key, visitor));

        faults.ShouldBeEmpty();
    }

    /// <summary>A person's own pages and the search are reached from the bar above; a group's front page lists its lines.</summary>
    private static bool StandsOutsideTheMenu(Visit visit) =>
        visit.Address == "/Administration" || visit.Address.StartsWith("/Account/", StringComparison.Ordinal) || visit.Address.StartsWith("/Search", StringComparison.Ordinal);

    /// <summary>Dark at one width in English and at the other in Spanish: every page is seen in both.</summary>
    private async Task<List<string>> LookAsync(string role, IEnumerable<Visit> visits)
    {
        var look = new PageLook(app.Services.GetRequiredService<LocalizationCatalog>());
        var (wide, narrow) = language == "en" ? ("light", "dark") : ("dark", "light");
        await using var opened = await browser.SignInAsync(app, app.Riverbend, role, language: language, theme: wide);
        var faults = new List<string>();
        foreach (var visit in visits)
        {
            var answer = await opened.Page.GotoAsync(visit.Address);
            if (answer!.Status != 200)
                faults.Add($"{visit.Name} as {role}: {visit.Address} answered {answer.Status}");
            if (!StandsOutsideTheMenu(visit) && await opened.Page.Locator(".ub-menu [aria-current]").CountAsync() != 1)
                faults.Add($"{visit.Name} as {role}: the menu does not say where we are");
            faults.AddRange(await look.FaultsAsync(opened.Page, visit.Name, language, 1280, wide));
            faults.AddRange(await look.FaultsAsync(opened.Page, visit.Name, language, 320, narrow));
            faults.AddRange(opened.TakeComplaints().Select(complaint => $"{visit.Name} ({language}): the browser complained: {complaint}"));
        }
        return faults;
    }
}

/// <summary>The pages in English.</summary>
public sealed class EveryPageInEnglish(BrowserFixture browser, TownApp app) : EveryPageTests(browser, app, "en");

/// <summary>The pages in Spanish: a class of its own, so that both are looked at side by side.</summary>
public sealed class EveryPageInSpanish(BrowserFixture browser, TownApp app) : EveryPageTests(browser, app, "es");

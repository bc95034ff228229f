using Microsoft.Playwright;
using UtilityBilling.EndToEndTests.Browser;

namespace UtilityBilling.EndToEndTests.Kit;

[CollectionDefinition(Name)]
public sealed class KitCollection : ICollectionFixture<KitApp>
{
    public const string Name = "Kit";
}

/// <summary>What the frame and the tag helpers promise to every page, proven on sample pages in a real browser.</summary>
[Collection(KitCollection.Name)]
public sealed class KitTests(BrowserFixture browser, KitApp app)
{
    [Theory]
    [InlineData("/Kit", "light", 1280, "en")]
    [InlineData("/Kit", "dark", 1280, "en")]
    [InlineData("/Kit", "light", 320, "es")]
    [InlineData("/Kit/Form", "light", 1280, "en")]
    [InlineData("/Kit/Form", "dark", 320, "es")]
    [InlineData("/Kit/SignIn", "light", 1280, "en")]
    [InlineData("/Kit/SignIn", "dark", 320, "es")]
    [InlineData("/NotFound", "light", 320, "en")]
    [InlineData("/Forbidden", "dark", 1280, "es")]
    [InlineData("/Error", "light", 1280, "es")]
    public async Task A_page_meets_WCAG_2_1_AA_and_needs_no_sideways_scrolling(string path, string theme, int width, string language)
    {
        await using var opened = await OpenAsync(path, theme, width, language);
        await AxeAssert.NoViolationsAsync(opened.Page);
        await AxeAssert.NoSidewaysScrollAsync(opened.Page);
        (await opened.Page.GetAttributeAsync("html", "lang")).ShouldBe(language);
        opened.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("light", 1280, "en", "There is a problem", new[] { "“12,x” is not a proper value for Amount. Check it and send again.", "Enter a value for Reason.", "E-mail must be an e-mail address, such as name@example.com." })]
    [InlineData("dark", 320, "es", "Hay un problema", new[] { "«12,x» no es un valor válido para Amount. Revíselo y envíelo de nuevo.", "Escriba un valor en Reason.", "E-mail debe ser un correo electrónico, como nombre@example.com." })]
    public async Task A_refused_form_says_what_is_wrong_takes_the_focus_and_meets_WCAG(string theme, int width, string language, string heading, string[] sentences)
    {
        await using var opened = await OpenAsync("/Kit/Form", theme, width, language);
        var page = opened.Page;
        await page.FillAsync("#Input_Amount", "12,x");
        await page.FillAsync("#Input_Email", "nobody");
        var status = await opened.NavigateAsync(() => page.ClickAsync("main button[type=submit]"));

        status.ShouldBe(422);
        (await page.InnerTextAsync(".ub-problem h2")).ShouldBe(heading);
        (await page.EvaluateAsync<bool>("document.activeElement.classList.contains('ub-problem')")).ShouldBeTrue("the summary must take the focus");
        (await page.InnerTextAsync("main form > p")).ShouldContain("*");
        (await page.TitleAsync()).ShouldStartWith("Error: ");
        (await page.Locator(".ub-problem a").AllInnerTextsAsync()).ShouldBe(sentences, ignoreOrder: true);
        (await page.InputValueAsync("#Input_Amount")).ShouldBe("12,x", "what was typed must not be lost");
        (await page.GetAttributeAsync("#Input_Amount", "aria-invalid")).ShouldBe("true");
        (await page.GetAttributeAsync("#Input_Amount", "aria-describedby")).ShouldBe("Input_Amount-hint Input_Amount-error");
        await page.ClickAsync(".ub-problem a[href='#Input_Amount']");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("Input_Amount");
        await AxeAssert.NoViolationsAsync(page);
        await AxeAssert.NoSidewaysScrollAsync(page);
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_form_keeps_its_idempotency_key_and_a_new_form_has_a_new_one()
    {
        await using var opened = await OpenAsync("/Kit/Form");
        var page = opened.Page;
        const string key = "main form input[name=IdempotencyKey]";
        var first = await page.InputValueAsync(key);
        await opened.NavigateAsync(() => page.ClickAsync("main button[type=submit]"));
        (await page.InputValueAsync(key)).ShouldBe(first);
        await page.GotoAsync("/Kit/Form");
        (await page.InputValueAsync(key)).ShouldNotBe(first);
    }

    [Fact]
    public async Task Two_presses_in_a_row_post_once()
    {
        await using var opened = await OpenAsync("/Kit/Form");
        var page = opened.Page;
        var before = int.Parse((await page.GetAttributeAsync("main form", "data-posted"))!, System.Globalization.CultureInfo.InvariantCulture);
        await page.FillAsync("#Input_Amount", "84.17");
        await page.SelectOptionAsync("#Input_Reason", "leak");
        await opened.NavigateAsync(() => page.EvaluateAsync("const form = document.querySelector('main form'); form.requestSubmit(); form.requestSubmit();"));
        (await page.InnerTextAsync(".ub-alert[role=status]")).ShouldContain("waits for approval");
        await page.GotoAsync("/Kit/Form");
        (await page.GetAttributeAsync("main form", "data-posted")).ShouldBe((before + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_form_works_without_script()
    {
        await using var opened = await browser.OpenAsync(app, javaScript: false);
        var page = opened.Page;
        await page.GotoAsync("/Kit/Form");
        await page.FillAsync("#Input_Amount", "84.17");
        await page.SelectOptionAsync("#Input_Reason", "leak");
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync("**/Kit");
        (await page.InnerTextAsync(".ub-alert[role=status]")).ShouldContain("waits for approval");
    }

    [Fact]
    public async Task Search_opens_by_keyboard_walks_by_arrows_and_opens_the_first_hit_by_Enter()
    {
        await using var opened = await OpenAsync("/Kit");
        var page = opened.Page;
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("oak");
        await page.WaitForSelectorAsync("#ub-search-results a");
        await AxeAssert.NoViolationsAsync(page);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        (await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')")).ShouldBe("/Kit/Form");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowUp");
        await opened.NavigateAsync(() => page.Keyboard.PressAsync("Enter"));
        new Uri(page.Url).PathAndQuery.ShouldBe("/Kit");
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slash_opens_search_outside_a_field_and_is_typed_inside_one()
    {
        await using var opened = await OpenAsync("/Kit");
        var page = opened.Page;
        await page.FocusAsync("#content");
        await page.Keyboard.PressAsync("/");
        (await page.Locator("#ub-search[open]").CountAsync()).ShouldBe(1);
        await page.Keyboard.PressAsync("Escape");
        await page.FocusAsync("#q");
        await page.Keyboard.PressAsync("/");
        (await page.InputValueAsync("#q")).ShouldBe("/");
        (await page.Locator("#ub-search[open]").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Sorting_replaces_the_list_alone_and_the_address_can_be_bookmarked()
    {
        await using var opened = await OpenAsync("/Kit");
        var page = opened.Page;
        (await page.Locator("th[aria-sort=descending]").InnerTextAsync()).ShouldContain("Due");
        await page.EvaluateAsync("window.unchanged = true");
        await page.ClickAsync("th >> text=Amount");
        await page.WaitForSelectorAsync("th[aria-sort=ascending] >> text=Amount");
        (await page.EvaluateAsync<bool>("window.unchanged === true")).ShouldBeTrue("the page must not be loaded again");
        new Uri(page.Url).Query.ShouldBe("?sort=amount");
        (await page.Locator(".ub-side").CountAsync()).ShouldBe(1, "the part must not bring the frame along");
    }

    [Fact]
    public async Task The_session_warns_before_it_ends_and_can_be_extended()
    {
        await using var opened = await OpenAsync("/Kit?session=121");
        var page = opened.Page;
        await page.WaitForSelectorAsync("#ub-session[open]");
        (await page.InnerTextAsync("#ub-session-text")).ShouldContain("2 minutes");
        await AxeAssert.NoViolationsAsync(page);
        await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Enter"), response => response.Url.EndsWith("/Account/KeepAlive", StringComparison.Ordinal) && response.Status == 204);
        await page.WaitForSelectorAsync("#ub-session:not([open])", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
    }

    [Fact]
    public async Task Choosing_Spanish_keeps_the_page_and_the_format_of_money()
    {
        await using var opened = await OpenAsync("/Kit?tab=bills");
        var page = opened.Page;
        await opened.NavigateAsync(() => page.ClickAsync(".ub-bar button[lang=es]"));
        (await page.GetAttributeAsync("html", "lang")).ShouldBe("es");
        new Uri(page.Url).PathAndQuery.ShouldBe("/Kit?tab=bills");
        (await page.InnerTextAsync("tfoot td:last-child")).ShouldBe("$248.36");
        (await page.InnerTextAsync(".ub-figure:last-child dd")).ShouldBe("$150.00 a favor");
    }

    [Fact]
    public async Task An_inline_script_is_refused_by_the_browser()
    {
        await using var opened = await OpenAsync("/Kit");
        await opened.Page.EvaluateAsync("const s = document.createElement('script'); s.textContent = 'window.intruded = true'; document.head.append(s);");
        (await opened.Page.EvaluateAsync<bool>("window.intruded === true")).ShouldBeFalse();
        opened.Complaints.ShouldNotBeEmpty("the policy must be in force, or the other tests prove nothing");
    }

    private async Task<BrowserPage> OpenAsync(string path, string theme = "light", int width = 1280, string language = "en")
    {
        var opened = await browser.OpenAsync(app, width, locale: language);
        await opened.Context.AddCookiesAsync([new Cookie { Name = "ub-theme", Value = theme, Url = app.BaseAddress.ToString() }]);
        await opened.Page.GotoAsync(path);
        return opened;
    }
}

using Microsoft.Playwright;
using UtilityBilling.EndToEndTests.Browser;

namespace UtilityBilling.EndToEndTests.Kit;

/// <summary>Pictures of the sample pages to be looked at; written only where SCREENSHOTS names a folder.</summary>
[Collection(KitCollection.Name)]
public sealed class Screenshots(BrowserFixture browser, KitApp app)
{
    [Theory]
    [InlineData("account", "/Kit", "light", 1280, "en")]
    [InlineData("account", "/Kit", "dark", 1280, "en")]
    [InlineData("account", "/Kit", "light", 320, "es")]
    [InlineData("form", "/Kit/Form", "light", 1280, "es")]
    [InlineData("form", "/Kit/Form", "dark", 1280, "en")]
    [InlineData("sign-in", "/Kit/SignIn", "light", 1280, "en")]
    [InlineData("not-found", "/NotFound", "light", 1280, "es")]
    public async Task A_picture_is_made_of_the_whole_page(string name, string path, string theme, int width, string language)
    {
        await using var opened = await browser.OpenAsync(app, width, locale: language);
        await opened.Context.AddCookiesAsync([new Cookie { Name = "ub-theme", Value = theme, Url = app.BaseAddress.ToString() }]);
        await opened.Page.GotoAsync(path);
        if (name == "form" && theme == "light")
            await opened.NavigateAsync(() => opened.Page.ClickAsync("main button[type=submit]"));
        var folder = Environment.GetEnvironmentVariable("SCREENSHOTS");
        var picture = await opened.Page.ScreenshotAsync(new PageScreenshotOptions
        {
            FullPage = true,
            Path = string.IsNullOrEmpty(folder) ? null : System.IO.Path.Combine(folder, $"{name}-{theme}-{width}-{language}.png"),
        });
        picture.Length.ShouldBeGreaterThan(5_000);
    }
}

using Microsoft.Playwright;
using UtilityBilling.EndToEndTests.Browser;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Demo;

namespace UtilityBilling.EndToEndTests.Towns;

/// <summary>Browsers of signed-in people, for tests whose subject is not the sign-in.</summary>
internal static class SignIns
{
    public static async Task<BrowserPage> SignInAsync(this BrowserFixture browser, TownApp app, TenantInfo town, string role, int width = 1280, string language = "en", string theme = "light")
    {
        var address = app.At(town);
        var opened = await browser.OpenAsync(address, width, locale: language);
        await opened.Context.AddCookiesAsync(
        [
            new Cookie { Name = "ub-theme", Value = theme, Url = address.BaseAddress.ToString() },
        ]);
        await opened.Page.GotoAsync("/Account/Login");
        await opened.Page.FillAsync("#Input_UserName", TownApp.Person(town, role));
        await opened.Page.FillAsync("#Input_Password", DemoPresets.Password);
        await opened.NavigateAsync(() => opened.Page.ClickAsync("main button[type=submit]"));
        new Uri(opened.Page.Url).AbsolutePath.ShouldBe("/");
        if (await opened.Page.GetAttributeAsync("html", "lang") != language)
            await opened.NavigateAsync(() => opened.Page.ClickAsync($".ub-bar button[lang={language}]"));
        return opened;
    }
}

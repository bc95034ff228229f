using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.EndToEndTests.Browser;
using UtilityBilling.EndToEndTests.EveryPage;
using UtilityBilling.EndToEndTests.Towns;
using UtilityBilling.Localization;

namespace UtilityBilling.EndToEndTests.MainJob;

/// <summary>A way through the product by keyboard alone, in one language. What is wrong with the pages on it is gathered; with <c>UB_SCREENSHOTS</c> a picture is left at each look.</summary>
public abstract class KeyboardWalk(BrowserFixture browser, TownApp app, string language)
{
    private readonly List<string> _faults = [];
    private int _pictures;

    /// <summary>What axe, the focus and the browser's console had to say at each look.</summary>
    protected IReadOnlyList<string> Faults => _faults;

    protected TownApp App => app;

    private protected Task<Hands> SignInAsync(string role) => Hands.SignInAsync(browser, app, app.Riverbend, role, language, Text);

    /// <summary>Looks at the page as the work has left it.</summary>
    private protected async Task LookAsync(Hands hands)
    {
        var look = new PageLook(app.Services.GetRequiredService<LocalizationCatalog>());
        var name = $"{GetType().Name}-{++_pictures:00}";
        _faults.AddRange((await look.FaultsAsync(hands.Page, name, language, 1280, "light")).Select(fault => $"{hands.Path}: {fault}"));
        _faults.AddRange(hands.Faults);
        _faults.AddRange(hands.Opened.TakeComplaints());
    }

    /// <summary>The page says that there is a problem, and the focus is there.</summary>
    private protected static async Task ProblemAsync(Hands hands)
    {
        await hands.Page.Locator("main .ub-problem").WaitForAsync();
        (await hands.Page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("ub-problem", $"{hands.Page.Url}: the focus is elsewhere");
    }

    /// <summary>What the product says to a refusal, with the names in it filled in.</summary>
    protected string Said(string code, params (string Name, object Value)[] values) =>
        (values ?? []).Aggregate(Raw(code), (text, value) => text.Replace($"{{{value.Name}}}", Convert.ToString(value.Value, CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private string Text(string key, object[] values) => string.Format(CultureInfo.InvariantCulture, Raw(key), values);

    private string Raw(string key) => app.Services.GetRequiredService<LocalizationCatalog>().Find(key, language) ?? throw new InvalidOperationException($"There is no text {key}.");
}

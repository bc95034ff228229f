using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using UtilityBilling.EndToEndTests.Browser;
using UtilityBilling.EndToEndTests.Towns;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.EndToEndTests.MainJob;

/// <summary>
/// A clerk without a mouse: everything is reached by Tab and done by Enter, Space, arrows and typing. Whatever the focus stops at on the way must be seen to
/// have it, and must have a name.
/// </summary>
internal sealed class Hands(BrowserPage opened, Func<string, object[], string> text) : IAsyncDisposable
{
    private const int MostStops = 400;

    private const string Focused = """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body)
            return JSON.stringify({ tag: 'BODY', name: '', text: '', id: '', open: false, isSeen: true });
          const plain = s => (s ?? '').replace(/\s+/g, ' ').trim();
          const style = getComputedStyle(e), box = e.getBoundingClientRect();
          const label = e.labels?.[0] ?? e.closest('fieldset')?.querySelector('legend');
          return JSON.stringify({
            tag: e.tagName, id: e.id, text: plain(e.textContent), open: e.parentElement?.open === true,
            name: plain(e.getAttribute('aria-label') ?? label?.textContent ?? e.textContent).replace(/ \*$/, ''),
            isSeen: box.width > 0 && box.height > 0 && style.visibility === 'visible' && (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0),
          });
        }
        """;

    private readonly HashSet<string> _unseen = [];

    public IPage Page => opened.Page;
    public BrowserPage Opened => opened;

    /// <summary>Stops at which nobody could see where the focus is, or hear what it is on.</summary>
    public IReadOnlyCollection<string> Faults => _unseen;

    public string Path => new Uri(Page.Url).AbsolutePath;

    /// <summary>The page says so.</summary>
    public async Task ReadsAsync(string words)
    {
        var said = await Page.InnerTextAsync("main");
        said.Contains(words, StringComparison.Ordinal).ShouldBeTrue($"{Page.Url} does not say “{words}” but: {said[..Math.Min(said.Length, 1500)]}");
    }

    /// <summary>Opens the town's address and signs in.</summary>
    public static async Task<Hands> SignInAsync(BrowserFixture browser, TownApp app, TenantInfo town, string role, string language, Func<string, object[], string> text)
    {
        var opened = await browser.OpenAsync(app.At(town), locale: language);
        var hands = new Hands(opened, text);
        await hands.Page.GotoAsync("/");
        await hands.SpeakAsync(language);
        await hands.TypeAsync("Platform:Field.UserName", TownApp.Person(town, role));
        await hands.TypeAsync("Platform:Field.Password", Platform.Demo.DemoPresets.Password);
        await hands.LeaveAsync("Enter");
        hands.Path.ShouldBe("/");
        await hands.SpeakAsync(language);
        return hands;
    }

    /// <summary>Switches the language where the page is not in it: before signing in the browser's counts, afterwards the person's own.</summary>
    private async Task SpeakAsync(string language)
    {
        if (await Page.GetAttributeAsync("html", "lang") != language)
            await PressAsync(stop => stop.Tag == "BUTTON" && stop.Text == (language == "es" ? "Español" : "English"), $"the switch to {language}");
    }

    public string T(string key, params object[] values) => text(key, values);

    /// <summary>Opens a group of the menu and follows a link in it.</summary>
    public async Task MenuAsync(string group, string link)
    {
        if (!(await TabToAsync(stop => stop.Tag == "SUMMARY" && stop.Text == T(group), T(group))).Open)
            await Page.Keyboard.PressAsync("Enter");
        await PressAsync(stop => stop.Tag == "A" && stop.Text == T(link), T(link));
    }

    /// <summary>Jumps over the menu, as the first stop of every page offers.</summary>
    public async Task SkipAsync()
    {
        await TabToAsync(stop => stop.Text == T("Ui:Skip"), T("Ui:Skip"));
        await Page.Keyboard.PressAsync("Enter");
        (await Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("content");
    }

    public Task FollowAsync(string key, params object[] values) => FollowTextAsync(T(key, values));

    public Task FollowTextAsync(string words) => PressAsync(stop => stop.Tag == "A" && stop.Text.StartsWith(words, StringComparison.Ordinal), words);

    /// <summary>Presses a button that leads to another page or back to this one.</summary>
    public Task PressAsync(string key) => PressAsync(stop => stop.Tag == "BUTTON" && stop.Text == T(key), T(key));

    public async Task PressAsync(Func<Stop, bool> wanted, string what)
    {
        await TabToAsync(wanted, what);
        await LeaveAsync("Enter");
    }

    /// <summary>Presses a key that loads a page.</summary>
    public Task<int> LeaveAsync(string key) => opened.NavigateAsync(() => Page.Keyboard.PressAsync(key));

    public async Task TypeAsync(string label, string words)
    {
        await FieldAsync(label);
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.TypeAsync(words);
    }

    public async Task TypeDateAsync(string label, DateOnly day)
    {
        await FieldAsync(label);
        await Page.Keyboard.TypeAsync(day.ToString("MMddyyyy", CultureInfo.InvariantCulture));
        (await Page.EvaluateAsync<string>("document.activeElement.value")).ShouldBe(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>Moves back to a field above, and types.</summary>
    public async Task TypeBackAsync(string label, string words)
    {
        await BackToAsync(stop => stop.Tag is "INPUT" or "TEXTAREA" && stop.Name == T(label), T(label));
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.TypeAsync(words);
    }

    /// <summary>What stands in a field.</summary>
    public Task<string> ValueAsync(string id) => Page.InputValueAsync($"#{id}");

    /// <summary>Puts a text from the clipboard in the place of a field's.</summary>
    public async Task PasteAsync(string label, string words)
    {
        await FieldAsync(label);
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.InsertTextAsync(words);
    }

    /// <summary>Opens a dialog; the focus goes into it.</summary>
    public async Task OpenDialogAsync(string key)
    {
        await TabToAsync(stop => stop.Tag == "BUTTON" && stop.Text == T(key), T(key));
        await Page.Keyboard.PressAsync("Enter");
        (await Page.EvaluateAsync<bool>("document.activeElement.closest('dialog')?.open === true")).ShouldBeTrue($"the dialog “{T(key)}” has no focus");
    }

    /// <summary>Goes down the choices until the wanted one is shown.</summary>
    public async Task ChooseAsync(string label, string words)
    {
        await FieldAsync(label);
        var seen = new List<string>();
        await Page.Keyboard.PressAsync("Home");
        while (true)
        {
            var shown = await Page.EvaluateAsync<string>("document.activeElement.selectedOptions[0].textContent.trim()");
            if (shown.Contains(words, StringComparison.Ordinal))
                return;
            seen.ShouldNotContain(shown, $"{words} is no choice of {T(label)}");
            seen.Add(shown);
            await Page.Keyboard.PressAsync("ArrowDown");
        }
    }

    /// <summary>Goes to the box of the next row.</summary>
    public Task BoxAsync(string label) => TabToAsync(stop => stop.Tag == "INPUT" && stop.Name.StartsWith(T(label, ""), StringComparison.Ordinal), T(label, "…"));

    public async Task ChooseFileAsync(string label, string path)
    {
        await FieldAsync(label);
        var offered = new TaskCompletionSource<IFileChooser>();
        void Offered(object? sender, IFileChooser chooser) => offered.TrySetResult(chooser);
        Page.FileChooser += Offered;
        // Listening begins in the browser a moment later; what is asked of it now is answered after that.
        await Page.TitleAsync();
        await Page.Keyboard.PressAsync("Enter");
        await (await offered.Task.WaitAsync(TimeSpan.FromSeconds(30))).SetFilesAsync(path);
        Page.FileChooser -= Offered;
    }

    /// <summary>Follows a link that hands out a file.</summary>
    public async Task<string> DownloadAsync(string words)
    {
        await TabToAsync(stop => stop.Tag == "A" && stop.Text == words, words);
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.Keyboard.PressAsync("Enter"));
        return await download.PathAsync();
    }

    /// <summary>Moves on by Tab until the focus is on what is wanted.</summary>
    public Task<Stop> TabToAsync(Func<Stop, bool> wanted, string what) => MoveToAsync("Tab", wanted, what);

    /// <summary>Moves back by Shift and Tab.</summary>
    public Task<Stop> BackToAsync(Func<Stop, bool> wanted, string what) => MoveToAsync("Shift+Tab", wanted, what);

    private async Task<Stop> MoveToAsync(string key, Func<Stop, bool> wanted, string what)
    {
        var passed = new List<string>();
        for (var i = 0; i < MostStops; i++)
        {
            await Page.Keyboard.PressAsync(key);
            var stop = JsonSerializer.Deserialize<Stop>(await Page.EvaluateAsync<string>(Focused), JsonSerializerOptions.Web)!;
            if (stop.Tag != "BODY" && (!stop.IsSeen || stop.Name.Length == 0))
                _unseen.Add($"{Path}: {stop}");
            if (wanted(stop))
                return stop;
            passed.Add($"{stop.Tag} {stop.Name}");
            // The way begins anew: nothing more can come.
            if (passed.Count(name => name.StartsWith("BODY", StringComparison.Ordinal)) > 1)
                break;
        }
        throw new InvalidOperationException($"The keyboard does not reach “{what}” on {Page.Url} ({await Page.TitleAsync()}). It passes: {string.Join(" · ", passed)}");
    }

    private Task FieldAsync(string label) => TabToAsync(stop => stop.Tag is "INPUT" or "SELECT" or "TEXTAREA" && stop.Name == T(label), T(label));

    public ValueTask DisposeAsync() => opened.DisposeAsync();

    /// <summary>Where the focus is.</summary>
    /// <param name="Text">What stands on it.</param>
    /// <param name="Name">What a screen reader says.</param>
    internal sealed record Stop(string Tag, string Id, string Name, string Text, bool Open, bool IsSeen);
}

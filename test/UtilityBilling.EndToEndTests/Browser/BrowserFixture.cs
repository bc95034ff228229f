using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(UtilityBilling.EndToEndTests.Browser.BrowserFixture))]

namespace UtilityBilling.EndToEndTests.Browser;

/// <summary>One Chromium for all tests. Without one on the machine the tests say so and are skipped.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] UsualPlaces =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? ChromiumPath =>
        Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named ? named : UsualPlaces.FirstOrDefault(File.Exists);

    /// <summary>For tests that prepare something before they open a page.</summary>
    public static void SkipWithoutChromium() => Assert.SkipWhen(ChromiumPath is null, "No Chromium on this machine. Install one, or name it in CHROMIUM_PATH.");

    public async ValueTask InitializeAsync()
    {
        if (ChromiumPath is null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = ChromiumPath, Headless = true });
    }

    /// <summary>A page of its own: no cookies of other tests, and every refusal by the content security policy collected.</summary>
    public async Task<BrowserPage> OpenAsync(IAppUnderTest app, int width = 1280, int height = 900, string locale = "en-US", bool javaScript = true, ColorScheme scheme = ColorScheme.Light)
    {
        ArgumentNullException.ThrowIfNull(app);
        SkipWithoutChromium();
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = app.BaseAddress.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = locale,
            JavaScriptEnabled = javaScript,
            ColorScheme = scheme,
            // Colours are measured as they stay, not on their way.
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await BrowserPage.CreateAsync(context);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>A browser page and what it complained about.</summary>
public sealed class BrowserPage(IBrowserContext context, IPage page) : IAsyncDisposable
{
    private readonly List<(string Text, string Address)> _complaints = [];
    private readonly HashSet<string> _visited = [];

    public IPage Page => page;

    public IBrowserContext Context => context;

    /// <summary>
    /// Script errors, refusals of the content security policy and whatever else the browser calls an error, but not that the page itself was answered with an
    /// error's status: that is a page in words, and each test says which status it expects.
    /// </summary>
    public IReadOnlyList<string> Complaints =>
        [.. _complaints.Where(said => !(said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && _visited.Contains(Plain(said.Address)))).Select(said => said.Text)];

    /// <summary>The address without the place on the page.</summary>
    private static string Plain(string address) => address.Split('#')[0];

    /// <summary>What was complained about since the last time.</summary>
    public IReadOnlyList<string> TakeComplaints()
    {
        var taken = Complaints;
        _complaints.Clear();
        return taken;
    }

    public static async Task<BrowserPage> CreateAsync(IBrowserContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var page = await context.NewPageAsync();
        var opened = new BrowserPage(context, page);
        page.PageError += (_, error) => opened._complaints.Add((error, ""));
        page.Response += (_, response) =>
        {
            if (response.Request.IsNavigationRequest && response.Request.Frame == page.MainFrame)
                opened._visited.Add(Plain(response.Url));
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error" || message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
                opened._complaints.Add((message.Text, message.Location.Split(':') is [.., _, _] parts ? string.Join(':', parts[..^2]) : message.Location));
        };
        return opened;
    }

    /// <summary>Does something that loads a page, waits until its scripts have run, and tells the page's status.</summary>
    public async Task<int> NavigateAsync(Func<Task> act)
    {
        var status = 0;
        void Note(object? sender, IResponse response)
        {
            if (response.Request.IsNavigationRequest && response.Request.Frame == page.MainFrame)
                status = response.Status;
        }
        var loaded = new TaskCompletionSource();
        void Loaded(object? sender, IPage shown) => loaded.TrySetResult();
        page.Response += Note;
        page.DOMContentLoaded += Loaded;
        await act();
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));
        page.DOMContentLoaded -= Loaded;
        page.Response -= Note;
        return status;
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}

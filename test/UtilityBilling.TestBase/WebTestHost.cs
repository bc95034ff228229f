using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using UtilityBilling.EmbeddedPostgres;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Users;
using UtilityBilling.Web.Hosting;

namespace UtilityBilling.TestBase;

/// <summary>
/// The real web host on Kestrel at a free port, over one test database. Browsers open <see cref="AddressOf"/>; <see cref="ClientFor"/> and
/// <see cref="SignInAsync(TenantInfo, Actor)"/> serve tests without one.
/// </summary>
public sealed partial class WebTestHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestDatabase? _ownDatabase;

    private WebTestHost(WebApplication app, TestDatabase database, FakeTimeProvider? clock, bool ownsDatabase)
    {
        _app = app;
        Database = database;
        Clock = clock;
        _ownDatabase = ownsDatabase ? database : null;
        Port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
    }

    public TestDatabase Database { get; }

    /// <summary>The host's clock when it stands; null when it runs by the system's.</summary>
    public FakeTimeProvider? Clock { get; }

    public int Port { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="database">A database that the caller disposes; one of its own when left out.</param>
    /// <param name="clock">A clock that stands; the system's when left out (a browser's idea of a session needs that).</param>
    /// <param name="configure">Services that replace the product's, for example a slow partner.</param>
    /// <param name="connectionString">How the host reaches the database, for example over one connection; as tests do when left out.</param>
    public static async Task<WebTestHost> StartAsync(TestDatabase? database = null, FakeTimeProvider? clock = null, Action<IServiceCollection>? configure = null, string? connectionString = null)
    {
        var used = database ?? await TestDatabase.CreateAsync();
        var options = new WebApplicationOptions
        {
            ApplicationName = typeof(UtilityBillingHost).Assembly.GetName().Name,
            ContentRootPath = Path.Combine(RepositoryLocator.Find(), "src", "UtilityBilling.Web"),
            EnvironmentName = "Development",
        };
        var app = await UtilityBillingHost.BuildAsync(options, builder =>
        {
            builder.Configuration["ConnectionStrings:Default"] = connectionString ?? used.ConnectionString;
            builder.Configuration["Urls"] = "http://127.0.0.1:0";
            builder.Configuration["Scheduler:Enabled"] = "false";
            builder.Logging.SetMinimumLevel(LogLevel.Error);
            if (clock is not null)
                builder.Services.AddSingleton<TimeProvider>(clock);
        }, configure);
        await app.StartAsync();
        return new WebTestHost(app, used, clock, ownsDatabase: database is null);
    }

    /// <summary>The town's address, such as <c>http://alder.localhost:41234/</c>.</summary>
    public Uri AddressOf(TenantInfo town) => new($"http://{town.Slug}.localhost:{Port}/");

    /// <summary>The address that names no town.</summary>
    public Uri Address => new($"http://localhost:{Port}/");

    /// <summary>A browser without script: keeps cookies, follows no redirects.</summary>
    public HttpClient ClientFor(TenantInfo? town) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = new CookieContainer(),
        // Names below localhost are this machine, whatever the resolver thinks.
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = town is null ? Address : AddressOf(town) };

    /// <summary>A client that has signed in to the town as the person.</summary>
    public async Task<HttpClient> SignInAsync(TenantInfo town, Actor person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var client = ClientFor(town);
        var response = await PostFormAsync(client, "/Account/Login", new() { ["Input.UserName"] = person.UserName, ["Input.Password"] = TestTown.Password });
        if (response.StatusCode != HttpStatusCode.Redirect)
            throw new InvalidOperationException($"{person.UserName} could not sign in: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return client;
    }

    /// <summary>Opens the page, takes its hidden fields, fills in <paramref name="fields"/> and posts.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient client, string path, Dictionary<string, string> fields, string? postTo = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        var page = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        return await PostAsync(client, postTo ?? path, HiddenFields(page).Concat(fields).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.Last().Value));
    }

    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, Dictionary<string, string> fields)
    {
        ArgumentNullException.ThrowIfNull(client);
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>The hidden fields of the page's main form: proof of origin and idempotency key. Where there are several forms, the last one counts.</summary>
    public static Dictionary<string, string> HiddenFields(string page)
    {
        var fields = new Dictionary<string, string>();
        foreach (var tag in HiddenTag().Matches(page).Select(m => m.Value))
            if (NameAttribute().Match(tag) is { Success: true } name && ValueAttribute().Match(tag) is { Success: true } value)
                fields[WebUtility.HtmlDecode(name.Groups[1].Value)] = WebUtility.HtmlDecode(value.Groups[1].Value);
        return fields;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_ownDatabase is not null)
            await _ownDatabase.DisposeAsync();
    }

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenTag();

    [GeneratedRegex("name=\"([^\"]*)\"")]
    private static partial Regex NameAttribute();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex ValueAttribute();
}

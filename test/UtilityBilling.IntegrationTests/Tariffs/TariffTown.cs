using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.IntegrationTests.Scenarios;
using UtilityBilling.TestBase;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Tariffs;

/// <summary>Alder with the two tariffs of Riverbend approved, and its web host; the clock stands on 2 March 2026.</summary>
public sealed class TariffTown : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestHost _services = null!;
    private WebTestHost _web = null!;

    internal TestTown Alder => _services.Alder;
    internal Guid Old { get; private set; }
    internal Guid Present { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _services = new TestHost(_database);
        await new EvenCycleTown(Alder).OpenAsync();
        (Old, Present) = (await IdOfAsync("riverbend-2024"), await IdOfAsync("riverbend-2026"));
        _web = await WebTestHost.StartAsync(_database, new FakeTimeProvider(TestHost.Start));
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    internal Task<HttpClient> SignInAsync(Actor person) => _web.SignInAsync(TestTowns.Alder, person);

    internal Task<Guid> IdOfAsync(string name) => Alder.ReadAsync(Alder.Technician, services => services.GetRequiredService<IUtilityBillingDbContext>().Set<TariffVersion>().Where(t => t.Name == name).Select(t => t.Id).SingleAsync());

    internal static Task<string> RiverbendAsync(string name) => File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "etc", "demo", "riverbend", "tariffs", $"{name}.json"));

    /// <summary>Keeps a draft as it stands, even one that the import would refuse: as an engine that has changed since finds it.</summary>
    internal Task<Guid> KeepAsync(string name, string document, TariffState state = TariffState.Draft, Actor? preparer = null) => Alder.WriteAsync(Alder.Technician, services =>
    {
        var read = TariffSheet.Read(document);
        var version = new TariffVersion
        {
            Id = services.GetRequiredService<Guids.IGuidGenerator>().Create(), Name = name, Ordinance = read.Ordinance, EffectiveFrom = read.Effective, Services = [.. read.Services.Select(s => s.Id)],
            Document = document, DocumentHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name + document))), State = state,
            PreparedBy = (preparer ?? Alder.Technician).UserId, PreparedByName = (preparer ?? Alder.Technician).DisplayName, PreparedAt = TestHost.Start,
        };
        services.GetRequiredService<IUtilityBillingDbContext>().Set<TariffVersion>().Add(version);
        return Task.FromResult(version.Id);
    });

    internal Task<TariffVersion> VersionAsync(Guid id) => Alder.ReadAsync(Alder.Director, services => services.GetRequiredService<IUtilityBillingDbContext>().Set<TariffVersion>().AsNoTracking().SingleAsync(t => t.Id == id));

    /// <summary>The page with its status, read.</summary>
    internal static async Task<(int Status, IHtmlDocument Page)> GetAsync(HttpClient client, string address)
    {
        var response = await client.GetAsync(new Uri(address, UriKind.Relative));
        return ((int)response.StatusCode, new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync()));
    }

    internal static async Task<IHtmlDocument> OpenAsync(HttpClient client, string address)
    {
        var (status, page) = await GetAsync(client, address);
        status.ShouldBe(200, address);
        return page;
    }

    internal static Task SpeakAsync(HttpClient client, string language) => WebTestHost.PostFormAsync(client, "/Billing/Tariffs", new() { ["language"] = language }, "/Language");

    /// <summary>The words of an element with single spaces.</summary>
    internal static string Words(IElement? element) => string.Join(' ', element.ShouldNotBeNull().Descendants<IText>().SelectMany(t => t.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The cells of the row that holds the words.</summary>
    internal static IReadOnlyList<string> Row(IParentNode page, string words) =>
        [.. page.QuerySelectorAll("tbody tr").Where(r => r.QuerySelector("td") is not null && Words(r).Contains(words, StringComparison.Ordinal)).ShouldHaveSingleItem().Children.Select(Words)];
}

using System.Diagnostics;
using System.Net;
using Npgsql;
using Shouldly;
using UtilityBilling.IntegrationTests.Customers;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Tenants;

/// <summary>
/// T3 over HTTP. The silent failure: middleware, cache or connection that keeps something of one request and serves it to the next, which is the other town's. The
/// 10,000 units of work without HTTP are in <see cref="Database.InterleavedTownsTests"/>.
/// </summary>
public sealed class InterleavedRequestsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Requests = 10_000;
    private const int Fewest = 100;
    private const int Workers = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private TestDatabase _database = null!;
    private TestHost _host = null!;
    private WebTestHost _web = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _host = new TestHost(_database, seed: "interleaved");
        _web = await WebTestHost.StartAsync(_database, connectionString: new NpgsqlConnectionStringBuilder(_database.ConnectionString) { MaxPoolSize = 1, Timeout = 60 }.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task T3_interleaved_requests_of_two_towns_over_one_connection_never_show_the_other_town()
    {
        var alder = await SideAsync(_host.Alder, "Quillon");
        var birch = await SideAsync(_host.Birch, "Brunhild");
        var faults = new System.Collections.Concurrent.ConcurrentBag<string>();
        var (next, done) = (-1, 0);
        var clock = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var n && n < Requests && clock.Elapsed < Longest && faults.IsEmpty)
            {
                var (mine, other) = n % 2 == 0 ? (alder, birch) : (birch, alder);
                if (await FaultAsync(mine, other, n / 2) is { } fault)
                    faults.Add(fault);
                Interlocked.Increment(ref done);
            }
        })));

        faults.ShouldBeEmpty();
        done.ShouldBeGreaterThan(Fewest);
        output.WriteLine($"{done} requests of two towns over one connection in {clock.Elapsed.TotalSeconds:0.0} s");
    }

    private static async Task<string?> FaultAsync(Side mine, Side other, int n)
    {
        var address = (n % 4) switch { 0 => "/Administration/Users?export=csv", 1 => $"/Customers/Accounts/{mine.Account}", 2 => "/Customers/Accounts?export=csv", _ => $"/Customers/Accounts/{other.Account}" };
        using var response = await mine.Client.GetAsync(new Uri(address, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        var expected = n % 4 == 3 ? HttpStatusCode.NotFound : HttpStatusCode.OK;
        if (response.StatusCode != expected)
            return $"{mine.Slug} {address}: {(int)response.StatusCode}";
        if (text.Contains(other.Slug + ".", StringComparison.OrdinalIgnoreCase) || text.Contains(other.Name, StringComparison.Ordinal))
            return $"{mine.Slug} {address} shows {other.Slug}";
        return expected == HttpStatusCode.OK && !text.Contains(n % 4 == 0 ? mine.Slug + "." : mine.Name, StringComparison.Ordinal) ? $"{mine.Slug} {address} does not show its own" : null;
    }

    private async Task<Side> SideAsync(TestTown town, string name)
    {
        var street = await CustomersTown.CreateAsync(town, _host.Services);
        var house = (await street.ImportAsync(street.House(114, "Maria", name)))[0];
        // A right to see people and accounts at once.
        await _database.ExecuteAsOwnerAsync($"""
            insert into platform.user_roles (tenant_id, user_id, role_id) select '{town.Id}', '{town.Administrator.UserId}', id from platform.roles r where r.tenant_id = '{town.Id}' and r.name = '{UtilityBilling.Authorization.RoleNames.Technician}' on conflict do nothing
            """);
        return new Side(town.Info.Slug, name, house.AccountId, await _web.SignInAsync(town.Info, town.Administrator));
    }

    private sealed record Side(string Slug, string Name, Guid Account, HttpClient Client);
}

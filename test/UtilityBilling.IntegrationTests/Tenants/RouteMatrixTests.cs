using System.IO.Compression;
using System.Net;
using Npgsql;
using Shouldly;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Tenants;

/// <summary>Two towns that hold one record of every kind, and in each a person who may do everything there.</summary>
public sealed class TwoFullTowns : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestHost _host = null!;

    internal WebTestHost Web { get; private set; } = null!;
    internal TownRecords Alder { get; private set; } = null!;
    internal TownRecords Birch { get; private set; } = null!;
    internal HttpClient InAlder { get; private set; } = null!;
    internal HttpClient InBirch { get; private set; } = null!;
    internal TestDatabase Database => _database;
    internal IReadOnlyList<RouteHandler> Handlers { get; private set; } = [];

    /// <summary>Lists that show Alder's rows in Alder, taken before any test works its records.</summary>
    internal IReadOnlySet<string> SeenAtHome { get; private set; } = new HashSet<string>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _host = new TestHost(_database, seed: "matrix");
        Alder = new TownRecords(_host.Alder, 1, "Quillon", "Zephyra", "Ysolde");
        Birch = new TownRecords(_host.Birch, 501, "Brunhild", "Bartleby", "Bettina");
        await Alder.LiveThroughWinterAsync();
        await Birch.LiveThroughWinterAsync();
        _host.Clock.Advance(TimeSpan.FromDays(59));
        await Alder.LiveThroughSpringAsync();
        await Birch.LiveThroughSpringAsync();
        Web = await WebTestHost.StartAsync(_database, _host.Clock);
        Handlers = await RouteSlots.ReadAsync(Web.Services);
        InAlder = await Web.SignInAsync(TestTowns.Alder, Alder.Town.Administrator);
        InBirch = await Web.SignInAsync(TestTowns.Birch, Birch.Town.Administrator);
        SeenAtHome = await LookAtHomeAsync();
    }

    /// <summary>The addresses of lists, with each of their searches and files.</summary>
    internal IEnumerable<(RouteHandler Handler, string Address, string Asked)> ListAddresses()
    {
        foreach (var handler in Handlers.Where(h => h.Method == "GET" && !h.Route.Contains('{', StringComparison.Ordinal) && !RouteMatrix.HostAdministratorsOnly.Contains(h.Route) && !h.Route.Contains('.', StringComparison.Ordinal)))
        {
            string[] files = handler.Exports ? ["export=csv", "export=xlsx"] : [];
            string[] queries = ["", "q=Quillon", $"q={Alder["AccountNumber"]}", $"q={Alder["Serial"]}", .. files, .. files.Select(f => $"q=Quillon&{f}")];
            foreach (var query in queries)
                yield return (handler, query.Length == 0 ? handler.Route : $"{handler.Route}?{query}", query.StartsWith("q=", StringComparison.Ordinal) ? query[2..].Split('&')[0] : "");
        }
    }

    /// <summary>Alder's words and ids that stand in a text, but for the one that was asked for.</summary>
    internal string Leaked(string text, string asked) =>
        string.Join(", ", Alder.Marks.Where(m => !m.Equals(asked, StringComparison.OrdinalIgnoreCase) && text.Contains(m, StringComparison.OrdinalIgnoreCase)));

    internal static async Task<string> TextAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
        ((int)response.StatusCode).ShouldBeLessThan(500, address);
        if (response.Content.Headers.ContentType?.MediaType?.Contains("spreadsheet", StringComparison.Ordinal) != true)
            return await response.Content.ReadAsStringAsync();
        using var book = new ZipArchive(await response.Content.ReadAsStreamAsync());
        return string.Concat(book.Entries.Select(e => new StreamReader(e.Open()).ReadToEnd()));
    }

    private async Task<HashSet<string>> LookAtHomeAsync()
    {
        var seen = new HashSet<string>();
        foreach (var (handler, address, asked) in ListAddresses())
            if (!seen.Contains(handler.Route) && asked != Alder["Serial"] && Leaked(await TextAsync(InAlder, address), asked).Length > 0)
                seen.Add(handler.Route);
        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        InAlder.Dispose();
        InBirch.Dispose();
        await Web.DisposeAsync();
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }
}

/// <summary>
/// T2. The silent failure: a page, a file, a button's address or a hidden field that takes an id and forgets to ask whose record it is. Every address of the running
/// host is read from its endpoints, every place for an id is found by reflection, and each is tried with the other town's real record.
/// </summary>
public sealed class RouteMatrixTests(TwoFullTowns towns) : IClassFixture<TwoFullTowns>
{
    private static readonly string[] Lists =
    [
        "/Search", "/Customers/Accounts", "/Customers/Premises", "/Metering/Meters", "/Metering/ReadFiles", "/Metering/Reads/Review", "/Billing/Bills", "/Billing/BillRuns", "/Billing/Tariffs",
        "/Billing/Adjustments", "/Collections/Receipts", "/Approvals", "/Administration/Users", "/Administration/Roles", "/Administration/AuditLog", "/Reports/BillingRegister", "/Reports/AccountBalances",
    ];

    [Fact]
    public void T2_Every_place_for_an_id_says_which_record_it_names()
    {
        var known = towns.Handlers.SelectMany(h => h.Slots.Select(s => (h.Route, s.Name))).ToHashSet();
        var unknown = known.Where(k => !RouteMatrix.HostAdministratorsOnly.Contains(k.Route) && !RouteMatrix.NoRecords.ContainsKey($"{k.Route}#{k.Name}")
            && !RouteMatrix.Of(RouteMatrix.Records, k.Route).ContainsKey(k.Name) && !RouteMatrix.Of(RouteMatrix.Typed, k.Route).ContainsKey(k.Name)).Select(k => $"{k.Route}: {k.Name}");
        var gone = RouteMatrix.Records.Concat(RouteMatrix.Typed).SelectMany(r => RouteMatrix.Of(new Dictionary<string, string> { [r.Key] = r.Value }, r.Key).Keys.Select(name => (r.Key, name)))
            .Concat(RouteMatrix.NoRecords.Keys.Select(k => (k.Split('#')[0], k.Split('#')[1])))
            .Where(r => !known.Any(k => k.Route == r.Item1 && k.Name.Equals(r.Item2, StringComparison.OrdinalIgnoreCase))).Select(r => $"no longer there: {r}");

        unknown.Concat(gone).Order(StringComparer.Ordinal).ShouldBeEmpty();
        known.Count.ShouldBeGreaterThan(80, "the reading of the endpoints itself must not go blind");
    }

    [Fact]
    public async Task T2_No_route_shows_another_towns_record()
    {
        var before = await AlderAsync();
        var faults = new List<string>();
        var tried = 0;
        foreach (var handler in towns.Handlers)
        {
            var kinds = RouteMatrix.Of(RouteMatrix.Records, handler.Route);
            foreach (var slot in handler.Slots.Where(s => kinds.ContainsKey(s.Name)))
                foreach (var filled in handler.Method == "POST" && slot.Place != SlotPlace.Form ? new[] { true, false } : [true])
                {
                    var response = await SendAsync(towns.InBirch, handler, kinds, towns.Birch, slot.Name, towns.Alder[kinds[slot.Name]], filled);
                    var body = await response.Content.ReadAsStringAsync();
                    tried++;
                    var unread = RouteMatrix.Unread.Contains($"{handler}#{slot.Name}");
                    if (unread ? (int)response.StatusCode >= 500 : response.StatusCode != HttpStatusCode.NotFound)
                        faults.Add($"{handler} with Alder's {kinds[slot.Name]} as {slot.Name}{(filled ? "" : ", form left empty")}: {(int)response.StatusCode} {response.Headers.Location} {Why(body)}");
                    else if (towns.Leaked(body, towns.Alder[kinds[slot.Name]]) is { Length: > 0 } leaked)
                        faults.Add($"{handler} says {leaked}");
                }
        }

        faults.ShouldBeEmpty(string.Join('\n', faults));
        tried.ShouldBeGreaterThan(100);
        (await AlderAsync()).ShouldBe(before, "nothing of Alder may have changed");
        await ControlAsync();
    }

    [Fact]
    public async Task T2_What_is_typed_of_another_town_is_as_unknown_as_what_nobody_has()
    {
        foreach (var handler in towns.Handlers.Where(h => RouteMatrix.Typed.ContainsKey(h.Route)))
        {
            var kinds = RouteMatrix.Of(RouteMatrix.Typed, handler.Route);
            foreach (var slot in handler.Slots.Where(s => kinds.ContainsKey(s.Name)))
            {
                var theirs = await SendAsync(towns.InBirch, handler, kinds, null, slot.Name, towns.Alder[kinds[slot.Name]], filled: true);
                var nobodys = await SendAsync(towns.InBirch, handler, kinds, null, slot.Name, "99999977", filled: true);
                theirs.StatusCode.ShouldBe(nobodys.StatusCode, $"{handler} {slot.Name}");
                ((int)theirs.StatusCode).ShouldBeLessThan(500, $"{handler} {slot.Name}");
                towns.Leaked(await theirs.Content.ReadAsStringAsync(), towns.Alder[kinds[slot.Name]]).ShouldBeEmpty($"{handler} {slot.Name}");
            }
        }
    }

    [Fact]
    public async Task T2_No_list_no_search_and_no_file_holds_another_towns_rows()
    {
        foreach (var (_, address, asked) in towns.ListAddresses())
            towns.Leaked(await TwoFullTowns.TextAsync(towns.InBirch, address), asked).ShouldBeEmpty(address);
        Lists.Except(towns.SeenAtHome).ShouldBeEmpty("at home each of these lists shows its own rows, so that the test can fail");
    }

    [Fact]
    public async Task T2_The_pages_of_towns_tell_nothing_to_who_is_no_host_administrator()
    {
        foreach (var handler in towns.Handlers.Where(h => RouteMatrix.HostAdministratorsOnly.Contains(h.Route)))
        {
            var answers = new List<string>();
            foreach (var id in new[] { TestTowns.Alder.Id, TestTowns.Birch.Id, new Guid("01999999-0000-7000-8000-000000000001") })
            {
                var response = await SendAsync(towns.InBirch, handler, new Dictionary<string, string>(), null, "id", id.ToString(), filled: false);
                answers.Add($"{(int)response.StatusCode} {response.Headers.Location?.AbsolutePath}");
                (await response.Content.ReadAsStringAsync()).ShouldNotContain("Alder");
            }
            answers.Distinct().Count().ShouldBe(1, $"{handler}: {string.Join(", ", answers)}");
            answers[0].ShouldBe("302 /Forbidden");
        }
    }

    /// <summary>At home every one of these requests finds its record; else the matrix would prove nothing.</summary>
    private async Task ControlAsync()
    {
        var faults = new List<string>();
        foreach (var handler in towns.Handlers.Where(h => RouteMatrix.Records.ContainsKey(h.Route)).OrderBy(h => h.Method == "POST").ThenBy(h => h.Handler is "Cancel" or "Remove"))
        {
            var kinds = RouteMatrix.Of(RouteMatrix.Records, handler.Route);
            foreach (var slot in handler.Slots.Where(s => kinds.ContainsKey(s.Name)))
            {
                var response = await SendAsync(towns.InAlder, handler, kinds, towns.Alder, slot.Name, towns.Alder[kinds[slot.Name]], filled: true);
                if (handler.Method == "GET" ? response.StatusCode != HttpStatusCode.OK : response.StatusCode == HttpStatusCode.NotFound || (int)response.StatusCode >= 500)
                    faults.Add($"{handler} with the own {kinds[slot.Name]} as {slot.Name}: {(int)response.StatusCode}");
            }
        }
        faults.ShouldBeEmpty(string.Join('\n', faults));
    }

    /// <summary>Sends the request of a signed-in person with own records everywhere but in one place.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpClient client, RouteHandler handler, IReadOnlyDictionary<string, string> kinds, TownRecords? own, string place, string id, bool filled)
    {
        string? Own(string name) => own is not null && kinds.TryGetValue(name, out var kind) ? own[kind] : null;
        var address = RouteRequests.Address(handler, name => name.Equals(place, StringComparison.OrdinalIgnoreCase) ? id : Own(name));
        if (handler.Method == "GET")
            return await client.GetAsync(new Uri(address, UriKind.Relative));

        var get = towns.Handlers.FirstOrDefault(h => h.Route == handler.Route && h.Method == "GET") ?? handler with { Method = "GET", Handler = null, Slots = [.. handler.Slots.Where(s => s.Place == SlotPlace.Route)] };
        var page = own is null && handler.Route.Contains('{', StringComparison.Ordinal) ? "/Account/Manage" : RouteRequests.Address(get, Own);
        if (own is not null && RouteMatrix.Asked.TryGetValue(handler.Route, out var asked))
            page += $"{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{asked.Replace("{own}", own.Name, StringComparison.Ordinal)}";
        var form = await RouteRequests.FormAsync(client, page, handler.Handler);
        if (!filled)
            form.RemoveAll(f => f.Key != "__RequestVerificationToken");
        if (handler.Slots.Any(s => s.Place == SlotPlace.Form && s.Name.Equals(place, StringComparison.OrdinalIgnoreCase)))
        {
            form.RemoveAll(f => f.Key.Equals(place, StringComparison.OrdinalIgnoreCase));
            form.Add(new(place, id));
        }
        // What no form of the page holds, because it stands on a button or beside a row, comes from the own town.
        foreach (var slot in handler.Slots.Where(s => s.Place == SlotPlace.Form && !s.Name.Contains('.', StringComparison.Ordinal) && !s.Name.Equals(place, StringComparison.OrdinalIgnoreCase)))
            if (filled && Own(slot.Name) is { } mine && !form.Exists(f => f.Key.Equals(slot.Name, StringComparison.OrdinalIgnoreCase)))
                form.Add(new(slot.Name, mine));
        using var content = RouteRequests.Multipart(form);
        if (handler.Route == "/Metering/ReadFiles")
            content.Add(new StringContent($"Meter,Reading,Read Date,Unit\n{towns.Birch["Serial"]},140,2026-04-30,ccf\n"), "Upload", $"{place}.csv");
        return await client.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    /// <summary>The page's own words on what it refused.</summary>
    private static string Why(string body) => string.Join(' ', new AngleSharp.Html.Parser.HtmlParser().ParseDocument(body).QuerySelectorAll("[role=alert]").Select(e => e.TextContent.Trim().ReplaceLineEndings(" ")));

    /// <summary>Every row of Alder in every table, as one hash per table.</summary>
    private async Task<string> AlderAsync()
    {
        await using var connection = await towns.Database.OpenAsync(towns.Database.OwnerConnectionString);
        await using var command = new NpgsqlCommand(
            $"""
            select string_agg(c.table_schema || '.' || c.table_name || ' ' || (xpath('/row/h/text()', query_to_xml(format('select md5(coalesce(string_agg(t::text, ''|'' order by t::text), '''')) as h from %I.%I t where tenant_id = %L', c.table_schema, c.table_name, '{TestTowns.Alder.Id}'), false, true, '')))[1]::text, e'\n' order by c.table_schema, c.table_name)
            from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
            where c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
            """, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}

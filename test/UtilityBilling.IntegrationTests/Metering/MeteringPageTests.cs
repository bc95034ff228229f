using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Metering;

/// <summary>The pages of Metering over HTTP: every one in both languages, the way from upload to decision, and what is refused.</summary>
public sealed class MeteringPageTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestHost _services = null!;
    private WebTestHost _host = null!;
    private ReadTown _town = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _services = new TestHost(_database);
        _town = await ReadTown.CreateAsync(_services.Alder, 4, installedOn: "2025-07-02");
        await _town.ReadAllAsync("2025-08-31", 12, "august.csv");
        await _town.ReadAllAsync("2025-10-30", 24, "october.csv");
        await _town.ReadAllAsync("2025-12-29", 36, "december.csv");
        _host = await WebTestHost.StartAsync(_database, new FakeTimeProvider(TestHost.Start));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Every_page_opens_in_both_languages_without_a_missing_text()
    {
        var file = await _town.ImportAsync("feb.csv", ReadTown.File("2026-02-27", ("M001", "1036"), ("M002", "1132"), ("M003", "1048"), ("X1", "5"), ("M004", "x")), _town.CycleId);
        var meter = _town.Meters[0];
        string[] paths =
        [
            "/Metering/ReadFiles", $"/Metering/ReadFiles/{file.Id}", $"/Metering/ReadFiles/{file.Id}?outcome=Unknown", "/Metering/Reads/Review", "/Metering/Reads/Review?list=InTheField",
            $"/Metering/Reads/Enter?register={meter.RegisterId}", "/Metering/Meters", $"/Metering/Meters/{meter.Id}", $"/Metering/Meters/{meter.Id}/Exchange", "/Reports/Misreads",
        ];
        using var client = await _host.SignInAsync(TestTowns.Alder, _services.Alder.Technician);
        foreach (var language in new[] { "en", "es" })
        {
            await WebTestHost.PostFormAsync(client, "/Metering/Meters", new() { ["language"] = language }, "/Language");
            foreach (var path in paths)
            {
                var response = await client.GetAsync(new Uri(path, UriKind.Relative));
                var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
                response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
                page.DocumentElement.GetAttribute("lang").ShouldBe(language);
                foreach (var prefix in new[] { "Metering:", "Enum:", "Ui:" })
                    page.QuerySelector("main")!.TextContent.ShouldNotContain(prefix, Case.Sensitive, path);
            }
        }
    }

    [Fact]
    public async Task A_file_goes_from_upload_over_preview_and_import_to_a_decision()
    {
        using var client = await _host.SignInAsync(TestTowns.Alder, _services.Alder.Technician);

        var address = await UploadAsync(client, "feb.csv", "Meter,Reading,Read Date,Unit\nM001,1048,2026-02-27,ccf\nM002,1132,2026-02-27,ccf\n");
        address.ShouldStartWith("/Metering/ReadFiles/");
        var preview = await client.GetStringAsync(new Uri(address, UriKind.Relative));
        preview.ShouldContain("Nothing has changed yet");

        (await WebTestHost.PostFormAsync(client, address, [], $"{address}?handler=Import")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _town.CountingAsync(_database, _town.Meters[0]))[^1].ShouldBe("2026-02-27 1048 12 Actual");

        var waiting = (await _town.WaitingAsync()).Single(w => !w.IsMissing);
        var refused = await WebTestHost.PostFormAsync(client, "/Metering/Reads/Review", new() { ["Input.Only"] = waiting.Id.ToString() }, "/Metering/Reads/Review?handler=ReRead");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Say why.");
        (await WebTestHost.PostFormAsync(client, "/Metering/Reads/Review", new() { ["Input.Only"] = waiting.Id.ToString() }, "/Metering/Reads/Review?handler=Accept")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _town.CountingAsync(_database, _town.Meters[1]))[^1].ShouldBe("2026-02-27 1132 96 Actual");
    }

    [Fact]
    public async Task A_plain_meter_is_exchanged_for_a_compound_one_and_that_for_another_with_a_read_of_each_register()
    {
        using var client = await _host.SignInAsync(TestTowns.Alder, _services.Alder.Technician);
        var plain = _town.Meters[0];
        // 36 ccf were used by 29 December; ten more until the plumber came.
        var made = await ExchangeAsync(client, plain.Id, "2026-02-20", "C100", ["1046"], second: true);

        var compound = new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri($"{made}/Exchange", UriKind.Relative)));
        compound.QuerySelectorAll("label").Select(l => l.TextContent.Trim()).Where(t => t.StartsWith("Last read", StringComparison.Ordinal)).Select(t => t.TrimEnd('*', ' ')).ShouldBe(["Last read of register 0", "Last read of register 1"]);
        compound.QuerySelector("input[type=checkbox][name='Input.Registers[1].Used']")!.HasAttribute("checked").ShouldBeTrue();
        var incomplete = await PostExchangeAsync(client, made, "2026-02-27", "C200", ["7"], second: true);
        incomplete.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "the low-flow register was not read");
        await ExchangeAsync(client, Guid.Parse(made[^36..]), "2026-02-27", "C200", ["7", "4"], second: true);

        (await _database.ScalarAsOwnerAsync<string>("""
            select string_agg(m.serial_number || '/' || r.register_number || ' ' || trim_scale(r.in_read) || ' ' || coalesce(trim_scale(r.out_read)::text, '-'), ', ' order by r."from", r.register_number)
            from metering.registers r join metering.meter_installations i on i.id = r.installation_id join metering.meters m on m.id = i.meter_id where m.serial_number in ('M001', 'C100', 'C200')
            """)).ShouldBe("M001/0 1000 1046, C100/0 0 7, C100/1 0 4, C200/0 0 -, C200/1 0 -");
        (await PostExchangeAsync(client, $"/Metering/Meters/{_town.Meters[1].Id}", "2026-02-20", "C300", ["1100"], second: true, number: "0")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "two registers of one number");
    }

    private static async Task<string> ExchangeAsync(HttpClient client, Guid meter, string date, string serial, string[] outReads, bool second)
    {
        var response = await PostExchangeAsync(client, $"/Metering/Meters/{meter}", date, serial, outReads, second);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect, await response.Content.ReadAsStringAsync());
        return response.Headers.Location!.OriginalString;
    }

    /// <summary>As a browser sends it: what the page proposes, with what is typed.</summary>
    private static Task<HttpResponseMessage> PostExchangeAsync(HttpClient client, string meter, string date, string serial, string[] outReads, bool second, string number = "1") => WebTestHost.PostFormAsync(client, $"{meter}/Exchange",
        new Dictionary<string, string>
        {
            ["Input.Date"] = date, ["Input.SerialNumber"] = serial, ["Input.Size"] = "2", ["Input.Reason"] = "Worn out", ["Input.Registers[0].Number"] = "0", ["Input.Registers[1].Number"] = number, ["Input.Registers[1].Used"] = second ? "true" : "false",
        }
        .Concat(outReads.Select((read, i) => KeyValuePair.Create($"Input.Old[{i}].OutRead", read)))
        .Concat(new[] { 0, 1 }.SelectMany(i => new[] { ("InRead", "0"), ("Dials", "6"), ("Decimals", "1"), ("Multiplier", "1"), ("Unit", "ccf") }.Select(f => KeyValuePair.Create($"Input.Registers[{i}].{f.Item1}", f.Item2)))).ToDictionary());

    [Fact]
    public async Task A_file_that_came_already_is_refused_with_422_and_a_sentence()
    {
        using var client = await _host.SignInAsync(TestTowns.Alder, _services.Alder.Technician);
        const string content = "Meter,Reading,Read Date,Unit\nM001,1048,2026-02-27,ccf\n";
        await UploadAsync(client, "one.csv", content);

        var again = await PostFileAsync(client, "two.csv", content);

        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await again.Content.ReadAsStringAsync()).ShouldContain("This very file came already as one.csv");
    }

    [Fact]
    public async Task Who_may_only_look_sees_no_upload_and_cannot_import()
    {
        var file = await _town.PreviewAsync("feb.csv", ReadTown.File("2026-02-27", ("M001", "1048")));
        using var client = await _host.SignInAsync(TestTowns.Alder, _services.Alder.Auditor);

        var list = new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri("/Metering/ReadFiles", UriKind.Relative)));
        list.QuerySelector("input[type=file]").ShouldBeNull();
        var response = await WebTestHost.PostFormAsync(client, $"/Metering/ReadFiles/{file.Id}", [], $"/Metering/ReadFiles/{file.Id}?handler=Import");

        response.StatusCode.ShouldNotBe(HttpStatusCode.Redirect);
        (await _town.CountingAsync(_database, _town.Meters[0])).Count.ShouldBe(3);
    }

    /// <summary>T2: another town's ids are not there.</summary>
    [Fact]
    public async Task Another_towns_file_and_meter_are_not_found()
    {
        var file = await _town.PreviewAsync("feb.csv", ReadTown.File("2026-02-27", ("M001", "1048")));
        using var client = await _host.SignInAsync(TestTowns.Birch, _services.Birch.Technician);

        (await client.GetAsync(new Uri($"/Metering/ReadFiles/{file.Id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync(new Uri($"/Metering/Meters/{_town.Meters[0].Id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/Metering/Meters", "text/csv")]
    [InlineData("/Reports/Misreads", "text/csv")]
    public async Task Lists_come_as_files(string path, string type)
    {
        using var client = await _host.SignInAsync(TestTowns.Alder, _services.Alder.Technician);

        var response = await client.GetAsync(new Uri($"{path}?export=csv", UriKind.Relative));

        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        (await response.Content.ReadAsStringAsync()).ShouldContain("Meter");
    }

    private static async Task<string> UploadAsync(HttpClient client, string name, string content)
    {
        var response = await PostFileAsync(client, name, content);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect, await response.Content.ReadAsStringAsync());
        return response.Headers.Location!.OriginalString;
    }

    private static async Task<HttpResponseMessage> PostFileAsync(HttpClient client, string name, string content)
    {
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri("/Metering/ReadFiles", UriKind.Relative)));
        using var form = new MultipartFormDataContent();
        foreach (var hidden in page.QuerySelectorAll("form[enctype] input[type=hidden]"))
            form.Add(new StringContent(hidden.GetAttribute("value") ?? ""), hidden.GetAttribute("name")!);
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "Upload", name);
        return await client.PostAsync(new Uri("/Metering/ReadFiles", UriKind.Relative), form);
    }
}

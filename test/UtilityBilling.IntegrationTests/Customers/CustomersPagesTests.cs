using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Shouldly;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Customers;

/// <summary>The pages over HTTP as a browser without script sees them: Alder reads English, Birch Spanish.</summary>
public sealed class CustomersPagesTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestHost _host = null!;
    private WebTestHost _web = null!;
    private readonly Dictionary<string, House> _houses = [];

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _host = new TestHost(_database, seed: "pages");
        foreach (var town in new[] { _host.Alder, _host.Birch })
        {
            var street = await CustomersTown.CreateAsync(town, _host.Services);
            _houses[town.Info.Slug] = (await street.ImportAsync(street.House(114, "Maria", "Delgado") with { Phone = "(503) 555-0117" }))[0];
        }
        _web = await WebTestHost.StartAsync(_database, _host.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("alder", "en")]
    [InlineData("birch", "es")]
    public async Task Every_page_opens_in_the_towns_language_without_a_bare_key(string slug, string language)
    {
        var (client, house) = await SignedInAsync(slug);
        foreach (var path in new[]
        {
            "/Customers/Accounts", "/Customers/Accounts?q=delgado", "/Customers/Accounts?q=nobody", $"/Customers/Accounts/{house.AccountId}", $"/Customers/Accounts/{house.AccountId}/Services",
            $"/Customers/Accounts/{house.AccountId}/Notes", $"/Customers/Accounts/{house.AccountId}/History", $"/Customers/Accounts/{house.AccountId}/Edit", $"/Customers/Accounts/{house.AccountId}/MoveOut",
            "/Customers/New", $"/Customers/Customers/{house.CustomerId}/Edit", "/Customers/Premises", "/Customers/Premises/New", $"/Customers/Premises/{house.PremiseId}", $"/Customers/Premises/{house.PremiseId}/Edit",
            $"/Customers/Premises/{house.PremiseId}/Facts", $"/Customers/Premises/{house.PremiseId}/Facts/New?name=esu", $"/Customers/Premises/{house.PremiseId}?owner=delgado", "/Customers/MoveIn", "/Customers/MoveIn?q=oak", $"/Customers/MoveIn?premise={house.PremiseId}", $"/Customers/MoveIn?premise={house.PremiseId}&who=delgado",
            $"/Customers/MoveIn?premise={house.PremiseId}&customer={house.CustomerId}&account={house.AccountId}",
        })
        {
            var response = await client.GetAsync(new Uri(path, UriKind.Relative));
            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            var page = await ParseAsync(response);
            page.DocumentElement.GetAttribute("lang").ShouldBe(language, path);
            page.QuerySelectorAll("h1").Length.ShouldBe(1, path);
            page.Body!.TextContent.ShouldNotContain("Customers:", Case.Sensitive, path);
            page.Body.TextContent.ShouldNotContain("Enum:", Case.Sensitive, path);
            var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
            ids.Count.ShouldBe(ids.Distinct().Count(), $"{path}: {string.Join(", ", ids.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => g.Key))}");
        }
    }

    [Fact]
    public async Task A_list_is_handed_out_as_a_file()
    {
        var (client, _) = await SignedInAsync("alder");
        var csv = await client.GetStringAsync(new Uri("/Customers/Accounts?export=csv", UriKind.Relative));
        csv.ShouldContain("Maria Delgado");
        (await client.GetAsync(new Uri("/Customers/Premises?export=xlsx", UriKind.Relative))).Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    [Fact]
    public async Task Another_towns_account_is_not_there()
    {
        var (client, _) = await SignedInAsync("alder");
        foreach (var path in new[] { $"/Customers/Accounts/{_houses["birch"].AccountId}", $"/Customers/Premises/{_houses["birch"].PremiseId}", $"/Customers/Customers/{_houses["birch"].CustomerId}/Edit" })
            (await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Fact]
    public async Task An_auditor_reads_and_moves_nobody()
    {
        using var client = await _web.SignInAsync(_host.Alder.Info, _host.Alder.Auditor);
        (await client.GetAsync(new Uri($"/Customers/Accounts/{_houses["alder"].AccountId}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(new Uri("/Customers/MoveIn", UriKind.Relative))).StatusCode.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("alder", "Enter a value for Note.")]
    [InlineData("birch", "Nota")]
    public async Task An_empty_note_comes_back_with_its_sentence(string slug, string words)
    {
        var (client, house) = await SignedInAsync(slug);
        var path = $"/Customers/Accounts/{house.AccountId}/Notes";
        var response = await WebTestHost.PostFormAsync(client, path, new() { ["Input.Text"] = "" }, $"{path}?handler=Add");
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ParseAsync(response)).QuerySelector("[role=alert]")!.TextContent.ShouldContain(words);
    }

    [Fact]
    public async Task A_stale_customer_form_is_refused_in_words()
    {
        var (client, house) = await SignedInAsync("alder");
        var path = $"/Customers/Customers/{house.CustomerId}/Edit";
        var fields = FieldsOf(await ParseAsync(await client.GetAsync(new Uri(path, UriKind.Relative))));
        await _database.ExecuteAsOwnerAsync($"update customers.customers set phone = null where id = '{house.CustomerId}'");
        var response = await WebTestHost.PostAsync(client, path, fields);
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ParseAsync(response)).QuerySelector("[role=alert]")!.TextContent.ShouldContain("Somebody else changed this record");
    }

    [Fact]
    public async Task A_move_in_goes_from_the_form_to_the_new_account()
    {
        var (client, house) = await SignedInAsync("alder");
        var path = $"/Customers/MoveIn?premise={house.PremiseId}";
        var fields = FieldsOf(await ParseAsync(await client.GetAsync(new Uri(path, UriKind.Relative))));
        foreach (var rate in fields.Keys.Where(k => k.EndsWith(".RateCode", StringComparison.Ordinal)).ToList())
            fields[rate] = "RES";
        fields["Input.NewCustomer.LastName"] = "Ruiz";
        var refused = await WebTestHost.PostAsync(client, path, fields);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await ParseAsync(refused);
        page.QuerySelector("[role=alert] a")!.GetAttribute("href").ShouldBe("#Input_NewCustomer_FirstName");
        ((IHtmlInputElement)page.GetElementById("Input_NewCustomer_LastName")!).Value.ShouldBe("Ruiz", "what was typed stays");

        fields["Input.NewCustomer.FirstName"] = "Ana";
        var done = await WebTestHost.PostAsync(client, path, fields);
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect, await done.Content.ReadAsStringAsync());
        var account = await ParseAsync(await client.GetAsync(done.Headers.Location));
        account.QuerySelector("h1")!.TextContent.ShouldContain("Ana Ruiz");
        account.Body!.TextContent.ShouldContain("since 2026-03-02");
    }

    [Fact]
    public async Task A_move_out_ends_the_occupancy()
    {
        var (client, house) = await SignedInAsync("alder");
        var path = $"/Customers/Accounts/{house.AccountId}/MoveOut";
        var fields = FieldsOf(await ParseAsync(await client.GetAsync(new Uri(path, UriKind.Relative))));
        fields["Input.On"] = "2026-03-01";
        fields["Input.Reason"] = "Sold";
        (await WebTestHost.PostAsync(client, path, fields)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ParseAsync(await client.GetAsync(new Uri($"/Customers/Accounts/{house.AccountId}/Services", UriKind.Relative)))).Body!.TextContent.ShouldContain("2025-01-01 until 2026-03-01");
    }

    private async Task<(HttpClient Client, House House)> SignedInAsync(string slug)
    {
        var town = _host.Town(slug);
        return (await _web.SignInAsync(town.Info, town.Technician), _houses[slug]);
    }

    private static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage response) => await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());

    /// <summary>What a browser would send of the page's last posting form.</summary>
    private static Dictionary<string, string> FieldsOf(IHtmlDocument page)
    {
        var form = page.QuerySelectorAll("main form[method=post]")[^1];
        var fields = new Dictionary<string, string>();
        foreach (var box in form.QuerySelectorAll("input, select, textarea"))
        {
            var (name, value) = box switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => (null, null),
                IHtmlInputElement input => (input.Name, input.Value),
                IHtmlSelectElement select => (select.Name, select.Value),
                IHtmlTextAreaElement area => (area.Name, area.Value),
                _ => (null, null),
            };
            // A ticked box comes before its hidden "false", and the first of a name counts.
            if (!string.IsNullOrEmpty(name))
                fields.TryAdd(name, value ?? "");
        }
        return fields;
    }
}

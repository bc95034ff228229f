using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Approvals;
using UtilityBilling.Customers.Services;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Customers;

/// <summary>Services for many over HTTP as a browser without script sees them: Alder reads English, Birch Spanish. Today is 2 March 2026.</summary>
public sealed class ServiceChangePagesTests : IAsyncLifetime
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
            _houses[town.Info.Slug] = (await street.ImportAsync(street.House(114, "Maria", "Delgado") with { Number = "100114" }))[0];
        }
        _web = await WebTestHost.StartAsync(_database, _host.Clock, services => services.AddSingleton<IRateChoices>(new TestRates()));
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("alder", "en", "Nothing yet", "Parks fee", "class Residential; has Sewer", "Choose a rate that a tariff in force on 2026-04-01 names.", "It counts for the good accounts: 1.")]
    [InlineData("birch", "es", "Todavía nada", "parques", "clase Residencial; tiene Alcantarillado", "Elija una tarifa que una ordenanza vigente el 2026-04-01 nombre.", "Cuenta para las cuentas buenas: 1.")]
    public async Task A_fee_goes_from_the_form_by_its_accounts_and_another_persons_approval_to_being_taken_back(string slug, string language, string empty, string service, string criteria, string refusal, string counts)
    {
        using var client = await _web.SignInAsync(_host.Town(slug).Info, _host.Town(slug).Technician);
        (await PageAsync(client, "/Customers/ServiceChanges", language)).Body!.TextContent.ShouldContain(empty);
        await PageAsync(client, "/Customers/ServiceChanges/New", language);
        const string form = "/Customers/ServiceChanges/New?kind=Add&on=2026-04-01";
        var choices = (await PageAsync(client, form, language)).QuerySelectorAll("#Input_RateCode option").Select(o => o.GetAttribute("value"));
        choices.ShouldBe(["", "parks"], "what meters measure is not offered");
        var fields = new Dictionary<string, string> { ["Input.Kind"] = "Add", ["Input.On"] = "2026-04-01", ["Input.RateCode"] = "", ["Input.CustomerClass"] = "residential", ["Input.HasService"] = "sewer", ["Input.Reason"] = "Ordinance" };
        var refused = await WebTestHost.PostFormAsync(client, form, fields);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ParseAsync(refused)).QuerySelector("[role=alert]")!.TextContent.ShouldContain(refusal);

        fields["Input.RateCode"] = "parks";
        var shown = await WebTestHost.PostFormAsync(client, form, fields);
        shown.StatusCode.ShouldBe(HttpStatusCode.Redirect, await shown.Content.ReadAsStringAsync());
        var path = shown.Headers.Location!.ToString();
        var preview = await PageAsync(client, path, language);
        preview.QuerySelector("h1")!.TextContent.ShouldContain(service);
        preview.Body!.TextContent.ShouldContain(criteria);
        preview.QuerySelector("main tbody")!.TextContent.ShouldContain("100114");
        (await client.GetStringAsync(new Uri($"{path}?lines=good&export=csv", UriKind.Relative))).ShouldContain("100114,Maria Delgado");
        await ActAsync(client, path, preview, "Send");
        (await PageAsync(client, path, language)).QuerySelector("main form").ShouldBeNull("it waits for another person");

        var town = _host.Town(slug);
        var id = Guid.Parse(path.Split('/')[^1]);
        var approval = await town.ReadAsync(town.Director, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Approval>().Where(a => a.RecordId == id).Select(a => a.Id).SingleAsync());
        await town.WriteAsync(town.Director, s => s.GetRequiredService<IApprovalManager>().DecideAsync(approval, true, null));
        using var director = await _web.SignInAsync(town.Info, town.Director);
        await PageAsync(director, "/Approvals?view=Decided", language);
        var applied = await PageAsync(director, path, language);
        applied.Body!.TextContent.ShouldContain(counts);
        (await PageAsync(client, "/Customers/ServiceChanges", language)).QuerySelector("main tbody")!.TextContent.ShouldContain(service);
        (await PageAsync(client, $"/Customers/Accounts/{_houses[slug].AccountId}/Services", language)).Body!.TextContent.ShouldContain(service);

        var version = applied.QuerySelector("input[name='Version']")!.GetAttribute("value")!;
        (await WebTestHost.PostFormAsync(director, path, new() { ["Version"] = version, ["Reason"] = "" }, $"{path}?handler=Reverse")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "a reason is asked for");
        (await WebTestHost.PostFormAsync(director, path, new() { ["Version"] = version, ["Reason"] = "Wrong day" }, $"{path}?handler=Reverse")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await PageAsync(director, path, language)).Body!.TextContent.ShouldContain("Wrong day");
        await PageAsync(client, "/Customers/ServiceChanges/New?kind=End&on=2026-06-01", language);
    }

    private static async Task ActAsync(HttpClient client, string path, IHtmlDocument page, string handler)
    {
        var version = page.QuerySelector("input[name='Version']")!.GetAttribute("value")!;
        var done = await WebTestHost.PostFormAsync(client, path, new() { ["Version"] = version }, $"{path}?handler={handler}");
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect, await done.Content.ReadAsStringAsync());
    }

    private static async Task<IHtmlDocument> PageAsync(HttpClient client, string path, string language)
    {
        var response = await client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        var page = await ParseAsync(response);
        page.DocumentElement.GetAttribute("lang").ShouldBe(language, path);
        page.QuerySelectorAll("h1").Length.ShouldBe(1, path);
        foreach (var bare in new[] { "Customers:", "Enum:" })
            page.Body!.TextContent.ShouldNotContain(bare, Case.Sensitive, path);
        return page;
    }

    private static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage response) => await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
}

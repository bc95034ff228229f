using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Customers;

/// <summary>Enrolments and facts over HTTP as a browser without script sees them: Alder reads English, Birch Spanish. Today is 2 March 2026.</summary>
public sealed class EnrollmentPagesTests : IAsyncLifetime
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
        _web = await WebTestHost.StartAsync(_database, _host.Clock, services => services.AddSingleton<IProgramChoices>(new TestPrograms()).AddSingleton<IFactChoices>(new TestFacts()));
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("alder", "en", "In force", "Leave it empty for the town's rule: 24 months after the first day.")]
    [InlineData("birch", "es", "Vigente", "Déjelo vacío para la regla del municipio: 24 meses después del primer día.")]
    public async Task An_account_is_enrolled_on_its_page_and_found_in_the_list(string slug, string language, string inForce, string rule)
    {
        using var client = await SignedInAsync(slug);
        var path = $"/Customers/Accounts/{_houses[slug].AccountId}/Enrollments";
        var form = await PageAsync(client, path, language);
        form.Body!.TextContent.ShouldContain(rule);
        var done = await WebTestHost.PostFormAsync(client, path, Fields(slug));
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect, await done.Content.ReadAsStringAsync());
        (await PageAsync(client, path, language)).QuerySelector("main table")!.TextContent.ShouldContain(inForce);
        (await PageAsync(client, $"/Customers/Premises/{_houses[slug].PremiseId}", language)).QuerySelector("[aria-labelledby=enrollments]")!.TextContent.ShouldContain(inForce);
        var list = await PageAsync(client, "/Customers/Enrollments?list=All&q=delgado", language);
        list.QuerySelector("main table")!.TextContent.ShouldContain("2028-03-02");
        await PageAsync(client, list.QuerySelector("main tbody a[href*='/Customers/Enrollments/']")!.GetAttribute("href")!, language);
    }

    [Theory]
    [InlineData("alder", "There is an enrollment in this program from 2026-03-02 until 2028-03-02.")]
    [InlineData("birch", "Hay una inscripción en este programa desde 2026-03-02 hasta 2028-03-02.")]
    public async Task A_second_enrollment_in_the_same_programme_is_refused_in_words(string slug, string words)
    {
        using var client = await SignedInAsync(slug);
        var path = $"/Customers/Accounts/{_houses[slug].AccountId}/Enrollments";
        (await WebTestHost.PostFormAsync(client, path, Fields(slug))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var refused = await WebTestHost.PostFormAsync(client, path, Fields(slug));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await ParseAsync(refused);
        page.QuerySelector("[role=alert]")!.TextContent.ShouldContain(words);
        page.QuerySelector("[role=alert] a")!.GetAttribute("href").ShouldBe("#Input_From");
        ((IHtmlTextAreaElement)page.GetElementById("Input_Note")!).Value.ShouldBe("Letter", "what was typed stays");
    }

    [Fact]
    public async Task Renewing_leads_to_the_new_enrollment_and_ending_asks_for_a_reason()
    {
        using var client = await SignedInAsync("alder");
        var path = $"/Customers/Accounts/{_houses["alder"].AccountId}/Enrollments";
        await WebTestHost.PostFormAsync(client, path, Fields("alder"));
        var details = (await PageAsync(client, path, "en")).QuerySelector("main tbody a")!.GetAttribute("href")!;
        var version = (await PageAsync(client, details, "en")).QuerySelector("input[name='Renew.Version']")!.GetAttribute("value")!;
        (await WebTestHost.PostFormAsync(client, details, new() { ["End.On"] = "2026-04-01", ["End.Reason"] = "", ["End.Version"] = version }, $"{details}?handler=End")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var renewed = await WebTestHost.PostFormAsync(client, details, new() { ["Renew.Note"] = "New letter", ["Renew.Version"] = version }, $"{details}?handler=Renew");
        renewed.StatusCode.ShouldBe(HttpStatusCode.Redirect, await renewed.Content.ReadAsStringAsync());
        var next = await PageAsync(client, renewed.Headers.Location!.ToString(), "en");
        next.Body!.TextContent.ShouldContain("2030-03-02");
        (await PageAsync(client, details, "en")).QuerySelector("#renew").ShouldBeNull("it is renewed");
    }

    [Fact]
    public async Task An_auditor_sees_enrollments_and_no_form()
    {
        using var client = await _web.SignInAsync(_host.Alder.Info, _host.Alder.Auditor);
        var path = $"/Customers/Accounts/{_houses["alder"].AccountId}/Enrollments";
        (await PageAsync(client, path, "en")).QuerySelector("main form").ShouldBeNull();
        (await WebTestHost.PostFormAsync(client, path, Fields("alder"))).StatusCode.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.Redirect);
        (await PageAsync(client, path, "en")).QuerySelector("main table").ShouldBeNull("nothing was entered");
    }

    [Fact]
    public async Task The_list_is_handed_out_as_a_file()
    {
        using var client = await SignedInAsync("alder");
        await WebTestHost.PostFormAsync(client, $"/Customers/Accounts/{_houses["alder"].AccountId}/Enrollments", Fields("alder"));
        (await client.GetStringAsync(new Uri("/Customers/Enrollments?list=All&export=csv", UriKind.Relative))).ShouldContain("100114,Maria Delgado");
        (await client.GetAsync(new Uri("/Customers/Enrollments?list=All&export=xlsx", UriKind.Relative))).Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    [Theory]
    [InlineData("alder", "en", "There is no account 999999. Check the number.")]
    [InlineData("birch", "es", "No existe la cuenta 999999. Revise el número.")]
    public async Task A_file_goes_from_the_upload_by_its_refusals_to_enrollments(string slug, string language, string refusal)
    {
        using var client = await SignedInAsync(slug);
        var uploaded = await UploadAsync(client, "account,program,from\n100114,lowIncome,2026-03-01\n999999,lowIncome,2026-03-01\n");
        uploaded.StatusCode.ShouldBe(HttpStatusCode.Redirect, await uploaded.Content.ReadAsStringAsync());
        var path = uploaded.Headers.Location!.ToString();
        var preview = await PageAsync(client, path, language);
        preview.Body!.TextContent.ShouldContain(refusal);
        (await PageAsync(client, $"{path}?lines=good", language)).Body!.TextContent.ShouldNotContain(refusal);
        (await client.GetStringAsync(new Uri($"{path}?handler=Original", UriKind.Relative))).ShouldStartWith("account,program,from");
        (await client.GetStringAsync(new Uri($"{path}?lines=refused&export=csv", UriKind.Relative))).ShouldContain("999999");

        var version = preview.QuerySelector("input[name='Version']")!.GetAttribute("value")!;
        var applied = await WebTestHost.PostFormAsync(client, path, new() { ["Version"] = version }, $"{path}?handler=Apply");
        applied.StatusCode.ShouldBe(HttpStatusCode.Redirect, await applied.Content.ReadAsStringAsync());
        (await PageAsync(client, $"/Customers/Accounts/{_houses[slug].AccountId}/Enrollments", language)).QuerySelector("main table")!.TextContent.ShouldContain("2026-03-01");
        (await PageAsync(client, "/Customers/Enrollments/Files", language)).QuerySelector("main table")!.TextContent.ShouldContain("list.csv");

        var again = await UploadAsync(client, "account,program,from\n100114,lowIncome,2026-03-01\n999999,lowIncome,2026-03-01\n");
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "the same file is taken once");
        version = (await PageAsync(client, path, language)).QuerySelector("input[name='Version']")!.GetAttribute("value")!;
        (await WebTestHost.PostFormAsync(client, path, new() { ["Version"] = version, ["Reason"] = "" }, $"{path}?handler=Reverse")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "a reason is asked for");
        (await WebTestHost.PostFormAsync(client, path, new() { ["Version"] = version, ["Reason"] = "Wrong list" }, $"{path}?handler=Reverse")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await PageAsync(client, path, language)).Body!.TextContent.ShouldContain("Wrong list");
    }

    [Theory]
    [InlineData("alder", "en", "and “two” is none.", "In force")]
    [InlineData("birch", "es", "y «two» no lo es.", "Vigente")]
    public async Task A_fact_is_entered_corrected_and_seen_at_the_premise(string slug, string language, string refusal, string inForce)
    {
        using var client = await SignedInAsync(slug);
        var facts = $"/Customers/Premises/{_houses[slug].PremiseId}/Facts";
        await PageAsync(client, $"{facts}/New?name=outside", language);
        var fields = new Dictionary<string, string> { ["Input.Name"] = "units", ["Input.Value"] = "two", ["Input.From"] = "2026-02-01", ["Input.Source"] = "permit" };
        var refused = await WebTestHost.PostFormAsync(client, $"{facts}/New?name=units", fields);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ParseAsync(refused)).QuerySelector("[role=alert]")!.TextContent.ShouldContain(refusal);
        fields["Input.Value"] = "12";
        (await WebTestHost.PostFormAsync(client, $"{facts}/New?name=units", fields)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var list = await PageAsync(client, facts, language);
        list.QuerySelector("main table")!.TextContent.ShouldContain(inForce);

        var change = list.QuerySelectorAll("main tbody a").Select(a => a.GetAttribute("href")!).First(h => !h.Contains("/New"));
        var version = (await PageAsync(client, change, language)).QuerySelector("input[name='Correct.Version']")!.GetAttribute("value")!;
        var corrected = await WebTestHost.PostFormAsync(client, change, new() { ["Correct.Value"] = "14", ["Correct.From"] = "2026-02-01", ["Correct.Source"] = "permit", ["Correct.Reason"] = "Miscounted", ["Correct.Version"] = version }, $"{change}?handler=Correct");
        corrected.StatusCode.ShouldBe(HttpStatusCode.Redirect, await corrected.Content.ReadAsStringAsync());
        (await PageAsync(client, $"/Customers/Premises/{_houses[slug].PremiseId}", language)).QuerySelector("[aria-labelledby=facts]")!.TextContent.ShouldContain("14");
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, string text)
    {
        const string path = "/Customers/Enrollments/Import";
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in WebTestHost.HiddenFields(await client.GetStringAsync(new Uri(path, UriKind.Relative))))
            form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text)), "Upload", "list.csv");
        return await client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    private Dictionary<string, string> Fields(string slug) => new() { ["Input.Program"] = "lowIncome", ["Input.PremiseId"] = _houses[slug].PremiseId.ToString(), ["Input.From"] = "2026-03-02", ["Input.Note"] = "Letter" };

    private Task<HttpClient> SignedInAsync(string slug) => _web.SignInAsync(_host.Town(slug).Info, _host.Town(slug).Technician);

    private static async Task<IHtmlDocument> PageAsync(HttpClient client, string path, string language)
    {
        var response = await client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        var page = await ParseAsync(response);
        page.DocumentElement.GetAttribute("lang").ShouldBe(language, path);
        page.QuerySelectorAll("h1").Length.ShouldBe(1, path);
        foreach (var bare in new[] { "Customers:", "Enum:" })
            page.Body!.TextContent.ShouldNotContain(bare, Case.Sensitive, path);
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
        ids.Count.ShouldBe(ids.Distinct().Count(), path);
        return page;
    }

    private static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage response) => await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Hosting.Web;
using UtilityBilling.MultiTenancy;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Hosting;

/// <summary>The host's promises on real HTTP: towns by address, sessions of one town, one transaction per form, refusals as sentences.</summary>
public sealed class WebHostTests : IAsyncLifetime
{
    private const string SettingName = "Platform.Lockout.Attempts";
    private const string SettingPage = $"/Administration/Settings/Edit/{SettingName}";

    private IServiceCollection? _services;
    private WebTestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await WebTestHost.StartAsync(configure: services => _services = services);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_host_is_alive_and_ready()
    {
        using var client = _host.ClientFor(null);
        (await client.GetAsync(Path("/health/live"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(Path("/health/ready"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_address_of_no_town_is_not_there()
    {
        using var client = _host.ClientFor(new TenantInfo(Guid.Empty, "nowhere", "Nowhere", "UTC", "en"));
        var response = await client.GetAsync(Path("/"));
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldContain("<h1");
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_sign_in_page()
    {
        using var client = _host.ClientFor(TestTowns.Alder);
        var response = await client.GetAsync(Path("/"));
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.PathAndQuery.ShouldStartWith("/Account/Login");
    }

    [Fact]
    public async Task The_pages_speak_the_towns_language()
    {
        using var alder = _host.ClientFor(TestTowns.Alder);
        using var birch = _host.ClientFor(TestTowns.Birch);
        (await alder.GetStringAsync(Path("/Account/Login"))).ShouldContain("lang=\"en\"");
        (await birch.GetStringAsync(Path("/Account/Login"))).ShouldContain("lang=\"es\"");
    }

    [Fact]
    public async Task A_session_of_one_town_is_none_at_another_towns_address()
    {
        using var client = await AdministratorAsync();
        (await client.GetAsync(Path(SettingPage))).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var request = new HttpRequestMessage(HttpMethod.Get, Path(SettingPage)) { Headers = { Host = _host.AddressOf(TestTowns.Birch).Authority } };
        var elsewhere = await client.SendAsync(request);

        elsewhere.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        elsewhere.Headers.Location!.PathAndQuery.ShouldStartWith("/Account/Login");
    }

    [Fact]
    public async Task A_page_without_the_right_is_refused()
    {
        using var client = await _host.SignInAsync(TestTowns.Alder, TestTowns.Person(TestTowns.Alder, "cashier"));
        var response = await client.GetAsync(Path("/Administration/Users"));
        (response.StatusCode is HttpStatusCode.Forbidden || response.Headers.Location?.AbsolutePath == "/Forbidden").ShouldBeTrue();
    }

    [Fact]
    public async Task A_posted_form_is_kept_with_its_audit_row_and_leads_on()
    {
        using var client = await AdministratorAsync();
        var response = await WebTestHost.PostFormAsync(client, SettingPage, Form("7"));

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect, await response.Content.ReadAsStringAsync());
        (await CountSettingsAsync()).ShouldBe(1);
        (await _host.Database.ScalarAsOwnerAsync<string>($"select origin from audit.audit_logs where tenant_id = '{TestTowns.Alder.Id}' and user_name = 'alder.administrator' order by sequence desc limit 1"))
            .ShouldBe($"POST {SettingPage}");
    }

    /// <summary>X1, browser: a double press is one action, and both presses get the same answer.</summary>
    [Fact]
    public async Task X1_the_same_form_sent_many_times_at_once_is_one_action_with_one_answer()
    {
        using var client = await AdministratorAsync();
        var fields = WebTestHost.HiddenFields(await client.GetStringAsync(Path(SettingPage)));
        foreach (var (name, value) in Form("7"))
            fields[name] = value;

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => WebTestHost.PostAsync(client, SettingPage, fields)));

        answers.Select(a => a.StatusCode).Distinct().ShouldBe([HttpStatusCode.Redirect]);
        answers.Select(a => a.Headers.Location!.ToString()).Distinct().Count().ShouldBe(1);
        (await CountSettingsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task X1_the_same_key_with_another_body_is_refused()
    {
        using var client = await AdministratorAsync();
        var fields = WebTestHost.HiddenFields(await client.GetStringAsync(Path(SettingPage)));
        foreach (var (name, value) in Form("7"))
            fields[name] = value;
        await WebTestHost.PostAsync(client, SettingPage, fields);

        fields["Input.Value"] = "8";
        var second = await WebTestHost.PostAsync(client, SettingPage, fields);

        second.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.Content.ReadAsStringAsync()).ShouldContain("already sent with other entries");
        (await CountSettingsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_form_changes_nothing_says_why_and_may_be_sent_again_with_the_same_key()
    {
        using var client = await AdministratorAsync();
        var fields = WebTestHost.HiddenFields(await client.GetStringAsync(Path(SettingPage)));
        foreach (var (name, value) in Form("1"))
            fields[name] = value;

        var refused = await WebTestHost.PostAsync(client, SettingPage, fields);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("There is a problem");
        (await CountSettingsAsync()).ShouldBe(0);

        fields["Input.Value"] = "7";
        (await WebTestHost.PostAsync(client, SettingPage, fields)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await CountSettingsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_form_without_its_proof_of_origin_gets_a_sentence_and_changes_nothing()
    {
        using var client = await AdministratorAsync();
        var response = await WebTestHost.PostAsync(client, SettingPage, Form("7"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("This form is out of date");
        (await CountSettingsAsync()).ShouldBe(0);
    }

    /// <summary>Architecture test 8, on the running host. The silent failure: a page whose attribute was forgotten is open to everybody who may sign in.</summary>
    [Fact]
    public async Task Every_page_says_who_may_open_it() => (await PageAuthorizationCheck.ProblemsAsync(_host.Services)).ShouldBeEmpty();

    /// <summary>The host does not check this at its start, to start quickly; a missing registration would show only on the page that needs it.</summary>
    [Fact]
    public void Every_registered_service_can_be_made() =>
        Should.NotThrow(() => _services!.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true }).Dispose());

    private Task<HttpClient> AdministratorAsync() => _host.SignInAsync(TestTowns.Alder, TestTowns.Person(TestTowns.Alder, "administrator"));

    private static Dictionary<string, string> Form(string value) => new() { ["Input.Value"] = value, ["Input.EffectiveFrom"] = "2030-01-01", ["Input.Reason"] = "council decision" };

    private Task<long> CountSettingsAsync() => _host.Database.ScalarAsOwnerAsync<long>($"select count(*) from platform.setting_values where name = '{SettingName}'");

    private static Uri Path(string path) => new(path, UriKind.Relative);
}

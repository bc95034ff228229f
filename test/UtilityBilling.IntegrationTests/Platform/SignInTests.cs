using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using UtilityBilling.Platform.Account;
using UtilityBilling.Platform.Users;
using UtilityBilling.TestBase;
using UtilityBilling.Uow;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Platform;

public sealed class SignInTests : IAsyncLifetime
{
    private static readonly Actor Cashier = TestTowns.Person(TestTowns.Alder, "cashier");
    private static readonly Actor Administrator = TestTowns.Person(TestTowns.Alder, "administrator");

    private readonly FakeTimeProvider _clock = new(TestHost.Start);
    private WebTestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await WebTestHost.StartAsync(clock: _clock);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_page_speaks_the_towns_language_until_another_is_chosen()
    {
        (await HeadingAsync(_host.ClientFor(TestTowns.Alder), "/Account/Login")).ShouldBe("Sign in");
        var client = _host.ClientFor(TestTowns.Birch);
        (await HeadingAsync(client, "/Account/Login")).ShouldBe("Iniciar sesión");
        await WebTestHost.PostFormAsync(client, "/Account/Login", new() { ["language"] = "en" }, "/Language");
        (await HeadingAsync(client, "/Account/Login")).ShouldBe("Sign in");
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_sign_in_and_back()
    {
        var client = _host.ClientFor(TestTowns.Alder);
        var refused = await client.GetAsync(new Uri("/Account/Manage", UriKind.Relative));
        refused.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var login = refused.Headers.Location!.PathAndQuery;
        var entered = await WebTestHost.PostFormAsync(client, login, Credentials(Cashier.UserName, TestTown.Password));
        entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        entered.Headers.Location!.ToString().ShouldBe("/Account/Manage");
        (await HeadingAsync(client, "/Account/Manage")).ShouldBe("Your settings");
    }

    [Fact]
    public async Task Without_a_town_in_the_address_the_form_asks_for_it()
    {
        var client = _host.ClientFor(null);
        (await client.GetStringAsync(new Uri("/Account/Login", UriKind.Relative))).ShouldContain("<option value=\"alder\"");
        (await WebTestHost.PostFormAsync(client, "/Account/Login", Credentials(Cashier.UserName, TestTown.Password))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var entered = await WebTestHost.PostFormAsync(client, "/Account/Login", new(Credentials(Cashier.UserName, TestTown.Password)) { ["Input.Town"] = "alder" });
        entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_wrong_name_a_wrong_password_and_another_town_get_the_same_answer()
    {
        var answers = new List<string>();
        foreach (var (name, password) in new[] { (Cashier.UserName, "not the password at all"), ("nobody.here", TestTown.Password), ("birch.cashier", TestTown.Password) })
        {
            var response = await WebTestHost.PostFormAsync(_host.ClientFor(TestTowns.Alder), "/Account/Login", Credentials(name, password));
            response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            answers.Add(await ProblemAsync(response));
        }
        answers.Distinct().ShouldHaveSingleItem().ShouldContain("The name or password is not right");
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_waits_a_quarter_of_an_hour()
    {
        var client = _host.ClientFor(TestTowns.Alder);
        for (var i = 0; i < 5; i++)
            await WebTestHost.PostFormAsync(client, "/Account/Login", Credentials(Cashier.UserName, "not the password at all"));
        (await WebTestHost.PostFormAsync(client, "/Account/Login", Credentials(Cashier.UserName, TestTown.Password))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        _clock.Advance(TimeSpan.FromMinutes(15));
        (await WebTestHost.PostFormAsync(client, "/Account/Login", Credentials(Cashier.UserName, TestTown.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from audit.security_logs where action in ('SignInFailed', 'SignInLocked') and user_name = 'alder.cashier'")).ShouldBe(6);
    }

    [Fact]
    public async Task A_disabled_persons_session_ends_with_the_next_request()
    {
        var client = await _host.SignInAsync(TestTowns.Alder, Cashier);
        (await client.GetAsync(new Uri("/Account/Manage", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await AsAdministratorAsync(users => users.SetEnabledAsync(Cashier.UserId, false));
        (await client.GetAsync(new Uri("/Account/Manage", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_session_ends_after_the_minutes_without_work_that_the_town_has_set()
    {
        var client = await _host.SignInAsync(TestTowns.Alder, Cashier);
        _clock.Advance(TimeSpan.FromMinutes(29));
        (await client.GetAsync(new Uri("/Account/Manage", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromMinutes(29));
        (await client.GetAsync(new Uri("/Account/Manage", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromMinutes(31));
        (await client.GetAsync(new Uri("/Account/Manage", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_session_of_one_town_is_none_in_the_others_address()
    {
        var client = await _host.SignInAsync(TestTowns.Alder, Cashier);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/Account/Manage", UriKind.Relative));
        request.Headers.Host = $"birch.localhost:{_host.Port}";
        (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_password_given_by_somebody_else_is_changed_before_anything_else()
    {
        var password = "";
        await AsAdministratorAsync(async users => password = await users.ResetPasswordAsync(Cashier.UserId));
        var client = _host.ClientFor(TestTowns.Alder);
        await WebTestHost.PostFormAsync(client, "/Account/Login", Credentials(Cashier.UserName, password));
        var led = await client.GetAsync(new Uri("/", UriKind.Relative));
        led.Headers.Location!.ToString().ShouldEndWith("/Account/ChangePassword");
        var weak = await WebTestHost.PostFormAsync(client, "/Account/ChangePassword", NewPassword(password, "Password2026!"));
        weak.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var changed = await WebTestHost.PostFormAsync(client, "/Account/ChangePassword", NewPassword(password, "four winds over grey water"));
        changed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_a_second_step_the_password_alone_does_not_open_the_account()
    {
        var (secret, recovery) = await EnableSecondFactorAsync();
        var client = _host.ClientFor(TestTowns.Alder);
        var first = await WebTestHost.PostFormAsync(client, "/Account/Login", Credentials(Cashier.UserName, TestTown.Password));
        var second = first.Headers.Location!.ToString();
        second.ShouldStartWith("/Account/TwoFactor");
        (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await WebTestHost.PostFormAsync(client, second, new() { ["Input.Code"] = "000000" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var code = Totp.Code(Totp.FromBase32(secret), Totp.Step(_clock.GetUtcNow()), Totp.Digits);
        (await WebTestHost.PostFormAsync(client, second, new() { ["Input.Code"] = code })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);

        var other = _host.ClientFor(TestTowns.Alder);
        await WebTestHost.PostFormAsync(other, "/Account/Login", Credentials(Cashier.UserName, TestTown.Password));
        (await WebTestHost.PostFormAsync(other, second, new() { ["Input.Code"] = code })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await WebTestHost.PostFormAsync(other, second, new() { ["Input.Code"] = recovery })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        var client = await _host.SignInAsync(TestTowns.Alder, Cashier);
        (await WebTestHost.PostFormAsync(client, "/Account/Logout", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private async Task<(string Secret, string Recovery)> EnableSecondFactorAsync()
    {
        var client = await _host.SignInAsync(TestTowns.Alder, Cashier);
        var page = await client.GetStringAsync(new Uri("/Account/EnableTwoFactor", UriKind.Relative));
        var document = new HtmlParser().ParseDocument(page);
        var secret = document.QuerySelector("ol code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        var fields = WebTestHost.HiddenFields(page);
        fields["Input.Code"] = Totp.Code(Totp.FromBase32(secret), Totp.Step(_clock.GetUtcNow()), Totp.Digits);
        fields["Input.Password"] = TestTown.Password;
        var enabled = await WebTestHost.PostAsync(client, "/Account/EnableTwoFactor", fields);
        enabled.StatusCode.ShouldBe(HttpStatusCode.OK);
        var codes = new HtmlParser().ParseDocument(await enabled.Content.ReadAsStringAsync()).QuerySelectorAll("li code").Select(c => c.TextContent).ToList();
        codes.Count.ShouldBe(10);
        return (secret, codes[0]);
    }

    private Task AsAdministratorAsync(Func<IUserAppService, Task> act) =>
        _host.Services.GetRequiredService<ITenantRunner>().WriteAsync(TestTowns.Alder, Administrator, services => act(services.GetRequiredService<IUserAppService>()));

    private static Dictionary<string, string> Credentials(string userName, string password) => new() { ["Input.UserName"] = userName, ["Input.Password"] = password };

    private static Dictionary<string, string> NewPassword(string present, string chosen) => new() { ["Input.Present"] = present, ["Input.NewPassword"] = chosen, ["Input.Again"] = chosen };

    private static async Task<string> HeadingAsync(HttpClient client, string path) =>
        new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri(path, UriKind.Relative))).QuerySelector("h1")!.TextContent.Trim();

    private static async Task<string> ProblemAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync()).QuerySelector(".ub-problem ul")!.TextContent.Trim();
}

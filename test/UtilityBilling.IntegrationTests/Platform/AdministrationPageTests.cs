using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Platform.Settings;
using UtilityBilling.Settings;
using UtilityBilling.TestBase;
using UtilityBilling.Uow;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Platform;

public sealed class AdministrationPageTests : IAsyncLifetime
{
    private static readonly Actor Administrator = TestTowns.Person(TestTowns.Alder, "administrator");
    private static readonly Actor Auditor = TestTowns.Person(TestTowns.Alder, "auditor");
    private static readonly Actor Cashier = TestTowns.Person(TestTowns.Alder, "cashier");

    private WebTestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await WebTestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/Search?q=alder")]
    [InlineData("/Account/Manage")]
    [InlineData("/Account/ChangePassword")]
    [InlineData("/Account/EnableTwoFactor")]
    [InlineData("/Account/DisableTwoFactor")]
    [InlineData("/Administration")]
    [InlineData("/Administration/Users")]
    [InlineData("/Administration/Roles")]
    [InlineData("/Administration/Settings")]
    [InlineData("/Administration/Settings/Edit/Platform.Lockout.Minutes")]
    [InlineData("/Administration/Jobs")]
    [InlineData("/Administration/AuditLog")]
    [InlineData("/Administration/AuditLog?record=alder&field=Name&from=2026-01-01&to=2026-12-31")]
    [InlineData("/Administration/SecurityLog")]
    [InlineData("/Approvals")]
    [InlineData("/Approvals?view=Decided")]
    public async Task Every_page_opens_for_the_auditor_without_a_missing_text(string path)
    {
        var client = await _host.SignInAsync(TestTowns.Alder, Auditor);
        foreach (var language in new[] { "en", "es" })
        {
            await WebTestHost.PostFormAsync(client, "/", new() { ["language"] = language }, "/Language");
            var response = await client.GetAsync(new Uri(path, UriKind.Relative));
            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
            page.DocumentElement.GetAttribute("lang").ShouldBe(language);
            page.QuerySelector("main")!.TextContent.ShouldNotContain("Platform:", Case.Sensitive, path);
        }
    }

    [Theory]
    [InlineData("/Administration/Users")]
    [InlineData("/Administration/Roles")]
    [InlineData("/Administration/AuditLog")]
    [InlineData("/Administration/Towns")]
    public async Task What_a_role_may_not_open_it_does_not_open(string path)
    {
        var client = await _host.SignInAsync(TestTowns.Alder, Cashier);
        var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.Redirect);
        if (response.StatusCode == HttpStatusCode.Redirect)
            response.Headers.Location!.ToString().ShouldContain("/Forbidden");
    }

    [Fact]
    public async Task The_list_of_people_shows_this_towns_and_never_the_others()
    {
        var client = await _host.SignInAsync(TestTowns.Alder, Administrator);
        var page = await client.GetStringAsync(new Uri("/Administration/Users", UriKind.Relative));
        page.ShouldContain("alder.cashier");
        page.ShouldNotContain("birch.");
        var file = await client.GetStringAsync(new Uri("/Administration/Users?export=csv", UriKind.Relative));
        file.ShouldContain("alder.cashier");
        file.ShouldNotContain("birch.");
    }

    [Fact]
    public async Task A_new_person_gets_a_password_once_and_signs_in_with_it()
    {
        var client = await _host.SignInAsync(TestTowns.Alder, Administrator);
        var form = await client.GetStringAsync(new Uri("/Administration/Users/Edit", UriKind.Relative));
        var role = new HtmlParser().ParseDocument(form).QuerySelector("input[name='Input.Roles']")!.GetAttribute("value")!;
        var made = await WebTestHost.PostFormAsync(client, "/Administration/Users/Edit", new() { ["Input.UserName"] = "mia.lopez", ["Input.DisplayName"] = "Mia López", ["Input.Roles"] = role });
        made.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var alert = new HtmlParser().ParseDocument(await client.GetStringAsync(made.Headers.Location!)).QuerySelector(".ub-alert")!.TextContent;
        var password = alert[(alert.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].Trim();
        var entered = await WebTestHost.PostFormAsync(_host.ClientFor(TestTowns.Alder), "/Account/Login", new() { ["Input.UserName"] = "mia.lopez", ["Input.Password"] = password });
        entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_person_holds_the_roles_that_are_ticked_and_a_role_the_rights()
    {
        var client = await _host.SignInAsync(TestTowns.Alder, Administrator);
        var roles = await _host.Database.ScalarAsOwnerAsync<Guid[]>($"select array_agg(id order by name) from platform.roles where tenant_id = '{TestTowns.Alder.Id}' and name in ('Cashier', 'FieldWorker', 'CustomerService')");
        var person = $"/Administration/Users/Edit/{Cashier.UserId}";
        using var ticked = new FormUrlEncodedContent(WebTestHost.HiddenFields(await client.GetStringAsync(new Uri(person, UriKind.Relative))).Append(new("Input.DisplayName", "Alder Cashier")).Concat(roles!.Select(r => new KeyValuePair<string, string>("Input.Roles", r.ToString()))));
        (await client.PostAsync(new Uri(person, UriKind.Relative), ticked)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _host.Database.ScalarAsOwnerAsync<Guid[]>($"select array_agg(u.role_id order by r.name) from platform.user_roles u join platform.roles r on r.tenant_id = u.tenant_id and r.id = u.role_id where u.user_id = '{Cashier.UserId}'")).ShouldBe(roles);

        var made = await WebTestHost.PostFormAsync(client, "/Administration/Roles/Edit", new() { ["Input.Name"] = "Summer help", ["Input.Rights"] = "Platform.Jobs.View" });
        made.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _host.Database.ScalarAsOwnerAsync<string>("select string_agg(p.permission, ',') from platform.role_permissions p join platform.roles r on r.tenant_id = p.tenant_id and r.id = p.role_id where r.name = 'Summer help'")).ShouldBe("Platform.Jobs.View");
    }

    [Fact]
    public async Task A_refused_setting_shows_the_sentence_beside_its_field_and_keeps_what_was_typed()
    {
        var client = await _host.SignInAsync(TestTowns.Alder, Administrator);
        var refused = await WebTestHost.PostFormAsync(client, $"/Administration/Settings/Edit/{PlatformSettings.LockoutMinutes}", new() { ["Input.Value"] = "0", ["Input.EffectiveFrom"] = "2999-01-01", ["Input.Reason"] = "Resolution 12" });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
        page.QuerySelector("#Input_Value-error")!.TextContent.ShouldContain("from 1 to 1440");
        page.QuerySelector("#Input_Value")!.GetAttribute("value").ShouldBe("0");
        page.QuerySelector("#Input_Reason")!.TextContent.Trim().ShouldBe("Resolution 12");
    }

    [Fact]
    public async Task The_audit_log_tells_the_change_of_a_setting_and_verifies_its_chain()
    {
        await _host.Services.GetRequiredService<ITenantRunner>().WriteAsync(TestTowns.Alder, Administrator, services =>
            services.GetRequiredService<ISettingManager>().SetAsync(PlatformSettings.LockoutMinutes, "20", new DateOnly(2999, 1, 1), "Resolution 12"));
        var client = await _host.SignInAsync(TestTowns.Alder, Auditor);
        var page = await client.GetStringAsync(new Uri("/Administration/AuditLog?type=SettingValue", UriKind.Relative));
        var sentence = new HtmlParser().ParseDocument(page).QuerySelector("#list tbody td div")!.TextContent;
        sentence.ShouldBe("Alder Administrator added setting Minutes that sign-in pauses (from: 2999-01-01; value: 20), reason: Resolution 12");
        var verified = await WebTestHost.PostFormAsync(client, "/Administration/AuditLog", [], "/Administration/AuditLog?handler=Verify");
        verified.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await verified.Content.ReadAsStringAsync()).ShouldContain("The chain is whole");
    }
}

using System.Net;
using Shouldly;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Hosting;

/// <summary>X4 and X5 for forms: what the database broke off for another's sake is done again within bounds, and nobody sees a deadlock that passes.</summary>
public sealed class RepeatedActionTests : IAsyncLifetime
{
    private const string Page = "/Administration/Settings/Edit/Platform.Lockout.Attempts";
    private WebTestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await WebTestHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task X4_a_form_that_loses_two_deadlocks_is_kept_once_and_nobody_sees_them()
    {
        await BreakOffAsync(times: 2);

        (await PostAsync()).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await AttemptsAsync()).ShouldBe(3);
        (await SettingsAsync()).ShouldBe(1);
        (await _host.Database.ScalarAsOwnerAsync<long>($"select count(*) from audit.audit_logs where origin = 'POST {Page}'")).ShouldBe(1);
    }

    [Fact]
    public async Task X5_a_form_that_always_loses_is_tried_three_times_and_then_says_that_it_is_busy()
    {
        await BreakOffAsync(times: 100);

        var answer = await PostAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Others were working on the same records");
        (await AttemptsAsync()).ShouldBe(3);
        (await SettingsAsync()).ShouldBe(0);
    }

    /// <summary>The first inserts fail as PostgreSQL fails the victim of a deadlock. The sequence counts on through what is undone.</summary>
    private Task BreakOffAsync(int times) => _host.Database.ExecuteAsOwnerAsync(
        $"""
        create sequence platform.test_attempts;
        create function platform.test_break_off() returns trigger language plpgsql security definer as $$
        begin
            if nextval('platform.test_attempts') <= {times} then
                raise exception 'deadlock detected' using errcode = '40P01';
            end if;
            return new;
        end $$;
        create trigger test_break_off before insert on platform.setting_values for each row execute function platform.test_break_off();
        """);

    private async Task<HttpResponseMessage> PostAsync()
    {
        using var client = await _host.SignInAsync(TestTowns.Alder, TestTowns.Person(TestTowns.Alder, "administrator"));
        return await WebTestHost.PostFormAsync(client, Page, new() { ["Input.Value"] = "7", ["Input.EffectiveFrom"] = "2030-01-01", ["Input.Reason"] = "council decision" });
    }

    private Task<long> AttemptsAsync() => _host.Database.ScalarAsOwnerAsync<long>("select last_value from platform.test_attempts");

    private Task<long> SettingsAsync() => _host.Database.ScalarAsOwnerAsync<long>("select count(*) from platform.setting_values");
}

using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Hosting;

/// <summary>What is undone is not told as done. The silent failure: a handler finds a problem and leads on all the same, and the next page says "saved" of what was rolled back.</summary>
public sealed class UndoneFormTests : IAsyncLifetime
{
    private const string Page = "/Administration/Settings/Edit/Platform.Lockout.Attempts";
    private const string Saved = "Saved.";
    private readonly LateProblem _problem = new();
    private WebTestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await WebTestHost.StartAsync(configure: services => services.Configure<MvcOptions>(o => o.Filters.Add(_problem)));

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handler_that_leads_on_with_a_problem_shows_its_page_with_the_problem_and_no_success(bool partial)
    {
        using var client = await _host.SignInAsync(TestTowns.Alder, TestTowns.Person(TestTowns.Alder, "administrator"));
        var fields = WebTestHost.HiddenFields(await client.GetStringAsync(new Uri(Page, UriKind.Relative)));
        (fields["Input.Value"], fields["Input.EffectiveFrom"], fields["Input.Reason"]) = ("7", "2030-01-01", "council decision");
        if (partial)
            client.DefaultRequestHeaders.Add("HX-Request", "true");

        _problem.Text = "The moon is in the wrong quarter.";
        var undone = await WebTestHost.PostAsync(client, Page, fields);

        undone.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        undone.Headers.Contains("HX-Redirect").ShouldBeFalse();
        (await undone.Content.ReadAsStringAsync()).ShouldSatisfyAllConditions(page => page.ShouldContain("The moon is in the wrong quarter."), page => page.ShouldNotContain(Saved));
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from platform.setting_values")).ShouldBe(0);
        (await client.GetStringAsync(new Uri("/Administration/Settings", UriKind.Relative))).ShouldNotContain(Saved);

        _problem.Text = null;
        (await WebTestHost.PostAsync(client, Page, fields)).StatusCode.ShouldBe(partial ? HttpStatusCode.NoContent : HttpStatusCode.Redirect);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from platform.setting_values")).ShouldBe(1);
        (await client.GetStringAsync(new Uri("/Administration/Settings", UriKind.Relative))).ShouldContain(Saved);
    }

    /// <summary>Finds a problem after the handler has told its success and led on.</summary>
    private sealed class LateProblem : IAsyncPageFilter
    {
        public string? Text { get; set; }

        public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

        public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
        {
            await next();
            if (Text is { } text && context.HttpContext.Request.Method == HttpMethod.Post.Method)
                context.ModelState.AddModelError("Input.Value", text);
        }
    }
}

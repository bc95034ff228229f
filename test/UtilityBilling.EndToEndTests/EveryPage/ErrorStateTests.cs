using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using UtilityBilling.Authorization;
using UtilityBilling.EndToEndTests.Browser;
using UtilityBilling.EndToEndTests.Towns;
using UtilityBilling.Localization;
using UtilityBilling.Platform.Demo;
using UtilityBilling.Platform.Account;

namespace UtilityBilling.EndToEndTests.EveryPage;

/// <summary>A1, error states: what a person sees when a form is refused, an address is wrong, a right is missing, a session is over.</summary>
public sealed class ErrorStateTests(BrowserFixture browser, TownApp app) : IClassFixture<TownApp>
{
    /// <summary>Empties the fields of a form and sends it. Answers false when the form has no fields to fill in.</summary>
    private const string SendEmpty = """
        number => {
          const form = [...document.querySelectorAll('main form[method=post]')][number];
          const fields = [...form.elements].filter(e => e.matches('input:not([type=hidden]), textarea, select'));
          if (fields.length === 0)
            return false;
          for (const field of fields)
            if (field.type === 'checkbox' || field.type === 'radio') field.checked = false;
            else if (field.matches('select')) field.selectedIndex = [...field.options].findIndex(o => o.value === '');
            else field.value = '';
          form.requestSubmit();
          return true;
        }
        """;

    private readonly List<string> _faults = [];

    [Theory]
    [InlineData("en", 1280, "light")]
    [InlineData("es", 320, "dark")]
    public async Task A1_every_form_sent_empty_says_what_is_wrong_and_takes_the_focus_there(string language, int width, string theme)
    {
        BrowserFixture.SkipWithoutChromium();
        var pages = ProductPages();
        var refused = 0;
        foreach (var visitor in (await PageSamples.VisitsAsync(app, pages)).Where(visit => !visit.Address.StartsWith("/Administration/Towns", StringComparison.Ordinal)).GroupBy(visit => visit.Role))
        {
            await using var opened = await browser.SignInAsync(app, app.Riverbend, visitor.Key, language: language, theme: theme);
            foreach (var visit in visitor)
                refused += await SendFormsEmptyAsync(opened, visit, language, width, theme);
        }
        _faults.ShouldBeEmpty();
        refused.ShouldBeGreaterThan(15);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task A1_a_wrong_address_a_missing_right_a_form_that_came_too_late_and_a_failure_are_pages_in_words(string language)
    {
        BrowserFixture.SkipWithoutChromium();
        await using var opened = await browser.SignInAsync(app, app.Riverbend, RoleNames.Technician, language: language);
        await VisitAsync(opened, "/Billing/Bills/00000000-0000-0000-0000-000000000001", 404, "not-found", "Ui:NotFound.Title", language);
        await VisitAsync(opened, "/Nowhere", 404, "not-found", "Ui:NotFound.Title", language);
        await VisitAsync(opened, "/Administration/Users", 403, "forbidden", "Ui:Forbidden.Title", language);
        await VisitAsync(opened, "/Error", 200, "error", "Ui:ErrorPage.Title", language);

        await opened.Page.GotoAsync("/Account/ChangePassword");
        await opened.Page.EvaluateAsync("document.querySelector('main [name=__RequestVerificationToken]').value = 'from another day'");
        (await opened.NavigateAsync(() => opened.Page.ClickAsync("main button[type=submit]"))).ShouldBe(400);
        await LookAsync(opened, "stale-form", "Ui:StaleForm.Title", language);
        _faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task A1_the_sign_in_and_its_refusals_are_pages_in_words(string language)
    {
        BrowserFixture.SkipWithoutChromium();
        foreach (var address in new[] { app.AtNoTown(), app.At(app.Riverbend) })
        {
            await using var opened = await browser.OpenAsync(address, locale: language);
            await opened.Page.GotoAsync("/Account/Login");
            if (await opened.Page.GetAttributeAsync("html", "lang") != language)
                await opened.NavigateAsync(() => opened.Page.ClickAsync("button[lang=es]"));
            await LookAsync(opened, "sign-in", "Platform:Login.Title", language);
            (await opened.NavigateAsync(() => opened.Page.ClickAsync("main button[type=submit]"))).ShouldBe(422);
            await LookAsync(opened, "sign-in-empty", "Platform:Login.Title", language);
            await ProblemAsync(opened);
            await opened.Page.FillAsync("#Input_UserName", "ana.ruiz");
            await opened.Page.FillAsync("#Input_Password", "not the password at all");
            (await opened.NavigateAsync(() => opened.Page.ClickAsync("main button[type=submit]"))).ShouldBe(422);
            await LookAsync(opened, "sign-in-wrong", "Platform:Login.Title", language);
        }
        _faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A1_the_second_step_of_signing_in_is_a_page_in_words_also_when_its_code_is_wrong()
    {
        BrowserFixture.SkipWithoutChromium();
        await using (var owner = await browser.SignInAsync(app, app.Riverbend, RoleNames.CustomerService))
        {
            await owner.Page.GotoAsync("/Account/EnableTwoFactor");
            var secret = (await owner.Page.InnerTextAsync("main ol code")).Replace(" ", "", StringComparison.Ordinal);
            await owner.Page.FillAsync("#Input_Code", Totp.Code(Totp.FromBase32(secret), Totp.Step(app.Services.GetRequiredService<TimeProvider>().GetUtcNow()), Totp.Digits));
            await owner.Page.FillAsync("#Input_Password", DemoPresets.Password);
            await owner.NavigateAsync(() => owner.Page.ClickAsync("main button[type=submit]"));
            await LookAsync(owner, "recovery-codes", null, "en");
        }
        await using var opened = await browser.OpenAsync(app.At(app.Riverbend));
        await opened.Page.GotoAsync("/Account/Login");
        await opened.Page.FillAsync("#Input_UserName", TownApp.Person(app.Riverbend, RoleNames.CustomerService));
        await opened.Page.FillAsync("#Input_Password", DemoPresets.Password);
        await opened.NavigateAsync(() => opened.Page.ClickAsync("main button[type=submit]"));
        new Uri(opened.Page.Url).AbsolutePath.ShouldBe("/Account/TwoFactor");
        await LookAsync(opened, "second-step", null, "en");
        await opened.Page.FillAsync("#Input_Code", "000000");
        (await opened.NavigateAsync(() => opened.Page.ClickAsync("main button[type=submit]"))).ShouldBe(422);
        await ProblemAsync(opened);
        await LookAsync(opened, "second-step-wrong", null, "en");
        _faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task When_the_session_is_over_a_page_and_a_part_of_one_lead_to_the_sign_in_and_back()
    {
        BrowserFixture.SkipWithoutChromium();
        await using var opened = await browser.SignInAsync(app, app.Riverbend, RoleNames.Technician);
        await opened.Page.GotoAsync("/Billing/Bills");
        await opened.Context.ClearCookiesAsync();
        // The filter asks for a part of the page only; the sign-in must not end up inside the list.
        await opened.NavigateAsync(() => opened.Page.ClickAsync("main form.ub-filters button[type=submit]"));
        new Uri(opened.Page.Url).AbsolutePath.ShouldBe("/Account/Login");
        await opened.Page.FillAsync("#Input_UserName", TownApp.Person(app.Riverbend, RoleNames.Technician));
        await opened.Page.FillAsync("#Input_Password", DemoPresets.Password);
        await opened.NavigateAsync(() => opened.Page.ClickAsync("main button[type=submit]"));
        new Uri(opened.Page.Url).AbsolutePath.ShouldBe("/Billing/Bills");
    }

    private IReadOnlyList<ProductPage> ProductPages() => ProductPage.All(app.Services);

    private async Task<int> SendFormsEmptyAsync(BrowserPage opened, Visit visit, string language, int width, string theme)
    {
        var refused = 0;
        await opened.Page.GotoAsync(visit.Address);
        var forms = await opened.Page.Locator("main form[method=post]").CountAsync();
        for (var number = 0; number < forms; number++)
        {
            if (number > 0)
                await opened.Page.GotoAsync(visit.Address);
            if (number >= await opened.Page.Locator("main form[method=post]").CountAsync())
                break;
            if (await opened.Page.EvaluateAsync<bool>("n => ![...document.querySelectorAll('main form[method=post]')][n].querySelector('input:not([type=hidden]), textarea, select')", number))
                continue;
            var status = await opened.NavigateAsync(() => opened.Page.EvaluateAsync(SendEmpty, number));
            if (status is 400 or >= 500)
                _faults.Add($"{visit.Name}, form {number} sent empty: {status}");
            if (status == 422)
            {
                refused++;
                await ProblemAsync(opened, $"{visit.Name}, form {number} ({language})");
                _faults.AddRange(await Look().FaultsAsync(opened.Page, $"{visit.Name}-refused{(number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture))}", language, width, theme));
            }
            _faults.AddRange(opened.TakeComplaints().Select(complaint => $"{visit.Name}: {complaint}"));
        }
        return refused;
    }

    /// <summary>The summary has the focus, and each of its links leads to a field that is there.</summary>
    private async Task ProblemAsync(BrowserPage opened, string? name = null)
    {
        var wrong = await opened.Page.EvaluateAsync<string[]>("""
            () => {
              const summary = document.querySelector('.ub-problem');
              if (!summary) return ['has no summary of what is wrong'];
              const faults = [];
              if (document.activeElement !== summary) faults.push('does not give the summary the focus');
              if (summary.querySelectorAll('li').length === 0 && summary.querySelectorAll('p').length === 0) faults.push('says nothing');
              for (const link of summary.querySelectorAll('a[href^="#"]'))
                if (!document.getElementById(link.getAttribute('href').slice(1))) faults.push(`leads to ${link.getAttribute('href')}, which is not there`);
              return faults;
            }
            """);
        _faults.AddRange(wrong.Select(fault => $"{name ?? opened.Page.Url} {fault}"));
    }

    private async Task VisitAsync(BrowserPage opened, string address, int status, string name, string title, string language)
    {
        (await opened.Page.GotoAsync(address))!.Status.ShouldBe(status, address);
        await LookAsync(opened, name, title, language);
    }

    private async Task LookAsync(BrowserPage opened, string name, string? title, string language)
    {
        if (title is not null)
            (await opened.Page.InnerTextAsync("h1")).ShouldBe(app.Services.GetRequiredService<LocalizationCatalog>().Find(title, language));
        _faults.AddRange(await Look().FaultsAsync(opened.Page, name, language, 1280, "light"));
        _faults.AddRange(await Look().FaultsAsync(opened.Page, name, language, 320, "dark"));
        _faults.AddRange(opened.TakeComplaints());
    }

    private PageLook Look() => new(app.Services.GetRequiredService<LocalizationCatalog>());
}

using System.Text;
using Microsoft.Playwright;
using UtilityBilling.Authorization;
using UtilityBilling.EndToEndTests.Browser;
using UtilityBilling.EndToEndTests.Towns;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.EndToEndTests.BadInput;

/// <summary>Files that a browser can send and no form should take: each gets a sentence that says what is wrong and where, and nothing is half done.</summary>
public sealed class BadFileTests(BrowserFixture browser, TownApp app) : IClassFixture<TownApp>
{
    private const string Reads = "/Metering/ReadFiles";
    private const string Tariffs = "/Billing/Tariffs/Import";

    [Theory]
    [InlineData("bill.pdf", "%PDF-1.7\n1 0 obj\n", "This is a PDF document.")]
    [InlineData("reads.xlsx", "PK\u0003\u0004zip", "This is a spreadsheet or an archive")]
    [InlineData("empty.csv", "", "The file is empty.")]
    [InlineData("people.csv", "Name,City\nAnn,Riverbend\n", "None of the")]
    [InlineData("binary.csv", "Meter,Reading,Read Date\n48000618,\u0001\u0000\u0002,2026-11-17\n", "Line 2 holds bytes that no text file has")]
    public async Task A_file_that_is_no_read_file_is_refused_whole(string name, string content, string sentence)
    {
        BrowserFixture.SkipWithoutChromium();
        await using var opened = await browser.SignInAsync(app, app.Riverbend, RoleNames.Technician);
        await RefusedAsync(opened, Reads, name, Encoding.Latin1.GetBytes(content), sentence, "metering.read_files");
    }

    [Fact]
    public async Task A_file_larger_than_the_town_takes_is_refused_with_both_sizes()
    {
        BrowserFixture.SkipWithoutChromium();
        var large = new byte[66 * 1024 * 1024];
        Array.Fill(large, (byte)'x');
        var path = Path.Combine(app.Towns.Folder, "large.txt");
        await File.WriteAllBytesAsync(path, large);
        await using var opened = await browser.SignInAsync(app, app.Riverbend, RoleNames.Technician);
        var before = await CountAsync("metering.read_files");
        await opened.Page.GotoAsync(Reads);
        await opened.Page.SetInputFilesAsync("input[type=file]", path);
        (await opened.NavigateAsync(() => PressAsync(opened))).ShouldBe(422);
        (await opened.Page.InnerTextAsync(".ub-problem")).ShouldContain("The file has 66 MB; at most 64 MB are taken at once.");
        (await CountAsync("metering.read_files")).ShouldBe(before);
        File.Delete(path);
    }

    [Fact]
    public async Task A_truncated_file_is_in_doubt_and_is_not_imported_without_a_word()
    {
        BrowserFixture.SkipWithoutChromium();
        var whole = await File.ReadAllBytesAsync(app.Towns.ReadFileOf(app.Riverbend));
        await using var opened = await browser.SignInAsync(app, app.Riverbend, RoleNames.Technician);
        // Cut within the last line.
        await SendAsync(opened, Reads, "cut.csv", whole[..^30]);
        (await opened.Page.InnerTextAsync("main")).ShouldContain("The file ends at line");
        await opened.NavigateAsync(() => opened.Page.ClickAsync("form[action*='handler=Import'] button.btn-primary"));
        (await opened.Page.InnerTextAsync(".ub-problem")).ShouldContain("is in doubt");
        (await app.ValueAsync<long>("select count(*) from metering.reads r join metering.read_files f on f.tenant_id = r.tenant_id and f.id = r.read_file_id where f.file_name = 'cut.csv'")).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_file_twice_is_refused_and_names_the_first()
    {
        BrowserFixture.SkipWithoutChromium();
        var file = await File.ReadAllBytesAsync(app.Towns.ReadFileOf(app.Riverbend));
        await using var opened = await browser.SignInAsync(app, app.Riverbend, RoleNames.Technician);
        await SendAsync(opened, Reads, "november.csv", file);
        await RefusedAsync(opened, Reads, "again.csv", file, "This very file came already as november.csv", "metering.read_files");
    }

    [Fact]
    public async Task A_read_of_another_towns_meter_is_unknown_here_and_one_from_the_future_is_left_out()
    {
        BrowserFixture.SkipWithoutChromium();
        var elsewhere = await app.ValueAsync<string>($"select serial_number from metering.meters where tenant_id = '{app.SanMarcos.Id}' and serial_number not in (select serial_number from metering.meters where tenant_id = '{app.Riverbend.Id}') order by serial_number limit 1");
        var here = await app.ValueAsync<string>($"select m.serial_number from metering.meters m join metering.meter_installations i on i.tenant_id = m.tenant_id and i.meter_id = m.id where m.tenant_id = '{app.Riverbend.Id}' order by m.serial_number limit 1");
        await using var opened = await browser.SignInAsync(app, app.Riverbend, RoleNames.Technician);
        await SendAsync(opened, Reads, "odd.csv", Encoding.UTF8.GetBytes($"Meter,Reading,Read Date,Unit\n{elsewhere},12,2026-11-17,ccf\n{here},9000,2031-05-01,ccf\n"));
        var said = await opened.Page.InnerTextAsync("#list");
        said.ShouldContain($"serial ({elsewhere})");
        said.ShouldContain("The read is dated 2031-05-01, in the future; today is 2026-11-23.");
        (await opened.Page.Locator("#list a", new PageLocatorOptions { HasText = elsewhere }).CountAsync()).ShouldBe(0, "another town's meter must not be led to");
    }

    [Theory]
    [InlineData("\"from\": 3,", "\"from\": 4,", "Tier 2 begins at 4 but the one before ends at 3: usage between has no price.")]
    [InlineData("\"from\": 3,", "\"from\": 2,", "Tier 2 begins at 2 but the one before ends at 3: usage between has two prices.")]
    [InlineData("\"to\": 8, \"price\": 3.25,", "\"to\": 8,", "price")]
    public async Task A_tariff_with_a_gap_an_overlap_or_a_missing_price_is_refused_with_its_line(string whole, string broken, string sentence)
    {
        BrowserFixture.SkipWithoutChromium();
        var document = await File.ReadAllTextAsync(Path.Combine(Kit.Repository.Root, "etc/demo/san-marcos/tariffs/san-marcos-2024.json"));
        var line = document[..document.IndexOf(whole, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        await using var opened = await browser.SignInAsync(app, app.SanMarcos, RoleNames.Technician);
        var before = await CountAsync("billing.tariff_versions");
        await SendAsync(opened, Tariffs, "broken.json", Encoding.UTF8.GetBytes(document.Replace(whole, broken, StringComparison.Ordinal)), 422);
        var row = opened.Page.Locator("section[aria-labelledby=problems] tbody tr").First;
        (await row.InnerTextAsync()).ShouldContain(sentence);
        (await row.Locator("td").First.InnerTextAsync()).ShouldBe(line.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (await CountAsync("billing.tariff_versions")).ShouldBe(before);
        await AxeAssert.NoViolationsAsync(opened.Page);
    }

    [Fact]
    public async Task X1_a_run_started_by_two_presses_is_one_run()
    {
        BrowserFixture.SkipWithoutChromium();
        await using var opened = await browser.SignInAsync(app, app.Riverbend, RoleNames.Technician);
        var before = await CountAsync("billing.bill_runs");
        await opened.Page.GotoAsync("/Billing/BillRuns/Start");
        await opened.Page.Locator("main input[name='Input.Periods']").First.CheckAsync();
        // Once past the page's own guard, as two windows or an impatient line would send it.
        await opened.NavigateAsync(() => opened.Page.EvaluateAsync("""
            async () => {
              const form = document.querySelector('main form');
              const fields = new URLSearchParams(new FormData(form));
              const sent = [fetch(form.action, { method: 'POST', body: fields, redirect: 'manual' }), fetch(form.action, { method: 'POST', body: fields, redirect: 'manual' })];
              await Promise.all(sent);
              form.requestSubmit();
              form.requestSubmit();
            }
            """));
        new Uri(opened.Page.Url).AbsolutePath.ShouldStartWith("/Billing/BillRuns/");
        (await CountAsync("billing.bill_runs")).ShouldBe(before + 1);
    }

    private async Task RefusedAsync(BrowserPage opened, string address, string name, byte[] content, string sentence, string table)
    {
        var before = await CountAsync(table);
        await SendAsync(opened, address, name, content, 422);
        (await opened.Page.InnerTextAsync(".ub-problem")).ShouldContain(sentence);
        (await opened.Page.EvaluateAsync<bool>("document.activeElement.classList.contains('ub-problem')")).ShouldBeTrue();
        (await CountAsync(table)).ShouldBe(before);
        await AxeAssert.NoViolationsAsync(opened.Page);
    }

    private static async Task SendAsync(BrowserPage opened, string address, string name, byte[] content, int status = 200)
    {
        await opened.Page.GotoAsync(address);
        await opened.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });
        (await opened.NavigateAsync(() => PressAsync(opened))).ShouldBe(status);
    }

    private static Task PressAsync(BrowserPage opened) => opened.Page.ClickAsync("form[enctype='multipart/form-data'] button[type=submit]");

    private Task<long> CountAsync(string table) => app.ValueAsync<long>($"select count(*) from {table}");
}

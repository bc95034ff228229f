using System.Globalization;
using System.IO.Compression;
using Microsoft.Playwright;
using UglyToad.PdfPig;
using UtilityBilling.Authorization;
using UtilityBilling.EndToEndTests.Browser;
using UtilityBilling.EndToEndTests.Towns;

namespace UtilityBilling.EndToEndTests.MainJob;

/// <summary>
/// A1, keyboard: the main job of the office from the read file to posted and printed bills, by technician, director and auditor, without a mouse. axe looks at
/// every page in the state that the work leaves it in.
/// </summary>
public abstract class MainJobTests(BrowserFixture browser, TownApp app, string language) : KeyboardWalk(browser, app, language), IClassFixture<TownApp>
{
    private const string Period = "2026-12";
    private const string Cycle = "Even months";

    [Fact]
    public async Task A1_the_main_job_is_done_by_keyboard_alone()
    {
        BrowserFixture.SkipWithoutChromium();
        string run;
        await using (var technician = await SignInAsync(RoleNames.Technician))
        {
            await TakeInTheReadsAsync(technician);
            await DecideTheDoubtfulAsync(technician);
            run = await PrepareTheRunAsync(technician);
            await CannotApproveOwnWorkAsync(technician);
            await using (var director = await SignInAsync(RoleNames.FinanceDirector))
                await ApproveAsync(director, run);
            await SeesItPostedAsync(technician, run);
            await ExplainABillAsync(technician);
            await PrintAsync(technician, run);
            await RegistersAsync(technician, run);
        }
        await using (var auditor = await SignInAsync(RoleNames.Auditor))
            await ReadTheTrailAsync(auditor);

        Faults.ShouldBeEmpty();
    }

    private async Task TakeInTheReadsAsync(Hands hands)
    {
        var file = App.Towns.ReadFileOf(App.Riverbend);
        var lines = (await File.ReadAllLinesAsync(file)).Length - 1;
        await hands.MenuAsync("MenuGroup:Metering", "Metering:ReadFiles");
        await hands.SkipAsync();
        await hands.ChooseFileAsync("Metering:Field.File", file);
        await hands.ChooseAsync("Metering:Field.Layout", "BEACON");
        await hands.ChooseAsync("Metering:Field.Cycle", Cycle);
        await hands.PressAsync("Metering:ReadFiles.Preview");

        await hands.ReadsAsync(hands.T("Metering:ReadFile.State.Previewed"));
        var (accepted, doubtful, missing, unknown) = (await FigureAsync(hands, "Metering:Outcome.Accepted"), await FigureAsync(hands, "Metering:Outcome.Exception"), await FigureAsync(hands, "Metering:Outcome.Missing"), await FigureAsync(hands, "Metering:Outcome.Unknown"));
        // Every line of the file is somewhere; the demo leaves three meters out and adds one that nobody knows.
        (accepted + doubtful + unknown).ShouldBe(lines);
        (missing, unknown).ShouldBe((3, 1));
        doubtful.ShouldBeGreaterThanOrEqualTo(6);
        await LookAsync(hands);

        await hands.SkipAsync();
        await hands.PressAsync("Metering:ReadFile.Import");
        await hands.ReadsAsync(hands.T("Metering:ReadFile.State.Imported"));
        await hands.SkipAsync();
        await hands.FollowAsync("Metering:ReadFile.ToReview");
    }

    /// <summary>Two are held at once with a reason, one is accepted and one estimated by its letter, the rest as it comes.</summary>
    private async Task DecideTheDoubtfulAsync(Hands hands)
    {
        await LookAsync(hands);
        var before = await RowsAsync(hands);
        before.ShouldBeGreaterThanOrEqualTo(9);
        await hands.SkipAsync();
        await hands.TypeAsync("Metering:Field.Reason", "The meter stands under water");
        await hands.TypeDateAsync("Metering:Field.HeldUntil", new(2026, 12, 15));
        for (var i = 0; i < 2; i++)
        {
            await hands.BoxAsync("Metering:SelectMeter");
            await hands.Page.Keyboard.PressAsync("Space");
        }
        await hands.BackToAsync(stop => stop.Tag == "BUTTON" && stop.Text == hands.T("Metering:Review.Hold"), hands.T("Metering:Review.Hold"));
        await hands.LeaveAsync("Enter");
        await hands.ReadsAsync(hands.T("Metering:Review.Done.Held", 2));
        (await RowsAsync(hands)).ShouldBe(before - 2);

        for (var left = before - 2; left > 0; left--)
        {
            await hands.SkipAsync();
            await hands.BoxAsync("Metering:SelectMeter");
            var isMissing = await hands.Page.EvaluateAsync<bool>("document.activeElement.closest('tr').querySelector('[data-key=a]') === null");
            await hands.LeaveAsync(isMissing ? "e" : "a");
            await hands.ReadsAsync(hands.T(isMissing ? "Metering:Review.Done.Estimated" : "Metering:Review.Done.Accepted", 1));
            (await RowsAsync(hands)).ShouldBe(left - 1);
        }
        await hands.ReadsAsync(hands.T("Metering:Review.Empty"));
    }

    private async Task<string> PrepareTheRunAsync(Hands hands)
    {
        await hands.MenuAsync("MenuGroup:Billing", "Menu:Billing.BillRuns");
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:BillRuns.Start");
        await hands.SkipAsync();
        await hands.TabToAsync(stop => stop.Tag == "INPUT" && stop.Name.EndsWith(Period, StringComparison.Ordinal), Period);
        await hands.Page.Keyboard.PressAsync("Space");
        await hands.PressAsync("Billing:BillRuns.Start");
        var run = hands.Path;
        await LookAsync(hands);

        await CalculateAsync(hands, "Billing:BillRun.Calculate");
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:BillRun.Tab.Review");
        (await RowsAsync(hands)).ShouldBeGreaterThan(0);
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:Action.Open");
        (await hands.Page.Locator("main tbody tr").CountAsync()).ShouldBeGreaterThan(3);
        await LookAsync(hands);
        await hands.Page.GoBackAsync();
        await HoldAnOddBillAsync(hands);

        await hands.SkipAsync();
        await hands.FollowAsync("Billing:BillRun.Tab.Overview");
        (await FigureAsync(hands, "Billing:BillRun.InScope")).ShouldBe(
            await FigureAsync(hands, "Enum:RunOutcome.Billed") + await FigureAsync(hands, "Enum:RunOutcome.Held") + await FigureAsync(hands, "Enum:RunOutcome.Excluded"));
        (await FigureAsync(hands, "Enum:RunOutcome.Parked")).ShouldBe(0);
        await hands.SkipAsync();
        await hands.PressAsync("Billing:BillRun.RequestApproval");
        await hands.ReadsAsync(hands.T("Billing:BillRun.Next.AwaitingApproval"));
        await LookAsync(hands);
        return run;
    }

    /// <summary>An odd bill is held by a named person until a day. It stands with its reason beside those whose meter was not read.</summary>
    private async Task HoldAnOddBillAsync(Hands hands)
    {
        await hands.SkipAsync();
        await hands.BoxAsync("Billing:Action.SelectAccount");
        await hands.Page.Keyboard.PressAsync("Space");
        await hands.TypeDateAsync("Billing:Field.HoldUntil", new(2026, 12, 15));
        await hands.TypeAsync("Billing:Field.Reason", "The owner asked for a visit");
        await hands.PressAsync("Billing:BillRun.HoldSelected");

        await hands.SkipAsync();
        await hands.FollowAsync("Billing:BillRun.Tab.Items");
        await hands.SkipAsync();
        await hands.ChooseAsync("Billing:Field.Outcome", hands.T("Enum:RunOutcome.Held"));
        // A select tells of its last change when it is left, at the latest. The list then shows no other bills.
        await hands.Page.Keyboard.PressAsync("Tab");
        await hands.Page.Locator("#list tbody", new PageLocatorOptions { HasText = hands.T("Enum:RunOutcome.Billed") }).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await hands.Page.Locator("#list tbody", new PageLocatorOptions { HasText = "The owner asked for a visit" }).WaitForAsync();
        var reasons = await hands.Page.Locator("#list tbody tr td:nth-last-child(2)").AllInnerTextsAsync();
        reasons.ShouldAllBe(reason => reason.Length > 0);
        reasons.Distinct().Count().ShouldBeGreaterThan(1);
        await LookAsync(hands);
    }

    private async Task CannotApproveOwnWorkAsync(Hands hands)
    {
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:BillRun.ToApprovals");
        await hands.SkipAsync();
        await hands.FollowAsync("Enum:ApprovalView.AskedByMe");
        await hands.SkipAsync();
        await hands.FollowAsync("Approval:Billing.BillRun");
        await hands.ReadsAsync(hands.T("Platform:Approvals.OwnWork"));
        (await hands.Page.Locator("main form").CountAsync()).ShouldBe(0);
        await LookAsync(hands);
    }

    private async Task ApproveAsync(Hands hands, string run)
    {
        // Today says that something waits, the run beside a charge of the demo, and leads there.
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.FollowTextAsync(Said("Platform:Today.ApprovalsOfMe", ("Count", 2)));
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.FollowAsync("Approval:Billing.BillRun");
        await hands.ReadsAsync("Ana Ruiz");
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.PressAsync("Platform:Approvals.Approve");
        await hands.ReadsAsync(hands.T("Platform:Approvals.Approved"));
    }

    private async Task SeesItPostedAsync(Hands hands, string run)
    {
        await hands.MenuAsync("MenuGroup:Billing", "Menu:Billing.BillRuns");
        await hands.SkipAsync();
        await hands.FollowTextAsync(hands.T("Billing:BillRun.Name", "").TrimEnd());
        hands.Path.ShouldBe(run);
        // Posting goes on by itself; the page shows it without being asked.
        await hands.Page.GetByText(hands.T("Billing:BillRun.Next.Posted")).WaitForAsync();
        await hands.ReadsAsync("Frank Osei");
        await LookAsync(hands);
    }

    private async Task ExplainABillAsync(Hands hands)
    {
        var number = await App.ValueAsync<string>($"select b.number::text from billing.bills b join billing.bill_lines l on l.tenant_id = b.tenant_id and l.bill_id = b.id where b.tenant_id = '{App.Riverbend.Id}' and b.run_id = (select id from billing.bill_runs where tenant_id = '{App.Riverbend.Id}' order by number desc limit 1) group by b.id, b.number having bool_and(l.tariff_version_id is not null) order by count(*) desc, b.number limit 1");
        await hands.MenuAsync("MenuGroup:Billing", "Menu:Billing.Bills");
        await hands.SkipAsync();
        await hands.TypeAsync("Billing:Bills.Search", number);
        await hands.Page.Keyboard.PressAsync("Enter");
        await hands.Page.WaitForURLAsync($"**/Billing/Bills?*q={number}*", new() { WaitUntil = WaitUntilState.Commit });
        await hands.FollowTextAsync(number);
        await hands.SkipAsync();
        var lines = await hands.Page.Locator("details .ub-why").CountAsync();
        lines.ShouldBeGreaterThan(5);
        for (var i = 0; i < lines; i++)
        {
            await hands.TabToAsync(stop => stop is { Tag: "SUMMARY", Open: false } && stop.Text.Contains(hands.T("Billing:Bill.Why"), StringComparison.Ordinal), hands.T("Billing:Bill.Why"));
            await hands.Page.Keyboard.PressAsync("Enter");
            var why = hands.Page.Locator("details[open] .ub-why").Nth(i);
            await why.WaitForAsync();
            var said = await why.InnerTextAsync();
            said.ShouldContain(hands.T("Billing:Why.Steps"));
            said.ShouldContain(hands.T("Billing:Why.Ordinance"));
        }
        await hands.ReadsAsync(hands.T("Billing:Why.Reads"));
        await LookAsync(hands);
    }

    /// <summary>L5: the file is read back with another library; each posted bill is in it with its total.</summary>
    private async Task PrintAsync(Hands hands, string run)
    {
        await hands.MenuAsync("MenuGroup:Billing", "Menu:Billing.BillRuns");
        await hands.SkipAsync();
        await hands.FollowTextAsync(hands.T("Billing:BillRun.Name", "").TrimEnd());
        await hands.SkipAsync();
        await hands.FollowTextAsync(hands.T("Billing:BillRun.ToPrinting"));
        // The statements are made in the background as soon as the run is posted.
        var create = hands.Page.GetByRole(AriaRole.Button, new() { Name = hands.T("Billing:Print.Create") });
        for (var waited = 0; await create.CountAsync() == 0 && waited < 60; waited++)
        {
            await Task.Delay(1000);
            await hands.Page.ReloadAsync();
        }
        await hands.SkipAsync();
        await hands.PressAsync("Billing:Print.Create");
        await hands.SkipAsync();
        await using var archive = await ZipFile.OpenReadAsync(await hands.DownloadAsync(hands.T("Billing:Print.VendorFile")));
        var words = "";
        foreach (var part in archive.Entries.Where(e => e.Name.EndsWith(".pdf", StringComparison.Ordinal)))
        {
            using var copy = new MemoryStream();
            await (await part.OpenAsync()).CopyToAsync(copy);
            using var document = PdfDocument.Open(copy.ToArray());
            words += string.Concat(document.GetPages().SelectMany(page => page.Letters).Select(letter => letter.Value)).Replace(" ", "", StringComparison.Ordinal);
        }
        var id = run.Split('/')[^1];
        var bills = (await App.ValueAsync<string>($"""
            select string_agg(b.number || '=' || to_char(b.total, 'FM999999990.00'), ' ')
            from billing.bills b
            join billing.statement_bills t on t.tenant_id = b.tenant_id and t.bill_id = b.id
            join billing.printed_pieces p on p.tenant_id = b.tenant_id and p.statement_id = t.statement_id and p.piece = 1
            where b.tenant_id = '{App.Riverbend.Id}' and b.run_id = '{id}'
            """)).Split(' ');
        foreach (var bill in bills)
        {
            words.ShouldContain(bill.Split('=')[0]);
            words.ShouldContain(decimal.Parse(bill.Split('=')[1], CultureInfo.InvariantCulture).ToString("N2", CultureInfo.InvariantCulture));
        }
    }

    private async Task RegistersAsync(Hands hands, string run)
    {
        var total = await App.ValueAsync<decimal>($"select sum(total) from billing.bills where run_id = '{run.Split('/')[^1]}'");
        await hands.MenuAsync("MenuGroup:Reports", "Menu:Billing.Register");
        await hands.SkipAsync();
        await hands.ChooseAsync("Billing:Field.Run", Period);
        await hands.PressAsync("Billing:Action.Show");
        (await hands.Page.InnerTextAsync("tfoot")).ShouldContain(total.ToString("N2", CultureInfo.InvariantCulture));
        await hands.SkipAsync();
        var csv = (await File.ReadAllLinesAsync(await hands.DownloadAsync("CSV"))).Skip(1).Where(line => line.Length > 0);
        csv.Sum(line => decimal.Parse(line.Split(',')[^1].Trim('"'), CultureInfo.InvariantCulture)).ShouldBe(total);
        await hands.SkipAsync();
        await using var book = await ZipFile.OpenReadAsync(await hands.DownloadAsync("Excel"));
        using var sheet = new StreamReader(await book.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync());
        (await sheet.ReadToEndAsync()).ShouldContain($">{total.ToString("0.##", CultureInfo.InvariantCulture)}<");
        foreach (var register in new[] { "Menu:Billing.RateSummary", "Menu:Billing.Suspended", "Menu:Billing.TrialBalance" })
        {
            await hands.MenuAsync("MenuGroup:Reports", register);
            (await RowsAsync(hands)).ShouldBeGreaterThan(0, register);
        }
    }

    private async Task ReadTheTrailAsync(Hands hands)
    {
        await hands.MenuAsync("MenuGroup:Administration", "Menu:AuditLog");
        await hands.SkipAsync();
        await hands.ChooseAsync("Platform:Audit.Type", hands.T("Record:BillRun"));
        await hands.Page.WaitForURLAsync("**type=BillRun*", new() { WaitUntil = WaitUntilState.Commit });
        // The address changes a moment before the list does.
        await hands.Page.Locator("#list", new() { HasText = hands.T("Enum:BillRunState.AwaitingApproval") }).WaitForAsync();
        var trail = await hands.Page.InnerTextAsync("#list");
        // Who, what, before and after: the states in the reader's own words.
        trail.ShouldContain("Ana Ruiz");
        trail.ShouldContain("Frank Osei");
        trail.ShouldContain(hands.T("Enum:BillRunState.AwaitingApproval"));
        trail.ShouldContain("2026-11-23");
        await LookAsync(hands);
        await hands.SkipAsync();
        var export = await File.ReadAllTextAsync(await hands.DownloadAsync("CSV"));
        export.ShouldContain("Frank Osei");
        await hands.SkipAsync();
        await hands.PressAsync("Platform:Audit.Verify");
        await hands.ReadsAsync(hands.T("Platform:Audit.Whole", "#").Split('#')[0]);
        await LookAsync(hands);
    }

    private async Task CalculateAsync(Hands hands, string button)
    {
        await hands.SkipAsync();
        await hands.PressAsync(button);
        // The page loads itself anew when the bills are calculated.
        await hands.Page.GetByText(hands.T("Billing:BillRun.Next.Calculated")).WaitForAsync();
    }

    private static Task<int> RowsAsync(Hands hands) => hands.Page.Locator("main tbody tr").CountAsync();

    /// <summary>The number of a large figure, for example of those accepted.</summary>
    private static async Task<int> FigureAsync(Hands hands, string key)
    {
        var figure = hands.Page.Locator(".ub-figure").Filter(new LocatorFilterOptions { HasText = hands.T(key) }).First;
        return int.Parse(await figure.Locator("dd").InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }
}

public sealed class MainJobInEnglish(BrowserFixture browser, TownApp app) : MainJobTests(browser, app, "en");

public sealed class MainJobInSpanish(BrowserFixture browser, TownApp app) : MainJobTests(browser, app, "es");

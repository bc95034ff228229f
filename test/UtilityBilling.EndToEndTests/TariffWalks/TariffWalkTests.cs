using System.Globalization;
using Microsoft.Playwright;
using UtilityBilling.Authorization;
using UtilityBilling.EndToEndTests.Browser;
using UtilityBilling.EndToEndTests.MainJob;
using UtilityBilling.EndToEndTests.Towns;

namespace UtilityBilling.EndToEndTests.TariffWalks;

/// <summary>A1, keyboard: a new ordinance from the tariff in force to the second person's approval, with the mistakes that are made on the way.</summary>
public abstract class TariffWalkTests(BrowserFixture browser, TownApp app, string language) : KeyboardWalk(browser, app, language), IClassFixture<TownApp>
{
    private const string InForce = "riverbend-2026";
    private const string ByPercent = "riverbend-2027";
    private const string ByHand = "riverbend-2028";

    private string TariffPath(string name) => $"/Billing/Tariffs/{App.ValueAsync<string>($"select id::text from billing.tariff_versions where tenant_id = '{App.Riverbend.Id}' and name = '{name}' order by id desc limit 1").GetAwaiter().GetResult()}";

    [Fact]
    public async Task A1_a_new_ordinance_is_entered_tried_studied_and_approved_by_keyboard_alone()
    {
        BrowserFixture.SkipWithoutChromium();
        await using var technician = await SignInAsync(RoleNames.Technician);
        await OpenAsync(technician, InForce);
        await technician.ReadsAsync(technician.T("Billing:TrialBalance.Agrees"));
        await LookAsync(technician);
        await ChangeByPercentAsync(technician);
        var example = await TryOnTheBenchAsync(technician);
        await AddTheExampleAsync(technician, example);
        await CompareAsync(technician);
        await StudyAsync(technician);
        await using var director = await SignInAsync(RoleNames.FinanceDirector);
        await AskAndApproveAsync(technician, director);
        await EnterFiguresAndGiveThemUpAsync(technician);

        Faults.ShouldBeEmpty();
    }

    private async Task OpenAsync(Hands hands, string name)
    {
        await hands.MenuAsync("MenuGroup:Billing", "Menu:Billing.Tariffs");
        await hands.SkipAsync();
        await hands.TabToAsync(stop => stop.Tag == "A" && stop.Text == name, name);
        await hands.LeaveAsync("Enter");
        hands.Path.ShouldBe(TariffPath(name));
    }

    private async Task ChangeByPercentAsync(Hands hands)
    {
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:Change.Link");
        await hands.SkipAsync();
        await hands.TypeAsync("Billing:Change.Percent", "abc");
        await hands.TypeDateAsync("Billing:Field.EffectiveFrom", new(2025, 1, 1));
        await hands.TypeAsync("Billing:Change.Name", ByPercent);
        await hands.PressAsync("Billing:Change.Preview");
        await ProblemAsync(hands);
        await hands.ReadsAsync(hands.T("Billing:Change.PercentWrong"));
        await hands.ReadsAsync(hands.T("Billing:Change.EffectiveWrong", "2026-02-01"));
        await hands.ReadsAsync(hands.T("Billing:Change.OrdinanceMissing"));
        (await hands.ValueAsync("Percent")).ShouldBe("abc");
        (await hands.ValueAsync("Effective")).ShouldBe("2025-01-01");
        (await hands.ValueAsync("Name")).ShouldBe(ByPercent);
        (await hands.Page.Locator("main .ub-problem li").CountAsync()).ShouldBe(3, "each mistake is said once");
        await LookAsync(hands);

        await hands.TypeAsync("Billing:Change.Percent", "4");
        await hands.TypeDateAsync("Billing:Field.EffectiveFrom", new(2027, 2, 1));
        await hands.TypeAsync("Billing:Field.Ordinance", "Ord. 2027-3");
        await hands.PressAsync("Billing:Change.Preview");
        // The base charge of a small meter: 14.77 and 4 percent are 15.36.
        await hands.ReadsAsync("14.77");
        await hands.ReadsAsync("15.36");
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.PressAsync("Billing:Change.Create");
        hands.Path.ShouldBe(TariffPath(ByPercent));
        await hands.ReadsAsync(hands.T("Billing:Change.Created", ByPercent));
        await hands.ReadsAsync(hands.T("Enum:TariffState.Draft"));
        await LookAsync(hands);
    }

    /// <summary>Types a usage and reads the steps. Answers the example that the bench offers.</summary>
    private async Task<string> TryOnTheBenchAsync(Hands hands)
    {
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:Bench.Link");
        await hands.SkipAsync();
        await hands.TabToAsync(stop => stop.Id == "Usage_water_", "the usage of water");
        await hands.Page.Keyboard.TypeAsync("a lot");
        await hands.LeaveAsync("Enter");
        await ProblemAsync(hands);
        (await hands.ValueAsync("Usage_water_")).ShouldBe("a lot");
        await LookAsync(hands);

        await hands.TabToAsync(stop => stop.Id == "Service_1", "the second service");
        // Water alone: the others are left out.
        for (var others = await hands.Page.Locator("main input[name=Service]").CountAsync() - 1; others > 0; others--)
        {
            await hands.Page.Keyboard.PressAsync("Space");
            await hands.Page.Keyboard.PressAsync("Tab");
        }
        await hands.TabToAsync(stop => stop.Id == "Usage_water_", "the usage of water");
        await hands.Page.Keyboard.PressAsync("Control+a");
        await hands.Page.Keyboard.TypeAsync("12");
        await hands.LeaveAsync("Enter");
        // 15.36 and 12 ccf at 1.40 plus 4 percent, which is 1.46: 17.52.
        await hands.ReadsAsync("32.88");
        await hands.SkipAsync();
        for (var line = 0; line < 2; line++)
        {
            await hands.TabToAsync(stop => stop is { Tag: "SUMMARY", Open: false } && stop.Text.Contains(hands.T("Billing:Bill.Why"), StringComparison.Ordinal), hands.T("Billing:Bill.Why"));
            await hands.Page.Keyboard.PressAsync("Enter");
        }
        await hands.ReadsAsync("17.52");
        await hands.TabToAsync(stop => stop is { Tag: "SUMMARY", Open: false } && stop.Text == hands.T("Billing:Bench.Example"), hands.T("Billing:Bench.Example"));
        await hands.Page.Keyboard.PressAsync("Enter");
        await LookAsync(hands);
        return await hands.Page.InnerTextAsync("main pre");
    }

    /// <summary>A draft cannot take an example that does not come out; what was typed stays, and with the right total it is taken and ticked.</summary>
    private async Task AddTheExampleAsync(Hands hands, string example)
    {
        var document = await App.ValueAsync<string>($"select document from billing.tariff_versions where id = '{TariffPath(ByPercent).Split('/')[^1]}'");
        var end = document.TrimEnd().LastIndexOf('}');
        var good = $"{document[..end].TrimEnd()}, \"examples\": [{example}] }}";
        var bad = good.Replace("32.88", "33.88", StringComparison.Ordinal);
        bad.ShouldNotBe(good);

        await OpenAsync(hands, ByPercent);
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:Tariff.EditLink");
        await hands.SkipAsync();
        await hands.PasteAsync("Billing:Tariff.Document", bad);
        await hands.PressAsync("Billing:Tariff.EditSave");
        await ProblemAsync(hands);
        await hands.ReadsAsync("33.88");
        (await hands.ValueAsync("Document")).ReplaceLineEndings("\n").ShouldBe(bad.ReplaceLineEndings("\n"));
        await LookAsync(hands);
        // The number of the line leads to it.
        await hands.TabToAsync(stop => stop.Tag == "A" && stop.Name.StartsWith(hands.T("Billing:Tariff.ToLine", ""), StringComparison.Ordinal), "the line");
        await hands.Page.Keyboard.PressAsync("Enter");
        (await hands.Page.EvaluateAsync<string>("document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)")).ShouldContain("\"examples\"");
        await hands.Page.Keyboard.PressAsync("Control+a");
        await hands.Page.Keyboard.InsertTextAsync(good);
        await hands.PressAsync("Billing:Tariff.EditSave");
        await hands.ReadsAsync(hands.T("Billing:Tariff.Edited"));
        await hands.ReadsAsync(hands.T("Billing:TrialBalance.Agrees"));
    }

    private async Task CompareAsync(Hands hands)
    {
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:Tariff.CompareWith", InForce);
        await hands.ReadsAsync("15.36");
        await LookAsync(hands);
    }

    private async Task StudyAsync(Hands hands)
    {
        await OpenAsync(hands, ByPercent);
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:RateStudies.Link");
        await hands.SkipAsync();
        await hands.PressAsync("Billing:RateStudies.Start");
        await ProblemAsync(hands);
        await LookAsync(hands);
        await hands.TypeAsync("Billing:Field.Name", "2027, + 4 %");
        await hands.PressAsync("Billing:RateStudies.Start");
        var asked = hands.Path;
        // Nobody presses anything: the page goes on from waiting to the result.
        await hands.Page.Locator("main .ub-figures").WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        hands.Path.ShouldBe(asked);
        await hands.ReadsAsync(hands.T("Billing:RateStudy.Trial"));
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:RateStudy.Accounts");
        await hands.Page.Locator("main tbody tr").First.WaitForAsync();
        await LookAsync(hands);
    }

    [Fact]
    public async Task A_study_shows_how_far_it_is_and_then_its_result_by_itself_and_leaves_the_focus_where_it_is()
    {
        BrowserFixture.SkipWithoutChromium();
        var study = await App.ValueAsync<string>($"select id::text from billing.rate_studies where tenant_id = '{App.Riverbend.Id}' order by requested_at limit 1");
        await App.Database.ExecuteAsOwnerAsync($"update billing.rate_studies set state = 'Waiting' where id = '{study}'");
        await App.Database.ExecuteAsOwnerAsync(
            "insert into platform.background_jobs (id, tenant_id, type, record_id, state, attempts, enqueued_by, enqueued_at, not_before, progress_done, progress_total) "
            + $"select gen_random_uuid(), '{App.Riverbend.Id}', 'Billing.RateStudy', '{study}', 'Done', 1, id, now(), now(), 1234, 5000 from platform.users order by id limit 1");
        await using var hands = await SignInAsync(RoleNames.Technician);
        await hands.MenuAsync("MenuGroup:Billing", "Menu:Billing.RateStudies");
        await hands.SkipAsync();
        await hands.TabToAsync(stop => stop.Tag == "A" && stop.Text.StartsWith("Water", StringComparison.Ordinal), "the study");
        await hands.LeaveAsync("Enter");
        await hands.ReadsAsync(hands.T("Billing:Job.Progress", "1,234", "5,000"));
        await LookAsync(hands);
        await hands.TabToAsync(stop => stop.Text == hands.T("Billing:RateStudy.Accounts"), "the second tab");

        await App.Database.ExecuteAsOwnerAsync($"update platform.background_jobs set progress_done = 4321 where record_id = '{study}'");
        await hands.Page.GetByText(hands.T("Billing:Job.Progress", "4,321", "5,000")).WaitForAsync();
        (await hands.Page.EvaluateAsync<string>("document.activeElement.textContent.trim()")).ShouldBe(hands.T("Billing:RateStudy.Accounts"));

        await App.Database.ExecuteAsOwnerAsync($"update billing.rate_studies set state = 'Ready' where id = '{study}'");
        await hands.Page.Locator("main .ub-figures").WaitForAsync();
        Faults.ShouldBeEmpty();
    }

    private async Task AskAndApproveAsync(Hands technician, Hands director)
    {
        await OpenAsync(technician, ByPercent);
        await using var elsewhere = await SignInAsync(RoleNames.Technician);
        await OpenAsync(elsewhere, ByPercent);
        await technician.SkipAsync();
        await technician.PressAsync("Billing:Tariff.RequestApproval");
        await technician.ReadsAsync(technician.T("Billing:Tariff.Waits"));
        await LookAsync(technician);

        await technician.MenuAsync("MenuGroup:Administration", "Menu:Approvals");
        await technician.SkipAsync();
        await technician.FollowAsync("Enum:ApprovalView.AskedByMe");
        await technician.SkipAsync();
        await technician.FollowAsync("Approval:Billing.Tariff");
        await technician.ReadsAsync(technician.T("Platform:Approvals.OwnWork"));
        await LookAsync(technician);

        await using var again = await SignInAsync(RoleNames.FinanceDirector);
        foreach (var window in (Hands[])[director, again])
        {
            await window.MenuAsync("MenuGroup:Administration", "Menu:Approvals");
            await window.SkipAsync();
            await window.FollowAsync("Approval:Billing.Tariff");
        }
        await LookAsync(director);
        await director.SkipAsync();
        await director.PressAsync("Platform:Approvals.Approve");
        await director.ReadsAsync(director.T("Platform:Approvals.Approved"));
        await again.SkipAsync();
        await again.PressAsync("Platform:Approvals.Approve");
        await ProblemAsync(again);
        await LookAsync(again);

        // The other window still shows the draft that was approved meanwhile.
        await elsewhere.SkipAsync();
        await elsewhere.OpenDialogAsync("Billing:Tariff.Withdraw");
        await elsewhere.TypeAsync("Billing:Field.Reason", "The council voted no");
        await elsewhere.PressAsync("Billing:Tariff.Withdraw");
        await elsewhere.ReadsAsync(Said("Billing:Tariff.NotDraft", ("Name", ByPercent)));
        await elsewhere.ReadsAsync(elsewhere.T("Enum:TariffState.Approved"));
        await LookAsync(elsewhere);
        await technician.MenuAsync("MenuGroup:Billing", "Menu:Billing.Tariffs");
        await LookAsync(technician);
    }

    private async Task EnterFiguresAndGiveThemUpAsync(Hands hands)
    {
        await OpenAsync(hands, ByPercent);
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:Revise.Link");
        await hands.SkipAsync();
        await hands.TypeAsync("Billing:Change.Name", ByHand);
        await hands.TabToAsync(stop => stop.Id == "Input_Figures_0_", "the first figure");
        await hands.Page.Keyboard.PressAsync("Control+a");
        await hands.Page.Keyboard.TypeAsync("15,x");
        await hands.PressAsync("Billing:Change.Create");
        await ProblemAsync(hands);
        (await hands.ValueAsync("Input_Figures_0_")).ShouldBe("15,x");
        (await hands.ValueAsync("Input_Name")).ShouldBe(ByHand);
        await LookAsync(hands);
        await hands.TypeDateAsync("Billing:Field.EffectiveFrom", new(2028, 2, 1));
        await hands.TypeAsync("Billing:Field.Ordinance", "Ord. 2028-1");
        await hands.TabToAsync(stop => stop.Id == "Input_Figures_0_", "the first figure");
        await hands.Page.Keyboard.PressAsync("Control+a");
        await hands.Page.Keyboard.TypeAsync("15.99");
        await hands.PressAsync("Billing:Change.Create");
        await hands.ReadsAsync("15.99");
        await hands.ReadsAsync(hands.T("Billing:Change.Created", ByHand));
        await LookAsync(hands);

        await OpenAsync(hands, ByHand);
        await hands.SkipAsync();
        await hands.OpenDialogAsync("Billing:Tariff.Withdraw");
        await LookAsync(hands);
        await hands.PressAsync("Billing:Tariff.Withdraw");
        await hands.ReadsAsync(hands.T("Platform:ReasonMissing"));
        await LookAsync(hands);
        // The message leads into the dialog.
        await hands.TabToAsync(stop => stop.Tag == "A" && stop.Text == hands.T("Platform:ReasonMissing"), "the message");
        await hands.Page.Keyboard.PressAsync("Enter");
        (await hands.Page.EvaluateAsync<string>("document.activeElement.closest('dialog[open]') && document.activeElement.id")).ShouldBe("Reason");
        await hands.Page.Keyboard.TypeAsync("Typed by mistake");
        await hands.PressAsync("Billing:Tariff.Withdraw");
        await hands.ReadsAsync(hands.T("Billing:Tariff.Withdrawn", ByHand));
        await LookAsync(hands);
    }
}

public sealed class TariffWalkInEnglish(BrowserFixture browser, TownApp app) : TariffWalkTests(browser, app, "en");

public sealed class TariffWalkInSpanish(BrowserFixture browser, TownApp app) : TariffWalkTests(browser, app, "es");

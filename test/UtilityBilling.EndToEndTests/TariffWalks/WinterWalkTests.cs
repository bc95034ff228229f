using System.Globalization;
using Microsoft.Playwright;
using UtilityBilling.Authorization;
using UtilityBilling.EndToEndTests.Browser;
using UtilityBilling.EndToEndTests.MainJob;
using UtilityBilling.EndToEndTests.Towns;

namespace UtilityBilling.EndToEndTests.TariffWalks;

/// <summary>A1, keyboard: winter averages from the reads to the second person, taken back, sent by the partner city, and one changed alone.</summary>
public abstract class WinterWalkTests(BrowserFixture browser, TownApp app, string language) : KeyboardWalk(browser, app, language), IClassFixture<TownApp>
{
    [Fact]
    public async Task A1_winter_averages_are_reviewed_approved_taken_back_and_exchanged_by_keyboard_alone()
    {
        BrowserFixture.SkipWithoutChromium();
        await using var technician = await SignInAsync(RoleNames.Technician);
        await using var director = await SignInAsync(RoleNames.FinanceDirector);
        var number = await App.ValueAsync<int>($"select max(number) from billing.winter_average_batches where tenant_id = '{App.Riverbend.Id}'");
        await IsRefusedASecondBatchAsync(technician, number);
        await ReviewAsync(technician, number);
        await AskAsync(technician, number);
        await ApproveAsync(director);
        await ReverseAsync(director, number);
        await WorkOutAndCancelAsync(technician);
        await TakeThePartnersFileAsync(technician);
        await ChangeOneAsync(technician);
        await ApproveAsync(director);
        await SendOursAsync(technician);

        Faults.ShouldBeEmpty();
    }

    private static async Task OpenListAsync(Hands hands)
    {
        await hands.MenuAsync("MenuGroup:Billing", "Menu:Billing.WinterAverages");
        await hands.SkipAsync();
    }

    private static async Task OpenAsync(Hands hands, int number)
    {
        await OpenListAsync(hands);
        await hands.FollowAsync("Billing:Winter.Number", number);
    }

    private async Task IsRefusedASecondBatchAsync(Hands hands, int open)
    {
        await OpenListAsync(hands);
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:Winter.Start");
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.PressAsync("Billing:Winter.Compute");
        await ProblemAsync(hands);
        await hands.ReadsAsync(Said("Billing:Winter.OpenBatch", ("Number", open)));
        (await hands.ValueAsync("Input_EffectiveFrom")).ShouldBe("2027-04-01");
        await LookAsync(hands);
    }

    /// <summary>From the list by its marks to one row, whose value is set by hand with a reason.</summary>
    private async Task ReviewAsync(Hands hands, int number)
    {
        await OpenAsync(hands, number);
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:Winter.Flag.unchanged");
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:Winter.Why");
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.TypeAsync("Billing:Winter.New", "abc");
        await hands.PressAsync("Billing:Winter.OverrideSave");
        await ProblemAsync(hands);
        (await hands.ValueAsync("Input_Value")).ShouldBe("abc");
        await LookAsync(hands);
        await hands.TypeAsync("Billing:Winter.New", "4.1234");
        await hands.TypeAsync("Billing:Field.Reason", "Toilet ran all winter");
        await hands.PressAsync("Billing:Winter.OverrideSave");
        await ProblemAsync(hands);
        await hands.ReadsAsync(Said("Billing:Winter.ValueOutOfRange"));
        (await hands.ValueAsync("Input_Reason")).ShouldBe("Toilet ran all winter");
        await hands.TypeAsync("Billing:Winter.New", "4");
        await hands.PressAsync("Billing:Winter.OverrideSave");
        await hands.ReadsAsync(hands.T("Billing:Winter.OverrideDone"));
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.FollowAsync("Billing:Winter.ToBatch");
        await hands.ReadsAsync(hands.T("Billing:Winter.Flag.override"));
        await hands.SkipAsync();
        (await File.ReadAllTextAsync(await hands.DownloadAsync("CSV"))).ShouldContain($"{hands.T("Billing:Winter.Flag.bigChange")}, {hands.T("Billing:Winter.Flag.override")}");
    }

    private async Task AskAsync(Hands hands, int number)
    {
        await using var elsewhere = await SignInAsync(RoleNames.Technician);
        await OpenAsync(elsewhere, number);
        await hands.SkipAsync();
        await hands.PressAsync("Billing:Winter.RequestApproval");
        await hands.ReadsAsync(hands.T("Billing:Winter.Next.AwaitingApproval"));
        await LookAsync(hands);
        await elsewhere.SkipAsync();
        await elsewhere.PressAsync("Billing:Winter.RequestApproval");
        await ProblemAsync(elsewhere);
        await elsewhere.ReadsAsync(Said("Billing:Winter.NotDraft", ("Number", number)));
        await LookAsync(elsewhere);

        await hands.SkipAsync();
        await hands.FollowAsync("Billing:BillRun.ToApprovals");
        await hands.SkipAsync();
        await hands.FollowAsync("Enum:ApprovalView.AskedByMe");
        await hands.SkipAsync();
        await hands.FollowAsync("Approval:Billing.WinterAverages");
        await hands.ReadsAsync(hands.T("Platform:Approvals.OwnWork"));
        await LookAsync(hands);
    }

    private async Task ApproveAsync(Hands hands)
    {
        await hands.MenuAsync("MenuGroup:Administration", "Menu:Approvals");
        await hands.SkipAsync();
        await hands.FollowAsync("Approval:Billing.WinterAverages");
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.PressAsync("Platform:Approvals.Approve");
        await hands.ReadsAsync(hands.T("Platform:Approvals.Approved"));
    }

    private async Task ReverseAsync(Hands hands, int number)
    {
        await OpenAsync(hands, number);
        await hands.ReadsAsync(hands.T("Billing:Winter.Next.Approved"));
        await hands.SkipAsync();
        await hands.OpenDialogAsync("Billing:Winter.Reverse");
        await LookAsync(hands);
        await hands.PressAsync("Billing:Winter.Reverse");
        await ProblemAsync(hands);
        await hands.ReadsAsync(Said("Billing:Winter.ReasonMissing"));
        await LookAsync(hands);
        await hands.TabToAsync(stop => stop.Tag == "A" && stop.Text == Said("Billing:Winter.ReasonMissing"), "the message");
        await hands.Page.Keyboard.PressAsync("Enter");
        await hands.Page.Keyboard.TypeAsync("Wrong winter");
        await hands.PressAsync("Billing:Winter.Reverse");
        await hands.ReadsAsync(hands.T("Billing:Winter.Next.Reversed"));
        await hands.ReadsAsync("Wrong winter");
        await LookAsync(hands);
    }

    /// <summary>The list of review comes by itself.</summary>
    private async Task WorkOutAndCancelAsync(Hands hands)
    {
        await OpenListAsync(hands);
        await hands.FollowAsync("Billing:Winter.Start");
        await hands.SkipAsync();
        await hands.TypeDateAsync("Billing:Winter.ReadsFrom", new(2025, 11, 21));
        await hands.TypeDateAsync("Billing:Winter.ReadsThrough", new(2026, 3, 31));
        await hands.TypeDateAsync("Billing:Field.EffectiveFrom", new(2026, 3, 1));
        await hands.PressAsync("Billing:Winter.Compute");
        await ProblemAsync(hands);
        await hands.ReadsAsync(Said("Billing:Winter.EffectiveTooEarly", ("Through", "2026-03-31")));
        (await hands.ValueAsync("Input_ReadsFrom")).ShouldBe("2025-11-21");
        await hands.TypeDateAsync("Billing:Field.EffectiveFrom", new(2026, 12, 1));
        await hands.PressAsync("Billing:Winter.Compute");
        await hands.Page.GetByText(hands.T("Billing:Winter.Next.Draft")).WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        (await hands.Page.Locator("#list tbody tr").CountAsync()).ShouldBeGreaterThan(5);
        await hands.SkipAsync();
        await hands.OpenDialogAsync("Billing:Winter.Cancel");
        await LookAsync(hands);
        await hands.Page.Keyboard.TypeAsync("Only a try");
        await hands.PressAsync("Billing:Winter.Cancel");
        await hands.ReadsAsync(hands.T("Billing:Winter.Next.Cancelled"));
        await LookAsync(hands);
    }

    private async Task TakeThePartnersFileAsync(Hands hands)
    {
        var account = await RowAsync(1);
        var file = Path.Combine(App.Towns.Folder, $"partner-{GetType().Name}.csv");
        await File.WriteAllTextAsync(file, $"account,service address,old value,new value,effective date\n{account.Number},any,{account.Value},3,2026-12-01\n999999,nowhere,1,2,2026-12-01\n{account.Number},any,{account.Value},a lot,2026-12-01\n");
        await OpenListAsync(hands);
        await hands.FollowAsync("Billing:Winter.Import");
        await hands.SkipAsync();
        await hands.PressAsync("Billing:Winter.ImportPreview");
        await ProblemAsync(hands);
        await LookAsync(hands);
        await hands.ChooseFileAsync("Billing:Winter.File", file);
        await hands.PressAsync("Billing:Winter.ImportPreview");
        await hands.ReadsAsync(hands.T("Billing:Winter.RefusedLines", 2));
        await hands.ReadsAsync(Said("Billing:Winter.Line.AccountUnknown", ("Account", "999999")));
        await hands.ReadsAsync(Said("Billing:Winter.Line.NotANumber", ("Value", "a lot")));
        await hands.ReadsAsync(account.Number);
        await LookAsync(hands);

        await OpenListAsync(hands);
        await hands.FollowAsync("Billing:Winter.Import");
        await hands.SkipAsync();
        await hands.ChooseFileAsync("Billing:Winter.File", file);
        await hands.PressAsync("Billing:Winter.ImportPreview");
        await ProblemAsync(hands);
        await hands.ReadsAsync(Said("Billing:Winter.SameFile").Split('{')[0]);
    }

    private async Task ChangeOneAsync(Hands hands)
    {
        var account = await RowAsync(2);
        await hands.Page.GotoAsync($"/Billing/Accounts/{account.Id}/Bills");
        await LookAsync(hands);
        await hands.SkipAsync();
        await hands.PressAsync(stop => stop.Tag == "A" && stop.Text.StartsWith(hands.T("Billing:Winter.Change", "").TrimEnd(), StringComparison.Ordinal), "the change");
        await hands.SkipAsync();
        await hands.TypeAsync("Billing:Winter.New", "6");
        await hands.TypeDateAsync("Billing:Field.EffectiveFrom", new(1999, 1, 1));
        await hands.TypeAsync("Billing:Field.Reason", "Leak, repaired");
        await hands.PressAsync("Billing:Winter.ChangeSend");
        await ProblemAsync(hands);
        await hands.ReadsAsync(Said("Billing:Winter.AgreementNotInForce", ("Date", "1999-01-01")));
        (await hands.ValueAsync("Input_Value")).ShouldBe("6");
        (await hands.ValueAsync("Input_Reason")).ShouldBe("Leak, repaired");
        await LookAsync(hands);
        await hands.TypeDateAsync("Billing:Field.EffectiveFrom", new(2026, 12, 1));
        await hands.PressAsync("Billing:Winter.ChangeSend");
        await hands.ReadsAsync(hands.T("Billing:Winter.Next.AwaitingApproval"));
        await LookAsync(hands);
    }

    private async Task SendOursAsync(Hands hands)
    {
        var account = await RowAsync(2);
        await OpenListAsync(hands);
        await hands.FollowAsync("Billing:Winter.Changes");
        await hands.SkipAsync();
        await hands.TypeDateAsync("Billing:Winter.PeriodTo", new(2026, 12, 31));
        await hands.PressAsync("Billing:Action.Show");
        await hands.ReadsAsync(account.Number);
        await LookAsync(hands);
        await hands.SkipAsync();
        var lines = await File.ReadAllLinesAsync(await hands.DownloadAsync("CSV"));
        lines.Count(line => line.Length > 0).ShouldBe(2);
        lines[1].ShouldContain(account.Number);
        lines[1].ShouldEndWith("2026-12-01");
    }

    /// <summary>One of the accounts of the first cycle that had a value to begin with.</summary>
    private async Task<(string Id, string Number, string Value)> RowAsync(int n)
    {
        var found = (await App.ValueAsync<string>(
            $"select r.account_id || ' ' || r.account_number || ' ' || trim_scale(r.old_value) from billing.winter_average_rows r join billing.winter_average_batches b on b.tenant_id = r.tenant_id and b.id = r.batch_id "
            + $"where r.tenant_id = '{App.Riverbend.Id}' and b.state = 'Reversed' and r.old_value is not null and r.override_value is null order by r.account_number offset {n.ToString(CultureInfo.InvariantCulture)} limit 1")).Split(' ');
        return (found[0], found[1], found[2]);
    }
}

public sealed class WinterWalkInEnglish(BrowserFixture browser, TownApp app) : WinterWalkTests(browser, app, "en");

public sealed class WinterWalkInSpanish(BrowserFixture browser, TownApp app) : WinterWalkTests(browser, app, "es");

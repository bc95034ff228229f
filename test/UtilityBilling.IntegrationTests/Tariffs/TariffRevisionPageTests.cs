using AngleSharp.Html.Parser;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.TestBase;
using Xunit;
using static UtilityBilling.IntegrationTests.Tariffs.TariffTown;

namespace UtilityBilling.IntegrationTests.Tariffs;

/// <summary>The technician types a new ordinance's figures; nobody writes JSON.</summary>
public sealed class TariffRevisionPageTests(TariffTown town) : IClassFixture<TariffTown>
{
    private string Address => $"/Billing/Tariffs/{town.Present}/Revise";

    [Fact]
    public async Task Every_figure_of_the_old_version_stands_in_its_box_and_what_is_typed_becomes_a_draft()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);
        var page = await OpenAsync(client, Address);
        var boxes = page.QuerySelectorAll("input[name^='Input.Figures']").ToList();
        boxes.Count.ShouldBe(26);
        var five = boxes.Single(b => b.GetAttribute("aria-label") == "New figure: Water base charge 5/8-inch meter");
        five.GetAttribute("value").ShouldBe("14.77");

        var fields = boxes.ToDictionary(b => b.GetAttribute("name")!, b => b == five ? "15.90" : b.GetAttribute("value")!);
        (fields["Input.Name"], fields["Input.Ordinance"], fields["Input.Effective"]) = ("riverbend-2028", "Res. 2027-9", "2028-01-01");
        var kept = await WebTestHost.PostFormAsync(client, Address, fields);

        ((int)kept.StatusCode).ShouldBe(302);
        var draft = await town.VersionAsync(await town.IdOfAsync("riverbend-2028"));
        kept.Headers.Location!.OriginalString.ShouldBe($"/Billing/Tariffs/Compare?a={town.Present}&b={draft.Id}");
        (draft.State, draft.Ordinance, draft.EffectiveFrom).ShouldBe((TariffState.Draft, "Res. 2027-9", new DateOnly(2028, 1, 1)));
        var compared = await OpenAsync(client, kept.Headers.Location.OriginalString);
        Words(compared.QuerySelector("main")).ShouldContain("Prices that differ: 1; new: 0; removed: 0; the same: 25.");
        // 15.90 − 14.77 = 1.13; 1.13 / 14.77 = 7.65 percent.
        Row(compared, "5/8-inch meter").ShouldBe(["Water base charge", "5/8-inch meter", "bill", "14.77", "15.90", "+1.13", "+7.65"]);
    }

    [Theory]
    [InlineData("Input.Figures[0]", "-1", "Enter a figure of zero or more for Water base charge 5/8-inch meter.")]
    [InlineData("Input.Figures[0]", "", "Enter a figure of zero or more for Water base charge 5/8-inch meter.")]
    [InlineData("Input.Effective", "2026-02-01", "Enter a day after 2026-02-01, when the old prices took effect.")]
    [InlineData("Input.Name", "riverbend-2026", "Enter a name that the old version does not have.")]
    public async Task A_wrong_entry_loses_nothing_and_is_answered_with_a_sentence(string field, string value, string sentence)
    {
        using var client = await town.SignInAsync(town.Alder.Technician);
        var boxes = (await OpenAsync(client, Address)).QuerySelectorAll("input[name^='Input.Figures']").ToDictionary(b => b.GetAttribute("name")!, b => b.GetAttribute("value")!);
        (boxes["Input.Figures[1]"], boxes["Input.Name"], boxes["Input.Ordinance"], boxes["Input.Effective"]) = ("99.99", "riverbend-2029", "R", "2029-01-01");
        boxes[field] = value;

        var answer = await WebTestHost.PostFormAsync(client, Address, boxes);

        ((int)answer.StatusCode).ShouldBe(422);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        Words(page.QuerySelector("main")).ShouldContain(sentence);
        page.QuerySelector("input[name='Input.Figures[1]']")!.GetAttribute("value").ShouldBe("99.99");
    }
}

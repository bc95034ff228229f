using Shouldly;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.TestBase;
using Xunit;
using static UtilityBilling.IntegrationTests.Tariffs.TariffTown;

namespace UtilityBilling.IntegrationTests.Tariffs;

/// <summary>A version's page reads like the ordinance and shows whether its examples come out.</summary>
public sealed class TariffDetailsPageTests(TariffTown town) : IClassFixture<TariffTown>
{
    private const string Tiered = """
        {
          "tariff": "tiered", "ordinance": "Ord. 7", "currency": "USD", "effective": "2027-01-01", "periodMonths": 1, "classes": ["residential", "commercial"],
          "units": { "ccf": { "label": { "en": "ccf", "es": "ccf" }, "gallons": 748 } },
          "services": { "irrigation": { "label": { "en": "Irrigation", "es": "Riego" }, "unit": "ccf", "rateKey": "readDate", "mayCutWater": false, "distribution": [{ "fund": "water", "account": "4411", "percent": 100 }],
            "components": [ { "id": "use", "kind": "usage", "label": { "en": "Irrigation use", "es": "Consumo de riego" }, "allowance": 2,
              "tiers": [ { "from": 0, "to": 10, "price": 1.25 }, { "from": 10, "to": 20, "price": { "byClass": { "residential": 2.5, "*": 3 } } }, { "from": 20, "price": 4.005 } ] } ] } },
          "examples": [ { "name": "Fifteen ccf", "input": { "from": "2027-01-01", "to": "2027-02-01", "class": "residential", "usage": { "irrigation": 15 } }, "total": 20.00, "source": "by hand" } ]
        }
        """;

    [Fact]
    public async Task Classes_programmes_and_fees_stand_in_words_and_days_are_the_towns()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var page = await OpenAsync(client, $"/Billing/Tariffs/{town.Present}");

        Row(page.QuerySelector("section[aria-labelledby=sheet-police]")!, "Low-income rate").ShouldBe(["Residential; Low-income rate", "1.12", "unit and month", "K4"]);
        Row(page.QuerySelector("section[aria-labelledby=sheet-police]")!, "Everybody else").ShouldBe(["Residential; Everybody else", "4.00", "unit and month", "K4"]);
        Row(page.QuerySelector("section[aria-labelledby=sheet-parks]")!, "All other classes")[1].ShouldBe("4.00");
        Row(page.QuerySelector("section[aria-labelledby=sheet-water]")!, "5/8-inch meter").Take(3).ShouldBe(["5/8-inch meter", "14.77", "bill"]);
        Words(page.QuerySelector("section[aria-labelledby=sheet-stormwater]")).ShouldContain("Number of units: Residential: 1; All other classes: Impervious area, square feet ÷ 3,000, rounded up to a whole number, at least 1.");
        Words(page.QuerySelector("section[aria-labelledby=sheet-feeSchedule]")).ShouldContain("After-hours turn-on All 87.00 each time K20");
        Words(page.QuerySelector("main")).ShouldContain("on 2026-03-02");
        foreach (var cell in page.QuerySelectorAll(".ub-page table td").Select(Words))
            cell.ShouldNotBeOneOf("*", "none", "residential");
    }

    [Fact]
    public async Task Examples_stand_with_their_tick_and_lead_to_the_bench()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var page = await OpenAsync(client, $"/Billing/Tariffs/{town.Present}");

        Row(page, "A house, 12 ccf").ShouldBe(["A house, 12 ccf, winter average 5", "worked out by hand", "$121.27", "$121.27", "Agrees"]);
        var bench = await OpenAsync(client, page.QuerySelectorAll("a").Single(a => Words(a).StartsWith("A house", StringComparison.Ordinal)).GetAttribute("href")!);
        Words(bench.QuerySelector("#bill")).ShouldBe("The bill $121.27");
    }

    /// <summary>By hand: 15 ccf less 2 included are 13: 10 at 1.25 and 3 at 2.50 are 20.00.</summary>
    [Fact]
    public async Task Tiers_are_rows_with_their_band_in_both_languages()
    {
        var id = await town.KeepAsync("tiered", Tiered);
        using var client = await town.SignInAsync(town.Alder.Auditor);

        var page = await OpenAsync(client, $"/Billing/Tariffs/{id}");
        await SpeakAsync(client, "es");
        var spanish = await OpenAsync(client, $"/Billing/Tariffs/{id}");

        page.QuerySelectorAll("section[aria-labelledby=sheet-irrigation] tbody tr").Skip(1).Select(Words).ShouldBe(
        [
            "Up to 10 ccf 1.25 ccf", "More than 10 to 20 ccf; Residential 2.50 ccf", "More than 10 to 20 ccf; All other classes 3.00 ccf", "More than 20 ccf 4.005 ccf", "All 2 ccf included",
        ]);
        Row(page, "Fifteen ccf")[3].ShouldBe("$20.00");
        Row(spanish, "Más de 10 a 20 ccf; Residencial")[1].ShouldBe("2.50");
        spanish.QuerySelector("main")!.TextContent.ShouldNotContain("Billing:");
    }

    [Fact]
    public async Task A_draft_whose_example_fails_cannot_be_asked_for_approval()
    {
        var id = await town.KeepAsync("failing", Tiered.Replace("\"total\": 20.00", "\"total\": 20.01", StringComparison.Ordinal));
        using var client = await town.SignInAsync(town.Alder.Technician);

        var page = await OpenAsync(client, $"/Billing/Tariffs/{id}");
        var refused = await WebTestHost.PostFormAsync(client, "/Billing/Tariffs/Import", [], $"/Billing/Tariffs/{id}?handler=RequestApproval");

        Row(page, "Fifteen ccf").ShouldBe(["Fifteen ccf", "by hand", "$20.01", "$20.00", "Differs"]);
        Words(page.QuerySelector(".ub-alert")).ShouldContain("1 of the examples do not come out");
        page.QuerySelector("form[action*=RequestApproval]").ShouldBeNull();
        ((int)refused.StatusCode).ShouldBe(422);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("20.00");
        (await town.VersionAsync(id)).State.ShouldBe(TariffState.Draft);
    }

    /// <summary>By hand: 15 ccf less 2 included are 13: 10 at 1.25 and 3 at 2.60 are 20.30.</summary>
    [Fact]
    public async Task A_drafts_document_is_edited_by_its_preparer_and_checked_line_by_line()
    {
        var id = await town.KeepAsync("edited", Tiered.Replace("\"tiered\"", "\"edited\"", StringComparison.Ordinal));
        var address = $"/Billing/Tariffs/{id}/Edit";
        var document = (await town.VersionAsync(id)).Document;
        using var client = await town.SignInAsync(town.Alder.Technician);
        async Task<(int Status, string Body)> SaveAsync(string text, Dictionary<string, string>? more = null)
        {
            var response = await WebTestHost.PostFormAsync(client, address, new(more ?? []) { ["Document"] = text });
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }

        var dearer = document.Replace("2.5,", "2.6,", StringComparison.Ordinal);
        (await SaveAsync(dearer)).ShouldSatisfyAllConditions(r => r.Status.ShouldBe(422), r => r.Body.ShouldContain("20.30"));
        (await SaveAsync(document.Replace("\"edited\"", "\"renamed\"", StringComparison.Ordinal))).Body.ShouldContain("keeps its name");
        (await SaveAsync(dearer.Replace("20.00", "20.30", StringComparison.Ordinal), new() { ["Seen"] = "of another day" })).Status.ShouldBe(422);
        (await town.VersionAsync(id)).Document.ShouldBe(document);

        (await SaveAsync(dearer.Replace("20.00", "20.30", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal))).Status.ShouldBe(302);

        (await town.VersionAsync(id)).Document.ShouldBe(dearer.Replace("20.00", "20.30", StringComparison.Ordinal));
        Row(await OpenAsync(client, $"/Billing/Tariffs/{id}"), "Fifteen ccf")[3].ShouldBe("$20.30");
    }

    [Fact]
    public async Task An_approved_document_and_another_persons_draft_are_not_edited()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);
        var approved = await OpenAsync(client, $"/Billing/Tariffs/{town.Present}/Edit");
        var other = await town.KeepAsync("others", Tiered.Replace("\"tiered\"", "\"others\"", StringComparison.Ordinal), preparer: town.Alder.Director);

        var refused = await Should.ThrowAsync<BusinessException>(() => town.Alder.WriteAsync(town.Alder.Technician, services => services.GetRequiredService<ITariffAppService>().EditAsync(other, "{}", "")));

        approved.QuerySelector("textarea").ShouldBeNull();
        Words(approved.QuerySelector(".ub-alert")).ShouldContain("An approved version never changes");
        refused.Code.ShouldBe("Billing:Tariff.OthersDraft");
    }

    [Fact]
    public async Task A_draft_is_given_up_with_a_reason_and_an_approved_version_is_not()
    {
        var id = await town.KeepAsync("given-up", Tiered);
        using var client = await town.SignInAsync(town.Alder.Technician);

        var silent = await WebTestHost.PostFormAsync(client, $"/Billing/Tariffs/{id}", [], $"/Billing/Tariffs/{id}?handler=Withdraw");
        var told = await WebTestHost.PostFormAsync(client, $"/Billing/Tariffs/{id}", new() { ["Reason"] = "The council adopted other figures" }, $"/Billing/Tariffs/{id}?handler=Withdraw");
        var approved = await WebTestHost.PostFormAsync(client, $"/Billing/Tariffs/{town.Old}", new() { ["Reason"] = "No longer liked" }, $"/Billing/Tariffs/{town.Old}?handler=Withdraw");

        ((int)silent.StatusCode, (int)told.StatusCode, (int)approved.StatusCode).ShouldBe((422, 302, 422));
        (await town.VersionAsync(id)).State.ShouldBe(TariffState.Withdrawn);
        (await town.VersionAsync(town.Old)).State.ShouldBe(TariffState.Approved);
    }

    /// <summary>The engine may have changed since approval was asked for: the decision itself works the examples out again.</summary>
    [Fact]
    public async Task The_approval_itself_checks_the_examples_again()
    {
        var id = await town.KeepAsync("awaiting", Tiered.Replace("\"total\": 20.00", "\"total\": 20.02", StringComparison.Ordinal), TariffState.AwaitingApproval);
        var approval = await town.Alder.WriteAsync(town.Alder.Technician, services => services.GetRequiredService<IApprovalManager>().RequestAsync("Billing.Tariff", id, "awaiting", null));

        var refused = await Should.ThrowAsync<BusinessException>(() => town.Alder.WriteAsync(town.Alder.Director, services => services.GetRequiredService<IApprovalManager>().DecideAsync(approval, true, null)));

        refused.Code.ShouldBe("Billing:Tariff.HasProblems");
        (await town.VersionAsync(id)).State.ShouldBe(TariffState.AwaitingApproval);
    }
}

using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.TestBase;
using Xunit;
using static UtilityBilling.IntegrationTests.Tariffs.TariffTown;

namespace UtilityBilling.IntegrationTests.Tariffs;

/// <summary>A change by percent over HTTP: looked at, kept as a draft, approved like any other.</summary>
public sealed class TariffChangePageTests(TariffTown town) : IClassFixture<TariffTown>
{
    private string Change(string name, string more = "") =>
        $"/Billing/Tariffs/{town.Present}/Change?Percent=4&Rounding=HalfUp&Decimals=2&Service=water&Scope=Fixed&Scope=Usage&Effective=2027-01-01&Ordinance=Res.%202027-3&Name={name}{more}";

    /// <summary>By hand: 14.77 + 4 % = 15.3608 → 15.36, +0.59, 3.99 %; 1.40 + 4 % = 1.456 → 1.46, +0.06, 4.29 %. Seven sizes and the use change.</summary>
    [Fact]
    public async Task Old_and_new_prices_are_shown_before_anything_is_kept()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var page = await OpenAsync(client, Change("riverbend-preview"));

        Words(page.QuerySelector("[role=status]")).ShouldBe("Prices that differ: 8; new: 0; removed: 0; the same: 18.");
        Row(page, "5/8-inch meter").ShouldBe(["Water base charge", "5/8-inch meter", "bill", "14.77", "15.36", "+0.59", "+3.99"]);
        Row(page, "Water use").Skip(3).ShouldBe(["1.40", "1.46", "+0.06", "+4.29"]);
        Words((await OpenAsync(client, "/Billing/Tariffs")).QuerySelector("main")).ShouldNotContain("riverbend-preview");
    }

    [Fact]
    public async Task What_was_looked_at_is_kept_as_a_draft_and_the_old_version_stays()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);
        var before = (await town.VersionAsync(town.Present)).Document;

        var kept = await WebTestHost.PostFormAsync(client, Change("riverbend-2027"), [], Change("riverbend-2027", "&handler=Create"));

        ((int)kept.StatusCode).ShouldBe(302);
        var draft = await town.VersionAsync(await town.IdOfAsync("riverbend-2027"));
        kept.Headers.Location!.OriginalString.ShouldBe($"/Billing/Tariffs/{draft.Id}");
        (draft.State, draft.Ordinance, draft.EffectiveFrom).ShouldBe((TariffState.Draft, "Res. 2027-3", new DateOnly(2027, 1, 1)));
        draft.Document.ShouldContain("\"source\": \"14.77 + 4 %\"");
        TariffSheet.Read(draft.Document).Examples.ShouldBeEmpty();
        (await town.VersionAsync(town.Present)).Document.ShouldBe(before);
        Row(await OpenAsync(client, kept.Headers.Location.OriginalString), "5/8-inch meter").ShouldBe(["5/8-inch meter", "15.36", "bill", "14.77 + 4 %"]);
    }

    /// <summary>A copy of the parks fee would bring its price of 2026 back over that of 2029.</summary>
    [Fact]
    public async Task What_a_later_ordinance_prices_is_left_to_it()
    {
        await town.KeepAsync("parks-2029", """
            { "tariff": "parks-2029", "ordinance": "Ord. 29", "currency": "USD", "effective": "2029-01-01", "periodMonths": 2,
              "services": { "parks": { "label": { "en": "Parks fee", "es": "Tarifa de parques" }, "rateKey": "billDate", "mayCutWater": false, "distribution": [{ "fund": "parks", "account": "4350", "percent": 100 }],
                "components": [ { "id": "fee", "kind": "fixed", "label": { "en": "Parks fee", "es": "Tarifa de parques" }, "per": "month", "price": 9 } ] } } }
            """, TariffState.Approved);
        using var client = await town.SignInAsync(town.Alder.Technician);
        var change = Change("riverbend-2030").Replace("2027-01-01", "2030-01-01", StringComparison.Ordinal);

        var page = await OpenAsync(client, change);
        await WebTestHost.PostFormAsync(client, change, [], $"{change}&handler=Create");

        Words(page.QuerySelector("main")).ShouldContain("Left to a later document, which prices them by then: Parks fee.");
        (await town.VersionAsync(await town.IdOfAsync("riverbend-2030"))).Services.ShouldBe(["water", "sewer", "stormwater", "police", "admin"]);
    }

    [Theory]
    [InlineData("Percent=0&Decimals=2&Service=water&Scope=Fixed&Effective=2027-01-01&Ordinance=R&Name=n", "Enter a percentage from -99 to 1000 that is not 0.")]
    [InlineData("Percent=4&Decimals=2&Service=water&Scope=Fixed&Effective=2026-02-01&Ordinance=R&Name=n", "Enter a day after 2026-02-01, when the old prices took effect.")]
    [InlineData("Percent=4&Decimals=2&Service=water&Scope=Fixed&Effective=2027-01-01&Ordinance=&Name=n", "Enter the ordinance that adopts the new prices.")]
    [InlineData("Percent=4&Decimals=2&Service=water&Scope=Fixed&Effective=2027-01-01&Ordinance=R&Name=riverbend-2026", "Enter a name that the old version does not have.")]
    [InlineData("Percent=4&Decimals=9&Service=water&Scope=Fixed&Effective=2027-01-01&Ordinance=R&Name=n", "Enter 0 to 6 decimals.")]
    [InlineData("Percent=4&Decimals=2&Service=gas&Scope=Fixed&Effective=2027-01-01&Ordinance=R&Name=n", "Choose at least one service and one kind of prices.")]
    public async Task A_wrong_entry_is_answered_with_422_and_a_sentence(string query, string sentence)
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var (status, page) = await GetAsync(client, $"/Billing/Tariffs/{town.Present}/Change?{query}");

        status.ShouldBe(422);
        Words(page.QuerySelector("main")).ShouldContain(sentence);
        page.QuerySelectorAll(".ub-problem a").ShouldNotBeEmpty();
        page.QuerySelectorAll(".ub-problem a").ShouldAllBe(a => page.GetElementById(a.GetAttribute("href")!.TrimStart('#')) != null);
        page.QuerySelector("form[action*=Create]").ShouldBeNull();
    }

    [Fact]
    public async Task A_name_that_is_no_name_is_a_problem_of_the_preview()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var page = await OpenAsync(client, Change("2027%20rates"));

        Words(page.QuerySelector(".ub-alert")).ShouldContain("2027 rates");
        page.QuerySelector("form[action*=Create]").ShouldBeNull();
    }

    [Fact]
    public async Task Who_may_only_look_cannot_change_and_is_not_offered_to()
    {
        using var client = await town.SignInAsync(town.Alder.Auditor);

        var details = await OpenAsync(client, $"/Billing/Tariffs/{town.Present}");
        var refused = await client.GetAsync(new Uri(Change("riverbend-auditor"), UriKind.Relative));

        details.QuerySelector("a[href$=Change]").ShouldBeNull();
        ((int)refused.StatusCode).ShouldBeOneOf(302, 403);
    }
}

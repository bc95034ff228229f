using Shouldly;
using Xunit;
using static UtilityBilling.IntegrationTests.Tariffs.TariffTown;

namespace UtilityBilling.IntegrationTests.Tariffs;

/// <summary>The bench over HTTP: an address is a bill, with every step, or the sentence why there is none.</summary>
public sealed class TestBenchPageTests(TariffTown town) : IClassFixture<TariffTown>
{
    private const string House = "From=2026-03-01&Through=2026-04-30&Class=residential&MeterSize=5%2F8&Service=water&Service=sewer&Service=stormwater&Service=police&Service=parks&Service=admin&Usage%5Bwater%5D=12&Facts%5BwinterUsage%5D=5";

    private string Bench(string query) => $"/Billing/Tariffs/{town.Present}/TestBench?{query}";

    /// <summary>
    /// By hand: water 14.77 + 12 × 1.40 = 31.57; sewer 37.02 + 5 × 3.61 = 55.07; stormwater 2 × 6.34 = 12.68; police 8.00; parks 8.00; admin 5.95: 121.27.
    /// </summary>
    [Fact]
    public async Task An_address_shows_total_services_lines_and_every_step()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var page = await OpenAsync(client, Bench(House));

        Words(page.QuerySelector("#bill")).ShouldBe("The bill $121.27");
        page.QuerySelectorAll("h3").Select(Words).ShouldBe(["Water $31.57", "Sewer $55.07", "Stormwater $12.68", "Police services fee $8.00", "Parks fee $8.00", "Administrative fee $5.95"]);
        var use = page.QuerySelectorAll("details.ub-line").Single(l => Words(l).StartsWith("Water use", StringComparison.Ordinal));
        use.QuerySelectorAll("tbody tr").Select(Words).ShouldBe(["12 ccf at 1.40 16.80"]);
        var volume = page.QuerySelectorAll("details.ub-line").Single(l => Words(l).StartsWith("Sewer volume", StringComparison.Ordinal));
        volume.QuerySelectorAll("tbody tr").Select(Words).ShouldBe(["average of 5 = 5 0.00", "5 ccf at 3.61 18.05"]);
        Words(page.QuerySelector("pre")).ShouldContain("\"total\": 121.27");
    }

    /// <summary>By hand: 31 of 61 days, 14.77 × 31 ÷ 61 = 7.5061 → 7.51; no usage.</summary>
    [Fact]
    public async Task A_short_period_is_charged_for_its_days()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var page = await OpenAsync(client, Bench("From=2026-03-01&Through=2026-03-31&PeriodFrom=2026-03-01&PeriodThrough=2026-04-30&MeterSize=5%2F8&Service=water&Usage%5Bwater%5D=0"));

        Words(page.QuerySelector("#bill")).ShouldBe("The bill $7.51");
        Words(page.QuerySelector("details.ub-line tbody")).ShouldBe("1 at 14.77 × 31/61 days 7.506066 rounded, half up, to 2 decimals 0.003934");
    }

    /// <summary>A low-income house pays 1.12 a month for two months, police and parks each.</summary>
    [Fact]
    public async Task An_enrolment_takes_its_price()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var page = await OpenAsync(client, Bench("From=2026-03-01&Through=2026-04-30&Class=residential&Service=police&Service=parks&Programme=lowIncome"));

        Words(page.QuerySelector("#bill")).ShouldBe("The bill $4.48");
    }

    /// <summary>Enrolled until 15 April, the house has no enrolment on 30 April: police and parks at 4.00 a month for two months.</summary>
    [Fact]
    public async Task An_enrolment_that_ended_within_the_bill_takes_no_price_by_enrolment()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var page = await OpenAsync(client, Bench("From=2026-03-01&Through=2026-04-30&Class=residential&Service=police&Service=parks&Programme=lowIncome&EnrolledThrough=2026-04-15"));

        Words(page.QuerySelector("#bill")).ShouldBe("The bill $16.00");
    }

    [Fact]
    public async Task Fees_for_acts_are_shown_beside_the_bill_when_asked_for()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var page = await OpenAsync(client, Bench(House + "&FeesOn=50"));

        Words(page.QuerySelector("#bill")).ShouldBe("The bill $121.27");
        page.QuerySelectorAll("section li.d-flex").Select(Words).ShouldBe(["Late charge $10.00", "Shut-off processing fee $35.00", "After-hours turn-on $87.00", "Police fee delinquency $37.00", "Returned payment $25.00"]);
        Words(page.QuerySelector("pre")).ShouldContain("\"late\": 10.00");
    }

    [Fact]
    public async Task A_fact_that_is_missing_is_named_in_the_readers_language_and_nothing_is_charged()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);
        const string Apartments = "From=2026-03-01&Through=2026-04-30&Class=multifamily&Service=police";

        var english = await OpenAsync(client, Bench(Apartments));
        await SpeakAsync(client, "es");
        var spanish = await OpenAsync(client, Bench(Apartments));

        Words(english.QuerySelector(".ub-alert")).ShouldContain("needs “Dwelling units” for Police services fee");
        english.QuerySelector("#bill .ub-money").ShouldBeNull();
        Words(spanish.QuerySelector(".ub-alert")).ShouldContain("Tarifa de servicios policiales");
        spanish.QuerySelector("main")!.TextContent.ShouldNotContain("Billing:");
    }

    [Fact]
    public async Task There_is_one_box_for_each_fact_that_the_document_names_and_a_whole_period_to_begin_with()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var page = await OpenAsync(client, $"/Billing/Tariffs/{town.Present}/TestBench");

        page.QuerySelectorAll("[name^=Facts]").Select(b => b.GetAttribute("name")).ShouldBe(["Facts[winterAverage]", "Facts[winterUsage]", "Facts[imperviousSqFt]", "Facts[units]"]);
        page.QuerySelectorAll("[name^=Usage]").Select(b => b.GetAttribute("name")).ShouldBe(["Usage[water]", "Usage[sewer]"]);
        page.QuerySelector("#From")!.GetAttribute("value").ShouldBe("2026-02-01");
        page.QuerySelector("#Through")!.GetAttribute("value").ShouldBe("2026-03-31");
        page.QuerySelectorAll("[name=Service]").Length.ShouldBe(6);
        page.QuerySelector("#bill").ShouldBeNull();
    }

    [Theory]
    [InlineData("From=2026-03-01&Through=2026-02-01&Service=water", "The last day must not be before the first.")]
    [InlineData("From=2026-03-01&Through=9999-12-31&Service=water", "Enter a date from 1900 to 2200.")]
    [InlineData("From=2026-03-01&Through=2026-04-30&Service=sewer&Facts%5BwinterUsage%5D=9999999999", "Enter numbers such as 12 or 7.5.")]
    [InlineData("From=&Through=2026-02-01&Service=water", "Enter a date.")]
    [InlineData("From=2026-03-01&Through=2026-04-30", "Choose at least one service of this document.")]
    [InlineData("From=2026-03-01&Through=2026-04-30&Service=gas", "Choose at least one service of this document.")]
    [InlineData("From=2026-03-01&Through=2026-04-30&Service=water&Usage%5Bwater%5D=-1", "Enter a usage from 0 to 100,000,000.")]
    [InlineData("From=2026-03-01&Through=2026-04-30&Service=sewer&Facts%5BwinterUsage%5D=five", "Enter numbers such as 12 or 7.5.")]
    public async Task A_wrong_entry_is_answered_with_422_and_a_sentence(string query, string sentence)
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var (status, page) = await GetAsync(client, Bench(query));

        status.ShouldBe(422);
        Words(page.QuerySelector("main")).ShouldContain(sentence);
        page.QuerySelectorAll(".ub-problem a").ShouldNotBeEmpty();
        page.QuerySelectorAll(".ub-problem a").ShouldAllBe(a => page.GetElementById(a.GetAttribute("href")!.TrimStart('#')) != null);
        page.QuerySelector("#bill").ShouldBeNull();
    }
}

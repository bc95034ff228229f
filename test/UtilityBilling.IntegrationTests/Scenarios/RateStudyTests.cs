using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing.RateStudies;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Errors;
using UtilityBilling.Paging;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>RA-11: what a trial tariff would bring in, and who would pay more. Ann 12 ccf, Bob 9.5 ccf of water at 1.40; billed 121.27 and 109.86.</summary>
public sealed class RateStudyTests
{
    [Fact]
    public async Task A_study_rates_the_posted_bills_by_the_trial_beside_the_adopted_prices()
    {
        await using var host = await TestHost.StartAsync();
        var town = await RateProofTests.StreetAsync(host.Alder);
        await RateProofTests.PostAsync(town);
        // Ten ccf stay at 1.40, what is more costs 2.00: Ann pays 2 × 0.60 = 1.20 more, Bob nothing.
        var trial = await DraftAsync(town, water => water["tiers"] = JsonNode.Parse("""[ { "from": 0, "to": 10, "price": 1.40 }, { "from": 10, "price": 2.00 } ]"""));

        var study = await StudyAsync(town, trial);

        await town.Town.ReadAsync(town.Town.Director, async services =>
        {
            var studies = services.GetRequiredService<IRateStudyAppService>();
            var result = await studies.GetAsync(study);
            (result.State, result.Bills, result.Refused, result.AdoptedTotal, result.TrialTotal, result.Change, result.ChangePercent).ShouldBe((Billing.RateStudyState.Ready, 2, 0, 231.13m, 232.33m, 1.20m, 0.5m));
            var usage = (await studies.RevenueAsync(study)).Where(r => r.Service == "water" && r.Component == "usage").ToList();
            // Adopted: 21.5 ccf without tiers, 30.10. Trial: 10 + 9.5 in the first tier, 2 in the second.
            usage.Select(r => (r.CustomerClass, r.Tier, r.AdoptedQuantity, r.AdoptedAmount, r.TrialQuantity, r.TrialAmount)).ShouldBe(
                [("residential", 0, 21.5m, 30.10m, 0m, 0m), ("residential", 1, 0m, 0m, 19.5m, 27.30m), ("residential", 2, 0m, 0m, 2m, 4.00m)]);
            (await studies.RevenueAsync(study)).Sum(r => r.TrialAmount).ShouldBe(232.33m);
            (await studies.AccountsAsync(study, winnersFirst: false, new PagedRequest())).Items.Select(a => (a.AccountId, a.Adopted, a.Trial, a.Change)).ShouldBe(
                [(town.AccountId("Ann"), 121.27m, 122.47m, 1.20m), (town.AccountId("Bob"), 109.86m, 109.86m, 0m)]);
            (await studies.AllAccountsAsync(study).ToListAsync()).Count.ShouldBe(2);
            // Ann pays 1.20 / 121.27 = 1 percent more; Bob the same.
            (await studies.BandsAsync(study)).Where(b => b.Accounts > 0).ShouldBe([new RateStudyBand(0m, 0m, 1), new RateStudyBand(0m, 5m, 1)]);
            return true;
        });
    }

    [Fact]
    public async Task What_the_trial_cannot_rate_is_counted_with_its_reason_and_stands_in_no_figure()
    {
        await using var host = await TestHost.StartAsync();
        var town = await RateProofTests.StreetAsync(host.Alder);
        await RateProofTests.PostAsync(town);
        var trial = await DraftAsync(town, water => water["price"] = JsonNode.Parse("""{ "byFact": "zone", "values": { "high": 2, "low": 1 } }"""));

        var study = await StudyAsync(town, trial);

        var result = await town.Town.ReadAsync(town.Town.Director, s => s.GetRequiredService<IRateStudyAppService>().GetAsync(study));
        (result.Bills, result.Refused, result.AdoptedTotal, result.TrialTotal).ShouldBe((0, 2, 0m, 0m));
        result.Refusal.ShouldNotBeNull().ShouldContain("zone");
    }

    [Fact]
    public async Task A_study_without_bills_or_with_two_prices_for_one_service_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        var town = await RateProofTests.StreetAsync(host.Alder);
        var (one, other) = (await DraftAsync(town, water => water["price"] = 2m, "trial-a"), await DraftAsync(town, water => water["price"] = 3m, "trial-b"));

        (await RefusedAsync(town, one)).ShouldBe("Billing:RateStudy.NoBills");
        (await RefusedAsync(town, one, other)).ShouldBe("Billing:RateStudy.PricedTwice");
        (await RefusedAsync(town)).ShouldBe("Billing:RateStudy.NoTrial");
    }

    private static async Task<Guid> DraftAsync(EvenCycleTown town, Action<JsonNode> change, string name = "trial")
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "etc", "demo", "riverbend", "tariffs", "riverbend-2026.json")))!.AsObject();
        (document["tariff"], document["effective"]) = (name, "2027-02-01");
        document.Remove("examples");
        var usage = document["services"]!["water"]!["components"]!.AsArray().Single(c => (string?)c!["id"] == "usage")!;
        usage.AsObject().Remove("price");
        change(usage);
        return await town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<ITariffAppService>().ImportAsync(document.ToJsonString()));
    }

    private static async Task<Guid> StudyAsync(EvenCycleTown town, Guid trial)
    {
        var study = await StartAsync(town, trial);
        await town.Town.InScopeAsync(town.Town.Technician, async services =>
        {
            await services.GetRequiredService<IRateStudyProcessor>().WorkOutAsync(study);
            return true;
        });
        return study;
    }

    private static Task<Guid> StartAsync(EvenCycleTown town, params Guid[] trials) => town.Town.WriteAsync(town.Town.Technician,
        s => s.GetRequiredService<IRateStudyAppService>().StartAsync(new StartRateStudyInput("What if", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), trials)));

    private static async Task<string> RefusedAsync(EvenCycleTown town, params Guid[] trials) => (await Should.ThrowAsync<BusinessException>(() => StartAsync(town, trials))).Code;
}

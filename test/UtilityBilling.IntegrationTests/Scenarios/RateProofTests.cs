using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.RateProof;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>RP-10, RA-17: a posted bill can be worked out again from what was kept with it, and whoever was not billed at the adopted rate is found.</summary>
public sealed class RateProofTests
{
    [Fact]
    public async Task RP10_Every_charge_of_a_posted_run_comes_out_again_from_the_adopted_tariff()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host.Alder);

        var proof = await ProveAsync(town, await PostAsync(town));

        // Eight charges a house: water base and usage, sewer base and volume, stormwater, police, parks, administration.
        (proof.Bills, proof.Lines, proof.DifferenceCount).ShouldBe((2, 16, 0));
    }

    [Fact]
    public async Task RP10_Who_was_billed_before_a_tariff_of_an_earlier_date_was_entered_is_named_with_both_amounts()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host.Alder);
        var run = await PostAsync(town);
        var late = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "etc", "demo", "riverbend", "tariffs", "riverbend-2026.json")))!.AsObject();
        (late["tariff"], late["effective"]) = ("riverbend-2026-late", "2026-02-02");
        late["services"]!["water"]!["components"]!.AsArray().Single(c => (string?)c!["id"] == "usage")!["price"] = 1.50m;
        late.Remove("examples");
        await town.ApproveTariffAsync(late.ToJsonString());

        var proof = await ProveAsync(town, run);

        // Every line now belongs to the other ordinance; only the water usage differs in money: Ann 12 ccf, Bob 9.5 ccf at 1.50 instead of 1.40.
        proof.DifferenceCount.ShouldBe(16);
        proof.Differences.Where(d => d.Difference != 0m).Select(d => (d.Service, d.Component, d.Tariff, d.Adopted, d.Billed, d.Difference)).ShouldBe(
            [("water", "usage", "riverbend-2026-late", 18.00m, 16.80m, -1.20m), ("water", "usage", "riverbend-2026-late", 14.25m, 13.30m, -0.95m)], ignoreOrder: true);
        var check = (await town.Town.ReadAsync(town.Town.Auditor, s => s.GetRequiredService<IBooksVerification>().VerifyAsync())).Single(c => c.Name == "AdoptedRates");
        (check.Checked, check.DifferenceCount).ShouldBe((16L, 16L));
        // Whoever only opens the page of the books does not wait for every bill.
        (await town.Town.ReadAsync(town.Town.Auditor, s => s.GetRequiredService<IBooksVerification>().VerifyAsync(includesLong: false))).ShouldNotContain(c => c.Name == "AdoptedRates");
    }

    internal static async Task<EvenCycleTown> StreetAsync(TestTown alder)
    {
        var town = new EvenCycleTown(alder);
        await town.OpenAsync();
        await town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await town.AddHouseAsync("Bob", 200m, winterAverage: null, program: "lowIncome");
        return town;
    }

    internal static async Task<Guid> PostAsync(EvenCycleTown town)
    {
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 209.5m)));
        var run = await town.StartAndCalculateAsync("2026-02");
        await town.RequestApprovalAsync(run);
        await town.ApproveAsync(run);
        await town.PostAsync(run);
        return run;
    }

    private static Task<RateProofDto> ProveAsync(EvenCycleTown town, Guid run) => town.Town.ReadAsync(town.Town.Auditor, s => s.GetRequiredService<IRateProofAppService>().ProveAsync(run));
}

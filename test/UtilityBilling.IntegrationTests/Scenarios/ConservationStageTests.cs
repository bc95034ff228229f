using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Settings;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>RA-12: the council declares a stage with a date, and the bills of that date on carry its surcharge.</summary>
public sealed class ConservationStageTests
{
    [Theory]
    [InlineData("2026-03-02", 3.36)] // in force on the bill date: 20 percent of the water use, 12 ccf × 1.40 = 16.80
    [InlineData("2026-12-01", 0)]    // not yet
    public async Task A_declared_stage_surcharges_the_bills_dated_from_its_day_on(string from, decimal surcharge)
    {
        await using var host = await TestHost.StartAsync();
        var town = new EvenCycleTown(host.Alder);
        await town.OpenAsync();
        await town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await SurchargeAsync(town);
        await town.Town.WriteAsync(town.Town.Administrator, s => s.GetRequiredService<ISettingManager>().SetAsync(BillingSettings.ConservationStage, "2", DateOnly.ParseExact(from, "yyyy-MM-dd"), "Drought"));
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m)));

        var run = await town.StartAndCalculateAsync("2026-02");

        (await town.CalculatedAsync(run, "Ann")).GetValueOrDefault("water/drought").ShouldBe(surcharge);
    }

    private static async Task SurchargeAsync(EvenCycleTown town)
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "etc", "demo", "riverbend", "tariffs", "riverbend-2026.json")))!.AsObject();
        (document["tariff"], document["effective"]) = ("riverbend-2026-drought", "2026-02-02");
        document.Remove("examples");
        document["services"]!["water"]!["components"]!.AsArray().Add(JsonNode.Parse("""
            { "id": "drought", "kind": "percent", "label": { "en": "Drought surcharge", "es": "Recargo por sequía" }, "percent": { "byFact": "stage", "values": { "0": 0, "1": 10, "2": 20 } }, "of": ["water.usage"],
              "distribution": [{ "fund": "water", "account": "4411", "percent": 100 }] }
            """));
        await town.ApproveTariffAsync(document.ToJsonString());
    }
}

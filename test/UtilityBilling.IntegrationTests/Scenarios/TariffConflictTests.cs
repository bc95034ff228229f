using Shouldly;
using UtilityBilling.Errors;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>Which price holds is never left to chance.</summary>
public sealed class TariffConflictTests
{
    [Fact]
    public async Task Two_approved_tariffs_never_price_one_service_from_one_day()
    {
        await using var host = await TestHost.StartAsync();
        var town = new EvenCycleTown(host.Alder);
        await town.OpenAsync();
        var document = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "etc", "demo", "riverbend", "tariffs", "riverbend-2026.json"));
        var second = document.Replace("\"tariff\": \"riverbend-2026\"", "\"tariff\": \"riverbend-2026-again\"", StringComparison.Ordinal);

        var refused = await Should.ThrowAsync<BusinessException>(() => town.ApproveTariffAsync(second));

        refused.Code.ShouldBe("Billing:Tariff.PricedTwice");
        refused.Values["Other"].ShouldBe("riverbend-2026");
        refused.Values["From"].ShouldBe("2026-02-01");
        refused.Values["Services"]!.ToString()!.ShouldContain("water");

        // From another day it is the next price.
        await town.ApproveTariffAsync(second.Replace("riverbend-2026-again", "riverbend-2026-later", StringComparison.Ordinal).Replace("\"effective\": \"2026-02-01\"", "\"effective\": \"2026-03-01\"", StringComparison.Ordinal));
    }
}

using System.Globalization;
using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Known answers around every edge of a tier table, worked out by hand.</summary>
public sealed class TierEdgeTests
{
    [Theory]
    // Usage in whole ccf; 0 to 8 at 1.25, 8 to 20 at 2.75, 20 to 50 at 4.10, above at 6.00. Full tiers: 10.00, 33.00 (43.00 together), 123.00 (166.00 together).
    [InlineData("0", "0.00")]
    [InlineData("1", "1.25")]
    [InlineData("7", "8.75")]
    [InlineData("8", "10.00")]
    [InlineData("9", "12.75")]
    [InlineData("19", "40.25")]    // 10 + 11 × 2.75
    [InlineData("20", "43.00")]
    [InlineData("21", "47.10")]
    [InlineData("49", "161.90")]   // 43 + 29 × 4.10
    [InlineData("50", "166.00")]
    [InlineData("51", "172.00")]
    [InlineData("5000", "29866.00")] // 166 + 4950 × 6
    public void In_whole_units(string usage, string amount) => Costs("8", "20", "50", usage, amount);

    [Theory]
    // The same prices; 0 to 8.5, to 20.2, to 50.1. Full tiers: 10.625, 11.7 × 2.75 = 32.175 (42.80 together), 29.9 × 4.10 = 122.59 (165.39 together).
    [InlineData("0", "0.00")]
    [InlineData("0.1", "0.13")]    // 0.125
    [InlineData("8.4", "10.50")]
    [InlineData("8.5", "10.63")]   // 10.625
    [InlineData("8.6", "10.90")]   // 10.625 + 0.275
    [InlineData("20.1", "42.53")]  // 10.625 + 11.6 × 2.75 = 42.525
    [InlineData("20.2", "42.80")]
    [InlineData("20.3", "43.21")]
    [InlineData("50.0", "164.98")] // 42.80 + 29.8 × 4.10
    [InlineData("50.1", "165.39")]
    [InlineData("50.2", "165.99")]
    [InlineData("1050.1", "6165.39")]
    public void In_tenths(string usage, string amount) => Costs("8.5", "20.2", "50.1", usage, amount);

    [Theory]
    // The same prices; 0 to 2.618, to 7.481, to 18.7. Full tiers: 3.2725, 4.863 × 2.75 = 13.37325 (16.64575 together), 11.219 × 4.10 = 45.9979 (62.64365 together).
    [InlineData("0", "0.00")]
    [InlineData("0.001", "0.00")]
    [InlineData("0.004", "0.01")]  // 0.005
    [InlineData("2.617", "3.27")]  // 3.27125
    [InlineData("2.618", "3.27")]  // 3.2725
    [InlineData("2.619", "3.28")]  // 3.2725 + 0.00275 = 3.27525
    [InlineData("7.480", "16.64")] // 16.64575 − 0.00275 = 16.643
    [InlineData("7.481", "16.65")] // 16.64575
    [InlineData("7.482", "16.65")] // 16.64985
    [InlineData("18.699", "62.64")] // 62.63955
    [InlineData("18.700", "62.64")] // 62.64365
    [InlineData("18.701", "62.65")] // 62.64965
    [InlineData("999.999", "5950.44")] // 62.64365 + 981.299 × 6 = 5950.43765
    public void In_thousandths(string usage, string amount) => Costs("2.618", "7.481", "18.7", usage, amount);

    [Fact]
    public void An_edge_of_more_than_three_decimals_is_kept_as_it_is_written()
    {
        // 0.0625 × 80 = 5.00; 1 − 0.0625 = 0.9375 × 800 = 750.00. Cut to 0.063 it would be 5.04 + 749.60.
        var tariff = Documents.Compile(Documents.Water(Documents.Component("use", """ "kind": "usage", "tiers": [ { "from": 0, "to": 0.0625, "price": 80 }, { "from": 0.0625, "price": 800 } ] """)));
        Amount(tariff, 1m).ShouldBe(755.00m);
    }

    private static void Costs(string first, string second, string third, string usage, string amount)
    {
        var tariff = Documents.Compile(Documents.Water(Documents.Component("use", $$"""
            "kind": "usage", "tiers": [
              { "from": 0, "to": {{first}}, "price": 1.25 }, { "from": {{first}}, "to": {{second}}, "price": 2.75 },
              { "from": {{second}}, "to": {{third}}, "price": 4.10 }, { "from": {{third}}, "price": 6.00 } ]
            """)));
        Amount(tariff, decimal.Parse(usage, CultureInfo.InvariantCulture)).ShouldBe(decimal.Parse(amount, CultureInfo.InvariantCulture));
    }

    private static decimal Amount(CompiledTariff tariff, decimal usage)
    {
        var lines = new List<RatedLine>();
        tariff.Rate(new RatingInput { From = new(2026, 3, 1), To = new(2026, 5, 1), BillDate = new(2026, 5, 1), Agreements = [new RatingAgreement { Service = "water", Usage = usage }] }, lines).ShouldBeNull();
        var line = lines.ShouldHaveSingleItem();
        line.Steps.Where(s => s.Kind == StepKind.Charge).Sum(s => s.Quantity).ShouldBe(usage);
        LineArithmetic.Recompute(line).ShouldBe(line.Amount);
        return line.Amount;
    }
}

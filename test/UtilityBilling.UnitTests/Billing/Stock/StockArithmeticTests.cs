using Shouldly;
using UtilityBilling.Billing.Stock;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.Stock;

/// <summary>Prices by the thousand and orders, by hand.</summary>
public sealed class StockArithmeticTests
{
    [Theory]
    [InlineData(24.50, 500, 49.00)]
    [InlineData(45.00, 1000, 45.00)]
    [InlineData(18.99, 250, 75.96)]
    // 10.00 / 3,000 × 1,000 = 3.3333…
    [InlineData(10.00, 3000, 3.33)]
    // 0.05 / 4 × 1,000 = 12.5
    [InlineData(0.05, 4, 12.50)]
    public void A_price_by_the_thousand_compares_units_of_any_size(decimal price, int pieces, decimal expected) => StockArithmetic.PerThousand(price, pieces).ShouldBe(expected);

    [Theory]
    // 4,200 left of a level of 5,000: the usual order of 10 boxes of 500 brings 9,200.
    [InlineData(4200, 5000, 500, 10, 10)]
    // 200 left: one box brings 700, ten are needed: 801 missing more than nine boxes hold (4,700), ten hold 5,200.
    [InlineData(200, 5000, 500, 2, 10)]
    // Exactly at the level: one more piece than the level is wanted, so at least one box.
    [InlineData(5000, 5000, 500, 1, 1)]
    // More was used than was ever entered: 5,301 missing are eleven boxes.
    [InlineData(-300, 5000, 500, 2, 11)]
    public void An_order_brings_the_stock_above_its_level(long onHand, int level, int perUnit, int usual, int expected) => StockArithmetic.UnitsToOrder(onHand, level, perUnit, usual).ShouldBe(expected);

    [Fact]
    public void The_newest_quote_of_each_vendor_counts_and_the_sooner_delivered_of_equal_ones_stands_first()
    {
        var quotes = new[] { Quote("Acme", 24.50m, 500, 10, 1), Quote("Acme", 30.00m, 500, 10, 5), Quote("Best", 48.00m, 1000, 7, 2), Quote("acme ltd", 24.00m, 500, 3, 2) };
        StockArithmetic.Newest(quotes).Select(q => (q.Vendor, q.PricePerUnit)).ShouldBe([("acme ltd", 24.00m), ("Best", 48.00m), ("Acme", 30.00m)]);
        StockArithmetic.VendorUnits(5000, 2400).ShouldBe(3);
        StockArithmetic.VendorUnits(4800, 2400).ShouldBe(2);
    }

    private static VendorPrice Quote(string vendor, decimal price, int pieces, int lead, int day) => new()
    {
        Id = new Guid(day, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)lead]), ItemId = Guid.Empty, Vendor = vendor, PricePerUnit = price, PiecesPerUnit = pieces, LeadDays = lead, QuotedOn = new(2026, 3, day), EnteredByName = "x", EnteredAt = DateTimeOffset.UnixEpoch,
    };
}

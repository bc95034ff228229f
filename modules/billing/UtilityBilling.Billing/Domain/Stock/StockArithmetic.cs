namespace UtilityBilling.Billing.Stock;

/// <summary>Prices by the thousand, and how much to order.</summary>
internal static class StockArithmetic
{
    /// <summary>Dollars for 1,000 pieces, in cents, half away from zero.</summary>
    public static decimal PerThousand(decimal pricePerUnit, int piecesPerUnit) => decimal.Round(pricePerUnit * 1000m / piecesPerUnit, 2, MidpointRounding.AwayFromZero);

    /// <summary>The usual order, or as many more units as it takes to come above the level.</summary>
    public static int UnitsToOrder(long onHand, int level, int piecesPerUnit, int usual)
    {
        var missing = level + 1 - onHand;
        return (int)Math.Max(usual, missing <= 0 ? 0 : (missing + piecesPerUnit - 1) / piecesPerUnit);
    }

    /// <summary>A vendor's units that hold so many pieces.</summary>
    public static int VendorUnits(int pieces, int piecesPerUnit) => (pieces + piecesPerUnit - 1) / piecesPerUnit;

    /// <summary>The vendors' newest quotes, the cheapest piece first; of equal ones the sooner delivered.</summary>
    public static List<VendorPrice> Newest(IEnumerable<VendorPrice> quotes) =>
        [.. quotes.GroupBy(q => q.Vendor, StringComparer.OrdinalIgnoreCase).Select(g => g.OrderByDescending(q => q.QuotedOn).ThenByDescending(q => q.EnteredAt).First())
            .OrderBy(q => q.PricePerUnit / q.PiecesPerUnit).ThenBy(q => q.LeadDays).ThenBy(q => q.Vendor, StringComparer.Ordinal)];
}

namespace UtilityBilling.Billing.Postage;

/// <summary>The prices of a mailing day.</summary>
internal sealed class PostageTable
{
    private readonly Dictionary<SortLevel, List<(decimal UpTo, decimal Price)>> _steps;

    /// <param name="rates">All that the town has entered.</param>
    /// <param name="day">Of each level the prices of its latest day up to this one count.</param>
    public PostageTable(IEnumerable<(SortLevel Level, DateOnly From, decimal UpToOunces, decimal Price)> rates, DateOnly day) =>
        _steps = rates.Where(r => r.From <= day).GroupBy(r => r.Level)
            .ToDictionary(g => g.Key, g => g.Where(r => r.From == g.Max(x => x.From)).OrderBy(r => r.UpToOunces).Select(r => (r.UpToOunces, r.Price)).ToList());

    /// <summary>The price of a letter of that weight; empty when it is heavier than every step, or none is entered.</summary>
    public decimal? Price(SortLevel level, decimal ounces)
    {
        foreach (var (upTo, price) in _steps.GetValueOrDefault(level) ?? [])
            if (ounces <= upTo)
                return price;
        return null;
    }
}

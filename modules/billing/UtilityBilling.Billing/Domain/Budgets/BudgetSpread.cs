namespace UtilityBilling.Billing.Budgets;

/// <summary>Spreads what a bill asks over the parts that it is made of.</summary>
internal static class BudgetSpread
{
    private const decimal Cent = 0.01m;

    /// <summary>
    /// By the weight of the parts, in whole cents that sum to the amount: cents left over go where the most was cut off, to the earlier part of equals. No part gets
    /// nothing, since a charge must be left for what belongs to others in it.
    /// </summary>
    /// <param name="amount">In whole cents, at least one for each part.</param>
    /// <param name="weights">All above zero.</param>
    public static IReadOnlyList<decimal> Of(decimal amount, IReadOnlyList<decimal> weights)
    {
        if (weights.Any(w => w <= 0) || amount < weights.Count * Cent)
            throw new ArgumentException("Each part needs a weight above zero and a cent of the amount.", nameof(amount));
        var whole = weights.Sum();
        var exact = weights.Select(w => amount * w / whole).ToList();
        var shares = exact.ConvertAll(e => Math.Floor(e / Cent) * Cent);
        var left = (int)Math.Round((amount - shares.Sum()) / Cent);
        foreach (var i in Enumerable.Range(0, shares.Count).OrderByDescending(i => exact[i] - shares[i]).ThenBy(i => i).Take(left))
            shares[i] += Cent;
        foreach (var i in Enumerable.Range(0, shares.Count).Where(i => shares[i] == 0))
        {
            shares[shares.IndexOf(shares.Max())] -= Cent;
            shares[i] = Cent;
        }
        return shares;
    }
}

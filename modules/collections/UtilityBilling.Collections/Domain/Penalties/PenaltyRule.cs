using System.Globalization;

namespace UtilityBilling.Collections.Penalties;

/// <summary>The town's rule on a day: a flat amount or a percentage of the unpaid current part, after grace days, above a smallest debt.</summary>
/// <param name="IsPercent">Percent instead of flat.</param>
/// <param name="Rate">Percent, or the flat amount in the town's currency.</param>
/// <param name="GraceDays">Days after the due date on which no penalty is charged yet.</param>
/// <param name="MinimumUnpaid">An unpaid part below this gets no penalty.</param>
internal sealed record PenaltyRule(bool IsPercent, decimal Rate, int GraceDays, decimal MinimumUnpaid)
{
    /// <summary>Bills due on an earlier day than this may be penalised today.</summary>
    public DateOnly DueBefore(DateOnly today) => today.AddDays(-GraceDays);

    /// <summary>The penalty on an unpaid part, in cents half away from zero; never more than the part itself. Zero below the smallest debt.</summary>
    public decimal AmountOn(decimal unpaid)
    {
        if (unpaid <= 0 || unpaid < MinimumUnpaid)
            return 0m;
        var amount = IsPercent ? Math.Round(unpaid * Rate / 100m, 2, MidpointRounding.AwayFromZero) : Rate;
        return Math.Min(amount, unpaid);
    }

    /// <summary>Splits a penalty over what is unpaid of each charge in proportion; the largest takes the cents that rounding leaves.</summary>
    public static IReadOnlyList<decimal> Split(decimal penalty, IReadOnlyList<decimal> unpaid)
    {
        var total = unpaid.Sum();
        var parts = unpaid.Select(u => Math.Round(penalty * u / total, 2, MidpointRounding.ToZero)).ToList();
        var largest = 0;
        for (var i = 1; i < unpaid.Count; i++)
            if (unpaid[i] > unpaid[largest])
                largest = i;
        parts[largest] += penalty - parts.Sum();
        return parts;
    }

    public string Describe() => IsPercent
        ? string.Create(CultureInfo.InvariantCulture, $"{Rate:0.####} % of the unpaid current part, {GraceDays} days of grace")
        : string.Create(CultureInfo.InvariantCulture, $"{Rate:0.00} flat, {GraceDays} days of grace");
}

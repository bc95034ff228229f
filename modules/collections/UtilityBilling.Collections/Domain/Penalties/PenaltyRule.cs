using System.Globalization;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Collections.Penalties;

/// <summary>The town's rule on a day: a fee of the adopted fee schedule on the unpaid current part, after grace days, above a smallest debt.</summary>
/// <param name="Fee">The fee in force on the day.</param>
/// <param name="GraceDays">Days after the due date on which no penalty is charged yet.</param>
/// <param name="MinimumUnpaid">An unpaid part below this gets no penalty.</param>
internal sealed record PenaltyRule(AdoptedFee Fee, int GraceDays, decimal MinimumUnpaid)
{
    /// <summary>Bills due on an earlier day than this may be penalised today.</summary>
    public DateOnly DueBefore(DateOnly today) => today.AddDays(-GraceDays);

    /// <summary>The penalty on an unpaid part, in cents; never more than the part itself. Zero below the smallest debt.</summary>
    public decimal AmountOn(decimal unpaid) => unpaid <= 0 || unpaid < MinimumUnpaid ? 0m : Math.Min(Fee.On(unpaid), unpaid);

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

    /// <summary>What is kept with the penalty: which fee of which tariff.</summary>
    public string Describe() => string.Create(CultureInfo.InvariantCulture, $"{Fee.Fee} ({Fee.Tariff}, {Fee.Ordinance}), {GraceDays} days of grace");
}

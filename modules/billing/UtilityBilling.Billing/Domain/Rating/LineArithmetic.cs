using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Works out a step from what is written in it and nothing else: the engine uses it to charge, and anyone may use it to check a bill years later.</summary>
public static class LineArithmetic
{
    /// <summary>The step's amount, after steps that sum to <paramref name="sumSoFar"/>.</summary>
    public static decimal AmountOf(RatedStep step, decimal sumSoFar)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Kind switch
        {
            StepKind.Charge => Rounded(step, ByDays(step, Timed(step, step.Quantity * step.Price))),
            StepKind.Percent => Rounded(step, Clean(step.Quantity * step.Price / 100m)),
            StepKind.PercentOff => -Rounded(step, ByDays(step, step.Quantity * step.Price / 100m)),
            StepKind.AmountOff => -Math.Min(Math.Max(step.Quantity, 0m), ByDays(step, Timed(step, step.Price))),
            StepKind.AtLeast => Math.Max(0m, ByDays(step, step.Price) - step.Quantity - sumSoFar),
            StepKind.AtMost => -Math.Max(0m, step.Quantity + sumSoFar - ByDays(step, step.Price)),
            StepKind.Multiply => Clean(sumSoFar * (step.Quantity - 1m)),
            StepKind.Round when step.Rounding is { } rule => RoundingOf(rule, step.Before, sumSoFar),
            _ => 0m,
        };
    }

    /// <summary>The line's amount worked out anew from its steps.</summary>
    public static decimal Recompute(RatedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var sum = 0m;
        foreach (var step in line.Steps)
            sum += AmountOf(step, sum);
        return sum;
    }

    /// <summary>What rounding adds to a sum when <paramref name="before"/> was rounded and charged already.</summary>
    internal static decimal RoundingOf(RoundingRule rule, decimal before, decimal sum) =>
        before == 0m ? rule.Apply(sum) - sum : rule.Apply(before + sum) - rule.Apply(before) - sum;

    internal static decimal Timed(RatedStep step, decimal amount)
    {
        var timed = step.Times is { } times ? amount * times : amount;
        return step.Per == PricePeriod.Year ? timed / 12m : timed;
    }

    private static decimal ByDays(RatedStep step, decimal amount) => Clean(step is { Days: { } days, OfDays: { } of } ? amount * days / of : amount);

    // Twelve decimals are kept: enough that nothing is lost of a price times a usage, few enough that sums of steps stay exact.
    private static decimal Clean(decimal amount) => amount.Scale > 12 ? Math.Round(amount, 12) : amount;

    private static decimal Rounded(RatedStep step, decimal amount) => step.Rounding?.Apply(amount) ?? amount;
}

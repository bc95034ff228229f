namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>One bar of a chart.</summary>
/// <param name="Label">Short words under the bar, for example <c>Nov</c>.</param>
/// <param name="Value">The bar's height, in the chart's unit.</param>
/// <param name="Note">A word for a bar that differs, for example <c>est.</c>; such a bar is hatched and says the word.</param>
/// <param name="LongLabel">The words in the table, for example <c>November 2026</c>.</param>
public sealed record ChartBar(string Label, decimal Value, string? Note = null, string? LongLabel = null);

/// <summary>The arithmetic of a bar chart in whole units of its drawing.</summary>
internal static class ChartScale
{
    /// <summary>The top of the axis: the smallest of 1, 2, 2.5, 5 times a power of ten, four steps of which hold the largest value.</summary>
    public static decimal Step(decimal largest, int steps)
    {
        if (largest <= 0)
            return 1;
        var power = 1m;
        while (power * 10 * steps <= largest)
            power *= 10;
        while (power * steps > largest * 10)
            power /= 10;
        foreach (var factor in (decimal[])[1m, 2m, 2.5m, 5m, 10m])
            if (factor * power * steps >= largest)
                return factor * power;
        return 20 * power;
    }
}

using System.Globalization;
using System.Text;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Renders a line's steps as words, in English or Spanish, always from the same steps that made the amount.</summary>
public static class LineExplanation
{
    /// <param name="withUnit">With the billing unit (<c>10 ccf at 3.51</c>), or bare as <c>ub tariff quote</c> prints (<c>10 at 3.51</c>).</param>
    public static string Of(RatedLine line, string language, bool withUnit)
    {
        ArgumentNullException.ThrowIfNull(line);
        var words = language == "es" ? Words.Spanish : Words.English;
        var text = new StringBuilder();
        foreach (var step in line.Steps)
        {
            var part = Step(line, step, words, withUnit);
            if (part.Length == 0)
                continue;
            if (text.Length > 0)
                text.Append("; ");
            text.Append(part);
        }

        return text.ToString();
    }

    private static string Step(RatedLine line, RatedStep step, Words words, bool withUnit) => step.Kind switch
    {
        StepKind.Charge => Charge(line, step, words, withUnit),
        StepKind.Percent => $"{Figure(step.Price)} % {words.Of} {Money(step.Quantity)}",
        StepKind.PercentOff => $"{words.Less} {Figure(step.Price)} % {words.Of} {Money(step.Quantity)}{Days(step, words)}",
        StepKind.AmountOff => $"{words.Less} {(step.Times is { } times ? $"{Figure(times)} × " : "")}{Money(step.Price)}{Days(step, words)}",
        StepKind.AtLeast => $"{words.RaisedTo} {Money(step.Price)}{Days(step, words)}",
        StepKind.AtMost => $"{words.LoweredTo} {Money(step.Price)}{Days(step, words)}",
        StepKind.Multiply => $"{words.Times} {Figure(step.Quantity)}",
        StepKind.Derive => Derived(step, words),
        _ => "",
    };

    private static string Charge(RatedLine line, RatedStep step, Words words, bool withUnit)
    {
        var unit = withUnit && line.Unit is not null ? $" {line.Unit}" : "";
        var times = step.Times is { } count ? (withUnit ? $"{Figure(count)} {words.Period(step.Per)}" : Figure(count)) : "";
        var quantity = step.Times is null ? $"{Figure(step.Quantity)}{unit}" : step.Quantity == 1m ? times : $"{Figure(step.Quantity)} × {times}";
        var yearly = step.Per == PricePeriod.Year ? " / 12" : "";
        var basis = step.BasePrice is { } before ? $" ({words.InsteadOf} {Money(before)})" : "";
        var included = step.What is null ? "" : $" ({words.Included})";
        return $"{quantity} {words.At} {Money(step.Price)}{yearly}{basis}{included}{Days(step, words)}";
    }

    private static string Derived(RatedStep step, Words words)
    {
        var from = string.Join(", ", (step.Values ?? []).Select(Figure));
        var result = Figure(step.Quantity);
        return step.What switch
        {
            "average" => $"{words.Average} {from} = {result}",
            "default" => $"{words.Default} {result}",
            "floor" or "minimum" => $"{from} {words.RaisedTo} {result}",
            "cap" or "maximum" => $"{from} {words.LoweredTo} {result}",
            "lesser" => $"{words.Lesser} {from} = {result}",
            "share" => $"{Figure(step.Values![0])} × {Figure(step.Values[1])} = {result}",
            "rounded" => $"{from} {words.Rounded} {result}",
            "product" => $"{string.Join(" × ", (step.Values ?? []).Select(Figure))}{Divided(step)} → {result}",
            "sum" => $"{string.Join(" + ", (step.Values ?? []).Select(Figure))}{Divided(step)} → {result}",
            "difference" => $"{string.Join(" − ", (step.Values ?? []).Select(Figure))}{Divided(step)} → {result}",
            "days" => $"{Figure(step.Values![0])} × {Figure(step.Values[1])}/{Figure(step.Values[2])} {words.DayWord} = {result}",
            "converted" => $"{from} → {result}",
            _ => $"{from}{Divided(step)} → {result}",
        };
    }

    private static string Divided(RatedStep step) => step.Price == 1m ? "" : $" / {Figure(step.Price)}";

    private static string Days(RatedStep step, Words words) => step.Days is null ? "" : $" × {step.Days}/{step.OfDays} {words.DayWord}";

    private static string Figure(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);

    private static string Money(decimal value) => value.ToString("0.00####", CultureInfo.InvariantCulture);

    private sealed record Words(string At, string Of, string Less, string RaisedTo, string LoweredTo, string Times, string InsteadOf, string Included, string Average, string Default, string Lesser, string Rounded, string DayWord, string Months)
    {
        public static Words English { get; } = new("at", "of", "less", "raised to", "lowered to", "times", "instead of", "included", "average of", "no winter reads: set to", "lesser of", "rounded to", "days", "months");

        public static Words Spanish { get; } = new("a", "de", "menos", "elevado a", "reducido a", "por", "en vez de", "incluido", "promedio de", "sin lecturas de invierno: se fija en", "el menor de", "redondeado a", "días", "meses");

        public string Period(PricePeriod per) => per == PricePeriod.Day ? DayWord : Months;
    }
}

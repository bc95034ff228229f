using System.Globalization;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>What is known of one agreement while it is rated. Asking for something unknown leaves a refusal that names it.</summary>
internal sealed class AgreementScope(RatingInput input, RatingAgreement agreement)
{
    public RatingInput Input => input;
    public RatingAgreement Agreement => agreement;
    public DateOnly From { get; } = agreement.From is { } own && own > input.From ? own : input.From;
    public DateOnly To { get; } = agreement.To is { } own && own < input.To ? own : input.To;
    public int Days => To.DayNumber - From.DayNumber;
    public RatingRefusal? Refusal { get; private set; }

    public void Refuse(string reason, params ReadOnlySpan<(string, string)> values) => Refusal ??= RatingRefusal.Because(reason, [("service", agreement.Service), .. values]);

    public void RefuseFact(string fact) => Refuse("factMissing", ("fact", fact));

    public FactValue? Fact(string name)
    {
        if (agreement.Facts is { } own && own.TryGetValue(name, out var value))
            return value;
        return input.Facts is { } shared && shared.TryGetValue(name, out value) ? value : null;
    }

    public decimal? NumberFact(string name)
    {
        if (Fact(name) is not { } fact)
        {
            RefuseFact(name);
            return null;
        }

        if (fact.Number is >= 0m)
            return fact.Number;
        Refuse("factNotANumber", ("fact", name), ("value", fact.Text ?? ""));
        return null;
    }

    public bool Holds(Condition condition)
    {
        if (condition.Classes.Count > 0 && !Named(condition.Classes, agreement.Class, "class"))
            return false;
        if (condition.MeterSizes.Count > 0 && !Named(condition.MeterSizes, agreement.MeterSize, "meterSize"))
            return false;
        if (condition.Discounts.Count > 0 && !EnrolledInAny(condition.Discounts))
            return false;
        foreach (var test in condition.Facts)
            if (!Named(test.Is, Fact(test.Fact)?.Text, test.Fact))
                return false;
        return true;
    }

    public bool EnrolledInAny(IReadOnlyList<string> programmes)
    {
        if (agreement.Discounts is not { } enrolled)
        {
            RefuseFact("discounts");
            return false;
        }

        foreach (var programme in programmes)
            if (IsEnrolled(enrolled, programme))
                return true;
        return false;
    }

    /// <summary>Whether a programme holds on the last day of the agreement's part of the bill.</summary>
    public bool IsEnrolled(IReadOnlyList<Enrolled> enrolled, string programme) => IsEnrolled(enrolled, programme, To.AddDays(-1));

    private static bool IsEnrolled(IReadOnlyList<Enrolled> enrolled, string programme, DateOnly day)
    {
        for (var i = 0; i < enrolled.Count; i++)
            if (enrolled[i].Programme == programme && enrolled[i].Holds(day))
                return true;
        return false;
    }

    /// <summary>How many days of a charge a programme holds; empty with a refusal when enrolments are not known.</summary>
    public int EnrolledDays(string programme, ChargedDays days)
    {
        if (agreement.Discounts is not { } enrolled)
        {
            RefuseFact("discounts");
            return 0;
        }

        var sum = 0;
        for (var day = days.From; day < days.To; day = day.AddDays(1))
            sum += IsEnrolled(enrolled, programme, day) ? 1 : 0;
        return sum;
    }

    private bool Named(IReadOnlyList<string> values, string? value, string fact)
    {
        if (value is not null)
            return Contains(values, value);
        RefuseFact(fact);
        return false;
    }

    private static bool Contains(IReadOnlyList<string> values, string value)
    {
        for (var i = 0; i < values.Count; i++)
            if (values[i] == value)
                return true;
        return false;
    }

    public static string Figure(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);
}

using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Finds the volume that a usage charge bills: usage, last winter's average, or the lesser, with share, steps and limits; and writes down how.</summary>
internal sealed class BilledQuantity(ChargeScope scope, List<RatedStep> steps)
{
    private readonly TariffComponent _component = scope.Charge.Component;

    public decimal? Find()
    {
        var quantity = _component.Quantity switch
        {
            QuantityBasis.Usage => Usage(),
            QuantityBasis.WinterAverage => WinterAverage(),
            QuantityBasis.Count => Counted(),
            _ => WinterAverage() is { } average && Usage() is { } usage ? Lesser(usage, average) : null,
        };
        if (quantity is not { } found)
            return null;
        if (scope.Figure(_component.Share) is { } share and not 1m)
            found = Derived("share", found * share, [found, share]);
        if (Limit(_component.MinimumQuantity) is { } least && found < least)
            found = Derived("minimum", least, [found]);
        if (Limit(_component.MaximumQuantity) is { } most && found > most)
            found = Derived("maximum", most, [found]);
        return scope.Refusal is null ? found : null;
    }

    /// <summary>A count; in a short period, and where a rate change splits the bill, the days' share of it.</summary>
    private decimal? Counted()
    {
        var unit = new UnitCount(scope, steps);
        var days = scope.Days;
        if (unit.Of(_component.QuantityCount!) is not { } count)
            return null;
        var part = days.Fraction(_component.Proration, ProrationScope.Fixed);
        return part.IsWhole || unit.FollowsDays ? count : Derived("days", Part(count, days.Before(_component.Proration, ProrationScope.Fixed), part), [count, part.Days, part.Of]);
    }

    private decimal? Limit(Choice<TariffVolume>? choice)
    {
        if (choice is null || scope.Pick(choice) is not { } volume)
            return null;
        return volume.Count is { } count
            ? UnitCount.Volume(scope, steps, count, ProrationScope.Limits)
            : scope.Days.Fraction(_component.Proration, ProrationScope.Limits).Take(volume.Figure!.Amount);
    }

    private decimal? Usage()
    {
        if (scope.Registered() is not { } usage)
            return null;
        if (scope.IsConverted)
            Derived("converted", usage, [scope.Borrowed(1m) ?? 0m]);
        if (scope.Charge.Service.UsageRounding is { } step && step.Apply(usage) is var rounded && rounded != usage)
            usage = Derived("rounded", rounded, [usage]);
        var days = scope.Days;
        return days.OfAgreement.IsWhole ? usage : Derived("days", Part(usage, days.BeforeOfAgreement, days.OfAgreement), [usage, days.Count, days.OfAgreement.Of]);
    }

    private decimal? WinterAverage()
    {
        var averaging = new WinterAveraging(scope, steps);
        if (averaging.Average() is not { } average)
            return null;
        var found = averaging.Limited(average);
        var days = scope.Days;
        var fraction = days.Fraction(_component.Proration, ProrationScope.WinterAverage);
        return fraction.IsWhole ? found : Derived("days", Part(found, days.Before(_component.Proration, ProrationScope.WinterAverage), fraction), [found, fraction.Days, fraction.Of]);
    }

    private decimal Lesser(decimal usage, decimal average) => Derived("lesser", Math.Min(usage, average), [usage, average]);

    private decimal Derived(string what, decimal quantity, decimal[] from)
    {
        steps.Add(new RatedStep { Kind = StepKind.Derive, What = what, Quantity = quantity, Values = from });
        return quantity;
    }

    // Parts are differences of rounded running totals, so that they sum to the whole usage.
    private static decimal Part(decimal quantity, DayFraction before, DayFraction part) =>
        new DayFraction(before.Days + part.Days, part.Of).Take(quantity) - new DayFraction(before.Days, part.Of).Take(quantity);
}

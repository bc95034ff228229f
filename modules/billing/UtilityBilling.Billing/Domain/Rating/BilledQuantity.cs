using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Finds the volume that a usage charge bills: usage, last winter's average, or the lesser, with share, steps and limits; and writes down how.</summary>
internal sealed class BilledQuantity(ChargeScope scope, List<RatedStep> steps)
{
    private const string WinterAverageFact = "winterAverage";
    private const string WinterUsageFact = "winterUsage";
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
        if (Figure(_component.Share) is { } share and not 1m)
            found = Derived("share", found * share, [found, share]);
        if (Limit(_component.MinimumQuantity) is { } least && found < least)
            found = Derived("minimum", least, [found]);
        if (Limit(_component.MaximumQuantity) is { } most && found > most)
            found = Derived("maximum", most, [found]);
        return scope.Refusal is null ? found : null;
    }

    /// <summary>A count; where a rate change splits the bill, each part's days' share of it.</summary>
    private decimal? Counted()
    {
        var unit = new UnitCount(scope, steps);
        var days = scope.Days;
        if (unit.Of(_component.QuantityCount!) is not { } count)
            return null;
        return days.OfAgreement.IsWhole || unit.FollowsDays ? count : Derived("days", Part(count, days.BeforeOfAgreement, days.OfAgreement), [count, days.Count, days.OfAgreement.Of]);
    }

    private decimal? Figure(Choice<TariffPrice>? choice) => choice is null ? null : scope.Pick(choice)?.Amount;

    private decimal? Limit(Choice<TariffPrice>? choice) => Figure(choice) is { } quantity ? scope.Days.Fraction(_component.Proration, ProrationScope.Limits).Take(quantity) : null;

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
        var rule = scope.Charge.Service.WinterAverage!;
        var average = scope.Agreement.Fact(WinterAverageFact) is not null ? scope.Number(WinterAverageFact) : Averaged(rule);
        if (average is not { } found)
            return null;
        if (Figure(rule.Floor) is { } floor && found < floor)
            found = Derived("floor", floor, [found]);
        if (Figure(rule.Cap) is { } cap && found > cap)
            found = Derived("cap", cap, [found]);
        var days = scope.Days;
        var fraction = days.Fraction(_component.Proration, ProrationScope.WinterAverage);
        return fraction.IsWhole ? found : Derived("days", Part(found, days.Before(_component.Proration, ProrationScope.WinterAverage), fraction), [found, fraction.Days, fraction.Of]);
    }

    private decimal? Averaged(WinterAverageRule rule)
    {
        if (scope.Agreement.Fact(WinterUsageFact) is not { } fact)
        {
            scope.Agreement.RefuseFact(WinterAverageFact);
            return null;
        }

        var reads = fact.Numbers ?? (fact.Number is { } single ? [single] : null);
        if (reads is null || reads.Any(r => r < 0m))
        {
            scope.Agreement.Refuse("factNotANumber", ("fact", WinterUsageFact), ("value", fact.Text ?? string.Join(", ", (reads ?? []).Select(AgreementScope.Figure))));
            return null;
        }

        if (reads.Count < rule.MinimumReads)
            return Defaulted(rule, reads.Count);
        var kept = reads.Order().Skip(rule.DropLowest).SkipLast(rule.DropHighest).ToArray();
        var average = rule.Rounding.Apply(kept.Sum() / kept.Length);
        steps.Add(new RatedStep { Kind = StepKind.Derive, What = "average", Values = kept, Rounding = rule.Rounding, Quantity = average });
        return average;
    }

    private decimal? Defaulted(WinterAverageRule rule, int reads)
    {
        if (rule.Default is null)
        {
            scope.Agreement.Refuse("tooFewReads", ("value", AgreementScope.Figure(reads)), ("needed", AgreementScope.Figure(rule.MinimumReads)));
            return null;
        }

        return scope.Pick(rule.Default) is { } price ? Derived("default", price.Amount, []) : null;
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

using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Finds the volume that a usage charge bills: usage, last winter's average, or the lesser, with share, steps and limits; and writes down how.</summary>
internal sealed class BilledQuantity(PlannedCharge charge, AgreementScope scope, ChargedDays days, List<RatedStep> steps)
{
    private const string WinterAverageFact = "winterAverage";
    private const string WinterUsageFact = "winterUsage";
    private readonly TariffComponent _component = charge.Component;

    public decimal? Find()
    {
        var quantity = _component.Quantity switch
        {
            QuantityBasis.Usage => Usage(),
            QuantityBasis.WinterAverage => WinterAverage(),
            _ => WinterAverage() is { } average && Usage() is { } usage ? Lesser(usage, average) : null,
        };
        if (quantity is not { } found)
            return null;
        if (_component.Share != 1m)
            found = Derived("share", found * _component.Share, [found, _component.Share]);
        if (_component.MinimumQuantity is { } least && found < Limit(least))
            found = Derived("minimum", Limit(least), [found]);
        if (_component.MaximumQuantity is { } most && found > Limit(most))
            found = Derived("maximum", Limit(most), [found]);
        return found;
    }

    private decimal Limit(decimal quantity) => Thousandths(days.Fraction(_component.Proration, ProrationScope.Limits).Take(quantity));

    private decimal? Usage()
    {
        if (Registered() is not { } usage)
            return null;
        if (charge.Service.UsageRounding is { } step && step.Apply(usage) is var rounded && rounded != usage)
            usage = Derived("rounded", rounded, [usage]);
        return days.OfAgreement.IsWhole ? usage : Derived("days", Part(usage, days.BeforeOfAgreement, days.OfAgreement), [usage, days.Count, days.OfAgreement.Of]);
    }

    private decimal? Registered()
    {
        if (scope.Agreement.Usage is { } own)
            return own;
        decimal? usage = null;
        if (charge.Service.UsageFrom is { } source)
            foreach (var agreement in scope.Input.Agreements)
                if (agreement.Service == source && agreement.Usage is { } other)
                    usage = (usage ?? 0m) + other;
        if (usage is null)
            scope.RefuseFact($"{AgreementScope.UsageFact}.{charge.Service.UsageFrom ?? charge.Service.Id}");
        return usage;
    }

    private decimal? WinterAverage()
    {
        var rule = charge.Service.WinterAverage!;
        var average = scope.Fact(WinterAverageFact) is not null ? scope.NumberFact(WinterAverageFact) : Averaged(rule);
        if (average is not { } found)
            return null;
        if (found < rule.Floor)
            found = Derived("floor", rule.Floor.Value, [found]);
        if (found > rule.Cap)
            found = Derived("cap", rule.Cap.Value, [found]);
        var fraction = days.Fraction(_component.Proration, ProrationScope.WinterAverage);
        return fraction.IsWhole ? found : Derived("days", Part(found, days.Before(_component.Proration, ProrationScope.WinterAverage), fraction), [found, fraction.Days, fraction.Of]);
    }

    private decimal? Averaged(WinterAverageRule rule)
    {
        if (scope.Fact(WinterUsageFact) is not { } fact)
        {
            scope.RefuseFact(WinterAverageFact);
            return null;
        }

        var reads = fact.Numbers ?? (fact.Number is { } single ? [single] : null);
        if (reads is null || reads.Any(r => r < 0m))
        {
            scope.Refuse("factNotANumber", ("fact", WinterUsageFact), ("value", fact.Text ?? string.Join(", ", (reads ?? []).Select(AgreementScope.Figure))));
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
            scope.Refuse("tooFewReads", ("value", AgreementScope.Figure(reads)), ("needed", AgreementScope.Figure(rule.MinimumReads)));
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
        Thousandths(quantity * (before.Days + part.Days) / part.Of) - Thousandths(quantity * before.Days / part.Of);

    private static decimal Thousandths(decimal quantity) => Math.Round(quantity, 3, MidpointRounding.AwayFromZero);
}

using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Counts the units that a charge is for: dwelling units, equivalent service units, a water budget.</summary>
internal sealed class UnitCount(TableScope scope, List<RatedStep> steps)
{
    /// <summary>Whether the days are in the count: then it follows them by itself.</summary>
    public bool FollowsDays { get; private set; }

    /// <summary>A count that stands for a volume: it follows the days like <paramref name="what"/>, unless it has them in it.</summary>
    public static decimal? Volume(ChargeScope scope, List<RatedStep> steps, CountRule rule, ProrationScope what)
    {
        var unit = new UnitCount(scope, steps);
        if (unit.Of(rule) is not { } count)
            return null;
        return unit.FollowsDays ? count : scope.Days.Fraction(scope.Charge.Component.Proration, what).Take(count);
    }

    /// <summary>The count, written down where it is more than a fact as it stands; empty with a refusal left behind.</summary>
    public decimal? Of(Choice<CountRule> choice)
    {
        return scope.Pick(choice) is { } rule ? Of(rule) : null;
    }

    public decimal? Of(CountRule rule)
    {
        if (rule.Value is { } value)
            return value;
        var parts = Parts(rule);
        if (scope.Refusal is not null)
            return null;
        var (what, raw) = rule switch
        {
            { Fact: not null } => ("count", parts[0]),
            { Product.Count: > 0 } => ("product", Product(parts)),
            { Difference.Count: > 0 } => ("difference", Math.Max(0m, parts[0] - parts.Skip(1).Sum())),
            _ => ("sum", parts.Sum()),
        };
        var count = rule.DivideBy is { } size ? raw / size : raw;
        count = rule.Rounding?.Apply(count) ?? count;
        if (count < rule.Minimum)
            count = rule.Minimum.Value;
        if (count > rule.Maximum)
            count = rule.Maximum.Value;
        if (rule.Fact is null || rule.DivideBy is not null || count != raw)
            steps.Add(new RatedStep { Kind = StepKind.Derive, Fact = rule.Fact, What = what, Values = parts, Price = rule.DivideBy ?? 1m, Rounding = rule.Rounding, Quantity = count });
        return count;
    }

    private decimal[] Parts(CountRule rule)
    {
        FollowsDays |= rule.Facts.Contains(ChargeScope.DaysFact);
        if (rule.Fact is { } fact)
            return [scope.Number(fact) ?? 0m];
        if (rule.Product.Count > 0)
            return [.. rule.Product.Select(f => f.Value ?? scope.Number(f.Fact!) ?? 0m)];
        return [.. rule.Parts.Select(part => Of(part) ?? 0m)];
    }

    private static decimal Product(decimal[] factors)
    {
        var product = 1m;
        foreach (var factor in factors)
            product *= factor;
        return product;
    }
}

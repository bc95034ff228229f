using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Counts the units that a charge is for: dwelling units, equivalent service units, a water budget.</summary>
internal sealed class UnitCount(ChargeScope scope, List<RatedStep> steps)
{
    /// <summary>Whether the days are in the count: then it follows them by itself.</summary>
    public bool FollowsDays { get; private set; }

    /// <summary>The count, written down where it is more than a fact as it stands; empty with a refusal left behind.</summary>
    public decimal? Of(Choice<CountRule> choice)
    {
        if (scope.Pick(choice) is not { } rule)
            return null;
        if (rule.Value is { } value)
            return value;
        var parts = Parts(rule);
        if (scope.Refusal is not null)
            return null;
        var raw = rule.Product.Count > 0 ? Product(parts) : parts.Sum();
        var count = rule.DivideBy is { } size ? raw / size : raw;
        count = rule.Rounding?.Apply(count) ?? count;
        if (count < rule.Minimum)
            count = rule.Minimum.Value;
        if (count > rule.Maximum)
            count = rule.Maximum.Value;
        if (rule.Fact is null || rule.DivideBy is not null || count != raw)
            steps.Add(new RatedStep { Kind = StepKind.Derive, What = rule.Fact ?? (rule.Product.Count > 0 ? "product" : "sum"), Values = parts, Price = rule.DivideBy ?? 1m, Rounding = rule.Rounding, Quantity = count });
        return count;
    }

    private decimal[] Parts(CountRule rule)
    {
        FollowsDays |= rule.Fact == ChargeScope.DaysFact || rule.Product.Any(f => f.Fact == ChargeScope.DaysFact);
        if (rule.Fact is { } fact)
            return [scope.Number(fact) ?? 0m];
        if (rule.Product.Count > 0)
            return [.. rule.Product.Select(f => f.Value ?? scope.Number(f.Fact!) ?? 0m)];
        return [.. rule.Sum.Select(part => Of(part) ?? 0m)];
    }

    private static decimal Product(decimal[] factors)
    {
        var product = 1m;
        foreach (var factor in factors)
            product *= factor;
        return product;
    }
}

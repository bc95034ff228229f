using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Last winter's volume by the rule of the service's tariff: what is dropped, how it is rounded, what holds when reads are too few; then floor and cap.</summary>
internal sealed class WinterAveraging(ChargeScope scope, List<RatedStep> steps)
{
    private const string AverageFact = "winterAverage";
    private const string UsageFact = "winterUsage";
    private readonly WinterAverageRule _rule = scope.Charge.Service.WinterAverage!;

    /// <summary>The average that is known, else the one that last winter's usages make.</summary>
    public decimal? Average() => scope.Agreement.Fact(AverageFact) is not null ? scope.Number(AverageFact) : Averaged();

    /// <summary>What a bill takes of an average: never below the floor, never above the cap.</summary>
    public decimal Limited(decimal average)
    {
        if (scope.Figure(_rule.Floor) is { } floor && average < floor)
            average = Derived("floor", floor, [average]);
        if (scope.Figure(_rule.Cap) is { } cap && average > cap)
            average = Derived("cap", cap, [average]);
        return average;
    }

    private decimal? Averaged()
    {
        if (scope.Agreement.Fact(UsageFact) is not { } fact)
        {
            scope.Agreement.RefuseFact(AverageFact);
            return null;
        }

        var reads = fact.Numbers ?? (fact.Number is { } single ? [single] : null);
        if (reads is null || reads.Any(r => r < 0m))
        {
            scope.Agreement.Refuse("factNotANumber", ("fact", UsageFact), ("value", fact.Text ?? string.Join(", ", (reads ?? []).Select(AgreementScope.Figure))));
            return null;
        }

        if (reads.Count < _rule.MinimumReads)
            return Defaulted(reads.Count);
        var kept = reads.Order().Skip(_rule.DropLowest).SkipLast(_rule.DropHighest).ToArray();
        var average = _rule.Rounding.Apply(kept.Sum() / kept.Length);
        steps.Add(new RatedStep { Kind = StepKind.Derive, What = "average", Values = kept, Rounding = _rule.Rounding, Quantity = average });
        return average;
    }

    private decimal? Defaulted(int reads)
    {
        if (_rule.Default is null)
        {
            scope.Agreement.Refuse("tooFewReads", ("value", AgreementScope.Figure(reads)), ("needed", AgreementScope.Figure(_rule.MinimumReads)));
            return null;
        }

        return scope.Pick(_rule.Default) is { } price ? Derived("default", price.Amount, []) : null;
    }

    private decimal Derived(string what, decimal quantity, decimal[] from)
    {
        steps.Add(new RatedStep { Kind = StepKind.Derive, What = what, Quantity = quantity, Values = from });
        return quantity;
    }
}

using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Writes the steps of one charge of one agreement. The amounts follow from the steps.</summary>
internal sealed class ChargeRater(PlannedCharge charge, AgreementScope scope, ChargedDays days, List<RatedStep> steps)
{
    private readonly TariffComponent _component = charge.Component;

    public decimal Quantity { get; private set; } = 1m;

    /// <summary>Whether the charge of two parts of a period is the charge of the whole: then its rounding runs on from part to part.</summary>
    public bool IsLinearInDays => _component.Kind is ComponentKind.Fixed or ComponentKind.PerUnit && !_component.RoundTiers;

    /// <summary>A charge of its own; false when there is no line.</summary>
    public bool Rate()
    {
        if (_component.Kind == ComponentKind.Usage)
            return RateUsage();

        var quantity = _component.Kind == ComponentKind.PerUnit ? Count(_component.Count!) : 1m;
        if (scope.Refusal is not null || Price(_component.Price!) is not { } price)
            return false;
        Quantity = quantity;
        var step = new RatedStep { Kind = StepKind.Charge, Quantity = quantity, Per = _component.Per, Times = Times(_component.Per), Price = price.Final, BasePrice = price.Base };
        steps.Add(_component.Per == PricePeriod.Day ? Rounded(step) : Rounded(ByDays(step, ProrationScope.Fixed)));
        MultiplyLine();
        return true;
    }

    /// <summary>A charge on other charges; false when there is no line, such as a discount that the customer is not enrolled for.</summary>
    public bool RateOn(decimal onAmount)
    {
        if (_component.Kind == ComponentKind.Discount && !scope.EnrolledInAny([_component.Enrolment!]))
            return false;
        var isPercent = _component.Percent is not null;
        if (scope.Pick(isPercent ? _component.Percent! : _component.Price!) is not { } price)
            return false;

        var step = new RatedStep { Quantity = onAmount, Price = price.Amount };
        step = _component.Kind switch
        {
            ComponentKind.Percent => step with { Kind = StepKind.Percent },
            ComponentKind.Discount when isPercent => step with { Kind = StepKind.PercentOff },
            ComponentKind.Discount => ByDays(step with { Kind = StepKind.AmountOff }, ProrationScope.Fixed),
            ComponentKind.Minimum => ByDays(step with { Kind = StepKind.AtLeast }, ProrationScope.Limits),
            _ => ByDays(step with { Kind = StepKind.AtMost }, ProrationScope.Limits),
        };
        if (_component.Kind != ComponentKind.Percent && LineArithmetic.AmountOf(step, 0m) == 0m)
            return false;
        Quantity = onAmount;
        steps.Add(step);
        return true;
    }

    private bool RateUsage()
    {
        if (new BilledQuantity(charge, scope, days, steps).Find() is not { } quantity)
            return false;
        Quantity = quantity;
        var widths = _component.ScaleBy is { } scale ? Count(scale) : 1m;
        widths *= Times(_component.TierWidthsPer) ?? 1m;
        var left = quantity - Included(quantity, widths);
        if (scope.Refusal is not null)
            return false;
        if (_component.Tiers is null)
            ChargeVolume(left, _component.Price!);
        else
            ChargeTiers(left, widths);
        MultiplyLine();
        Limit(StepKind.AtLeast, _component.MinimumAmount);
        Limit(StepKind.AtMost, _component.MaximumAmount);
        return scope.Refusal is null;
    }

    private decimal Included(decimal quantity, decimal widths)
    {
        if (_component.Allowance is null || scope.Pick(_component.Allowance) is not { } allowance)
            return 0m;
        var included = Math.Min(quantity, Width(allowance.Amount * widths, ProrationScope.Allowances));
        if (included > 0m)
            steps.Add(new RatedStep { Kind = StepKind.Charge, Quantity = included, What = "included" });
        return included;
    }

    private void ChargeTiers(decimal quantity, decimal widths)
    {
        if (scope.Pick(_component.Tiers!) is not { } tiers)
            return;
        var reached = 0m;
        foreach (var tier in tiers)
        {
            var end = tier.To is { } to ? Math.Min(quantity, Width(to * widths, ProrationScope.Tiers)) : quantity;
            if (end > reached || (quantity == 0m && tier == tiers[0] && steps.TrueForAll(s => s.Kind != StepKind.Charge)))
                ChargeVolume(end - reached, tier.Price);
            if (end >= quantity || scope.Refusal is not null)
                return;
            reached = Math.Max(reached, end);
        }
    }

    private void ChargeVolume(decimal quantity, Choice<TariffPrice> choice)
    {
        if (quantity == 0m && steps.Exists(s => s.Kind == StepKind.Charge))
            return;
        if (Price(choice) is { } price)
            steps.Add(Rounded(new RatedStep { Kind = StepKind.Charge, Quantity = quantity, Price = price.Final, BasePrice = price.Base }));
    }

    private RatedStep Rounded(RatedStep step) => _component.RoundTiers ? step with { Rounding = _component.Rounding } : step;

    private (decimal Final, decimal? Base)? Price(Choice<TariffPrice> choice)
    {
        if (scope.Pick(choice) is not { } price)
            return null;
        var final = price.Amount;
        foreach (var multiplier in _component.Multipliers)
            if (multiplier.OnPrice is { } rounding && scope.Holds(multiplier.When))
                final = rounding.Apply(final * multiplier.By);
        return (final, final == price.Amount ? null : price.Amount);
    }

    private void MultiplyLine()
    {
        foreach (var multiplier in _component.Multipliers)
            if (multiplier.OnPrice is null && scope.Holds(multiplier.When))
                steps.Add(new RatedStep { Kind = StepKind.Multiply, Quantity = multiplier.By });
    }

    private void Limit(StepKind kind, Choice<TariffPrice>? choice)
    {
        if (choice is null || scope.Pick(choice) is not { } limit)
            return;
        var sum = 0m;
        foreach (var step in steps)
            sum += LineArithmetic.AmountOf(step, sum);
        var limiting = ByDays(new RatedStep { Kind = kind, Price = limit.Amount }, ProrationScope.Limits);
        if (LineArithmetic.AmountOf(limiting, sum) != 0m)
            steps.Add(limiting);
    }

    private RatedStep ByDays(RatedStep step, ProrationScope what)
    {
        var fraction = days.Fraction(_component.Proration, what);
        return fraction.IsWhole ? step : step with { Days = fraction.Days, OfDays = fraction.Of };
    }

    private decimal Width(decimal width, ProrationScope what) => Math.Round(days.Fraction(_component.Proration, what).Take(width), 3, MidpointRounding.AwayFromZero);

    private decimal? Times(PricePeriod per) => per switch
    {
        PricePeriod.Month or PricePeriod.Year => scope.Input.PeriodMonths ?? charge.Tariff.Document.PeriodMonths,
        PricePeriod.Day => days.Count,
        _ => null,
    };

    /// <summary>Dwelling units, equivalent service units and the like.</summary>
    private decimal Count(Choice<CountRule> choice)
    {
        if (scope.Pick(choice) is not { } rule)
            return 0m;
        if (rule.Value is { } value)
            return value;
        if (scope.NumberFact(rule.Fact!) is not { } fact)
            return 0m;
        var count = rule.DivideBy is { } size ? fact / size : fact;
        count = rule.Rounding?.Apply(count) ?? count;
        if (rule.Minimum is { } least && count < least)
            count = least;
        if (rule.Maximum is { } most && count > most)
            count = most;
        if (rule.DivideBy is not null || count != fact)
            steps.Add(new RatedStep { Kind = StepKind.Derive, What = rule.Fact, Values = [fact], Price = rule.DivideBy ?? 1m, Rounding = rule.Rounding, Quantity = count });
        return count;
    }
}

using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Writes the steps of one charge of one agreement. The amounts follow from the steps.</summary>
internal sealed class ChargeRater(ChargeScope scope, List<RatedStep> steps)
{
    private readonly TariffComponent _component = scope.Charge.Component;

    private bool _widthsFollowDays;

    public decimal Quantity { get; private set; } = 1m;

    /// <summary>Whether the charge of two parts of a period is the charge of the whole: then its rounding runs on from part to part.</summary>
    public bool IsLinearInDays => _component.Kind is ComponentKind.Fixed or ComponentKind.PerUnit;

    /// <summary>A charge of its own; false when there is no line.</summary>
    public bool Rate()
    {
        if (_component.Kind == ComponentKind.Usage)
            return RateUsage();

        if ((_component.Kind == ComponentKind.PerUnit ? Count(_component.Count!) : 1m) is not { } quantity || Price(_component.Price!) is not { } price)
            return false;
        Quantity = quantity;
        var step = new RatedStep { Kind = StepKind.Charge, Quantity = quantity, Per = _component.Per, Times = Times(_component.Per), Price = price.Final, BasePrice = price.Base };
        steps.Add(_component.Per == PricePeriod.Day ? step : DailyRate(step) ?? ByDays(step, ProrationScope.Fixed));
        MultiplyLine();
        return true;
    }

    /// <summary>A charge on other charges; false when there is no line, such as a discount that the customer is not enrolled for.</summary>
    public bool RateOn(decimal onAmount)
    {
        if (_component.Kind == ComponentKind.Discount && !IsEnrolled())
            return false;
        var isPercent = _component.Percent is not null;
        if (scope.Pick(isPercent ? _component.Percent! : _component.Price!) is not { } price)
            return false;

        var step = new RatedStep { Quantity = onAmount, Price = price.Amount };
        step = _component.Kind switch
        {
            ComponentKind.Percent => step with { Kind = StepKind.Percent },
            ComponentKind.Discount when isPercent => WhileEnrolled(step with { Kind = StepKind.PercentOff }),
            ComponentKind.Discount => AmountOff(step),
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
        if (new BilledQuantity(scope, steps).Find() is not { } quantity)
            return false;
        Quantity = quantity;
        var scale = new UnitCount(scope, steps);
        if ((_component.ScaleBy is { } by ? scale.Of(by) : 1m) is not { } widths)
            return false;
        _widthsFollowDays = scale.FollowsDays || _component.TierWidthsPer == PricePeriod.Day;
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
        var free = allowance.Count is { } count ? UnitCount.Volume(scope, steps, count, ProrationScope.Allowances) ?? 0m : Width(allowance.Figure!.Amount * widths, ProrationScope.Allowances);
        var included = Math.Min(quantity, free);
        if (included > 0m)
            steps.Add(new RatedStep { Kind = StepKind.Charge, Quantity = included, What = "included" });
        return included;
    }

    private void ChargeTiers(decimal quantity, decimal widths)
    {
        if (scope.Pick(_component.Tiers!) is not { } tiers)
            return;
        var reached = 0m;
        for (var i = 0; i < tiers.Count; i++)
        {
            var tier = tiers[i];
            var end = Math.Min(quantity, EndOf(tier, widths) ?? quantity);
            if (scope.Refusal is not null)
                return;
            if (end > reached || (quantity == 0m && i == 0 && steps.TrueForAll(s => s.Kind != StepKind.Charge)))
                ChargeVolume(end - reached, tier.Price, i + 1);
            if (end >= quantity || scope.Refusal is not null)
                return;
            reached = Math.Max(reached, end);
        }
    }

    private decimal? EndOf(TariffTier tier, decimal widths)
    {
        if (tier.CountedTo is { } counted)
            return scope.Pick(counted) is { } rule ? UnitCount.Volume(scope, steps, rule, ProrationScope.Tiers) : null;
        return tier.To is { } to ? Width(to * widths, ProrationScope.Tiers) : null;
    }

    private void ChargeVolume(decimal quantity, Choice<TariffPrice> choice, int? tier = null)
    {
        if (quantity == 0m && steps.Exists(s => s.Kind == StepKind.Charge))
            return;
        if (Price(choice) is { } price)
            steps.Add(Rounded(new RatedStep { Kind = StepKind.Charge, Quantity = quantity, Price = price.Final, BasePrice = price.Base, Tier = tier }));
    }

    private RatedStep Rounded(RatedStep step) => _component.RoundTiers ? step with { Rounding = _component.Rounding } : step;

    private (decimal Final, decimal? Base)? Price(Choice<TariffPrice> choice)
    {
        if (scope.Pick(choice) is not { } price)
            return null;
        var final = price.Amount;
        foreach (var multiplier in _component.Multipliers)
            if (multiplier.OnPrice is { } rounding && scope.Agreement.Holds(multiplier.When))
                final = rounding.Apply(final * multiplier.By);
        return (final, final == price.Amount ? null : price.Amount);
    }

    private void MultiplyLine()
    {
        foreach (var multiplier in _component.Multipliers)
            if (multiplier.OnPrice is null && scope.Agreement.Holds(multiplier.When))
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

    private decimal? Count(Choice<CountRule> choice) => new UnitCount(scope, steps).Of(choice);

    private RatedStep AmountOff(RatedStep step)
    {
        var timed = step with { Kind = StepKind.AmountOff, Per = _component.Per, Times = Times(_component.Per) };
        if (_component.Per != PricePeriod.Day)
            return WhileEnrolled(ByDays(timed, ProrationScope.Fixed));
        return _component.EnrolledDays ? timed with { Times = EnrolledDays() } : timed;
    }

    private int EnrolledDays() => scope.Agreement.EnrolledDays(_component.Enrolment!, scope.Days);

    private bool IsEnrolled() => _component.EnrolledDays ? EnrolledDays() > 0 : scope.Agreement.EnrolledInAny([_component.Enrolment!]);

    /// <summary>The share of the charge's days on which the customer was enrolled, where the ordinance counts them.</summary>
    private RatedStep WhileEnrolled(RatedStep step)
    {
        var charged = scope.Days.Count;
        if (!_component.EnrolledDays || EnrolledDays() is var enrolled && enrolled == charged)
            return step;
        return step.Days == charged ? step with { Days = enrolled } : step with { Days = (step.Days ?? 1) * enrolled, OfDays = (step.OfDays ?? 1) * charged };
    }

    /// <summary>A short period's price as a rounded daily rate times its days, where the ordinance says so.</summary>
    private RatedStep? DailyRate(RatedStep step)
    {
        var fraction = scope.Days.Fraction(_component.Proration, ProrationScope.Fixed);
        if (_component.Proration.DailyRounding is not { } rounding || fraction.IsWhole)
            return null;
        var whole = LineArithmetic.Timed(step, step.Price);
        return step with { Per = PricePeriod.Day, Times = fraction.Days, Price = rounding.Apply(whole / fraction.Of), BasePrice = whole };
    }

    private RatedStep ByDays(RatedStep step, ProrationScope what)
    {
        var fraction = scope.Days.Fraction(_component.Proration, what);
        var isFirst = !IsLinearInDays || scope.Days.Before(_component.Proration, what).Days == 0;
        return fraction.IsWhole && isFirst ? step : step with { Days = fraction.Days, OfDays = fraction.Of };
    }

    /// <summary>A tier's end or an allowance for the days of this charge; what is counted by the day has them in it already.</summary>
    private decimal Width(decimal width, ProrationScope what) => _widthsFollowDays ? width : scope.Days.Fraction(_component.Proration, what).Take(width);

    private decimal? Times(PricePeriod per) => per switch
    {
        PricePeriod.Month or PricePeriod.Year => scope.Months,
        PricePeriod.Day => scope.Days.Count,
        _ => null,
    };
}

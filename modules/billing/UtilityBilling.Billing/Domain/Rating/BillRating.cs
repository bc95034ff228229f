using System.Runtime.InteropServices;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Works out one bill by a plan: charge by charge in the order that percentages need, then the lines in the order of the bill.</summary>
internal sealed class BillRating(RatingPlan plan, RatingInput input)
{
    private readonly int _agreements = input.Agreements.Count;
    private readonly RatedLine?[] _lines = new RatedLine?[plan.Charges.Length * input.Agreements.Count];
    private readonly AgreementScope[] _scopes = new AgreementScope[input.Agreements.Count];
    private readonly int[] _services = new int[input.Agreements.Count];
    private readonly decimal[] _carried = new decimal[input.Agreements.Count];
    private readonly decimal[]? _unrounded = plan.AsksUnrounded ? new decimal[plan.Charges.Length * input.Agreements.Count] : null;
    private readonly Dictionary<CompiledTariff, decimal>? _carriedOfBill = plan.RoundsBill ? [] : null;
    private readonly List<RatedStep> _steps = [];

    public RatingRefusal? Run(List<RatedLine> lines)
    {
        if (Prepare() is { } refusal)
            return refusal;
        foreach (var charge in plan.Order)
            for (var agreement = 0; agreement < _agreements; agreement++)
                if (_services[agreement] == plan.Charges[charge].ServiceIndex && RateCharge(charge, agreement) is { } problem)
                    return problem;

        for (var agreement = 0; agreement < _agreements; agreement++)
            for (var charge = 0; charge < plan.Charges.Length; charge++)
                if (_lines[(charge * _agreements) + agreement] is { } line)
                    lines.Add(line);
        return null;
    }

    private RatingRefusal? Prepare()
    {
        for (var i = 0; i < _agreements; i++)
        {
            var agreement = input.Agreements[i];
            _services[i] = plan.IndexOf(agreement.Service);
            if (_services[i] < 0)
                return RatingRefusal.Because("noTariff", ("service", agreement.Service), ("date", RatingBook.Iso(input.BillDate)));
            if (agreement.Usage < 0m)
                return RatingRefusal.Because("negativeUsage", ("service", agreement.Service), ("value", AgreementScope.Figure(agreement.Usage.Value)));
            var scope = new AgreementScope(input, agreement);
            if (scope.Days <= 0)
                return RatingBook.DatesRefusal(scope.From, scope.To);
            _scopes[i] = scope;
        }

        return null;
    }

    private RatingRefusal? RateCharge(int chargeIndex, int agreementIndex)
    {
        var charge = plan.Charges[chargeIndex];
        var scope = _scopes[agreementIndex];
        var days = new ChargedDays(input, scope, charge);
        if (days.Count <= 0 || (charge.Component.When is { } when && !scope.Holds(when)))
            return scope.Refusal;

        _steps.Clear();
        var rater = new ChargeRater(new ChargeScope(charge, scope, days), _steps);
        var hasLine = charge.Component.Of.Count > 0 ? rater.RateOn(BaseOf(chargeIndex, agreementIndex)) : rater.Rate();
        if (scope.Refusal is { } refusal)
            return refusal;
        if (hasLine)
            Finish(chargeIndex, agreementIndex, days, rater);
        return null;
    }

    /// <summary>
    /// What a percentage is of: in its own service, this agreement's lines of the same segment; in other services, every line, by the share of days where
    /// this charge has but a part of the period.
    /// </summary>
    private decimal BaseOf(int chargeIndex, int agreementIndex)
    {
        var charge = plan.Charges[chargeIndex];
        decimal own = 0m, others = 0m;
        foreach (var covered in charge.Covers)
        {
            var other = plan.Charges[covered];
            if (other.ServiceIndex != charge.ServiceIndex)
                for (var agreement = 0; agreement < _agreements; agreement++)
                    others += AmountOf(charge, (covered * _agreements) + agreement);
            else if (other.Segment == charge.Segment)
                own += AmountOf(charge, (covered * _agreements) + agreementIndex);
        }

        if (charge.Segment is null || others == 0m)
            return own + others;
        var scope = _scopes[agreementIndex];
        return own + Math.Round(others * new ChargedDays(input, scope, charge).Count / scope.Days, 12);
    }

    private decimal AmountOf(PlannedCharge by, int line) => by.Component.OfUnrounded ? _unrounded![line] : _lines[line]?.Amount ?? 0m;

    private void Finish(int chargeIndex, int agreementIndex, ChargedDays days, ChargeRater rater)
    {
        var charge = plan.Charges[chargeIndex];
        var component = charge.Component;
        var sum = 0m;
        var charges = 0;
        RatedStep? priced = null;
        foreach (var step in _steps)
        {
            step.Amount = LineArithmetic.AmountOf(step, sum);
            sum += step.Amount;
            if (step.Kind != StepKind.Derive)
                charges++;
            if (step.Kind == StepKind.Charge)
                priced = step;
        }

        var place = (chargeIndex * _agreements) + agreementIndex;
        if (_unrounded is not null)
            _unrounded[place] = sum;
        var before = charge.Service.RoundAt switch
        {
            RoundingPlace.Service => Carry(ref _carried[agreementIndex], sum),
            RoundingPlace.Bill => Carry(ref CollectionsMarshal.GetValueRefOrAddDefault(_carriedOfBill!, charge.Tariff, out _), sum),
            _ => rater.IsLinearInDays ? ChargedBefore(days.Before(component.Proration, ProrationScope.Fixed).Days) : 0m,
        };
        var rest = LineArithmetic.RoundingOf(component.Rounding, before, sum);
        if (rest != 0m)
            _steps.Add(new RatedStep { Kind = StepKind.Round, Before = before, Rounding = component.Rounding, Amount = rest });
        _lines[place] = new RatedLine
        {
            Agreement = input.Agreements[agreementIndex].Id,
            Tariff = charge.Tariff.Id,
            Service = charge.Service.Id,
            Component = component.Id,
            From = days.From,
            To = days.To,
            Quantity = rater.Quantity,
            Unit = component.Kind == ComponentKind.Usage && component.Quantity != QuantityBasis.Count ? charge.Service.Unit!.Id : null,
            UnitPrice = charges == 1 ? priced?.Price : null,
            Amount = Math.Round(sum + rest, 2),
            MayCutWater = component.MayCutWater,
            Steps = [.. _steps],
        };
    }

    /// <summary>What was charged of a total so far; the sum is added to it.</summary>
    private static decimal Carry(ref decimal carried, decimal sum)
    {
        var before = carried;
        carried += sum;
        return before;
    }

    /// <summary>What the days of the period before these cost, unrounded: the parts of a period then sum to the whole, to the cent.</summary>
    private decimal ChargedBefore(int daysBefore)
    {
        var sum = 0m;
        if (daysBefore > 0 && _steps.Exists(s => s.Days is not null))
            foreach (var step in _steps)
                sum += LineArithmetic.AmountOf(step.Days is null ? step : step with { Days = daysBefore }, sum);
        return sum;
    }
}

using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>Something done on a day for which the fee schedule has a fee.</summary>
internal sealed class Act(FeeQuestion question) : Scope(question.Class, question.MeterSize, question.Discounts, question.Facts)
{
    protected override DateOnly LastDay => question.Date;

    protected override string? Season => throw new InvalidOperationException("A fee hangs on no season.");

    protected override Fraction Named(string name) => FactNumber(name);

    /// <summary>The amount times the count, or the percentage; raised to the minimum; lowered to the maximum; rounded to cents.</summary>
    public Fraction Fee(Paper fee)
    {
        var amount = fee["percent"] is { } percent
            ? Fraction.Of(question.OnAmount) * Price(percent) / 100
            : Price(fee["amount"]!) * (fee["count"] is { } count ? Count(count) : Fraction.One);
        if (fee["minimum"] is { } minimum)
            amount = Fraction.Max(amount, Price(minimum));
        amount = fee["maximum"] is { } maximum ? Fraction.Min(amount, Price(maximum)) : amount;
        return amount.Rounded("halfUp", 2);
    }
}

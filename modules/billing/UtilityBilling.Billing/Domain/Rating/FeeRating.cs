using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>What a fee may depend on. What is unknown is left empty, never zero.</summary>
/// <param name="Date">The day of the act.</param>
public sealed record FeeQuestion(DateOnly Date)
{
    /// <summary>What a percentage is taken of, in the currency.</summary>
    public decimal OnAmount { get; init; }

    public string? Class { get; init; }
    public string? MeterSize { get; init; }
    public IReadOnlyList<Enrolled>? Discounts { get; init; }
    public IReadOnlyDictionary<string, FactValue>? Facts { get; init; }
}

/// <summary>Works out a fee of the fee schedule.</summary>
public static class FeeRating
{
    /// <summary>The fee in cents, or why it cannot be said.</summary>
    public static (decimal Amount, RatingRefusal? Refusal) Of(TariffFee fee, FeeQuestion question)
    {
        ArgumentNullException.ThrowIfNull(fee);
        ArgumentNullException.ThrowIfNull(question);
        var agreement = new RatingAgreement { Service = fee.Id, Class = question.Class, MeterSize = question.MeterSize, Discounts = question.Discounts, Facts = question.Facts };
        var day = new RatingInput { From = question.Date, To = question.Date.AddDays(1), BillDate = question.Date, Agreements = [agreement] };
        var scope = new FeeScope(new AgreementScope(day, agreement));
        try
        {
            var amount = scope.Amount(fee, question.OnAmount);
            return scope.Refusal is { } refusal ? (0m, refusal) : (amount, null);
        }
        catch (OverflowException)
        {
            return (0m, RatingRefusal.Because("tooLarge", ("service", fee.Id)));
        }
    }

    private sealed class FeeScope(AgreementScope agreement) : TableScope(agreement)
    {
        public decimal Amount(TariffFee fee, decimal onAmount)
        {
            var count = fee.Count is { } counted ? new UnitCount(this, []).Of(counted) ?? 0m : 1m;
            var amount = fee.Amount is not null ? count * Figure(fee.Amount) ?? 0m : onAmount * (Figure(fee.Percent) ?? 0m) / 100m;
            if (Figure(fee.Minimum) is { } least && amount < least)
                amount = least;
            return RoundingRule.Cents.Apply(Figure(fee.Maximum) is { } most && amount > most ? most : amount);
        }

        // The reader of documents lets no fee ask for a season.
        protected override string Season() => Choice<TariffPrice>.Others;
    }
}

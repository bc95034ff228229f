using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>A part of a whole period, as days over days; whole where both are the same.</summary>
internal readonly record struct DayFraction(int Days, int Of)
{
    public bool IsWhole => Days == Of;

    /// <summary>A quantity's part, to the thousandth; a whole quantity stays as it is written.</summary>
    public decimal Take(decimal quantity) => IsWhole ? quantity : Math.Round(quantity * Days / Of, 3, MidpointRounding.AwayFromZero);
}

/// <summary>The days that a charge is for: the agreement's part of the bill, and of that the segment between two rate changes.</summary>
internal readonly struct ChargedDays
{
    private readonly RatingInput _input;
    private readonly DateOnly _agreementFrom;
    private readonly int _agreementDays;

    public ChargedDays(RatingInput input, AgreementScope scope, PlannedSegment? segment)
    {
        _input = input;
        _agreementFrom = scope.From;
        _agreementDays = scope.Days;
        From = segment?.From is { } from && from > scope.From ? from : scope.From;
        To = segment?.To is { } to && to < scope.To ? to : scope.To;
    }

    public DateOnly From { get; }

    public DateOnly To { get; }

    public int Count => To.DayNumber - From.DayNumber;

    /// <summary>The share of the agreement's days.</summary>
    public DayFraction OfAgreement => new(Count, _agreementDays);

    /// <summary>The share of days before this charge's first, of the agreement's.</summary>
    public DayFraction BeforeOfAgreement => new(From.DayNumber - _agreementFrom.DayNumber, _agreementDays);

    /// <summary>How much of a whole period's figure these days carry.</summary>
    public DayFraction Fraction(Proration proration, ProrationScope scope) => proration.Scope.HasFlag(scope) && !CountsAsFull(proration) ? new DayFraction(Count, StandardDays(proration)) : OfAgreement;

    /// <summary>The share of the period that lies before these days, so that roundings of its parts sum to the rounding of the whole.</summary>
    public DayFraction Before(Proration proration, ProrationScope scope)
    {
        if (!proration.Scope.HasFlag(scope) || CountsAsFull(proration))
            return BeforeOfAgreement;
        var start = _input.PeriodFrom ?? _input.From;
        return new DayFraction(Math.Max(0, From.DayNumber - start.DayNumber), StandardDays(proration));
    }

    private bool CountsAsFull(Proration proration) => _agreementDays >= proration.FullFrom && _agreementDays <= proration.FullTo;

    private int StandardDays(Proration proration) =>
        proration.StandardDays ?? Math.Max(1, (_input.PeriodTo ?? _input.To).DayNumber - (_input.PeriodFrom ?? _input.From).DayNumber);
}

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
    private readonly DateOnly _agreementTo;
    private readonly int _months;
    private readonly bool _stopped;

    public ChargedDays(RatingInput input, AgreementScope scope, PlannedCharge charge)
    {
        var segment = charge.Segment;
        _input = input;
        _months = input.PeriodMonths ?? charge.Tariff.Document.PeriodMonths;
        _stopped = scope.Agreement.Stopped;
        _agreementTo = scope.To;
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
    public DayFraction Fraction(Proration proration, ProrationScope scope)
    {
        if (!proration.Scope.HasFlag(scope) || CountsAsFull(proration))
            return OfAgreement;
        return proration.ByMonths ? new DayFraction(Thirtieths(From, To), 30 * _months) : new DayFraction(Count, StandardDays(proration));
    }

    /// <summary>The share of the period that lies before these days, so that roundings of its parts sum to the rounding of the whole.</summary>
    public DayFraction Before(Proration proration, ProrationScope scope)
    {
        if (!proration.Scope.HasFlag(scope) || CountsAsFull(proration))
            return BeforeOfAgreement;
        var start = PeriodFrom < From ? PeriodFrom : From;
        return proration.ByMonths ? new DayFraction(Thirtieths(start, From), 30 * _months) : new DayFraction(From.DayNumber - start.DayNumber, StandardDays(proration));
    }

    private DateOnly PeriodFrom => _input.PeriodFrom ?? _input.From;

    private DateOnly PeriodTo => _input.PeriodTo ?? _input.To;

    private bool CountsAsFull(Proration proration) =>
        (_agreementDays >= proration.FullFrom && _agreementDays <= proration.FullTo) || (Reasons is var reasons and not ShortPeriod.None && (reasons & ~proration.Whole) == ShortPeriod.None);

    private ShortPeriod Reasons =>
        (_agreementFrom > PeriodFrom ? _stopped ? ShortPeriod.Stop : ShortPeriod.New : ShortPeriod.None) | (_agreementTo < PeriodTo ? _stopped ? ShortPeriod.Stop : ShortPeriod.Final : ShortPeriod.None);

    /// <summary>Days where each month has thirty; the parts of a time sum to the whole of it.</summary>
    private static int Thirtieths(DateOnly from, DateOnly to) => Thirtieths(to) - Thirtieths(from);

    private static int Thirtieths(DateOnly day) => (360 * day.Year) + (30 * day.Month) + Math.Min(day.Day, 30);

    private int StandardDays(Proration proration) =>
        proration.StandardDays ?? Math.Max(1, PeriodTo.DayNumber - PeriodFrom.DayNumber);
}

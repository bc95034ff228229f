namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>Days in a row: the first counts, the last named does not.</summary>
internal readonly record struct Stretch(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber;

    /// <summary>How many of its days lie in another stretch of which either side may be open.</summary>
    public int DaysIn(DateOnly? from, DateOnly? to)
    {
        var first = from is { } begun && begun > From ? begun : From;
        var end = to is { } ended && ended < To ? ended : To;
        return Math.Max(0, end.DayNumber - first.DayNumber);
    }
}

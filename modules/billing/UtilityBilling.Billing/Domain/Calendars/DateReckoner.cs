namespace UtilityBilling.Billing.Calendars;

/// <summary>All dates of a period, or of a statement; what has no rule is not there.</summary>
internal sealed record ReckonedDates(IReadOnlyDictionary<CalendarDate, DateOnly> Dates, IReadOnlyList<DateMove> Moves)
{
    public DateOnly this[CalendarDate date] => Dates[date];

    public DateOnly? Find(CalendarDate date) => Dates.TryGetValue(date, out var day) ? day : null;
}

/// <summary>
/// Works the dates out by the rules in force. It keeps their order (read, calculate, bill, due, reminder, call, shut-off) and the least days between mailing
/// and due; each date that stands elsewhere than its rule alone would put it says why. Pure: no clock, no database.
/// </summary>
internal sealed class DateReckoner(DateRules rules, HolidayBook holidays, int minimumDays)
{
    private static readonly CalendarDate[] Later = [CalendarDate.Reminder, CalendarDate.Call, CalendarDate.ShutOff];

    private readonly RuleArithmetic _arithmetic = new(holidays);

    /// <summary>The dates of a period whose first day is <paramref name="from"/> and whose day after the last is <paramref name="to"/>.</summary>
    /// <param name="byHand">Dates that somebody set; the later ones follow them.</param>
    public ReckonedDates Period(DateOnly from, DateOnly to, IReadOnlyDictionary<CalendarDate, DateOnly> byHand)
    {
        var work = new Work(from, to.AddDays(-1));
        foreach (var date in Enum.GetValues<CalendarDate>())
            if (rules.Of(date) is { } rule)
                Place(work, date, rule, byHand.TryGetValue(date, out var day) ? day : null);
        return work.Done();
    }

    /// <summary>The dates of a final, off-cycle or rebilled statement.</summary>
    public ReckonedDates OffCycle(DateOnly billDate)
    {
        var work = new Work(billDate, billDate);
        work.Dates[CalendarDate.Bill] = billDate;
        Place(work, CalendarDate.Due, rules.OffCycleDue, null);
        foreach (var date in Later)
            if (rules.Of(date) is { } rule)
                Place(work, date, rule, null);
        return work.Done();
    }

    /// <summary>
    /// The dates of a period whose bills are dated or mailed on another day than planned: due is pushed until the least days have passed, and what follows is pushed by
    /// its own rule. Nothing moves to an earlier day than was published.
    /// </summary>
    public ReckonedDates Late(IReadOnlyDictionary<CalendarDate, DateOnly> published, DateOnly billDate)
    {
        var work = new Work(billDate, billDate);
        foreach (var (date, day) in published)
            work.Dates[date] = day;
        work.Dates[CalendarDate.Bill] = billDate;
        if (billDate.AddDays(minimumDays) <= published[CalendarDate.Due])
            return work.Done();
        Push(work, CalendarDate.Due, rules.Due, billDate.AddDays(minimumDays), new MoveReason(MoveCause.MinimumDays, billDate));
        foreach (var date in Later.Where(published.ContainsKey))
            if (rules.Of(date) is { } rule)
            {
                var why = new List<MoveReason>();
                var day = _arithmetic.Roll(rule, _arithmetic.Count(rule, work.Anchor(rule.From)), rule.Roll, why);
                var earliest = Earliest(work, date);
                day = day < earliest ? _arithmetic.NotBefore(rule, earliest, why) : day;
                if (day > published[date])
                    work.Move(date, published[date], day, [new MoveReason(MoveCause.Follows, work.Dates[CalendarDate.Due]), .. Told(why)]);
            }
        return work.Done();
    }

    /// <summary>Why a date set by hand may not stand: its rule never takes the day. Null when it may.</summary>
    public MoveReason? RefusesByHand(CalendarDate date, DateOnly day) => rules.Of(date) is { } rule ? holidays.Refuses(day, rule) : null;

    /// <summary>The first date that does not come after the one before it as it must; null when all are in order.</summary>
    public (CalendarDate Date, DateOnly Earliest)? OutOfOrder(ReckonedDates dates)
    {
        var work = new Work(default, default);
        foreach (var (date, day) in dates.Dates.OrderBy(d => d.Key))
        {
            work.Dates[date] = day;
            var earliest = Earliest(work, date);
            if (date == CalendarDate.Due && dates[CalendarDate.Bill].AddDays(minimumDays) is var least && least > earliest)
                earliest = least;
            if (day < earliest)
                return (date, earliest);
        }
        return null;
    }

    private void Place(Work work, CalendarDate date, DateRule rule, DateOnly? byHand)
    {
        var counted = _arithmetic.Count(rule, work.Anchor(rule.From));
        var why = new List<MoveReason>();
        var day = _arithmetic.Roll(rule, counted, rule.Roll, why);
        if (byHand is { } set)
        {
            work.Dates[date] = day;
            work.Move(date, day, set, [new MoveReason(MoveCause.ByHand, set)]);
            return;
        }
        work.Dates[date] = day;
        work.Move(date, counted, day, Told(why));
        if (date == CalendarDate.Due && day < work.Dates[CalendarDate.Bill].AddDays(minimumDays))
            Push(work, date, rule, work.Dates[CalendarDate.Bill].AddDays(minimumDays), new MoveReason(MoveCause.MinimumDays, work.Dates[CalendarDate.Bill]));
        else if (Earliest(work, date) is var earliest && day < earliest)
            Push(work, date, rule, earliest, new MoveReason(MoveCause.Order, earliest.AddDays(-Gap(date))));
    }

    private void Push(Work work, CalendarDate date, DateRule rule, DateOnly earliest, MoveReason because)
    {
        var why = new List<MoveReason>();
        var before = work.Dates[date];
        work.Move(date, before, _arithmetic.NotBefore(rule, earliest, why), [because, .. Told(why)]);
    }

    /// <summary>The first day that keeps the order.</summary>
    private static DateOnly Earliest(Work work, CalendarDate date)
    {
        for (var earlier = date - 1; earlier >= CalendarDate.Read; earlier--)
            if (work.Dates.TryGetValue(earlier, out var day))
                return day.AddDays(Gap(date));
        return DateOnly.MinValue;
    }

    /// <summary>A bill is due after its date and a reminder goes out after that; the others may share a day.</summary>
    private static int Gap(CalendarDate date) => date is CalendarDate.Due or CalendarDate.Reminder ? 1 : 0;

    /// <summary>A weekend on the way from a holiday says nothing that the holiday does not.</summary>
    private static List<MoveReason> Told(List<MoveReason> why) =>
        [.. (why.Exists(r => r.Cause != MoveCause.Weekend) ? why.Where(r => r.Cause != MoveCause.Weekend) : why.Take(1)).DistinctBy(r => (r.Cause, r.Name))];

    private sealed class Work(DateOnly first, DateOnly last)
    {
        private readonly Dictionary<CalendarDate, DateMove> _moves = [];

        public Dictionary<CalendarDate, DateOnly> Dates { get; } = [];

        public DateOnly Anchor(RuleAnchor anchor) => anchor switch
        {
            RuleAnchor.PeriodFirstDay => first,
            RuleAnchor.PeriodLastDay => last,
            RuleAnchor.Read => Dates[CalendarDate.Read],
            RuleAnchor.Calculate => Dates[CalendarDate.Calculate],
            RuleAnchor.Bill => Dates[CalendarDate.Bill],
            RuleAnchor.Due => Dates[CalendarDate.Due],
            RuleAnchor.Reminder => Dates[CalendarDate.Reminder],
            _ => Dates[CalendarDate.Call],
        };

        /// <summary>Moves a date, keeping the day that it came from first and all that moved it.</summary>
        public void Move(CalendarDate date, DateOnly from, DateOnly to, IReadOnlyList<MoveReason> why)
        {
            Dates[date] = to;
            if (from == to)
                return;
            _moves[date] = _moves.TryGetValue(date, out var move) ? move with { To = to, Why = [.. move.Why, .. why] } : new DateMove(date, from, to, why);
        }

        public ReckonedDates Done() => new(Dates, [.. _moves.Values.OrderBy(m => m.Date)]);
    }
}

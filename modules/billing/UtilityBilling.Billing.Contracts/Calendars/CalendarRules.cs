namespace UtilityBilling.Billing.Calendars;

/// <summary>The dates of a period, in the order in which they come.</summary>
public enum CalendarDate { Read, Calculate, Bill, Due, Reminder, Call, ShutOff }

/// <summary>What a rule counts from.</summary>
public enum RuleAnchor { PeriodFirstDay, PeriodLastDay, Read, Calculate, Bill, Due, Reminder, Call }

/// <summary>How a rule counts; by months, it names a day of the month.</summary>
public enum OffsetUnit { Days, BusinessDays, Months }

/// <summary>Where a date goes that falls on a day that it may not have. Of two equally near days the later is taken.</summary>
public enum RollRule { None, Next, Previous, Nearest }

/// <summary>Whose holidays a rule obeys. Saturdays and Sundays are no business days in any case.</summary>
public enum ObservedHolidays { None, City, Bank, Both }

/// <summary>The two lists of holidays: the offices' own and the banks'.</summary>
public enum HolidayList { City, Bank }

/// <summary>After which month a period is named.</summary>
public enum PeriodName { FirstMonth, LastMonth, MonthOfBill, MonthDue }

/// <summary>Why a date stands elsewhere than its rule alone would put it.</summary>
public enum MoveCause { Weekend, Holiday, Weekday, Eve, MinimumDays, Order, Follows, ByHand }

/// <summary>
/// How one date is found: from its anchor by an offset, then on to a weekday if one is named, then off the days that it may not have. With
/// <see cref="OffsetUnit.Months"/> it is the <paramref name="DayOfMonth"/> (or the month's last day) of the month that many after the anchor's.
/// </summary>
/// <param name="Weekday">The first such day on or after the one counted.</param>
/// <param name="Roll">Without one, weekends and holidays are taken as they come.</param>
public sealed record DateRule(
    RuleAnchor From, int Offset = 0, OffsetUnit Unit = OffsetUnit.Days, int? DayOfMonth = null, DayOfWeek? Weekday = null, RollRule Roll = RollRule.None, ObservedHolidays Obeys = ObservedHolidays.None)
{
    /// <summary>Weekdays that the date never has, besides weekends.</summary>
    public IReadOnlyList<DayOfWeek> NeverOn { get; init; } = [];

    /// <summary>Never on the day before an observed holiday.</summary>
    public bool NotOnEve { get; init; }
}

/// <summary>Where periods begin. Their length is the cycle's.</summary>
/// <param name="FirstMonth">A period begins in this month and every so many months after it.</param>
/// <param name="FirstDay">The day of the month on which it begins, 1 to 28.</param>
public sealed record PeriodLayout(int FirstMonth, int FirstDay, PeriodName Name);

/// <summary>A rule for each date. Reminder, call and shut-off hang on the due date or on one another, so that a bill due later pushes them all.</summary>
/// <param name="OffCycleDue">When a final, off-cycle or rebilled statement is due, counted from its bill date.</param>
public sealed record DateRules(DateRule Read, DateRule Calculate, DateRule Bill, DateRule Due, DateRule? Reminder, DateRule? Call, DateRule? ShutOff, DateRule OffCycleDue)
{
    public DateRule? Of(CalendarDate date) => date switch
    {
        CalendarDate.Read => Read,
        CalendarDate.Calculate => Calculate,
        CalendarDate.Bill => Bill,
        CalendarDate.Due => Due,
        CalendarDate.Reminder => Reminder,
        CalendarDate.Call => Call,
        _ => ShutOff,
    };
}

/// <summary>What a town, or one of its cycles, has adopted. A cycle's row says only what differs from the town's.</summary>
public sealed record CalendarRules(PeriodLayout? Layout, DateRules? Dates);

/// <summary>One reason of a move. <paramref name="Name"/> is the holiday's or the weekday's where there is one.</summary>
public sealed record MoveReason(MoveCause Cause, DateOnly Day, string? Name = null);

/// <summary>A date that stands elsewhere than its rule alone would put it, and why.</summary>
public sealed record DateMove(CalendarDate Date, DateOnly From, DateOnly To, IReadOnlyList<MoveReason> Why);

using System.Globalization;
using Microsoft.Extensions.Localization;

namespace UtilityBilling.Billing.Calendars;

/// <summary>Dates, moves and rules in the reader's words.</summary>
internal static class CalendarWording
{
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Weekday(DayOfWeek day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName(day);

    public static string Month(int month) => CultureInfo.CurrentUICulture.DateTimeFormat.GetMonthName(month);

    /// <summary>What stands on a day: <c>Bills due: Even months 2026-11</c>.</summary>
    public static string Line(CalendarEvent e, IStringLocalizer texts) =>
        e.Date is { } date ? texts["Billing:Calendar.Event", texts[$"Billing:DateLine.{date}"], e.Name, e.PeriodCode ?? ""] : texts[$"Billing:Calendar.Closed.{e.Holiday}", e.Name];

    /// <summary>Why a date moved: <c>Due 2026-02-23: moved from Sunday 2026-02-22 (weekend)</c>.</summary>
    public static string Move(DateMove move, IStringLocalizer texts) => texts["Billing:Calendar.Moved", texts[$"Enum:CalendarDate.{move.Date}"], Day(move.To), Weekday(move.From.DayOfWeek), Day(move.From), string.Join("; ", move.Why.Select(r => Reason(r, texts)))];

    private static string Reason(MoveReason reason, IStringLocalizer texts) => reason.Cause switch
    {
        MoveCause.Weekday => texts["Billing:Move.Weekday", Weekday(reason.Day.DayOfWeek)],
        MoveCause.Holiday or MoveCause.Eve => texts[$"Billing:Move.{reason.Cause}", reason.Name ?? "", Day(reason.Day)],
        MoveCause.MinimumDays or MoveCause.Order or MoveCause.Follows => texts[$"Billing:Move.{reason.Cause}", Day(reason.Day)],
        _ => texts[$"Billing:Move.{reason.Cause}"],
    };

    /// <summary>A rule as a sentence: <c>1 day after the due date; on a weekend or holiday (city) the next business day; never on Friday, nor on the eve of a holiday</c>.</summary>
    public static string Rule(DateRule rule, IStringLocalizer texts)
    {
        var parts = new List<string> { Counted(rule, texts) };
        if (rule.Weekday is { } weekday)
            parts.Add(texts["Billing:Rule.Weekday", Weekday(weekday)]);
        if (rule.Roll != RollRule.None)
            parts.Add(texts[$"Billing:Rule.Roll.{rule.Roll}", texts[$"Enum:ObservedHolidays.{rule.Obeys}"].Value.ToLower(CultureInfo.CurrentUICulture)]);
        if (rule.NeverOn.Count > 0)
            parts.Add(texts["Billing:Rule.NeverOn", string.Join(", ", rule.NeverOn.Select(Weekday))]);
        if (rule.NotOnEve)
            parts.Add(texts["Billing:Rule.NotOnEve"]);
        return string.Join("; ", parts);
    }

    private static string Counted(DateRule rule, IStringLocalizer texts)
    {
        var anchor = texts[$"Billing:Anchor.{rule.From}"].Value;
        if (rule.Unit == OffsetUnit.Months)
            return texts[rule.Offset == 0 ? "Billing:Rule.SameMonth" : "Billing:Rule.InMonth", rule.DayOfMonth!.Value, Math.Abs(rule.Offset), anchor];
        return rule.Offset == 0 ? texts["Billing:Rule.On", anchor]
            : texts[$"Billing:Rule.{rule.Unit}.{(rule.Offset > 0 ? "After" : "Before")}{(Math.Abs(rule.Offset) == 1 ? "_One" : "")}", Math.Abs(rule.Offset), anchor];
    }
}

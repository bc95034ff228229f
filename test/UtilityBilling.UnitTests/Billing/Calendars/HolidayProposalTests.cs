using System.Globalization;
using Shouldly;
using Xunit;

namespace UtilityBilling.Billing.Calendars;

public sealed class HolidayProposalTests
{
    [Theory]
    [InlineData(2026, HolidayList.City, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25")]
    [InlineData(2026, HolidayList.Bank, "01-01 01-19 02-16 05-25 06-19 07-04 09-07 10-12 11-11 11-26 12-25")]
    [InlineData(2027, HolidayList.City, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31")]
    [InlineData(2027, HolidayList.Bank, "01-01 01-18 02-15 05-31 06-19 07-05 09-06 10-11 11-11 11-25 12-25")]
    public void The_federal_holidays_of_a_year_are_those_of_the_calendar(int year, HolidayList list, string days) =>
        string.Join(' ', HolidayProposal.Federal.Year(year, list).Select(h => h.Day.ToString("MM-dd", CultureInfo.InvariantCulture))).ShouldBe(days);

    [Fact]
    public void A_holiday_kept_on_another_day_says_so() =>
        HolidayProposal.Federal.Year(2027, HolidayList.City).Single(h => h.Day == new DateOnly(2027, 12, 31)).NameEs.ShouldBe("Año Nuevo (trasladado)");

    [Fact]
    public void Juneteenth_begins_with_its_law() =>
        HolidayProposal.Federal.Year(2020, HolidayList.City).ShouldNotContain(h => h.NameEn.StartsWith("Juneteenth", StringComparison.Ordinal));
}

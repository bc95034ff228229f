using Shouldly;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Enrollments;
using Xunit;

namespace UtilityBilling.UnitTests.Customers;

public sealed class EnrollmentTermTests
{
    private static readonly DateOnly First = new(2026, 3, 15);

    [Theory]
    [InlineData(24, 2, "2028-03-15", "2028-01-15")]
    [InlineData(12, 0, "2027-03-15", "2027-03-15")]
    [InlineData(1, 2, "2026-04-15", "2026-03-15")] // not before it begins
    public void The_rule_fills_in_the_end_and_the_review_date(int months, int review, string to, string reviewOn) =>
        new EnrollmentTerm(months, review).Fill(First, null, null).ShouldBe(new EnrollmentSpan(First, Day(to), Day(reviewOn)));

    [Fact]
    public void Without_months_an_enrollment_has_no_end_and_no_review() => new EnrollmentTerm(0, 2).Fill(First, null, null).ShouldBe(new EnrollmentSpan(First, null, null));

    [Fact]
    public void The_last_day_of_February_in_a_leap_year_ends_on_the_last_of_the_other() => new EnrollmentTerm(24, 2).Fill(new(2024, 2, 29), null, null).To.ShouldBe(new DateOnly(2026, 2, 28));

    [Fact]
    public void Entered_days_stand_and_the_review_follows_the_entered_end() => new EnrollmentTerm(24, 2).Fill(First, new(2026, 12, 31), null).ReviewOn.ShouldBe(new DateOnly(2026, 10, 31));

    [Theory]
    [InlineData("2026-03-15", null, "EndNotAfterStart")]
    [InlineData("2026-03-16", "2026-03-15", null)]
    [InlineData("2026-06-01", "2026-03-14", "ReviewOutside")]
    [InlineData("2026-06-01", "2026-06-02", "ReviewOutside")]
    [InlineData(null, "2026-06-02", null)]
    public void Days_out_of_order_are_named(string? to, string? review, string? problem) => new EnrollmentSpan(First, Day(to), Day(review)).Problem.ShouldBe(problem);

    [Theory]
    [InlineData("2026-03-14", false, EnrollmentState.Upcoming)]
    [InlineData("2026-03-15", false, EnrollmentState.InForce)]
    [InlineData("2028-01-14", false, EnrollmentState.InForce)]
    [InlineData("2028-01-15", false, EnrollmentState.ReviewDue)]
    [InlineData("2028-01-15", true, EnrollmentState.InForce)]
    [InlineData("2028-03-14", false, EnrollmentState.ReviewDue)]
    [InlineData("2028-03-15", false, EnrollmentState.Ended)]
    public void It_ends_by_itself_on_its_end(string day, bool isRenewed, EnrollmentState state) => new EnrollmentTerm(24, 2).Fill(First, null, null).On(Day(day)!.Value, isRenewed).ShouldBe(state);

    [Fact]
    public void Spans_that_touch_do_not_overlap()
    {
        var span = new EnrollmentSpan(First, new(2026, 6, 1), null);
        span.Overlaps(new(2026, 6, 1), null).ShouldBeFalse();
        span.Overlaps(new(2026, 1, 1), First).ShouldBeFalse();
        span.Overlaps(new(2026, 5, 31), null).ShouldBeTrue();
        span.Overlaps(new(2026, 1, 1), First.AddDays(1)).ShouldBeTrue();
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Pages.Billing.Tariffs;
using UtilityBilling.Billing.Tariffs;
using Xunit;

namespace UtilityBilling.UnitTests.Tariffs;

/// <summary>The drawing of which version holds from when to when.</summary>
public sealed class TimelineChartTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void A_version_ends_where_the_next_begins_and_a_draft_stands_in_a_line_of_its_own()
    {
        var chart = Chart(Version("a", new(2024, 1, 1)), Version("b", new(2026, 2, 1)), Version("idea", new(2026, 7, 1), TariffState.Draft), Version("asked", new(2026, 7, 1), TariffState.AwaitingApproval));

        var bars = chart.Rows.ShouldHaveSingleItem().Bars.ToDictionary(b => b.Span.Version.Name);
        (bars["a"].X + bars["a"].Width).ShouldBe(bars["b"].X);
        bars["a"].Y.ShouldBe(bars["b"].Y);
        new[] { bars["b"].Y, bars["idea"].Y, bars["asked"].Y }.Distinct().Count().ShouldBe(3);
        // From the first of January 2024, the oldest version's year, to the end of next year.
        (chart.First, chart.Last).ShouldBe((new DateOnly(2024, 1, 1), new DateOnly(2028, 1, 1)));
        bars["a"].X.ShouldBe(TimelineChart.Left);
        bars["b"].X.ShouldBeLessThan(chart.X(Today));
        bars["asked"].Span.Standing.ShouldBe(TariffStanding.AwaitingApproval);
    }

    [Fact]
    public void Every_bar_stands_within_the_drawing_however_old_or_distant_its_version()
    {
        var chart = Chart(Version("old", new(1950, 1, 1)), Version("older", new(1990, 6, 1)), Version("now", new(2020, 1, 1)), Version("far", new(2060, 1, 1)));

        var bars = chart.Rows[0].Bars;
        // What ended before the first year shown is left to the table.
        bars.Select(b => b.Span.Version.Name).ShouldBe(["older", "now", "far"]);
        bars.ShouldAllBe(b => b.X >= TimelineChart.Left && b.X + b.Width <= TimelineChart.Width && b.Width >= 0m && b.Y + TimelineChart.BarHeight <= chart.Height);
        chart.Years.Count().ShouldBeLessThanOrEqualTo(13);
        chart.X(Today).ShouldBeInRange(TimelineChart.Left, TimelineChart.Width);
    }

    private static TimelineChart Chart(params TariffVersionDto[] versions) => TimelineChart.Of(TariffTimeline.Of(versions, Today), Today);

    private static TariffVersionDto Version(string name, DateOnly from, TariffState state = TariffState.Approved) =>
        new(Guid.Empty, name, "Ord.", from, ["water"], [], state, "Ana Ruiz", default, null, null);
}

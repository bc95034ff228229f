using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

/// <summary>A version's bar, in the drawing's own units.</summary>
/// <param name="Fits">How many letters of its name the bar has room for.</param>
public sealed record TimelineBar(TariffSpan Span, decimal X, decimal Y, decimal Width, int Fits);

/// <summary>One service: what is adopted in the first line, each draft in a line of its own below.</summary>
public sealed record TimelineRow(string Service, decimal Y, IReadOnlyList<TimelineBar> Bars);

/// <summary>Where the bars of the time line stand: a row a service, from the oldest version's year, at most nine years back, to the end of next year or of the last version's.</summary>
public sealed class TimelineChart
{
    public const decimal Width = 900m, Left = 190m, BarHeight = 20m;
    private const decimal Right = 10m, Top = 30m, Lane = 24m, RowGap = 10m, Letter = 6.6m, Foot = 16m;
    private const int YearsBack = 9;

    private TimelineChart(DateOnly first, DateOnly last, DateOnly today) => (First, Last, Today) = (first, last, today);

    public DateOnly First { get; }

    public DateOnly Last { get; }

    public DateOnly Today { get; }

    public IReadOnlyList<TimelineRow> Rows { get; private set; } = [];

    /// <summary>Where the last row ends; the word for today stands below.</summary>
    public decimal Bottom { get; private set; }

    public decimal Height => Bottom + Foot;

    /// <summary>The first days of the years to be marked: each, or fewer where they are many.</summary>
    public IEnumerable<DateOnly> Years => Enumerable.Range(First.Year, Last.Year - First.Year).Where(y => (y - First.Year) % (1 + (Last.Year - First.Year) / 12) == 0).Select(y => new DateOnly(y, 1, 1));

    public static TimelineChart Of(IReadOnlyList<TariffTimeline> lines, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var days = lines.SelectMany(l => l.Spans).Select(s => s.From).Append(today).ToList();
        var chart = new TimelineChart(new DateOnly(Math.Max(days.Min().Year, today.Year - YearsBack), 1, 1), new DateOnly(Math.Max(days.Max().Year, today.Year + 1) + 1, 1, 1), today);
        chart.Draw(lines);
        return chart;
    }

    /// <summary>How far to the right a day stands.</summary>
    public decimal X(DateOnly day)
    {
        var within = day < First ? First : day > Last ? Last : day;
        return Left + (Width - Left - Right) * (within.DayNumber - First.DayNumber) / (Last.DayNumber - First.DayNumber);
    }

    private void Draw(IReadOnlyList<TariffTimeline> lines)
    {
        var (rows, y) = (new List<TimelineRow>(), Top);
        foreach (var line in lines)
        {
            var (bars, lanes) = (new List<TimelineBar>(), 1);
            foreach (var span in line.Spans.Where(s => s.Through is not { } through || through >= First))
            {
                var lane = span.Standing is TariffStanding.Draft or TariffStanding.AwaitingApproval ? lanes++ : 0;
                var (from, to) = (X(span.From), X(span.Through?.AddDays(1) ?? Last));
                bars.Add(new TimelineBar(span, from, y + lane * Lane, to - from, (int)((to - from - 10m) / Letter)));
            }

            rows.Add(new TimelineRow(line.Service, y, bars));
            y += lanes * Lane + RowGap;
        }

        (Rows, Bottom) = (rows, y);
    }
}

using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.DemoData;

/// <summary>Plays the years of a town day by day: reads, bills, payments, late penalties, moves, winter averages and the odd mishap.</summary>
internal sealed class DemoStory
{
    /// <summary>How much the tables grow before their rows are counted anew for the plans.</summary>
    private const int Growth = 4;

    private readonly DemoOffice _office;
    private readonly DemoWorld _world;
    private readonly DemoReads _reads;
    private readonly DemoBilling _billing;
    private readonly DemoPayments _payments;
    private readonly DemoMoves _moves;
    private readonly DemoMishaps _mishaps;
    private int _runs;
    private int _runsAtNextCount = 1;
    private readonly List<(DateTimeOffset At, Func<CancellationToken, Task> Do)> _events = [];

    public DemoStory(DemoOffice office, DemoWorld world)
    {
        _office = office;
        _world = world;
        _reads = new DemoReads(office, world);
        _billing = new DemoBilling(office, world);
        _payments = new DemoPayments(office, world);
        _moves = new DemoMoves(office, world);
        _mishaps = new DemoMishaps(office, world);
    }

    public async Task PlayAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        var pending = Pending(end);
        await AnalyzeAsync(["platform"], cancellationToken).ConfigureAwait(false);
        for (var cycle = 0; cycle < _world.Periods.Count; cycle++)
            foreach (var period in _world.Periods[cycle])
            {
                if (period == pending)
                    break;
                Plan(period);
            }
        if (end.AddMonths(-DemoBudgets.MonthsBefore) is var budgets && budgets > _office.At(_office.Today, 18))
            _events.Add((budgets, new DemoBudgets(_office, _world).BeginAsync));
        foreach (var (at, work) in _events.Where(e => e.At <= end).OrderBy(e => e.At).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            _office.AdvanceTo(at);
            await work(cancellationToken).ConfigureAwait(false);
        }
        _office.AdvanceTo(end);
        await ReviewWinterAsync(DateOnly.FromDateTime(end.UtcDateTime), cancellationToken).ConfigureAwait(false);
        await new DemoPrinting(_office).HappenAsync(_billing.LastRun, cancellationToken).ConfigureAwait(false);
        await new DemoCalendarRules(_office, _world).HappenAsync(cancellationToken).ConfigureAwait(false);
        await _billing.RebillOneAsync(cancellationToken).ConfigureAwait(false);
        await new DemoEnrollments(_office, _world).HappenAsync(cancellationToken).ConfigureAwait(false);
        await new DemoAgreements(_office, _world).HappenAsync(cancellationToken).ConfigureAwait(false);
        await new DemoServiceChanges(_office).HappenAsync(cancellationToken).ConfigureAwait(false);
        await new DemoMiscCharges(_office, _world).HappenAsync(cancellationToken).ConfigureAwait(false);
        await new DemoLetters(_office, _world).HappenAsync(cancellationToken).ConfigureAwait(false);
        await new DemoStock(_office).HappenAsync(cancellationToken).ConfigureAwait(false);
        if (pending is not null)
            _office.Say($"the reads of {_world.Spec.Cycles[pending.CycleIndex].Code} {pending.Dates.Code} wait for you: {await new DemoPendingFile(_office, _world).WriteAsync(pending, cancellationToken).ConfigureAwait(false)}");
    }

    /// <summary>Years pass in a minute; the server's own counting of rows would come too late for its plans.</summary>
    private Task AnalyzeAsync(IEnumerable<string> schemas, CancellationToken cancellationToken) => _office.DoAsync(_office.Technician, async s =>
    {
        foreach (var schema in schemas)
            await s.GetRequiredService<BulkWriter>().AnalyzeAsync(schema, cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>The newest period of the pending cycle whose meters have been read: nobody has taken its file yet.</summary>
    private DemoPeriod? Pending(DateTimeOffset end) => _world.Spec.PendingCycle is { } code
        ? _world.Periods[_world.Spec.Cycles.TakeWhile(c => c.Code != code).Count()].LastOrDefault(p => _office.At(p.Dates.ReadDate, 18) <= end)
        : null;

    private void Plan(DemoPeriod period)
    {
        var dates = period.Dates;
        On(dates.To, 9, c => _moves.HappenAsync(period, c));
        On(dates.ReadDate, 18, c => _reads.ImportAsync(period, c));
        On(DemoCalendar.Weekday(dates.ReadDate.AddDays(1)), 9, c => _reads.DecideAsync(period, c));
        On(dates.CalculateDate, 10, c => _billing.PrepareAsync(period, c));
        On(dates.BillDate, 8, async c =>
        {
            await _billing.ApproveAndPostAsync(period, c).ConfigureAwait(false);
            _office.Say(string.Create(CultureInfo.InvariantCulture, $"{_world.Spec.Cycles[period.CycleIndex].Code} {dates.Code}: {_billing.LastSentence}"));
            if (++_runs == _runsAtNextCount)
            {
                _runsAtNextCount *= Growth;
                await AnalyzeAsync(["billing", "metering", "collections"], c).ConfigureAwait(false);
            }
        });
        for (var slot = 0; slot < DemoPayments.Slots; slot++)
        {
            var part = slot;
            On(DemoPayments.Day(period, slot), 15, c => _payments.TakeAsync(period, part, c));
        }
        On(DemoCalendar.Weekday(dates.DueDate.AddDays(11)), 9, c => _payments.PenaliseAsync(c));
        On(DemoCalendar.Weekday(dates.BillDate.AddDays(4)), 11, c => _mishaps.HappenAsync(period, c));
        if (_world.Spec.WinterAverageService is not null && _world.Spec.Cycles[period.CycleIndex] is { WinterInForce: not null } cycle && Winter(cycle, dates.ReadDate) is { } winter)
            On(winter.EffectiveFrom, 7, c => _billing.WinterAveragesAsync(period.CycleIndex, winter, c));
    }

    /// <summary>A batch of winter averages that waits to be looked through: last winter's reads, by the tariff's rule, for the bills of next month.</summary>
    private async Task ReviewWinterAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var index = _world.Spec.Cycles.TakeWhile(c => c.WinterInForce is null).Count();
        if (_world.Spec.WinterAverageService is null || index == _world.Spec.Cycles.Count)
            return;
        var cycle = _world.Spec.Cycles[index];
        var through = Day(cycle.WinterThrough!, today.Year) is var end && end < today ? end : end.AddYears(-1);
        await _billing.ReviewWinterAsync(index, new WinterDates(Day(cycle.WinterAfter!, through.Year - 1).AddDays(1), through, new DateOnly(today.Year, today.Month, 1).AddMonths(1)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The winter that a read ends, if the read is the last one that counts for it.</summary>
    private static WinterDates? Winter(DemoCycle cycle, DateOnly readDate)
    {
        var through = Day(cycle.WinterThrough!, readDate.Year);
        var isLast = readDate <= through && readDate.AddMonths(cycle.Months).AddDays(-3) > through;
        return isLast ? new WinterDates(Day(cycle.WinterAfter!, readDate.Year - 1).AddDays(1), through, Day(cycle.WinterInForce!, readDate.Year)) : null;
    }

    private static DateOnly Day(string monthAndDay, int year) => DateOnly.ParseExact($"{year.ToString(CultureInfo.InvariantCulture)}-{monthAndDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void On(DateOnly day, int hour, Func<CancellationToken, Task> work) => _events.Add((_office.At(day, hour), work));
}

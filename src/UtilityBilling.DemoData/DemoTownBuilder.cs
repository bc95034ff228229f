using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing.RateStudies;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Data;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;

namespace UtilityBilling.DemoData;

/// <summary>Fills one preset's town: founds it on the clock's day and plays its months.</summary>
internal sealed class DemoTownBuilder(string preset) : IDemoTownBuilder
{
    private const int MonthsOfCalendarAhead = 6;
    private const int WrapEvery = 131;

    public string Preset => preset;

    public async Task BuildAsync(TenantInfo town, DemoTownOptions options, IServiceProvider services, Action<string> progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var spec = DemoSpec.Load(preset);
        var office = await DemoOffice.OpenAsync(town, services, progress, cancellationToken).ConfigureAwait(false);
        var begin = office.Today;
        var end = services.GetRequiredService<DemoClock>().GetUtcNow().AddMonths(options.Months);
        var population = new DemoPopulation(spec, DemoWords.Load(), options.Seed, office.Guids);
        var world = new DemoWorld(spec, population, new DemoUsageModel(spec, options.Seed), options.Seed)
        {
            FilesFolder = options.FilesFolder,
            Premises = population.Build(options.Accounts ?? spec.Accounts, begin),
            Periods = [.. Enumerable.Range(0, spec.Cycles.Count).Select(i => DemoCalendar.Lay(spec, i, begin, begin.AddMonths(options.Months + MonthsOfCalendarAhead)))],
        };
        SetWraps(world, DateOnly.FromDateTime(end.UtcDateTime));
        await new DemoFounding(office, spec, world).FoundAsync(preset, begin, cancellationToken).ConfigureAwait(false);
        await new DemoLetters(office, world).BeginAsync(cancellationToken).ConfigureAwait(false);
        await new DemoMiscCharges(office, world).BeginAsync(cancellationToken).ConfigureAwait(false);
        await new DemoStory(office, world).PlayAsync(end, cancellationToken).ConfigureAwait(false);
        await ProposeAsync(office, begin, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The technician has the council's proposals as drafts and asks what they would bring in.</summary>
    private async Task ProposeAsync(DemoOffice office, DateOnly begin, CancellationToken cancellationToken)
    {
        foreach (var document in DemoFiles.Proposals(preset))
        {
            var draft = await office.DoAsync(office.Technician, s => s.GetRequiredService<ITariffAppService>().ImportAsync(document, cancellationToken), cancellationToken).ConfigureAwait(false);
            var from = office.Today.AddYears(-1) is var yearAgo && yearAgo > begin ? yearAgo : begin;
            var study = await office.DoAsync(office.Technician, s => s.GetRequiredService<IRateStudyAppService>().StartAsync(new StartRateStudyInput("Water: base +4 %, second price above 14 ccf", from, office.Today, [draft]), cancellationToken), cancellationToken).ConfigureAwait(false);
            await office.LongAsync(office.Technician, async s =>
            {
                await s.GetRequiredService<IRateStudyProcessor>().WorkOutAsync(study, null, cancellationToken).ConfigureAwait(false);
                return true;
            }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the meter of this place goes through its highest reading in the newest period.</summary>
    public static bool Wraps(DemoPremise premise) => premise is { IsVacant: false, Class: "residential" } && premise.Index % WrapEvery == 17;

    private static void SetWraps(DemoWorld world, DateOnly end)
    {
        foreach (var premise in world.Premises.Where(Wraps))
        {
            var periods = world.Periods[premise.CycleIndex].TakeWhile(p => p.Dates.ReadDate <= end).ToList();
            if (periods.Count < 2)
                continue;
            var before = periods.SkipLast(1).Sum(p => world.Usage.Of(premise, p));
            premise.InRead = Math.Max(0m, world.Usage.Capacity(premise) - before - 1m);
        }
    }
}

using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Errors;
using UtilityBilling.Metering.ReadFiles;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Metering.Reads;
using UtilityBilling.Paging;

namespace UtilityBilling.DemoData;

/// <summary>The reading day: a file from the head-end is taken in, and the day after its doubtful reads are decided.</summary>
internal sealed class DemoReads(DemoOffice office, DemoWorld world)
{
    private const int Purpose = 21;
    private const int MissedPerMille = 5;
    private const int HistoryDays = 200;
    private const string Layout = "beacon-billing-csv";
    private static readonly string[] Reasons = ["Checked with the customer", "Seen at the meter", "Irrigation started", "Guests in the house", "Toilet was running; repaired"];

    public async Task ImportAsync(DemoPeriod period, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        ReadFileWriter.WriteBeaconCsv(file, Reads(period, world.OfCycle(period.CycleIndex).Where(p => !IsMissed(p, period))));
        file.Position = 0;
        await office.LongAsync(office.Technician, s => s.GetRequiredService<IReadImportAppService>().ImportAtOnceAsync(
            file, FileName(period), Layout, world.CycleIds[period.CycleIndex], cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Missing reads and those below the last one are estimated; the rest is taken as it is.</summary>
    public async Task DecideAsync(DemoPeriod period, CancellationToken cancellationToken)
    {
        while (true)
        {
            var waiting = await office.ReadAsync(office.Technician, s => s.GetRequiredService<IReadReviewAppService>().ListAsync(new ReviewRequest { PageSize = PagedRequest.MaxPageSize }, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (waiting.Items.Count == 0)
                return;
            var estimated = waiting.Items.Where(r => r.IsMissing || r.Usage is null).Select(r => r.Id).ToList();
            var reason = Reasons[period.Index % Reasons.Length];
            await office.DoAsync(office.Technician, async s =>
            {
                if (waiting.Items.Count > estimated.Count)
                    await s.GetRequiredService<IReadReviewAppService>().AcceptAsync([.. waiting.Items.Select(r => r.Id).Except(estimated)], reason, cancellationToken: cancellationToken).ConfigureAwait(false);
            }, cancellationToken).ConfigureAwait(false);
            foreach (var id in estimated)
                await EstimateAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A meter without a past to estimate from is set aside: its bill waits.</summary>
    private async Task EstimateAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await office.DoAsync(office.Technician, s => s.GetRequiredService<IReadReviewAppService>().EstimateAsync([id], "No reading this time", cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (BusinessException)
        {
            await office.DoAsync(office.Technician, s => s.GetRequiredService<IReadReviewAppService>().SetAsideAsync([id], "Nothing to estimate from", cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    public IEnumerable<WrittenRead> Reads(DemoPeriod period, IEnumerable<DemoPremise> premises)
    {
        foreach (var premise in premises)
            yield return new WrittenRead
            {
                Account = premise.AccountNumber,
                MeterSerial = premise.MeterSerial,
                EndpointId = premise.EndpointId,
                Reading = world.Usage.ReadingAfter(premise, world.Periods[period.CycleIndex], period.Index),
                Unit = world.Spec.Unit,
                ReadAt = period.Dates.ReadDate.ToDateTime(new TimeOnly(6 + (premise.Index % 9), premise.Index * 7 % 60)),
                Dials = premise.Dials,
                Decimals = world.Spec.Decimals,
                LeakRate = LeakRate(premise, period),
            };
    }

    public string FileName(DemoPeriod period) =>
        string.Create(CultureInfo.InvariantCulture, $"{office.Town.Slug}-{world.Spec.Cycles[period.CycleIndex].Code.ToLowerInvariant()}-{period.Dates.Code}.csv");

    private decimal? LeakRate(DemoPremise premise, DemoPeriod period) =>
        premise.EndpointId is not null && new DemoDice(world.Seed, Purpose, 2, premise.Index, period.Index).PerMille(6) ? 1.5m + (premise.Index % 7) : null;

    /// <summary>The first months' meters are all read, so that there is something to estimate from.</summary>
    private bool IsMissed(DemoPremise premise, DemoPeriod period) =>
        period.Dates.From >= world.Periods[period.CycleIndex][0].Dates.From.AddDays(HistoryDays) && new DemoDice(world.Seed, Purpose, 1, premise.Index, period.Index).PerMille(MissedPerMille);
}

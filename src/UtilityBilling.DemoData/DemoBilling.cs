using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Paging;

namespace UtilityBilling.DemoData;

/// <summary>The bill run as the office does it: the technician prepares, the director approves, then it is posted.</summary>
internal sealed class DemoBilling(DemoOffice office, DemoWorld world)
{
    private readonly Dictionary<DemoPeriod, Guid> _runs = [];

    /// <summary>What the last run came to, for the console.</summary>
    public string LastSentence { get; private set; } = "";

    /// <summary>The run that was posted last.</summary>
    public Guid? LastRun { get; private set; }

    public async Task PrepareAsync(DemoPeriod period, CancellationToken cancellationToken)
    {
        var run = await office.DoAsync(office.Technician, s => s.GetRequiredService<IBillRunAppService>().StartAsync(new StartBillRunInput(period.Id), cancellationToken), cancellationToken).ConfigureAwait(false);
        _runs[period] = run;
        await office.LongAsync(office.Technician, async s =>
        {
            await s.GetRequiredService<IBillRunProcessor>().CalculateAsync(run, null, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
        await HoldParkedAsync(run, period, cancellationToken).ConfigureAwait(false);
        await ReleaseNewMetersAsync(run, cancellationToken).ConfigureAwait(false);
        await office.DoAsync(office.Technician, s => s.GetRequiredService<IBillRunAppService>().RequestApprovalAsync(run, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async Task ApproveAndPostAsync(DemoPeriod period, CancellationToken cancellationToken)
    {
        var run = _runs[period];
        await office.DecideAllAsync(true, null, cancellationToken).ConfigureAwait(false);
        await office.LongAsync(office.Technician, async s =>
        {
            await s.GetRequiredService<IBillRunProcessor>().PostAsync(run, null, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
        var posted = await office.ReadAsync(office.Technician, s => s.GetRequiredService<IBillRunAppService>().GetAsync(run, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (posted.State != BillRunState.Posted || !posted.IsComplete)
            throw new InvalidOperationException($"Bill run {posted.Number} is {posted.State}, {posted.InScope} in scope, {posted.Billed} billed.");
        LastRun = run;
        LastSentence = string.Create(CultureInfo.InvariantCulture, $"{posted.BillCount:#,##0} bills, {posted.TotalAmount:#,##0.00}{(posted.Held > 0 ? $", {posted.Held} held" : "")}");
    }

    /// <summary>A bill of the last run that the technician is about to cancel and rebill: worked out anew, not submitted yet.</summary>
    public async Task RebillOneAsync(CancellationToken cancellationToken)
    {
        if (_runs.Count == 0)
            return;
        var bill = (await office.ReadAsync(office.Technician, s => s.GetRequiredService<IBillAppService>().ListAsync(new BillListRequest { RunId = _runs.Values.Last(), PageSize = 1 }, cancellationToken), cancellationToken).ConfigureAwait(false)).Items[0];
        var run = await office.DoAsync(office.Technician, s => s.GetRequiredService<IBillCorrectionAppService>().StartAsync(new CorrectionInput([bill.Id], Rebill: true, "Customer asks why; figures to be looked at again"), cancellationToken), cancellationToken).ConfigureAwait(false);
        await office.LongAsync(office.Technician, async s =>
        {
            await s.GetRequiredService<IBillRunProcessor>().CalculateAsync(run, null, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first bills of new meters, which stand first in the review: the technician has looked at them.</summary>
    private async Task ReleaseNewMetersAsync(Guid run, CancellationToken cancellationToken)
    {
        var review = await office.ReadAsync(office.Technician, s => s.GetRequiredService<IBillRunAppService>().ReviewAsync(run, null, new PagedRequest { PageSize = PagedRequest.MaxPageSize }, cancellationToken), cancellationToken).ConfigureAwait(false);
        var seen = review.Items.Where(b => b.Codes.Contains("newMeter")).Select(b => b.OccupancyId).Distinct().ToList();
        if (seen.Count > 0)
            await office.DoAsync(office.Technician, s => s.GetRequiredService<IBillRunAppService>().ReleaseAsync(run, new ReleaseInput(seen, "Unit and multiplier agree with the meter set sheet"), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A winter's averages, in force by the director's word.</summary>
    public async Task WinterAveragesAsync(int cycleIndex, WinterDates dates, CancellationToken cancellationToken)
    {
        var batch = await ReviewWinterAsync(cycleIndex, dates, cancellationToken).ConfigureAwait(false);
        await office.DoAsync(office.Technician, s => s.GetRequiredService<IWinterAverageBatchAppService>().RequestApprovalAsync(batch, cancellationToken), cancellationToken).ConfigureAwait(false);
        await office.DecideAllAsync(true, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A winter's averages that wait to be looked through.</summary>
    public async Task<Guid> ReviewWinterAsync(int cycleIndex, WinterDates dates, CancellationToken cancellationToken)
    {
        var input = new WinterComputeInput(world.CycleIds[cycleIndex], world.Spec.WinterAverageService!, dates);
        var batch = await office.DoAsync(office.Technician, s => s.GetRequiredService<IWinterAverageBatchAppService>().ComputeAsync(input, cancellationToken), cancellationToken).ConfigureAwait(false);
        await office.LongAsync(office.Technician, async s =>
        {
            await s.GetRequiredService<IWinterBatchProcessor>().WorkOutAsync(batch, null, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
        return batch;
    }

    /// <summary>What could not be calculated waits for the next month, with its reason.</summary>
    private async Task HoldParkedAsync(Guid run, DemoPeriod period, CancellationToken cancellationToken)
    {
        while (true)
        {
            var parked = await office.ReadAsync(office.Technician, s => s.GetRequiredService<IBillRunAppService>().ItemsAsync(run, RunOutcome.Parked, new PagedRequest { PageSize = PagedRequest.MaxPageSize }, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (parked.Items.Count == 0)
                return;
            office.Say($"held: {parked.Items[0].AccountNumber}, {parked.Items[0].Service}: {parked.Items[0].Reason}");
            await office.DoAsync(office.Technician, s => s.GetRequiredService<IBillRunAppService>().HoldAsync(
                run, new HoldInput([.. parked.Items.Select(i => i.OccupancyId).Distinct()], period.Dates.BillDate.AddMonths(1), "Waits for the missing reading"), cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }
}

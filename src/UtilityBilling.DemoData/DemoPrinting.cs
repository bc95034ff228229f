using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Printing;

namespace UtilityBilling.DemoData;

/// <summary>The last posted run's statements: frozen, sorted for the post, and every part out of the printer.</summary>
internal sealed class DemoPrinting(DemoOffice office)
{
    private const string Freezing = "Billing.Statements.Freeze";

    public async Task HappenAsync(Guid? run, CancellationToken cancellationToken)
    {
        if (run is not { } posted)
            return;
        await office.LongAsync(office.Technician, async s =>
        {
            await s.GetServices<IBackgroundJob>().Single(j => j.JobType == Freezing).ExecuteAsync(posted, new Unwatched(), cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
        var job = await office.DoAsync(office.Technician, s => s.GetRequiredService<IPrintJobAppService>().CreateAsync(posted, PrintJobKind.InHouse, cancellationToken), cancellationToken).ConfigureAwait(false);
        var parts = (await office.ReadAsync(office.Technician, s => s.GetRequiredService<IPrintJobAppService>().GetAsync(job, cancellationToken), cancellationToken).ConfigureAwait(false)).Parts;
        foreach (var part in parts)
            await office.DoAsync(office.Technician, s => s.GetRequiredService<IPrintJobAppService>().MarkPrintedAsync(job, part.Part, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private sealed class Unwatched : IJobProgress
    {
        public Task ReportAsync(int done, int total, string text, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}

using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Emails;
using UtilityBilling.Billing.Printing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering.ReadImports;

namespace UtilityBilling.Billing.Checklists;

/// <summary>What has happened to a run, step by step: a checklist is ticked by this and by nothing else.</summary>
internal sealed class RunFacts(IUtilityBillingDbContext database, BulkWriter bulk, RunPeriods periods, IReadingStanding reading, PrintQueries printing, EmailQueries emails)
{
    /// <summary>What the run's own row tells.</summary>
    public static Dictionary<ChecklistStep, StepFact> OfRow(BillRun run)
    {
        var submitted = run.State is BillRunState.AwaitingApproval or BillRunState.Approved or BillRunState.Posting or BillRunState.Posted or BillRunState.RolledBack;
        var posted = run.State is BillRunState.Posted or BillRunState.RolledBack;
        return new()
        {
            [ChecklistStep.Calculate] = new(run.CalculatedAt is not null, run.CalculatedByName, run.CalculatedAt, "Billing:Checklist.Fact.Calculate", run.Billed, run.InScope, run.Parked),
            [ChecklistStep.Review] = new(submitted, submitted ? run.SubmittedByName : null, submitted ? run.SubmittedAt : null),
            [ChecklistStep.Approve] = new(run.ApprovedAt is not null, run.ApprovedByName, run.ApprovedAt),
            [ChecklistStep.Post] = new(posted, posted ? run.ApprovedByName : null, posted ? run.CompletedAt : null),
        };
    }

    /// <summary>Also what the reading, the printing and the e-mails tell.</summary>
    public async Task<Dictionary<ChecklistStep, StepFact>> OfAsync(BillRun run, CancellationToken cancellationToken)
    {
        var facts = OfRow(run);
        if (run.PeriodId is { } periodId && run.CycleId is { } cycleId && (await periods.WithAsync(run, [periodId], cancellationToken).ConfigureAwait(false)).SingleOrDefault() is { } period)
        {
            var read = await reading.OfCycleAsync(cycleId, period.After, period.Through, cancellationToken).ConfigureAwait(false);
            facts[ChecklistStep.Import] = new(read.Files > 0, read.LastByName, read.LastAt, "Billing:Checklist.Fact.Import", read.Files);
            facts[ChecklistStep.Exceptions] = new(read.Files > 0 && read.Waiting == 0, null, null, "Billing:Checklist.Fact.Exceptions", read.Waiting);
        }
        if (run.State is BillRunState.Posted or BillRunState.RolledBack)
        {
            facts[ChecklistStep.Print] = await PrintedAsync(run.Id, cancellationToken).ConfigureAwait(false);
            facts[ChecklistStep.Send] = await SentAsync(run.Id, cancellationToken).ConfigureAwait(false);
        }
        return facts;
    }

    /// <summary>What was ticked by hand and not taken back, by step.</summary>
    public Task<Dictionary<string, RunTick>> TicksAsync(Guid runId, CancellationToken cancellationToken) =>
        database.Set<RunTick>().AsNoTracking().Where(t => t.RunId == runId && t.TakenBackAt == null).ToDictionaryAsync(t => t.Step, cancellationToken);

    private async Task<StepFact> PrintedAsync(Guid runId, CancellationToken cancellationToken)
    {
        var proof = await printing.ProofAsync(runId, cancellationToken).ConfigureAwait(false);
        var last = proof.IsPrinted ? await LastPrintAsync(runId, cancellationToken).ConfigureAwait(false) : [];
        return new StepFact(proof.IsPrinted, last.FirstOrDefault().By, last.Count == 0 ? null : last[0].At, "Billing:Checklist.Fact.Print", proof.Printed, proof.Pieces, proof.LeftOut);
    }

    /// <summary>Done when every piece for e-mail was sent or went on paper; one in doubt is neither.</summary>
    private async Task<StepFact> SentAsync(Guid runId, CancellationToken cancellationToken)
    {
        var counts = await emails.CountsAsync(runId, cancellationToken).ConfigureAwait(false);
        var states = await emails.StatesAsync(runId, cancellationToken).ConfigureAwait(false);
        var open = counts.ToQueue + states.GetValueOrDefault(EmailState.Waiting) + states.GetValueOrDefault(EmailState.Sending) + states.GetValueOrDefault(EmailState.InDoubt);
        var done = counts.IsFrozen && open == 0;
        var last = done ? await database.Set<EmailMessage>().Where(m => m.RunId == runId).MaxAsync(m => m.SentAt, cancellationToken).ConfigureAwait(false) : null;
        return new StepFact(done, null, last, "Billing:Checklist.Fact.Send", states.GetValueOrDefault(EmailState.Sent), counts.OnPaper, open);
    }

    private Task<List<(string? By, DateTimeOffset At)>> LastPrintAsync(Guid runId, CancellationToken cancellationToken) => bulk.QueryAsync(
        """
        select p.printed_by_name, p.printed_at from billing.print_parts p join billing.print_jobs j on j.tenant_id = p.tenant_id and j.id = p.job_id
        where j.run_id = $1 and p.printed_at is not null order by p.printed_at desc limit 1
        """,
        [Arg.Of(runId)], r => (r.IsDBNull(0) ? null : r.GetString(0), r.GetFieldValue<DateTimeOffset>(1)), cancellationToken);
}

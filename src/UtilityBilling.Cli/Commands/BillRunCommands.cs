using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Ledger;

namespace UtilityBilling.Cli.Commands;

internal sealed class BillRunStartCommand : ICliCommand
{
    public string Name => "bill-run start";
    public string Usage => $"--tenant SLUG --as USER --cycle CODE --bill-date DATE [--through {BillRunSteps.Choice}]";
    public string Summary => "Starts the run of the cycle's period billed on a date, and calculates it or goes further.";
    public IReadOnlyList<string> Options => ["cycle", "bill-date", "through"];

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var (cycle, date) = (context.Arguments.Need("cycle"), context.Arguments.FindDate("bill-date") ?? throw new CliUsageException("The option --bill-date is missing."));
        var through = BillRunSteps.Through(context, BillRunStep.Calculate);
        var town = await context.TownAsync(cancellationToken);
        var run = await context.WriteAsync(town, async s =>
        {
            var runs = s.GetRequiredService<IBillRunAppService>();
            var period = (await runs.BillablePeriodsAsync(cancellationToken)).FirstOrDefault(p => p.CycleCode == cycle && p.BillDate == date)
                ?? throw new CliUsageException($"Cycle {cycle} has no period that is billed on {date:yyyy-MM-dd} and waits for a run.");
            return await runs.StartAsync(new StartBillRunInput(period.PeriodId), cancellationToken);
        }, cancellationToken);
        context.Say($"run {run} is started");
        return await BillRunSteps.GoAsync(context, town, run, through, cancellationToken);
    }
}

internal sealed class BillRunStatusCommand : ICliCommand
{
    public string Name => "bill-run status";
    public string Usage => "--tenant SLUG ID";
    public string Summary => "Says where a run stands, with its completeness equation.";

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken) =>
        await BillRunReport.WriteAsync(context, await context.TownAsync(cancellationToken), BillRunReport.Id(context, 0), cancellationToken);
}

internal sealed class BillRunResumeCommand : ICliCommand
{
    public string Name => "bill-run resume";
    public string Usage => $"--tenant SLUG --as USER [--through {BillRunSteps.Choice}] ID";
    public string Summary => "Goes on with a run from where it stands, to its posting when nothing else is said.";
    public IReadOnlyList<string> Options => ["through"];

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var through = BillRunSteps.Through(context, BillRunStep.Post);
        return await BillRunSteps.GoAsync(context, await context.TownAsync(cancellationToken), BillRunReport.Id(context, 0), through, cancellationToken);
    }
}

internal sealed class StatementsCommand : ICliCommand
{
    public string Name => "statements";
    public string Usage => "--tenant SLUG --run ID --out FILE.pdf";
    public string Summary => "Writes the print file of a posted run.";
    public IReadOnlyList<string> Options => ["run", "out"];

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var town = await context.TownAsync(cancellationToken);
        var run = Guid.TryParse(context.Arguments.Need("run"), out var id) ? id : throw new CliUsageException("--run takes the run's id.");
        var path = context.Arguments.Need("out");
        var printed = await WholeFile.WriteAsync(path, file => context.ReadAsync(town, s => s.GetRequiredService<IBillAppService>().WriteRunAsync(run, file, cancellationToken), cancellationToken));
        context.Write(printed, [$"{path}: {printed.BillCount} bills on {printed.PageCount} pages, {printed.AmountDue:N2} due"]);
        return ExitCode.Done;
    }
}

internal sealed class BooksVerifyCommand : ICliCommand
{
    public string Name => "books verify";
    public string Usage => "[--tenant SLUG]";
    public string Summary => "Recomputes the books and prints every difference.";

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var good = true;
        var results = new List<object>();
        var text = new List<string>();
        foreach (var town in await context.TownsAsync(cancellationToken))
        {
            var checks = await context.ReadAsync(town, s => s.GetRequiredService<IBooksVerification>().VerifyAsync(cancellationToken: cancellationToken), cancellationToken);
            good &= checks.All(c => c.IsGood);
            results.Add(new { tenant = town.Slug, checks });
            text.AddRange(checks.Select(c => $"{town.Slug}: {c.Name}: {c.Checked} checked, {c.DifferenceCount} differ"));
            text.AddRange(checks.SelectMany(c => c.Differences).Select(d => $"  {d.Subject}: expected {d.Expected}, found {d.Found}"));
        }
        context.Write(results, text);
        return good ? ExitCode.Done : ExitCode.Found;
    }
}

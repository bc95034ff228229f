using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Ledger;

namespace UtilityBilling.Cli.Commands;

internal sealed class BillRunStartCommand : ICliCommand
{
    public string Name => "bill-run start";
    public string Usage => "--tenant SLUG --as USER --cycle CODE --bill-date DATE [--through calculate]";
    public string Summary => "Starts the run of the cycle's period billed on a date, and calculates it.";
    public IReadOnlyList<string> Options => ["cycle", "bill-date", "through"];

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var (cycle, date) = (context.Arguments.Need("cycle"), context.Arguments.FindDate("bill-date") ?? throw new CliUsageException("The option --bill-date is missing."));
        if ((context.Arguments.Find("through") ?? "calculate") is not "calculate")
            throw new CliUsageException("--through takes calculate: a run is reviewed, and approved by a second person, on its page.");
        var town = await context.TownAsync(cancellationToken);
        var run = await context.WriteAsync(town, async s =>
        {
            var runs = s.GetRequiredService<IBillRunAppService>();
            var period = (await runs.BillablePeriodsAsync(cancellationToken)).FirstOrDefault(p => p.CycleCode == cycle && p.BillDate == date)
                ?? throw new CliUsageException($"Cycle {cycle} has no period that is billed on {date:yyyy-MM-dd} and waits for a run.");
            return await runs.StartAsync(new StartBillRunInput(period.PeriodId), cancellationToken);
        }, cancellationToken);
        await context.InScopeAsync(town, async s =>
        {
            await s.GetRequiredService<IBillRunProcessor>().CalculateAsync(run, (done, total) => { context.Say($"{done} of {total} accounts"); return Task.CompletedTask; }, cancellationToken);
            return true;
        }, cancellationToken);
        return await BillRunReport.WriteAsync(context, town, run, cancellationToken);
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
    public string Usage => "--tenant SLUG --as USER ID";
    public string Summary => "Goes on with the posting of an approved run.";

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var town = await context.TownAsync(cancellationToken);
        var run = BillRunReport.Id(context, 0);
        await context.InScopeAsync(town, async s =>
        {
            await s.GetRequiredService<IBillRunProcessor>().PostAsync(run, (done, total) => { context.Say($"{done} of {total} pages"); return Task.CompletedTask; }, cancellationToken);
            return true;
        }, cancellationToken);
        return await BillRunReport.WriteAsync(context, town, run, cancellationToken);
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
        await using var file = File.Create(path);
        var printed = await context.ReadAsync(town, s => s.GetRequiredService<IBillAppService>().WritePrintFileAsync(run, file, cancellationToken), cancellationToken);
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
            var checks = await context.ReadAsync(town, s => s.GetRequiredService<IBooksVerification>().VerifyAsync(cancellationToken), cancellationToken);
            good &= checks.All(c => c.IsGood);
            results.Add(new { tenant = town.Slug, checks });
            text.AddRange(checks.Select(c => $"{town.Slug}: {c.Name}: {c.Checked} checked, {c.DifferenceCount} differ"));
            text.AddRange(checks.SelectMany(c => c.Differences).Select(d => $"  {d.Subject}: expected {d.Expected}, found {d.Found}"));
        }
        context.Write(results, text);
        return good ? ExitCode.Done : ExitCode.Found;
    }
}

/// <summary>A run in words.</summary>
internal static class BillRunReport
{
    public static Guid Id(CliContext context, int position) =>
        Guid.TryParse(context.Arguments.NeedValue(position, "The run's id"), out var id) ? id : throw new CliUsageException("The run's id is not an id.");

    public static async Task<int> WriteAsync(CliContext context, MultiTenancy.TenantInfo town, Guid id, CancellationToken cancellationToken)
    {
        var run = await context.ReadAsync(town, s => s.GetRequiredService<IBillRunAppService>().GetAsync(id, cancellationToken), cancellationToken);
        context.Write(run,
        [
            $"run {run.Number} ({run.Id}), {run.CycleName} {run.PeriodCode}: {run.State}",
            $"{run.InScope} in scope = {run.Billed} billed + {run.Held} held + {run.Excluded} excluded + {run.Parked} parked",
            $"{run.BillCount} bills, {run.TotalAmount:N2}",
        ]);
        return run.IsComplete && run.Parked == 0 ? ExitCode.Done : ExitCode.Found;
    }
}

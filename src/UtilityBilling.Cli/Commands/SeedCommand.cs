using UtilityBilling.Data;
using UtilityBilling.DemoData;
using UtilityBilling.Platform.Demo;

namespace UtilityBilling.Cli.Commands;

internal sealed class SeedCommand : ICliCommand
{
    private const int DefaultMonths = 24;

    public string Name => "seed";
    public string Usage => "--preset NAME [--tenant SLUG] [--accounts N] [--months M] [--seed S]";
    public string Summary => "Makes a demo town with months of history, the same for the same seed.";
    public IReadOnlyList<string> Options => ["preset", "accounts", "months", "seed"];

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var arguments = context.Arguments;
        var options = new DemoTownOptions(arguments.Need("preset"), arguments.FindNumber("accounts"), arguments.FindNumber("months") ?? DefaultMonths, arguments.FindNumber("seed") ?? 1, arguments.Find("tenant"));
        if (DemoPresets.Find(options.Preset) is null)
            throw new CliUsageException($"There is no preset {options.Preset}; there are {string.Join(", ", DemoPresets.All.Select(p => p.Town.Slug))}.");
        var database = await context.DatabaseAsync(cancellationToken);
        await using var services = DemoHouse.Compose(database.AppConnectionString, options, TimeProvider.System.GetUtcNow());
        var town = await DemoSeeder.SeedAsync(services, options, context.Say, cancellationToken);
        context.Write(new { tenant = town.Slug, town.Id, town.Name }, [$"{town.Name} ({town.Slug}) is ready. Password of its people: {DemoPresets.Password}"]);
        return ExitCode.Done;
    }
}

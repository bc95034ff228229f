using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Paging;

namespace UtilityBilling.Cli.Commands;

internal sealed class TariffValidateCommand : ICliCommand
{
    public string Name => "tariff validate";
    public string Usage => "FILE";
    public string Summary => "Says what is wrong with a tariff document, line by line, or nothing.";

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var problems = TariffValidator.Validate(await InputFile.ReadTextAsync(context.Arguments.NeedValue(0, "The file"), cancellationToken));
        context.Write(problems.Select(p => new { p.Line, place = p.Path, p.Code, p.Message }), problems.Select(p => p.ToString()));
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Found;
    }
}

internal sealed class TariffQuoteCommand : ICliCommand
{
    public string Name => "tariff quote";
    public string Usage => "--tariff FILE --input FILE";
    public string Summary => "Rates inputs by one tariff document, without a database.";
    public IReadOnlyList<string> Options => ["tariff", "input"];

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var result = TariffQuote.Run(await InputFile.ReadTextAsync(context.Arguments.Need("tariff"), cancellationToken), await InputFile.ReadTextAsync(context.Arguments.Need("input"), cancellationToken));
        foreach (var problem in result.Problems)
            context.Say(problem.ToString());
        if (result.Json.Length > 0)
            context.Write(System.Text.Json.JsonDocument.Parse(result.Json).RootElement, [result.Json]);
        return result.IsRefused ? ExitCode.Found : ExitCode.Done;
    }
}

internal sealed class TariffImportCommand : ICliCommand
{
    public string Name => "tariff import";
    public string Usage => "--tenant SLUG [--as USER] FILE";
    public string Summary => "Keeps a tariff document as a draft of the town.";

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var document = await InputFile.ReadTextAsync(context.Arguments.NeedValue(0, "The file"), cancellationToken);
        var town = await context.TownAsync(cancellationToken);
        var id = await context.WriteAsync(town, s => s.GetRequiredService<ITariffAppService>().ImportAsync(document, cancellationToken), cancellationToken);
        context.Write(new { id }, [$"Kept as draft {id}."]);
        return ExitCode.Done;
    }
}

internal sealed class TariffListCommand : ICliCommand
{
    public string Name => "tariff list";
    public string Usage => "--tenant SLUG";
    public string Summary => "Lists the town's tariff versions, the newest first.";

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var town = await context.TownAsync(cancellationToken);
        var list = await context.ReadAsync(town, s => s.GetRequiredService<ITariffAppService>().ListAsync(new PagedRequest { PageSize = PagedRequest.MaxPageSize }, cancellationToken), cancellationToken);
        context.Write(list.Items, list.Items.Select(t => $"{t.EffectiveFrom:yyyy-MM-dd} {t.State,-16} {t.Name,-24} {t.Ordinance}"));
        return ExitCode.Done;
    }
}

/// <summary>Reads a file that a command names; one that is not there is wrong usage.</summary>
internal static class InputFile
{
    public static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : throw new CliUsageException($"There is no file {path}.");
}

using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Approvals;

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
    public string Usage => "--tenant SLUG [--as USER] [--request-approval] FILE";
    public string Summary => "Keeps a tariff document as a draft of the town, and on request asks for its approval.";
    public IReadOnlyList<string> Flags => ["request-approval"];

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var document = await InputFile.ReadTextAsync(context.Arguments.NeedValue(0, "The file"), cancellationToken);
        var town = await context.TownAsync(cancellationToken);
        var asks = context.Arguments.Has("request-approval");
        var id = await context.WriteAsync(town, async s =>
        {
            var tariffs = s.GetRequiredService<ITariffAppService>();
            var draft = await tariffs.ImportAsync(document, cancellationToken);
            if (asks)
                await tariffs.RequestApprovalAsync(draft, cancellationToken);
            return draft;
        }, cancellationToken);
        context.Write(new { id, approvalRequested = asks }, [asks ? $"Kept as draft {id}; somebody else approves it." : $"Kept as draft {id}."]);
        return ExitCode.Done;
    }
}

internal sealed class TariffApproveCommand : ICliCommand
{
    public string Name => "tariff approve";
    public string Usage => "--tenant SLUG --as USER ID";
    public string Summary => "Approves a tariff draft as a named person who did not prepare it.";

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        context.NeedPerson();
        var id = Guid.TryParse(context.Arguments.NeedValue(0, "The tariff's id"), out var given) ? given : throw new CliUsageException("The tariff's id is not an id; `ub tariff list` shows them.");
        var town = await context.TownAsync(cancellationToken);
        var tariff = await context.WriteAsync(town, async s =>
        {
            await s.GetRequiredService<IApprovalAppService>().ApproveRecordAsync(id, cancellationToken);
            return await s.GetRequiredService<ITariffAppService>().GetAsync(id, cancellationToken);
        }, cancellationToken);
        context.Write(tariff.Version, [$"{tariff.Version.Name} holds from {tariff.Version.EffectiveFrom:yyyy-MM-dd}, approved by {tariff.Version.ApprovedByName}."]);
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
        context.Write(list.Items, list.Items.Select(t => $"{t.Id} {t.EffectiveFrom:yyyy-MM-dd} {t.State,-16} {t.Name,-24} {t.Ordinance}"));
        return ExitCode.Done;
    }
}

/// <summary>Reads a file that a command names; one that is not there is wrong usage.</summary>
internal static class InputFile
{
    public static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : throw new CliUsageException($"There is no file {path}.");
}

using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Users;

namespace UtilityBilling.Cli.Commands;

internal sealed class TenantListCommand : ICliCommand
{
    public string Name => "tenant list";
    public string Usage => "";
    public string Summary => "Lists the active towns.";

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var towns = await context.TownsAsync(cancellationToken);
        context.Write(
            towns.Select(t => new { tenant = t.Slug, t.Id, t.Name, t.TimeZone, language = t.DefaultLanguage }),
            towns.Count == 0 ? ["There is no town yet."] : towns.Select(t => $"{t.Slug,-20} {t.Name,-30} {t.TimeZone,-24} {t.DefaultLanguage}"));
        return ExitCode.Done;
    }
}

internal sealed class TenantCreateCommand : ICliCommand
{
    public string Name => "tenant create";
    public string Usage => "SLUG --name NAME --time-zone ZONE [--language en|es]";
    public string Summary => "Opens a town with its roles, codes and ledger accounts.";
    public IReadOnlyList<string> Options => ["name", "time-zone", "language"];

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var town = new NewTown(context.Arguments.NeedValue(0, "The slug"), context.Arguments.Need("name"), context.Arguments.Need("time-zone"), context.Arguments.Find("language") ?? "en");
        var services = await context.ServicesAsync(cancellationToken);
        var created = await services.GetRequiredService<ITenantManager>().CreateAsync(town, Actor.System, cancellationToken);
        context.Write(new { tenant = created.Slug, created.Id }, [$"{created.Name} ({created.Slug}) is open."]);
        return ExitCode.Done;
    }
}

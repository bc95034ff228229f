using UtilityBilling.Cli.Commands;

namespace UtilityBilling.Cli;

/// <summary>Every command there is. To add one, write a class and name it here.</summary>
internal static class CommandTable
{
    public static readonly IReadOnlyList<ICliCommand> All =
    [
        new MigrateCommand(),
        new SeedCommand(),
        new TenantListCommand(),
        new TenantCreateCommand(),
        new AuditVerifyCommand(),
        new AuditAnchorCommand(),
    ];
}

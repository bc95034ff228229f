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
        new TariffValidateCommand(),
        new TariffQuoteCommand(),
        new TariffImportCommand(),
        new TariffApproveCommand(),
        new TariffListCommand(),
        new ReadsImportCommand(),
        new BillRunStartCommand(),
        new BillRunStatusCommand(),
        new BillRunResumeCommand(),
        new StatementsCommand(),
        new BooksVerifyCommand(),
        new AuditVerifyCommand(),
        new AuditAnchorCommand(),
    ];
}

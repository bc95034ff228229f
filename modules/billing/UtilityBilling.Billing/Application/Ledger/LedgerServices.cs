using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Data;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing;

/// <summary>Registers the ledger.</summary>
internal static class LedgerServices
{
    public static IServiceCollection AddLedger(this IServiceCollection services)
    {
        services.AddSingleton<SettingDefinitionProvider, LedgerSettingDefinitionProvider>();
        services.AddScoped<ChartProvider>();
        services.AddScoped<AccountingCalendar>();
        services.AddScoped<JournalWriter>();
        services.AddScoped<JournalReader>();
        services.AddScoped<OpenItems>();
        services.AddScoped<ApplicationOrderProvider>();
        services.AddScoped<ApplicationPoster>();
        services.AddScoped<ReversalPoster>();
        services.AddScoped<BillReversals>();
        services.AddScoped<CreditSpender>();
        services.AddScoped<IPaymentPosting, PaymentPosting>();
        services.AddScoped<ILedger, LedgerService>();
        services.AddScoped<IAccountLedger, AccountLedgerQueries>();
        services.AddScoped<IAccountBalances, AccountBalances>();
        services.AddScoped<ITrialBalance, TrialBalanceQueries>();
        services.AddScoped<IAdjustmentAppService, AdjustmentAppService>();
        services.AddScoped<IApprovalHandler, AdjustmentApprovalHandler>();
        services.AddScoped<IBooksVerification, BooksVerification>();
        services.AddScoped<IBooksCheck, LedgerBooksCheck>();
        services.AddSingleton<IAccountHubContributor, LedgerTab>();
        services.AddSingleton<IAccountHubContributor, BillsTab>();
        services.AddScoped<IAccountHeaderContributor, BalanceHeader>();
        services.AddScoped<IOldDebtProvider, OldDebtProvider>();
        services.AddScoped<IAuditRecordNames, BillingRecordNames>();
        services.AddScoped<IDataSeedContributor, BillingDataSeedContributor>();
        return services;
    }
}

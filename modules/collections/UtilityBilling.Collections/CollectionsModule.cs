using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Collections.Deposits;
using UtilityBilling.Collections.Penalties;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Hosting;
using UtilityBilling.Modularity;
using UtilityBilling.Navigation;
using UtilityBilling.Settings;

namespace UtilityBilling.Collections;

[DependsOn(typeof(FrameworkHostingModule))]
public sealed class CollectionsModule : UtilityBillingModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddSingleton(new LocalizedAssembly(CollectionsTexts.Assembly));
        services.AddSingleton<PermissionDefinitionProvider, CollectionsPermissionDefinitionProvider>();
        services.AddSingleton<SettingDefinitionProvider, CollectionsSettingDefinitionProvider>();
        services.AddSingleton<IMenuContributor, CollectionsMenuContributor>();
        services.AddScoped<ReceiptQueries>();
        services.AddScoped<IReceiptAppService, ReceiptAppService>();
        services.AddScoped<IReceiptBatchService, ReceiptBatchService>();
        services.AddScoped<IApprovalHandler, ReceiptVoidApprovalHandler>();
        services.AddScoped<IDepositAppService, DepositAppService>();
        services.AddScoped<IFinalSettlement, DepositSettlement>();
        services.AddScoped<IHeldDeposits, HeldDeposits>();
        services.AddScoped<IPenaltyAppService, PenaltyAppService>();
        services.AddScoped<IBooksCheck, CollectionsBooksCheck>();
        services.AddSingleton<IAccountHubContributor, DepositsTab>();
        services.AddScoped<IAccountOverviewContributor, LastPaymentCard>();
        services.AddScoped<IAuditRecordNames, CollectionsRecordNames>();
    }
}

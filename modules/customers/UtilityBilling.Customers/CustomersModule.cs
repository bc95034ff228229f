using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Customers.Imports;
using UtilityBilling.Customers.Search;
using UtilityBilling.Customers.Services;
using UtilityBilling.Hosting;
using UtilityBilling.Modularity;
using UtilityBilling.Navigation;
using UtilityBilling.Settings;

namespace UtilityBilling.Customers;

[DependsOn(typeof(FrameworkHostingModule))]
public sealed class CustomersModule : UtilityBillingModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddSingleton(new LocalizedAssembly(CustomersTexts.Assembly));
        services.AddSingleton<PermissionDefinitionProvider, CustomersPermissionDefinitionProvider>();
        services.AddSingleton<SettingDefinitionProvider, CustomersSettingDefinitionProvider>();
        services.AddSingleton<IMenuContributor, CustomersMenuContributor>();
        services.AddScoped<IBillingScopeIntegrationService, BillingScopeIntegrationService>();
        services.AddScoped<IAccountDirectory, AccountDirectory>();
        services.AddScoped<IServicePointDirectory, ServicePointDirectory>();
        services.AddScoped<AccountNumbers>();
        services.AddScoped<CustomersSearchDocuments>();
        services.AddScoped<ICustomerImportService, CustomerImportService>();
    }
}

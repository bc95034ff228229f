using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Authorization;
using UtilityBilling.Hosting;
using UtilityBilling.Metering.Imports;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Metering.Usage;
using UtilityBilling.Modularity;
using UtilityBilling.Navigation;
using UtilityBilling.Search;
using UtilityBilling.Settings;

namespace UtilityBilling.Metering;

[DependsOn(typeof(FrameworkHostingModule))]
public sealed class MeteringModule : UtilityBillingModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddSingleton(new LocalizedAssembly(MeteringTexts.Assembly));
        services.AddSingleton<PermissionDefinitionProvider, MeteringPermissionDefinitionProvider>();
        services.AddSingleton<IMenuContributor, MeteringMenuContributor>();
        services.AddScoped<IUsageIntegrationService, UsageIntegrationService>();
        services.AddScoped<IMeterImportService, MeterImportService>();
        services.AddScoped<ISearchContributor, MeterSearch>();
        services.AddSingleton<SettingDefinitionProvider, MeteringSettingDefinitionProvider>();
        AddReadImports(services);
    }

    private static void AddReadImports(IServiceCollection services)
    {
        services.AddSingleton<FindingTexts>();
        services.AddScoped<TownReadSettings>();
        services.AddScoped<RegisterLoader>();
        services.AddScoped<BilledReadFilter>();
        services.AddScoped<ReadFileStore>();
        services.AddScoped<ReadFilePreviewer>();
        services.AddScoped<ReadFileImporter>();
        services.AddScoped<ReadFileQueries>();
        services.AddScoped<IReadImportAppService, ReadImportAppService>();
    }
}

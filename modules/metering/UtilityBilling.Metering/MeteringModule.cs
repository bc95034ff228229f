using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Customers.Services;
using UtilityBilling.Hosting;
using UtilityBilling.Metering.Accounts;
using UtilityBilling.Metering.Imports;
using UtilityBilling.Metering.Meters;
using UtilityBilling.Metering.Moves;
using UtilityBilling.Metering.Pages.Metering.ReadFiles;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Metering.Reads;
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
        services.AddScoped<IAuditRecordNames, MeteringRecordNames>();
        services.AddSingleton<SettingDefinitionProvider, MeteringSettingDefinitionProvider>();
        services.AddScoped<ITodayQueueContributor, MeteringTodayQueues>();
        AddReadImports(services);
        AddReviewAndMeters(services);
    }

    private static void AddReviewAndMeters(IServiceCollection services)
    {
        services.AddScoped<ReadBook>();
        services.AddScoped<Overestimates>();
        services.AddScoped<ReadEntry>();
        services.AddScoped<ReviewQueries>();
        services.AddScoped<IReadReviewAppService, ReadReviewAppService>();
        services.AddScoped<MeterQueries>();
        services.AddScoped<MeterLife>();
        services.AddScoped<IMeterAppService, MeterAppService>();
        services.AddScoped<IInstalledMeterNames>(s => s.GetRequiredService<MeterQueries>());
        services.AddScoped<IRouteChoices>(s => s.GetRequiredService<MeterQueries>());
        services.AddScoped<IUsageChartProvider, UsageCharts>();
        services.AddScoped<IAccountHubContributor, ReadsTab>();
        services.AddScoped<IAccountReadsAppService, AccountReadsAppService>();
        services.AddScoped<ImportChoices>();
        services.AddScoped<IFinalReads, FinalReads>();
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
        services.AddScoped<IReadingStanding, CycleReadingStanding>();
        services.AddScoped<IReadImportAppService, ReadImportAppService>();
    }
}

using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Data;
using UtilityBilling.Documents;
using UtilityBilling.EventBus;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Auditing;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.EventBus;
using UtilityBilling.Hosting.Numbering;
using UtilityBilling.Hosting.Uow;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Localization;
using UtilityBilling.Modularity;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Hosting;

/// <summary>The framework on EF Core, ASP.NET and Quartz.</summary>
public sealed class FrameworkHostingModule : UtilityBillingModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IGuidGenerator, SequentialGuidGenerator>();
        services.AddSingleton<CurrentTenant>();
        services.AddSingleton<ICurrentTenant>(s => s.GetRequiredService<CurrentTenant>());
        services.AddSingleton<ICurrentUser, CurrentUser>();
        services.AddSingleton<IClock, Clock>();
        services.AddSingleton<ITenantRunner, TenantRunner>();
        services.AddSingleton<PermissionCatalog>();
        services.AddSingleton<SettingCatalog>();
        services.AddSingleton(s => new LocalizationCatalog([typeof(FrameworkHostingModule).Assembly, .. s.GetServices<LocalizedAssembly>().Select(a => a.Assembly)]));
        services.AddSingleton<IStringLocalizerFactory, CatalogStringLocalizerFactory>();
        services.AddTransient<IStringLocalizer, CatalogStringLocalizer>();
        services.AddTransient(typeof(IStringLocalizer<>), typeof(StringLocalizer<>));

        services.AddScoped<AuditScope>();
        services.AddScoped<IAuditScope>(s => s.GetRequiredService<AuditScope>());
        services.AddScoped<AuditLogWriter>();
        services.AddScoped<UnitOfWorkState>();
        services.AddScoped<IUnitOfWork, UnitOfWork>();
        services.AddScoped<IInterceptor, AuditInterceptor>();
        services.AddScoped<IInterceptor, TenantGuardInterceptor>();
        services.AddScoped<BulkWriter>();
        services.AddScoped<INumberSeries, NumberSeries>();
        services.AddScoped<ILocalEventBus, LocalEventBus>();
        services.AddScoped<IDistributedEventBus, DistributedEventBus>();
        services.AddSingleton<OutboxProcessor>();

        services.AddSingleton<WorkSignal>();
        services.Configure<BackgroundJobOptions>(context.Configuration.GetSection("BackgroundJobs"));
        services.AddSingleton<BackgroundJobStore>();
        services.AddSingleton<BackgroundJobProcessor>();
        services.AddScoped<IBackgroundJobManager, BackgroundJobManager>();
        services.AddSingleton<ITownLoop, TownLoop>();
        services.AddSingleton<HousekeepingProcessor>();
        services.AddSingleton<MinuteProcessor>();

        services.AddScoped<FormRepeats>();
        services.AddSingleton<PageRefusals>();
        services.AddScoped<PageUnitOfWorkFilter>();
        services.AddSingleton<ISpreadsheetWriter, CsvWriter>();
        services.AddSingleton<ISpreadsheetWriter, XlsxWriter>();
    }
}

/// <summary>An assembly that embeds texts; each module registers its Contracts.</summary>
public sealed record LocalizedAssembly(System.Reflection.Assembly Assembly);

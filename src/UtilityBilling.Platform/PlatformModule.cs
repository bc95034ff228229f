using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Hosting;
using UtilityBilling.Modularity;

namespace UtilityBilling.Platform;

/// <summary>Towns, users, roles, settings, audit log and jobs: services and pages.</summary>
[DependsOn(typeof(FrameworkHostingModule))]
public sealed class PlatformModule : UtilityBillingModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) =>
        context.Services.AddSingleton(new LocalizedAssembly(typeof(PlatformModule).Assembly));
}

using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Authorization;
using UtilityBilling.Hosting;
using UtilityBilling.Modularity;
using UtilityBilling.Navigation;

namespace UtilityBilling.Collections;

[DependsOn(typeof(FrameworkHostingModule))]
public sealed class CollectionsModule : UtilityBillingModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddSingleton(new LocalizedAssembly(CollectionsTexts.Assembly));
        services.AddSingleton<PermissionDefinitionProvider, CollectionsPermissionDefinitionProvider>();
        services.AddSingleton<IMenuContributor, CollectionsMenuContributor>();
    }
}

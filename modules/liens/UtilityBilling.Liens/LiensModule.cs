using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Authorization;
using UtilityBilling.Hosting;
using UtilityBilling.Modularity;
using UtilityBilling.Navigation;

namespace UtilityBilling.Liens;

[DependsOn(typeof(FrameworkHostingModule))]
public sealed class LiensModule : UtilityBillingModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddSingleton(new LocalizedAssembly(LiensTexts.Assembly));
        services.AddSingleton<PermissionDefinitionProvider, LiensPermissionDefinitionProvider>();
        services.AddSingleton<IMenuContributor, LiensMenuContributor>();
    }
}

using Microsoft.AspNetCore.HttpOverrides;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Modularity;
using UtilityBilling.Web.Hosting;

namespace UtilityBilling.Web;

/// <summary>The house with its doors: pages, health, headers. Registering a module is one name in <see cref="EntityFrameworkCoreModule"/>'s list.</summary>
[DependsOn(typeof(EntityFrameworkCoreModule))]
public sealed class UtilityBillingWebModule : UtilityBillingModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddPageKit().AddMvcOptions(options => options.Filters.AddService<PageUnitOfWorkFilter>());
        services.Configure<TownAddressOptions>(context.Configuration.GetSection("Towns"));
        services.Configure<ForwardedHeadersOptions>(options => ReverseProxies.Apply(options, context.Configuration.GetSection("ForwardedHeaders")));
        services.AddHealthChecks().AddCheck<MigrationsCheck>("database", tags: [UtilityBillingHost.Ready]);
    }
}

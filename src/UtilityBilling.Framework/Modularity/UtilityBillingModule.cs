using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace UtilityBilling.Modularity;

/// <summary>One room of the house: it registers its own services and names the modules that it stands on.</summary>
public abstract class UtilityBillingModule
{
    /// <summary>Adds the module's services. Called once, after every module named in <see cref="DependsOnAttribute"/>.</summary>
    public virtual void ConfigureServices(ServiceConfigurationContext context)
    {
    }
}

/// <summary>Names the modules that must be configured before this one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DependsOnAttribute(params Type[] modules) : Attribute
{
    public IReadOnlyList<Type> Modules { get; } = modules;
}

/// <summary>What a module gets to register with.</summary>
public sealed record ServiceConfigurationContext(IServiceCollection Services, IConfiguration Configuration, ModuleCatalog Modules);

/// <summary>The modules of this host, in the order in which they were configured.</summary>
public sealed class ModuleCatalog(IReadOnlyList<UtilityBillingModule> modules)
{
    public IReadOnlyList<UtilityBillingModule> Modules { get; } = modules;

    /// <summary>The assemblies of the modules, each once.</summary>
    public IReadOnlyList<System.Reflection.Assembly> Assemblies { get; } = [.. modules.Select(m => m.GetType().Assembly).Distinct()];
}

using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace UtilityBilling.Modularity;

/// <summary>Finds every module below a root by <see cref="DependsOnAttribute"/> and configures each once, the needed before the needing.</summary>
public static class ModuleLoader
{
    public static ModuleCatalog AddUtilityBilling<TRoot>(this IServiceCollection services, IConfiguration configuration)
        where TRoot : UtilityBillingModule, new()
    {
        var catalog = new ModuleCatalog(Sort(typeof(TRoot)));
        services.AddSingleton(catalog);
        var context = new ServiceConfigurationContext(services, configuration, catalog);
        foreach (var module in catalog.Modules)
            module.ConfigureServices(context);
        return catalog;
    }

    /// <summary>The modules below <paramref name="root"/>, dependencies first. A ring of modules is an error that names the ring.</summary>
    public static IReadOnlyList<UtilityBillingModule> Sort(Type root)
    {
        var sorted = new List<UtilityBillingModule>();
        Visit(root, [], [], sorted);
        return sorted;
    }

    private static void Visit(Type type, List<Type> path, HashSet<Type> done, List<UtilityBillingModule> sorted)
    {
        if (path.Contains(type))
            throw new InvalidOperationException($"Modules depend on each other in a ring: {string.Join(" → ", path.Append(type).Select(t => t.Name))}.");
        if (done.Contains(type))
            return;
        if (!typeof(UtilityBillingModule).IsAssignableFrom(type))
            throw new InvalidOperationException($"{type.Name} is named in [DependsOn] but is no module.");

        path.Add(type);
        foreach (var needed in type.GetCustomAttribute<DependsOnAttribute>()?.Modules ?? [])
            Visit(needed, path, done, sorted);
        path.RemoveAt(path.Count - 1);
        done.Add(type);
        sorted.Add((UtilityBillingModule)Activator.CreateInstance(type)!);
    }
}

using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Authorization;

namespace UtilityBilling.Hosting.Web;

/// <summary>A page without a permission does not start: a forgotten attribute would open it to every signed-in person, and nobody would notice.</summary>
public static class PageAuthorizationCheck
{
    public static async Task RunAsync(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var problems = await ProblemsAsync(services).ConfigureAwait(false);
        if (problems.Count > 0)
            throw new InvalidOperationException($"The host does not start: {string.Join("; ", problems)}");
    }

    /// <summary>Pages that say nothing about who may open them, and pages that name a right which no module defines.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var catalog = services.GetRequiredService<PermissionCatalog>();
        var loader = services.GetRequiredService<PageLoader>();
        var problems = new List<string>();
        foreach (var page in services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>())
        {
            var compiled = await loader.LoadAsync(page, page.EndpointMetadata is null ? new([]) : new(page.EndpointMetadata)).ConfigureAwait(false);
            if (Problem(compiled.ModelTypeInfo ?? compiled.PageTypeInfo, catalog) is { } problem)
                problems.Add($"{page.ViewEnginePath} {problem}");
        }
        return problems;
    }

    /// <summary>What is wrong with a page model's attributes; null when nothing is.</summary>
    public static string? Problem(MemberInfo model, PermissionCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var rights = model.GetCustomAttributes<AuthorizeAttribute>(inherit: true).ToList();
        var isOpen = model.GetCustomAttributes<AllowAnonymousAttribute>(inherit: true).Any();
        if (rights.Any(r => r is SignedInAttribute) || (isOpen && rights.Count == 0))
            return null;
        if (isOpen)
            return "is open to everybody and asks for a right as well";
        if (!rights.Any(r => r.Policy is not null))
            return "has no [Authorize(right)], [SignedIn] or [AllowAnonymous]";
        var unknown = rights.Select(r => r.Policy).Where(p => p is not null && !catalog.ByName.ContainsKey(p)).ToList();
        return unknown.Count == 0 ? null : $"asks for {string.Join(", ", unknown)}, which no module defines";
    }
}

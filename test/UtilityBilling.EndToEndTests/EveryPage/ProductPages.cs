using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace UtilityBilling.EndToEndTests.EveryPage;

/// <summary>A page of the product, as the running host routes to it.</summary>
/// <param name="Name">The page's own name, such as <c>/Billing/Bills/Details</c>.</param>
/// <param name="Route">Its address with the names of parameters, such as <c>/Billing/Bills/{id}</c>.</param>
internal sealed record ProductPage(string Name, string Route, IReadOnlyList<string> Parameters)
{
    /// <summary>Every page that the host knows. A new page is here the moment it exists.</summary>
    public static IReadOnlyList<ProductPage> All(IServiceProvider host) =>
    [
        .. host.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .GroupBy(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>()!.ViewEnginePath)
            .Select(routes => Page(routes.Key, routes.MinBy(route => route.RoutePattern.RawText!.Length)!))
            .OrderBy(page => page.Name, StringComparer.Ordinal),
    ];

    /// <summary>The address with its parameters filled in.</summary>
    public string Address(IReadOnlyDictionary<string, string> values) =>
        Parameters.Aggregate(Route, (route, name) => route.Replace($"{{{name}}}", values.GetValueOrDefault(name, ""), StringComparison.Ordinal)).TrimEnd('/');

    private static ProductPage Page(string name, RouteEndpoint endpoint)
    {
        var segments = endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            _ => "",
        })));
        return new ProductPage(name, "/" + string.Join('/', segments), [.. endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name)]);
    }
}

using System.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace UtilityBilling.IntegrationTests.Tenants;

/// <summary>From where a handler takes a value.</summary>
internal enum SlotPlace { Route, Query, Form }

/// <summary>A place in a request where a record can be named: part of the address, of the query or of the form.</summary>
internal sealed record RouteSlot(string Name, SlotPlace Place);

/// <summary>One thing that the host answers: an address, a method and, of a page, the handler, with every place where a record can be named.</summary>
internal sealed record RouteHandler(string Route, string Method, string? Handler, bool Exports, IReadOnlyList<RouteSlot> Slots)
{
    public override string ToString() => $"{Method} {Route}{(Handler is null ? "" : $"?handler={Handler}")}";
}

/// <summary>Reads from the running host what it answers: nothing is listed by hand, so that nothing can be forgotten.</summary>
internal static class RouteSlots
{
    private const int Deepest = 4;

    /// <summary>Texts by which a record is named, beside its id.</summary>
    private static readonly HashSet<string> RecordWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "account", "accountNumber", "customer", "premise", "parcel", "parcelNumber", "meter", "serial", "serialNumber", "register", "bill", "billNumber", "run", "receipt", "receiptNumber", "journal", "charge",
        "deposit", "adjustment", "user", "userName", "role", "record", "route", "cycle", "period", "job", "approval", "file", "id", "below", "after", "before", "cursor",
    };

    public static async Task<IReadOnlyList<RouteHandler>> ReadAsync(IServiceProvider services)
    {
        var loader = services.GetRequiredService<PageLoader>();
        var pages = new Dictionary<string, (PageActionDescriptor Page, RouteEndpoint Endpoint)>();
        var found = new List<RouteHandler>();
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().OrderBy(e => e.RoutePattern.RawText!.Length))
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
                pages.TryAdd($"{page.AreaName}{page.RelativePath}", (page, endpoint));
            else
                found.Add(OfEndpoint(endpoint));
        foreach (var (page, endpoint) in pages.Values)
            found.AddRange(OfPage(await loader.LoadAsync(page, EndpointMetadataCollection.Empty), endpoint));
        return found;
    }

    private static RouteHandler OfEndpoint(RouteEndpoint endpoint)
    {
        var fromRoute = RouteSlotsOf(endpoint);
        var bound = endpoint.Metadata.OfType<IParameterBindingMetadata>().SelectMany(p => Leaves(p.ParameterInfo.ParameterType, p.Name, 0)).Select(name => new RouteSlot(name, SlotPlace.Query));
        var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? HttpMethods.Get;
        return new RouteHandler(PathOf(endpoint), method, null, false, [.. fromRoute, .. bound.ExceptBy(fromRoute.Select(s => s.Name), s => s.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    private static IEnumerable<RouteHandler> OfPage(CompiledPageActionDescriptor page, RouteEndpoint endpoint)
    {
        var properties = page.BoundProperties.OfType<PageBoundPropertyDescriptor>().ToList();
        foreach (var handler in page.HandlerMethods.DefaultIfEmpty())
        {
            var isGet = handler is null || HttpMethods.IsGet(handler.HttpMethod);
            var slots = RouteSlotsOf(endpoint);
            var fromAddress = properties.Where(SupportsGet).SelectMany(p => Leaves(p.ParameterType, NameOf(p), 0)).Select(n => new RouteSlot(n, SlotPlace.Query));
            var fromForm = properties.Where(p => !isGet && !SupportsGet(p)).SelectMany(p => Leaves(p.ParameterType, NameOf(p), 0)).Select(n => new RouteSlot(n, SlotPlace.Form));
            var parameters = (handler?.Parameters ?? []).SelectMany(p => Leaves(p.ParameterType, p.BindingInfo?.BinderModelName ?? p.Name, 0)).Select(n => new RouteSlot(n, isGet ? SlotPlace.Query : SlotPlace.Form));
            foreach (var slot in fromAddress.Concat(fromForm).Concat(parameters))
                if (!slots.Exists(s => s.Name.Equals(slot.Name, StringComparison.OrdinalIgnoreCase)))
                    slots.Add(slot);
            yield return new RouteHandler(PathOf(endpoint), isGet ? HttpMethods.Get : HttpMethods.Post, handler?.Name, isGet && Exports(properties, handler), slots);
        }
    }

    private static List<RouteSlot> RouteSlotsOf(RouteEndpoint endpoint) => [.. endpoint.RoutePattern.Parameters.Select(p => new RouteSlot(p.Name, SlotPlace.Route))];

    private static string PathOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private static string NameOf(PageBoundPropertyDescriptor property) => property.BindingInfo?.BinderModelName ?? property.Property.Name;

    private static bool SupportsGet(PageBoundPropertyDescriptor property) => property.Property.GetCustomAttributes(typeof(BindPropertyAttribute), true).OfType<BindPropertyAttribute>().Any(b => b.SupportsGet);

    private static bool Exports(List<PageBoundPropertyDescriptor> properties, HandlerMethodDescriptor? handler) =>
        properties.Exists(p => NameOf(p) == "export") || (handler?.Parameters.Any(p => p.Name == "export") ?? false);

    /// <summary>Every place below a bound value that holds an id, or a text by whose name a record is meant.</summary>
    private static IEnumerable<string> Leaves(Type type, string path, int depth)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(Guid))
            return [path];
        if (plain == typeof(string))
            return RecordWords.Contains(path[(path.LastIndexOf('.') + 1)..]) ? [path] : [];
        if (plain.IsPrimitive || plain.IsEnum || plain.Namespace is "System" || typeof(IFormFile).IsAssignableFrom(plain) || depth == Deepest)
            return [];
        if (typeof(IEnumerable).IsAssignableFrom(plain))
            return plain.GetInterfaces().Append(plain).Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)).Select(i => i.GetGenericArguments()[0]).Take(1)
                .SelectMany(item => item == typeof(Guid) ? [path] : Leaves(item, $"{path}[0]", depth + 1));
        return plain.GetProperties().Where(p => p.CanWrite || p.PropertyType.GetInterfaces().Append(p.PropertyType).Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICollection<>)))
            .SelectMany(p => Leaves(p.PropertyType, path.Length == 0 ? p.Name : $"{path}.{p.Name}", depth + 1));
    }
}

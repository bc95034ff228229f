using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;

namespace UtilityBilling.Hosting.Web;

/// <summary>
/// Fills a refused page by the page's own GET handler, so that its lists and headings are there. What the person typed stays: fields show the posted values first.
/// </summary>
internal static class PageRefill
{
    public static async Task<IActionResult> RunAsync(PageHandlerExecutingContext context)
    {
        var get = context.ActionDescriptor.HandlerMethods.FirstOrDefault(h => h.Name is null && HttpMethods.IsGet(h.HttpMethod));
        if (get is null)
            return new PageResult();
        var arguments = get.Parameters.Select(p => ValueOf(p, context.HttpContext)).ToArray();
        var returned = get.MethodInfo.Invoke(context.HandlerInstance, arguments);
        var result = returned switch
        {
            Task<IActionResult> task => await task.ConfigureAwait(false),
            Task task => await DoneAsync(task).ConfigureAwait(false),
            IActionResult action => action,
            _ => null,
        };
        return result is PartialViewResult or PageResult ? result : new PageResult();
    }

    private static async Task<IActionResult?> DoneAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return task.GetType().GetProperty(nameof(Task<object>.Result))?.GetValue(task) as IActionResult;
    }

    /// <summary>A parameter of the handler, from the address; its default where the address does not say.</summary>
    private static object? ValueOf(HandlerParameterDescriptor parameter, HttpContext http)
    {
        var type = parameter.ParameterInfo.ParameterType;
        if (type == typeof(CancellationToken))
            return http.RequestAborted;
        var text = http.Request.RouteValues.TryGetValue(parameter.Name, out var routed) ? Convert.ToString(routed, CultureInfo.InvariantCulture) : http.Request.Query[parameter.Name].ToString();
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (!string.IsNullOrEmpty(text) && TypeDescriptor.GetConverter(wanted) is { } converter && converter.CanConvertFrom(typeof(string)) && converter.IsValid(text))
            return converter.ConvertFromInvariantString(text);
        if (parameter.ParameterInfo.HasDefaultValue)
            return parameter.ParameterInfo.DefaultValue;
        return type.IsValueType ? Activator.CreateInstance(type) : null;
    }
}

using Microsoft.AspNetCore.Diagnostics;

namespace UtilityBilling.Web.Hosting;

/// <summary>Gives an answer without a body the page that says what happened and what to do.</summary>
public static class StatusPages
{
    public static async Task ShowAsync(StatusCodeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        var page = http.Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => "/StaleForm",
            StatusCodes.Status403Forbidden => "/Forbidden",
            StatusCodes.Status404NotFound => "/NotFound",
            >= StatusCodes.Status500InternalServerError => "/Error",
            _ => null,
        };
        if (page is null)
            return;
        var status = http.Response.StatusCode;
        var (path, query) = (http.Request.Path, http.Request.QueryString);
        http.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature { OriginalPath = path.Value!, OriginalPathBase = http.Request.PathBase.Value!, OriginalQueryString = query.Value });
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        http.Request.Path = page;
        http.Request.QueryString = QueryString.Empty;
        try
        {
            await context.Next(http);
        }
        finally
        {
            (http.Request.Path, http.Request.QueryString) = (path, query);
            http.Features.Set<IStatusCodeReExecuteFeature>(null);
        }
        if (!http.Response.HasStarted)
            http.Response.StatusCode = status;
    }
}

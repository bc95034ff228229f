using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace UtilityBilling.Hosting.Web;

/// <summary>Requests by htmx for a part of a page.</summary>
public static class PartialRequests
{
    /// <summary>Whether htmx asks, for a part or for the whole body.</summary>
    public static bool IsHtmx(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers["HX-Request"] == "true";
    }

    /// <summary>Whether the answer is to be the changed part alone.</summary>
    public static bool IsPartial(this HttpRequest request) => request.IsHtmx() && request.Headers["HX-Request-Type"] != "full" && request.Headers["HX-History-Restore-Request"] != "true";

    /// <summary>
    /// For <see cref="CookieAuthenticationEvents.OnRedirectToLogin"/>: a partial request of an ended session gets 401 and the order to load the sign-in page, because a
    /// redirect would put that page into the middle of a table.
    /// </summary>
    public static Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) => Redirect(context, StatusCodes.Status401Unauthorized);

    /// <summary>For <see cref="CookieAuthenticationEvents.OnRedirectToAccessDenied"/>.</summary>
    public static Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) => Redirect(context, StatusCodes.Status403Forbidden);

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Request.IsHtmx())
        {
            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        }
        context.Response.StatusCode = status;
        context.Response.Headers["HX-Redirect"] = status == StatusCodes.Status401Unauthorized ? LoginForPresentPage(context) : context.RedirectUri;
        return Task.CompletedTask;
    }

    /// <summary>After signing in one is back on the page one looked at, not on the part that was asked for.</summary>
    private static string LoginForPresentPage(RedirectContext<CookieAuthenticationOptions> context)
    {
        var shown = context.Request.Headers["HX-Current-URL"].ToString();
        var back = Uri.TryCreate(shown, UriKind.Absolute, out var page) ? page.PathAndQuery : "/";
        return $"{context.Options.LoginPath}{QueryString.Create(context.Options.ReturnUrlParameter, back)}";
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace UtilityBilling.Hosting.Web;

/// <summary>
/// The headers that make a browser refuse what our pages never do: foreign or inline script and style, framing, guessing of content types. Pages are not kept by
/// browsers or proxies, because they show customers' data; fingerprinted assets set their own caching.
/// </summary>
public sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; " +
        "frame-ancestors 'none'; base-uri 'self'; object-src 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.OnStarting(static state =>
        {
            Write(((HttpContext)state).Response.Headers);
            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    private static void Write(IHeaderDictionary headers)
    {
        // A handler that serves a foreign document (a customer's upload) may have set a stricter policy.
        headers.TryAdd("Content-Security-Policy", ContentSecurityPolicy);
        headers["X-Content-Type-Options"] = "nosniff";
        headers["X-Frame-Options"] = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers.AppendCommaSeparatedValues("Vary", "HX-Request", "HX-Request-Type");
        headers.TryAdd("Cache-Control", "no-store");
    }
}

public static class SecurityHeadersExtensions
{
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.UseMiddleware<SecurityHeadersMiddleware>();
}

using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using UtilityBilling.Hosting.Auditing;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Users;

namespace UtilityBilling.Hosting.Web;

/// <summary>How towns are told apart by the address.</summary>
public sealed class TownAddressOptions
{
    /// <summary>The domain below which each town has its own name: <c>riverbend.localhost</c> is the town <c>riverbend</c>.</summary>
    public string BaseDomain { get; set; } = "localhost";
}

/// <summary>
/// Sets town and person for the rest of the request, after authentication. The address names the town; without one, the session does. A session of one town
/// is no session in another's address.
/// </summary>
public sealed class TownMiddleware(RequestDelegate next, IOptions<TownAddressOptions> options)
{
    public async Task InvokeAsync(HttpContext context, ITenantStore towns, ICurrentTenant tenant, ICurrentUser user)
    {
        ArgumentNullException.ThrowIfNull(context);
        var slug = SlugOf(context.Request.Host.Host);
        var town = slug is null ? null : await towns.FindAsync(slug, context.RequestAborted).ConfigureAwait(false);
        if (slug is not null && town is null && context.Features.Get<IStatusCodeReExecuteFeature>() is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var sessionTown = await SessionTownAsync(context, towns).ConfigureAwait(false);
        if (sessionTown is null || (town is not null && town.Id != sessionTown.Id))
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        else
            town = sessionTown;

        using var changedTown = tenant.Change(town);
        using var changedUser = user.Change(ActorOf(context.User));
        Describe(context);
        await next(context).ConfigureAwait(false);
    }

    private string? SlugOf(string host)
    {
        var suffix = "." + options.Value.BaseDomain;
        if (!host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            return null;
        var slug = host[..^suffix.Length];
        return slug.Equals("www", StringComparison.OrdinalIgnoreCase) ? null : slug.ToLowerInvariant();
    }

    private static async Task<TenantInfo?> SessionTownAsync(HttpContext context, ITenantStore towns) =>
        context.User.Identity?.IsAuthenticated == true && Guid.TryParse(context.User.FindFirstValue(UserClaims.TenantId), out var id)
            ? await towns.FindAsync(id, context.RequestAborted).ConfigureAwait(false)
            : null;

    private static Actor? ActorOf(ClaimsPrincipal person) =>
        person.Identity?.IsAuthenticated == true && Guid.TryParse(person.FindFirstValue(UserClaims.UserId), out var id)
            ? new Actor(id, person.FindFirstValue(UserClaims.UserName) ?? "", person.FindFirstValue(UserClaims.DisplayName) ?? "")
            : null;

    /// <summary>What the audit says about where a change came from.</summary>
    private static void Describe(HttpContext context)
    {
        var audit = context.RequestServices.GetRequiredService<AuditScope>();
        audit.Origin = $"{context.Request.Method} {context.Request.Path}";
        audit.CorrelationId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
    }
}

public static class TownMiddlewareExtensions
{
    /// <summary>Call after authentication and before authorisation.</summary>
    public static IApplicationBuilder UseTowns(this IApplicationBuilder app) => app.UseMiddleware<TownMiddleware>();
}

using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Hosting.Web;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Account;

/// <summary>
/// Asks the database at every request whether the session still holds: a disabled person, a new password, a closed town or too long a day end it at once, on
/// every node.
/// </summary>
internal sealed class SessionEvents(NpgsqlDataSource database, ITenantStore towns, ICurrentTenant tenant, ISecurityLog securityLog, TimeProvider time) : CookieAuthenticationEvents
{
    /// <summary>Renewed at most this often; the session is then as long as the page believes, give or take this much.</summary>
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(30);

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var person = context.Principal!;
        if (!Guid.TryParse(person.FindFirstValue(UserClaims.UserId), out var userId) || !Guid.TryParse(person.FindFirstValue(UserClaims.TenantId), out var tenantId))
        {
            await EndAsync(context).ConfigureAwait(false);
            return;
        }
        var present = await PresentAsync(userId, tenantId, context.HttpContext.RequestAborted).ConfigureAwait(false);
        if (present is null || present.Stamp != person.FindFirstValue(UserClaims.SecurityStamp) || IsTooOld(person))
        {
            await EndAsync(context).ConfigureAwait(false);
            await LogAsync(tenantId, person.FindFirstValue(UserClaims.UserName)).ConfigureAwait(false);
            return;
        }
        if (present.MustChangePassword)
            ((ClaimsIdentity)person.Identity!).AddClaim(new Claim(UserClaims.MustChangePassword, "true"));
    }

    public override Task CheckSlidingExpiration(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew = context.ElapsedTime > RenewAfter;
        return Task.CompletedTask;
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) => PartialRequests.RedirectToLogin(context);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) => PartialRequests.RedirectToAccessDenied(context);

    private bool IsTooOld(ClaimsPrincipal person) =>
        !long.TryParse(person.FindFirstValue(UserClaims.SignedInAt), CultureInfo.InvariantCulture, out var since)
        || !int.TryParse(person.FindFirstValue(UserClaims.MaxHours), CultureInfo.InvariantCulture, out var hours)
        || time.GetUtcNow() >= DateTimeOffset.FromUnixTimeSeconds(since).AddHours(hours);

    private async Task<Present?> PresentAsync(Guid userId, Guid tenantId, CancellationToken cancellationToken)
    {
        var command = database.CreateCommand(
            """
            select u.security_stamp, u.must_change_password
            from platform.users u
            join platform.user_tenants m on m.user_id = u.id and m.tenant_id = $2 and m.disabled_at is null
            join platform.tenants t on t.id = m.tenant_id and t.state = 'Active'
            where u.id = $1 and u.disabled_at is null
            """);
        await using var disposing = command.ConfigureAwait(false);
        command.Parameters.Add(new NpgsqlParameter { Value = userId });
        command.Parameters.Add(new NpgsqlParameter { Value = tenantId });
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? new Present(reader.GetString(0), reader.GetBoolean(1)) : null;
    }

    private static async Task EndAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Sessions.Scheme).ConfigureAwait(false);
    }

    private async Task LogAsync(Guid tenantId, string? userName)
    {
        using var town = tenant.Change(await towns.FindAsync(tenantId).ConfigureAwait(false));
        await securityLog.WriteAsync(SecurityActions.SessionEnded, userName, "the session no longer holds").ConfigureAwait(false);
    }

    private sealed record Present(string Stamp, bool MustChangePassword);
}

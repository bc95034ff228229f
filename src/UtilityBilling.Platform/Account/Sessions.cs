using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using UtilityBilling.Hosting.Web;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Users;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Account;

/// <summary>Begins and ends the browser's session. It holds the person, the town, the stamp and the time, never a right.</summary>
internal sealed class Sessions(IHttpContextAccessor http, TimeProvider time)
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string SecondFactorScheme = "SecondFactor";
    public static readonly TimeSpan SecondFactorMinutes = TimeSpan.FromMinutes(5);

    private const string ThemeCookie = "ub-theme";

    private HttpContext Http => http.HttpContext ?? throw new InvalidOperationException("There is no request to sign in with.");

    public async Task BeginAsync(User user, TenantInfo town, SessionLength length)
    {
        var now = time.GetUtcNow();
        var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddMinutes(length.IdleMinutes), AllowRefresh = true };
        await Http.SignInAsync(Scheme, Principal(user, town, length, now), properties).ConfigureAwait(false);
        Remember(user.Language, user.Theme);
    }

    /// <summary>Puts the person's own language and colours into this browser. The page's script reads and writes the colours' cookie too.</summary>
    public void Remember(string? language, string? theme)
    {
        if (language is not null)
            Languages.Choose(Http.Response, language);
        if (theme is not null)
            Http.Response.Cookies.Append(ThemeCookie, theme, new CookieOptions { MaxAge = TimeSpan.FromDays(365), IsEssential = true, SameSite = SameSiteMode.Lax, Secure = Http.Request.IsHttps });
    }

    /// <summary>Remembers who passed the first step, for a few minutes.</summary>
    public Task BeginSecondFactorAsync(User user, TenantInfo town)
    {
        var identity = new ClaimsIdentity(
            [new Claim(UserClaims.UserId, user.Id.ToString()), new Claim(UserClaims.TenantId, town.Id.ToString()), new Claim(UserClaims.SecurityStamp, user.SecurityStamp)],
            SecondFactorScheme);
        return Http.SignInAsync(SecondFactorScheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Who passed the first step; null where nobody did or it is too long ago.</summary>
    public async Task<FirstStep?> FirstStepAsync()
    {
        var result = await Http.AuthenticateAsync(SecondFactorScheme).ConfigureAwait(false);
        if (!result.Succeeded
            || !Guid.TryParse(result.Principal.FindFirstValue(UserClaims.UserId), out var userId)
            || !Guid.TryParse(result.Principal.FindFirstValue(UserClaims.TenantId), out var tenantId))
            return null;
        return new FirstStep(userId, tenantId, result.Principal.FindFirstValue(UserClaims.SecurityStamp) ?? "");
    }

    public Task EndSecondFactorAsync() => Http.SignOutAsync(SecondFactorScheme);

    public Task EndAsync() => Http.SignOutAsync(Scheme);

    private static ClaimsPrincipal Principal(User user, TenantInfo town, SessionLength length, DateTimeOffset now)
    {
        var claims = new List<Claim>
        {
            new(UserClaims.UserId, user.Id.ToString()),
            new(UserClaims.UserName, user.UserName),
            new(UserClaims.DisplayName, user.DisplayName),
            new(UserClaims.TenantId, town.Id.ToString()),
            new(UserClaims.SecurityStamp, user.SecurityStamp),
            new(UserClaims.SignedInAt, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new(UserClaims.IdleSeconds, Seconds(length.IdleMinutes)),
            new(UserClaims.WarningSeconds, Seconds(length.WarningMinutes)),
            new(UserClaims.MaxHours, length.MaxHours.ToString(CultureInfo.InvariantCulture)),
        };
        return new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme, UserClaims.UserName, null));
    }

    private static string Seconds(int minutes) => (minutes * 60).ToString(CultureInfo.InvariantCulture);

    internal sealed record FirstStep(Guid UserId, Guid TenantId, string Stamp);
}

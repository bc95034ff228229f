using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Account;

/// <summary>A page that may be opened while a new password is still owed.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowOldPasswordAttribute : Attribute;

/// <summary>Whoever was given a password by somebody else chooses an own one before anything else.</summary>
internal sealed class PasswordChangeGate : IAuthorizationMiddlewareResultHandler
{
    private const string ChangePasswordPath = "/Account/ChangePassword";

    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var owesPassword = context.User.HasClaim(UserClaims.MustChangePassword, "true");
        if (!owesPassword || context.GetEndpoint()?.Metadata.GetMetadata<AllowOldPasswordAttribute>() is not null)
            return _usual.HandleAsync(next, context, policy, authorizeResult);
        if (context.Request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.Headers["HX-Redirect"] = ChangePasswordPath;
        }
        else
        {
            context.Response.Redirect(context.Request.PathBase + ChangePasswordPath);
        }
        return Task.CompletedTask;
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Permissions;

/// <summary>A page's <c>[Authorize(BillingPermissions.Bills.View)]</c>: the policy's name is the right's name.</summary>
internal sealed class PermissionPolicyProvider(IOptions<AuthorizationOptions> options, PermissionCatalog catalog) : DefaultAuthorizationPolicyProvider(options)
{
    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        catalog.ByName.ContainsKey(policyName)
            ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(policyName)).Build()
            : await base.GetPolicyAsync(policyName).ConfigureAwait(false);
}

internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>Grants a page to whoever holds its right; a refusal goes to the security log.</summary>
internal sealed class PermissionHandler(IPermissionChecker permissions, ICurrentUser user, ISecurityLog securityLog) : AuthorizationHandler<PermissionRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (await permissions.IsGrantedAsync(requirement.Permission).ConfigureAwait(false))
            context.Succeed(requirement);
        else if (user.Actor is { } actor)
            await securityLog.WriteAsync(SecurityActions.PermissionDenied, actor.UserName, requirement.Permission).ConfigureAwait(false);
    }
}

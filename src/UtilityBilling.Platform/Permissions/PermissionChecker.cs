using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Errors;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Permissions;

/// <summary>The rights of the acting person in the present town, read once per request.</summary>
internal sealed class PermissionChecker(TownReader reader, ICurrentUser user, ICurrentTenant tenant, PermissionCatalog catalog, ISecurityLog securityLog) : IPermissionChecker
{
    private readonly Dictionary<(Guid? Tenant, Guid User), HashSet<string>> _rights = [];

    public async Task<bool> IsGrantedAsync(string permission, CancellationToken cancellationToken = default)
    {
        if (!catalog.ByName.ContainsKey(permission))
            throw new InvalidOperationException($"Permission {permission} is not defined.");
        if (user.Actor is not { } actor)
            return false;
        if (actor.IsSystem)
            return !ApprovingRights.IsApproving(permission);
        return (await RightsAsync(actor.UserId, cancellationToken).ConfigureAwait(false)).Contains(permission);
    }

    public async Task CheckAsync(string permission, CancellationToken cancellationToken = default)
    {
        if (await IsGrantedAsync(permission, cancellationToken).ConfigureAwait(false))
            return;
        await securityLog.WriteAsync(SecurityActions.PermissionDenied, user.Actor?.UserName, permission, cancellationToken).ConfigureAwait(false);
        throw new PermissionDeniedException(permission);
    }

    private async Task<HashSet<string>> RightsAsync(Guid userId, CancellationToken cancellationToken)
    {
        var key = (tenant.Tenant?.Id, userId);
        if (_rights.TryGetValue(key, out var rights))
            return rights;
        rights = [.. tenant.Tenant is { } town ? await TownRightsAsync(town.Id, userId, cancellationToken).ConfigureAwait(false) : []];
        rights.Remove(PlatformPermissions.Towns.Manage);
        if (await IsHostAdministratorAsync(userId, cancellationToken).ConfigureAwait(false))
            rights.Add(PlatformPermissions.Towns.Manage);
        return _rights[key] = rights;
    }

    private Task<List<string>> TownRightsAsync(Guid tenantId, Guid userId, CancellationToken cancellationToken) => reader.QueryAsync(
        """
        select distinct p.permission
        from platform.user_roles r
        join platform.role_permissions p on p.tenant_id = r.tenant_id and p.role_id = r.role_id
        join platform.user_tenants m on m.tenant_id = r.tenant_id and m.user_id = r.user_id and m.disabled_at is null
        join platform.users u on u.id = r.user_id and u.disabled_at is null
        where r.tenant_id = $1 and r.user_id = $2
        """,
        () => [new NpgsqlParameter { Value = tenantId }, new NpgsqlParameter { Value = userId }],
        row => row.GetString(0),
        cancellationToken);

    private async Task<bool> IsHostAdministratorAsync(Guid userId, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "select 1 from platform.users where id = $1 and is_host_administrator and disabled_at is null",
            () => [new NpgsqlParameter { Value = userId }],
            row => row.GetInt32(0),
            cancellationToken).ConfigureAwait(false)).Count > 0;
}

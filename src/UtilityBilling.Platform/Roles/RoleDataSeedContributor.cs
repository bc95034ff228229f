using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;

namespace UtilityBilling.Platform.Roles;

/// <summary>Gives a new town its roles with the rights that the modules propose. What the town changed since is left alone.</summary>
internal sealed class RoleDataSeedContributor(IUtilityBillingDbContext context, PermissionCatalog catalog, IGuidGenerator guids) : IDataSeedContributor
{
    public int Order => -100;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        var present = await context.Set<Role>().Select(r => r.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var name in RoleNames.All.Except(present))
        {
            var role = new Role { Id = guids.Create(), Name = name, IsBuiltIn = true };
            context.Set<Role>().Add(role);
            foreach (var permission in catalog.All.Where(p => p.DefaultRoles.Contains(name)))
                context.Set<RolePermission>().Add(new RolePermission { RoleId = role.Id, Permission = permission.Name });
        }
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }
}

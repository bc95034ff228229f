using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Roles;

/// <summary>A role with what it holds.</summary>
public sealed record RoleView(Guid Id, string Name, string? Description, bool IsBuiltIn, int Members, IReadOnlySet<string> Rights, IReadOnlyList<RightsConflict> Conflicts);

/// <summary>The rights of one group, in the order in which the module defines them.</summary>
public sealed record RightsGroup(string Name, IReadOnlyList<PermissionDefinition> Rights);

/// <summary>A person who holds two rights that one person should not hold, through one role or several.</summary>
public sealed record PersonConflict(Guid UserId, string DisplayName, IReadOnlyList<RightsConflict> Conflicts);

/// <summary>What is entered about a role.</summary>
public sealed class RoleInput
{
    [Display(Name = "Platform:Field.RoleName"), Required, StringLength(60)]
    public string Name { get; set; } = "";

    [Display(Name = "Platform:Field.Description"), StringLength(500)]
    public string? Description { get; set; }

    public List<string> Rights { get; set; } = [];
}

/// <summary>The town's roles and their rights.</summary>
public interface IRoleAppService
{
    Task<IReadOnlyList<RoleView>> ListAsync(CancellationToken cancellationToken = default);

    Task<IReadOnlyList<PersonConflict>> PeopleInConflictAsync(CancellationToken cancellationToken = default);

    Task<RoleView> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Every right that a role can hold, by group.</summary>
    IReadOnlyList<RightsGroup> Groups();

    Task<Guid> CreateAsync(RoleInput input, CancellationToken cancellationToken = default);

    Task UpdateAsync(Guid id, RoleInput input, CancellationToken cancellationToken = default);

    /// <summary>Only a role that the town made itself and that nobody holds.</summary>
    Task RemoveAsync(Guid id, CancellationToken cancellationToken = default);
}

internal sealed class RoleAppService(IUtilityBillingDbContext context, PermissionCatalog catalog, IPermissionChecker permissions, ICurrentUser user, IGuidGenerator guids) : IRoleAppService
{
    public async Task<IReadOnlyList<RoleView>> ListAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Roles.View, cancellationToken).ConfigureAwait(false);
        var roles = await context.Set<Role>().AsNoTracking().OrderBy(r => r.Name).ThenBy(r => r.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var rights = (await context.Set<RolePermission>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(r => r.RoleId, r => r.Permission);
        var members = await context.Set<UserRole>().GroupBy(r => r.RoleId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken).ConfigureAwait(false);
        return [.. roles.Select(r => View(r, [.. rights[r.Id]], members.GetValueOrDefault(r.Id)))];
    }

    public async Task<IReadOnlyList<PersonConflict>> PeopleInConflictAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Roles.View, cancellationToken).ConfigureAwait(false);
        var held = await context.Set<UserRole>().AsNoTracking()
            .Join(context.Set<RolePermission>(), r => r.RoleId, p => p.RoleId, (r, p) => new { r.UserId, p.Permission })
            .Join(context.Set<Users.User>(), r => r.UserId, u => u.Id, (r, u) => new { u.Id, u.DisplayName, r.Permission })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. held.GroupBy(h => (h.Id, h.DisplayName))
                .Select(g => new PersonConflict(g.Key.Id, g.Key.DisplayName, ApprovingRights.Conflicts(catalog, g.Select(h => h.Permission).ToHashSet())))
                .Where(p => p.Conflicts.Count > 0)
                .OrderBy(p => p.DisplayName, StringComparer.Ordinal),
        ];
    }

    public async Task<RoleView> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Roles.View, cancellationToken).ConfigureAwait(false);
        var role = await FindAsync(id, cancellationToken).ConfigureAwait(false);
        var rights = await context.Set<RolePermission>().Where(r => r.RoleId == id).Select(r => r.Permission).ToListAsync(cancellationToken).ConfigureAwait(false);
        var members = await context.Set<UserRole>().CountAsync(r => r.RoleId == id, cancellationToken).ConfigureAwait(false);
        return View(role, [.. rights], members);
    }

    public IReadOnlyList<RightsGroup> Groups() =>
        [.. catalog.All.Where(p => p.Name != PlatformPermissions.Towns.Manage).GroupBy(p => p.Group).Select(g => new RightsGroup(g.Key, [.. g]))];

    public async Task<Guid> CreateAsync(RoleInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Roles.Manage, cancellationToken).ConfigureAwait(false);
        var role = new Role { Id = guids.Create(), Name = await FreeNameAsync(input.Name, null, cancellationToken).ConfigureAwait(false), Description = Text(input.Description) };
        context.Set<Role>().Add(role);
        context.Set<RolePermission>().AddRange(Known(input.Rights).Select(p => new RolePermission { RoleId = role.Id, Permission = p }));
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return role.Id;
    }

    public async Task UpdateAsync(Guid id, RoleInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Roles.Manage, cancellationToken).ConfigureAwait(false);
        var role = await FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (!role.IsBuiltIn)
            role.Name = await FreeNameAsync(input.Name, id, cancellationToken).ConfigureAwait(false);
        role.Description = Text(input.Description);

        var held = await context.Set<RolePermission>().Where(r => r.RoleId == id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var wanted = Known(input.Rights).ToHashSet();
        var added = wanted.Except(held.Select(r => r.Permission)).ToList();
        if (added.Count > 0)
            await NotOwnRoleAsync(id, cancellationToken).ConfigureAwait(false);
        context.Set<RolePermission>().RemoveRange(held.Where(r => !wanted.Contains(r.Permission)));
        context.Set<RolePermission>().AddRange(added.Select(p => new RolePermission { RoleId = id, Permission = p }));
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task RemoveAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Roles.Manage, cancellationToken).ConfigureAwait(false);
        var role = await FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (role.IsBuiltIn)
            throw new BusinessException("Platform:Role.BuiltIn");
        if (await context.Set<UserRole>().AnyAsync(r => r.RoleId == id, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Platform:Role.InUse").WithData("Name", role.Name);
        context.Set<RolePermission>().RemoveRange(await context.Set<RolePermission>().Where(r => r.RoleId == id).ToListAsync(cancellationToken).ConfigureAwait(false));
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        context.Set<Role>().Remove(role);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private RoleView View(Role role, HashSet<string> rights, int members) =>
        new(role.Id, role.Name, role.Description, role.IsBuiltIn, members, rights, ApprovingRights.Conflicts(catalog, rights));

    private IEnumerable<string> Known(IEnumerable<string> rights) => rights.Where(r => catalog.ByName.ContainsKey(r) && r != PlatformPermissions.Towns.Manage).Distinct();

    /// <summary>Nobody widens a role that they hold: that would be giving rights to themselves.</summary>
    private async Task NotOwnRoleAsync(Guid roleId, CancellationToken cancellationToken)
    {
        var actor = user.Required;
        if (await context.Set<UserRole>().AnyAsync(r => r.RoleId == roleId && r.UserId == actor.UserId, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Platform:Role.OwnRole");
    }

    private async Task<string> FreeNameAsync(string name, Guid? except, CancellationToken cancellationToken)
    {
        var wanted = name.Trim();
        return await context.Set<Role>().AnyAsync(r => r.Name == wanted && r.Id != except, cancellationToken).ConfigureAwait(false)
            ? throw new BusinessException("Platform:Role.NameTaken").WithData("Name", wanted).ForField("Input.Name")
            : wanted;
    }

    private async Task<Role> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await context.Set<Role>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(Role), id);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Account;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Roles;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Users;

/// <summary>The people of the present town, for its administrator.</summary>
public interface IUserAppService
{
    Task<PagedResult<UserRow>> ListAsync(PagedRequest request, string? state, CancellationToken cancellationToken = default);

    Task<UserDetail> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The town's roles, in the order of their names.</summary>
    Task<IReadOnlyList<RoleChoice>> RolesAsync(CancellationToken cancellationToken = default);

    /// <summary>Enters a person; the password is made here, shown once, and changed at the first sign-in.</summary>
    Task<(Guid Id, string Password)> CreateAsync(UserInput input, CancellationToken cancellationToken = default);

    Task UpdateAsync(Guid id, UserInput input, CancellationToken cancellationToken = default);

    /// <summary>The numbers of a person's own accounts, as they are typed.</summary>
    Task<string> OwnAccountsAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>States a person's own accounts, to which they may do nothing.</summary>
    Task StateOwnAccountsAsync(Guid id, string? numbers, CancellationToken cancellationToken = default);

    /// <summary>Closes or opens the town to a person. Closing ends their sessions at once.</summary>
    Task SetEnabledAsync(Guid id, bool enabled, CancellationToken cancellationToken = default);

    /// <summary>A new password, shown once, in place of a forgotten one. A pause after wrong attempts ends with it.</summary>
    Task<string> ResetPasswordAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Takes a lost second factor away.</summary>
    Task ResetSecondFactorAsync(Guid id, CancellationToken cancellationToken = default);
}

internal sealed class UserAppService(
    IUtilityBillingDbContext context, UserManager users, UserQueries queries, IPermissionChecker permissions, IOwnAccounts ownAccounts, ICurrentUser currentUser, ICurrentTenant tenant, IClock clock, IAuditScope audit, ISecurityLog securityLog)
    : IUserAppService
{
    public async Task<PagedResult<UserRow>> ListAsync(PagedRequest request, string? state, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Users.View, cancellationToken).ConfigureAwait(false);
        return await queries.ListAsync(request, state, cancellationToken).ConfigureAwait(false);
    }

    public async Task<UserDetail> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Users.View, cancellationToken).ConfigureAwait(false);
        return await queries.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<RoleChoice>> RolesAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Users.View, cancellationToken).ConfigureAwait(false);
        return await queries.RolesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<(Guid Id, string Password)> CreateAsync(UserInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Users.Manage, cancellationToken).ConfigureAwait(false);
        var password = TemporaryPassword.Create();
        var roles = await RoleNamesAsync(input.Roles, cancellationToken).ConfigureAwait(false);
        var id = await users.CreateAsync(new NewUser(input.UserName ?? "", input.DisplayName, input.Email, password, roles) { MustChangePassword = true }, cancellationToken).ConfigureAwait(false);
        return (id, password);
    }

    public async Task UpdateAsync(Guid id, UserInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Users.Manage, cancellationToken).ConfigureAwait(false);
        var (user, _) = await MemberAsync(id, cancellationToken).ConfigureAwait(false);
        var displayName = input.DisplayName.Trim();
        var email = string.IsNullOrWhiteSpace(input.Email) ? null : input.Email.Trim();
        if (user.DisplayName != displayName || user.Email != email)
        {
            await MayTouchPersonAsync(user, cancellationToken).ConfigureAwait(false);
            user.DisplayName = displayName;
            user.Email = email;
        }
        await ReplaceRolesAsync(user, input.Roles, cancellationToken).ConfigureAwait(false);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<string> OwnAccountsAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Users.View, cancellationToken).ConfigureAwait(false);
        return OwnAccountNumbers.Show(await ownAccounts.NumbersAsync(id, cancellationToken).ConfigureAwait(false));
    }

    public async Task StateOwnAccountsAsync(Guid id, string? numbers, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Users.Manage, cancellationToken).ConfigureAwait(false);
        var (user, _) = await MemberAsync(id, cancellationToken).ConfigureAwait(false);
        await ownAccounts.StateAsync(user.Id, OwnAccountNumbers.Read(numbers), cancellationToken).ConfigureAwait(false);
    }

    public async Task SetEnabledAsync(Guid id, bool enabled, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Users.Manage, cancellationToken).ConfigureAwait(false);
        var (user, membership) = await MemberAsync(id, cancellationToken).ConfigureAwait(false);
        NotOneself(user);
        membership.DisabledAt = enabled ? null : clock.UtcNow;
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<string> ResetPasswordAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var user = await ToResetAsync(id, cancellationToken).ConfigureAwait(false);
        var password = TemporaryPassword.Create();
        await users.SetPasswordAsync(user, password, mustChange: true, cancellationToken).ConfigureAwait(false);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await securityLog.WriteAsync(SecurityActions.PasswordReset, user.UserName, $"by {currentUser.Required.UserName}", cancellationToken).ConfigureAwait(false);
        return password;
    }

    public async Task ResetSecondFactorAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var user = await ToResetAsync(id, cancellationToken).ConfigureAwait(false);
        user.TotpSecret = null;
        user.TotpLastStep = 0;
        user.RecoveryCodes = [];
        user.SecurityStamp = UserManager.NewStamp();
        audit.Note(nameof(User), user.Id, "second factor taken away");
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await securityLog.WriteAsync(SecurityActions.SecondFactorChanged, user.UserName, $"taken away by {currentUser.Required.UserName}", cancellationToken).ConfigureAwait(false);
    }

    private async Task<User> ToResetAsync(Guid id, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(PlatformPermissions.Users.Manage, cancellationToken).ConfigureAwait(false);
        var (user, _) = await MemberAsync(id, cancellationToken).ConfigureAwait(false);
        NotOneself(user);
        await MayTouchPersonAsync(user, cancellationToken).ConfigureAwait(false);
        return user;
    }

    /// <summary>Nobody gives themselves rights or takes their own away.</summary>
    private async Task ReplaceRolesAsync(User user, IReadOnlyCollection<Guid> wanted, CancellationToken cancellationToken)
    {
        var held = await context.Set<UserRole>().Where(r => r.UserId == user.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (held.Select(r => r.RoleId).ToHashSet().SetEquals(wanted))
            return;
        NotOneself(user);
        _ = await RoleNamesAsync(wanted, cancellationToken).ConfigureAwait(false);
        context.Set<UserRole>().RemoveRange(held.Where(r => !wanted.Contains(r.RoleId)));
        context.Set<UserRole>().AddRange(wanted.Distinct().Except(held.Select(r => r.RoleId)).Select(roleId => new UserRole { UserId = user.Id, RoleId = roleId }));
    }

    private async Task<IReadOnlyCollection<string>> RoleNamesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var names = await context.Set<Role>().Where(r => ids.Contains(r.Id)).Select(r => r.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
        return names.Count == ids.Distinct().Count() ? names : throw new EntityNotFoundException(typeof(Role), string.Join(", ", ids));
    }

    private void NotOneself(User user)
    {
        if (user.Id == currentUser.Required.UserId)
            throw new BusinessException("Platform:User.OwnAccount");
    }

    /// <summary>Who works for another town too, or administers the host, is not one town's to change: it would open the other town's door.</summary>
    private async Task MayTouchPersonAsync(User user, CancellationToken cancellationToken)
    {
        if (await permissions.IsGrantedAsync(PlatformPermissions.Towns.Manage, cancellationToken).ConfigureAwait(false))
            return;
        if (user.IsHostAdministrator || await context.Set<UserTenant>().AnyAsync(m => m.UserId == user.Id && m.TenantId != tenant.Id, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Platform:User.WorksElsewhere").WithData("Name", user.DisplayName);
    }

    private async Task<(User User, UserTenant Membership)> MemberAsync(Guid id, CancellationToken cancellationToken)
    {
        var membership = await context.Set<UserTenant>().SingleOrDefaultAsync(m => m.TenantId == tenant.Id && m.UserId == id, cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(User), id);
        return (await context.Set<User>().SingleAsync(u => u.Id == id, cancellationToken).ConfigureAwait(false), membership);
    }
}

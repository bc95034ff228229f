using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Account;
using UtilityBilling.Platform.Roles;
using UtilityBilling.Platform.Settings;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Platform.Users;

/// <summary>A person to be entered in the present town.</summary>
/// <param name="UserName">The name to sign in with: letters, digits, dot, dash; unique on the instance.</param>
/// <param name="Roles">Names of the town's roles.</param>
public sealed record NewUser(string UserName, string DisplayName, string? Email, string Password, IReadOnlyCollection<string> Roles)
{
    /// <summary>The password was given by somebody else: the first sign-in chooses a new one.</summary>
    public bool MustChangePassword { get; init; }

    public bool IsHostAdministrator { get; init; }
    public string? Language { get; init; }
}

/// <summary>Enters people in the present town. It asks for no right of its own: pages check theirs, seeds and <c>ub</c> have none to check.</summary>
public interface IUserManager
{
    Task<Guid> CreateAsync(NewUser user, CancellationToken cancellationToken = default);

    /// <summary>Lets a person who works for another town sign in here too.</summary>
    Task<Guid> AddExistingAsync(string userName, IReadOnlyCollection<string> roles, CancellationToken cancellationToken = default);
}

internal sealed class UserManager(
    IUtilityBillingDbContext context, IPasswordHasher<User> hasher, ISettingProvider settings, ICurrentTenant tenant, IClock clock, IGuidGenerator guids, IAuditScope audit)
    : IUserManager
{
    private const int StampBytes = 20;

    public async Task<Guid> CreateAsync(NewUser user, CancellationToken cancellationToken = default)
    {
        var name = NormalizeName(user.UserName);
        if (await context.Set<User>().AnyAsync(u => u.UserName == name, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Platform:User.NameTaken").WithData("Name", name).ForField("Input.UserName");
        await CheckPasswordAsync(user.Password, name, user.DisplayName, cancellationToken).ConfigureAwait(false);

        var created = new User
        {
            Id = guids.Create(),
            UserName = name,
            DisplayName = user.DisplayName.Trim(),
            Email = string.IsNullOrWhiteSpace(user.Email) ? null : user.Email.Trim(),
            PasswordHash = "",
            PasswordChangedAt = clock.UtcNow,
            MustChangePassword = user.MustChangePassword,
            SecurityStamp = NewStamp(),
            IsHostAdministrator = user.IsHostAdministrator,
            Language = user.Language,
            CreatedAt = clock.UtcNow,
        };
        created.PasswordHash = hasher.HashPassword(created, user.Password);
        context.Set<User>().Add(created);
        await JoinAsync(created.Id, user.Roles, cancellationToken).ConfigureAwait(false);
        return created.Id;
    }

    public async Task<Guid> AddExistingAsync(string userName, IReadOnlyCollection<string> roles, CancellationToken cancellationToken = default)
    {
        var name = NormalizeName(userName);
        var user = await context.Set<User>().SingleOrDefaultAsync(u => u.UserName == name, cancellationToken).ConfigureAwait(false)
            ?? throw new BusinessException("Platform:User.NotThere").WithData("Name", name).ForField("Input.UserName");
        await JoinAsync(user.Id, roles, cancellationToken).ConfigureAwait(false);
        return user.Id;
    }

    /// <summary>A new password ends every session of the person.</summary>
    public async Task SetPasswordAsync(User user, string password, bool mustChange, CancellationToken cancellationToken)
    {
        await CheckPasswordAsync(password, user.UserName, user.DisplayName, cancellationToken).ConfigureAwait(false);
        user.PasswordHash = hasher.HashPassword(user, password);
        user.PasswordChangedAt = clock.UtcNow;
        user.MustChangePassword = mustChange;
        user.FailedCount = 0;
        user.LockedUntil = null;
        user.SecurityStamp = NewStamp();
        audit.Note(nameof(User), user.Id, mustChange ? "password reset" : "password changed");
    }

    public static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(StampBytes));

    public static string NormalizeName(string userName)
    {
        var name = userName.Trim().ToLowerInvariant();
        if (name.Length is < 2 or > 60 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@'))
            throw new BusinessException("Platform:User.NameInvalid").ForField("Input.UserName");
        return name;
    }

    private async Task JoinAsync(Guid userId, IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        if (await context.Set<UserTenant>().AnyAsync(m => m.TenantId == tenant.Id && m.UserId == userId, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Platform:User.AlreadyHere").ForField("Input.UserName");
        context.Set<UserTenant>().Add(new UserTenant { TenantId = tenant.Id, UserId = userId, JoinedAt = clock.UtcNow });
        var ids = await context.Set<Role>().Where(r => roles.Contains(r.Name)).ToDictionaryAsync(r => r.Name, r => r.Id, cancellationToken).ConfigureAwait(false);
        foreach (var role in roles)
            context.Set<UserRole>().Add(new UserRole
            {
                UserId = userId,
                RoleId = ids.TryGetValue(role, out var id) ? id : throw new EntityNotFoundException(typeof(Role), role),
            });
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckPasswordAsync(string password, string userName, string displayName, CancellationToken cancellationToken) =>
        PasswordRules.Check(password, await settings.GetIntAsync(PlatformSettings.PasswordMinLength, cancellationToken: cancellationToken).ConfigureAwait(false), userName, displayName, tenant.Tenant?.Name, tenant.Tenant?.Slug);
}

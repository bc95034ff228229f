using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Settings;
using UtilityBilling.Platform.Users;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Platform.Account;

internal enum SignInOutcome
{
    /// <summary>One answer for every reason, so that nobody learns which names exist.</summary>
    Refused,
    SecondFactorNeeded,
    SignedIn,
}

internal sealed record SignInCheck(SignInOutcome Outcome, User? User = null);

/// <summary>
/// Checks who signs in to the present town. The person's row is locked meanwhile, so that attempts in parallel are counted one by one. A name that is not there,
/// a closed or paused one costs the same time as a wrong password.
/// </summary>
internal sealed class SignInManager(
    IUtilityBillingDbContext context, IPasswordHasher<User> hasher, SecondFactor secondFactor, ISettingProvider settings, ICurrentTenant tenant, IClock clock, ISecurityLog securityLog)
{
    public async Task<SignInCheck> CheckPasswordAsync(string userName, string password, CancellationToken cancellationToken)
    {
        var name = userName.Trim().ToLowerInvariant();
        var user = await MayEnterAsync(await LockByNameAsync(name, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var verified = hasher.VerifyHashedPassword(user ?? Nobody, (user ?? Nobody).PasswordHash, Cut(password));
        if (user is null)
            return await RefuseAsync(SecurityActions.SignInFailed, name, "unknown or closed name", cancellationToken).ConfigureAwait(false);
        if (IsPaused(user))
            return await RefuseAsync(SecurityActions.SignInLocked, name, "sign-in is paused", cancellationToken).ConfigureAwait(false);
        if (verified == PasswordVerificationResult.Failed)
            return await CountFailureAsync(user, SecurityActions.SignInFailed, cancellationToken).ConfigureAwait(false);
        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
            user.PasswordHash = hasher.HashPassword(user, password);
        return user.HasSecondFactor ? new SignInCheck(SignInOutcome.SecondFactorNeeded, user) : await EnterAsync(user, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The second step: a code of the app, or one of the recovery codes, which then is used up.</summary>
    public async Task<SignInCheck> CheckSecondFactorAsync(Guid userId, string stamp, string code, CancellationToken cancellationToken)
    {
        var user = await MayEnterAsync(await LockByIdAsync(userId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (user is null || user.SecurityStamp != stamp || !user.HasSecondFactor)
            return await RefuseAsync(SecurityActions.SecondFactorFailed, user?.UserName, "the first step is no longer good", cancellationToken).ConfigureAwait(false);
        if (IsPaused(user))
            return await RefuseAsync(SecurityActions.SignInLocked, user.UserName, "sign-in is paused", cancellationToken).ConfigureAwait(false);
        if (secondFactor.TakeCode(user, code, clock.UtcNow))
            return await EnterAsync(user, cancellationToken).ConfigureAwait(false);
        if (!secondFactor.TakeRecoveryCode(user, code))
            return await CountFailureAsync(user, SecurityActions.SecondFactorFailed, cancellationToken).ConfigureAwait(false);
        await securityLog.WriteAsync(SecurityActions.RecoveryCodeUsed, user.UserName, $"{user.RecoveryCodes.Length} left", cancellationToken).ConfigureAwait(false);
        return await EnterAsync(user, cancellationToken).ConfigureAwait(false);
    }

    private bool IsPaused(User user) => user.LockedUntil > clock.UtcNow;

    private async Task<SignInCheck> EnterAsync(User user, CancellationToken cancellationToken)
    {
        user.FailedCount = 0;
        user.LockedUntil = null;
        user.LastSignInAt = clock.UtcNow;
        await securityLog.WriteAsync(SecurityActions.SignedIn, user.UserName, user.HasSecondFactor ? "with a second factor" : "with a password", cancellationToken).ConfigureAwait(false);
        return new SignInCheck(SignInOutcome.SignedIn, user);
    }

    private async Task<SignInCheck> CountFailureAsync(User user, string action, CancellationToken cancellationToken)
    {
        user.FailedCount++;
        var most = await settings.GetIntAsync(PlatformSettings.LockoutAttempts, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (user.FailedCount < most)
            return await RefuseAsync(action, user.UserName, $"attempt {user.FailedCount} of {most}", cancellationToken).ConfigureAwait(false);
        user.FailedCount = 0;
        user.LockedUntil = clock.UtcNow.AddMinutes(await settings.GetIntAsync(PlatformSettings.LockoutMinutes, cancellationToken: cancellationToken).ConfigureAwait(false));
        return await RefuseAsync(SecurityActions.SignInLocked, user.UserName, $"paused after {most} attempts", cancellationToken).ConfigureAwait(false);
    }

    private async Task<SignInCheck> RefuseAsync(string action, string? userName, string detail, CancellationToken cancellationToken)
    {
        await securityLog.WriteAsync(action, userName, detail, cancellationToken).ConfigureAwait(false);
        return new SignInCheck(SignInOutcome.Refused);
    }

    /// <summary>The person, if they may enter this town at all.</summary>
    private async Task<User?> MayEnterAsync(User? user, CancellationToken cancellationToken)
    {
        if (user is null || user.DisabledAt is not null)
            return null;
        var isMember = await context.Set<UserTenant>().AnyAsync(m => m.TenantId == tenant.Id && m.UserId == user.Id && m.DisabledAt == null, cancellationToken).ConfigureAwait(false);
        return isMember ? user : null;
    }

    private Task<User?> LockByNameAsync(string name, CancellationToken cancellationToken) =>
        context.Set<User>().FromSql($"select *, xmin from platform.users where user_name = {name} for update").SingleOrDefaultAsync(cancellationToken);

    private Task<User?> LockByIdAsync(Guid id, CancellationToken cancellationToken) =>
        context.Set<User>().FromSql($"select *, xmin from platform.users where id = {id} for update").SingleOrDefaultAsync(cancellationToken);

    private static string Cut(string password) => password.Length <= PasswordRules.LongestPassword ? password : password[..PasswordRules.LongestPassword];

    /// <summary>Somebody to compare with when there is nobody, with a hash of the usual cost.</summary>
    private User Nobody => _nobody ??= new User
    {
        Id = Guid.Empty,
        UserName = "",
        DisplayName = "",
        PasswordHash = NobodysHash ??= hasher.HashPassword(null!, UserManager.NewStamp()),
        PasswordChangedAt = DateTimeOffset.MinValue,
        SecurityStamp = "",
        CreatedAt = DateTimeOffset.MinValue,
    };

    private User? _nobody;
    private static string? NobodysHash;
}

using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Auditing;
using UtilityBilling.Errors;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Settings;
using UtilityBilling.Settings;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Account;

/// <summary>What comes after a sign-in form.</summary>
public enum SignInStep
{
    SignedIn,
    SecondFactor,
}

/// <summary>Signing in and out. It begins its own units of work, since the town is known only when it is done.</summary>
public interface ISignInAppService
{
    /// <summary>The towns to choose from; empty where the address names the town already.</summary>
    Task<IReadOnlyList<TenantInfo>> TownsToChooseAsync(CancellationToken cancellationToken = default);

    Task<SignInStep> SignInAsync(string? townSlug, string userName, string password, CancellationToken cancellationToken = default);

    /// <summary>Whether the first step was passed a moment ago.</summary>
    Task<bool> AwaitsSecondFactorAsync();

    Task SecondFactorAsync(string code, CancellationToken cancellationToken = default);

    Task SignOutAsync(CancellationToken cancellationToken = default);
}

internal sealed class SignInAppService(ITenantRunner runner, ITenantStore towns, ICurrentTenant tenant, ICurrentUser user, Sessions sessions, ISecurityLog securityLog) : ISignInAppService
{
    public async Task<IReadOnlyList<TenantInfo>> TownsToChooseAsync(CancellationToken cancellationToken = default) =>
        tenant.Tenant is null ? await towns.ListAsync(cancellationToken).ConfigureAwait(false) : [];

    public async Task<SignInStep> SignInAsync(string? townSlug, string userName, string password, CancellationToken cancellationToken = default)
    {
        var town = tenant.Tenant ?? await towns.FindAsync(townSlug ?? "", cancellationToken).ConfigureAwait(false)
            ?? throw new BusinessException("Platform:SignIn.TownMissing").ForField("Input.Town");
        var (check, length) = await InTownAsync(town, manager => manager.CheckPasswordAsync(userName, password, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (check.Outcome == SignInOutcome.Refused)
            throw new BusinessException("Platform:SignIn.Refused").WithData("Minutes", length.LockoutMinutes);
        if (check.Outcome == SignInOutcome.SecondFactorNeeded)
        {
            await sessions.BeginSecondFactorAsync(check.User!, town).ConfigureAwait(false);
            return SignInStep.SecondFactor;
        }
        await sessions.BeginAsync(check.User!, town, length.Session).ConfigureAwait(false);
        return SignInStep.SignedIn;
    }

    public async Task<bool> AwaitsSecondFactorAsync() => await sessions.FirstStepAsync().ConfigureAwait(false) is not null;

    public async Task SecondFactorAsync(string code, CancellationToken cancellationToken = default)
    {
        var first = await sessions.FirstStepAsync().ConfigureAwait(false);
        var town = first is null ? null : await towns.FindAsync(first.TenantId, cancellationToken).ConfigureAwait(false);
        if (first is null || town is null)
            throw new BusinessException("Platform:SignIn.StartAgain");
        var (check, length) = await InTownAsync(town, manager => manager.CheckSecondFactorAsync(first.UserId, first.Stamp, code, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (check.Outcome != SignInOutcome.SignedIn)
            throw new BusinessException("Platform:SignIn.CodeRefused").WithData("Minutes", length.LockoutMinutes).ForField("Input.Code");
        await sessions.EndSecondFactorAsync().ConfigureAwait(false);
        await sessions.BeginAsync(check.User!, town, length.Session).ConfigureAwait(false);
    }

    public async Task SignOutAsync(CancellationToken cancellationToken = default)
    {
        if (user.Actor is { } actor)
            await securityLog.WriteAsync(SecurityActions.SignedOut, actor.UserName, "by the person", cancellationToken).ConfigureAwait(false);
        await sessions.EndAsync().ConfigureAwait(false);
    }

    /// <summary>A refused attempt is counted, so its unit of work is completed like any other.</summary>
    private Task<(SignInCheck Check, Lengths Length)> InTownAsync(TenantInfo town, Func<SignInManager, Task<SignInCheck>> check, CancellationToken cancellationToken) =>
        runner.WriteAsync(town, Actor.System, async services =>
        {
            var result = await check(services.GetRequiredService<SignInManager>()).ConfigureAwait(false);
            var session = await services.GetRequiredService<SessionLengths>().GetAsync(cancellationToken).ConfigureAwait(false);
            var minutes = await services.GetRequiredService<ISettingProvider>().GetIntAsync(PlatformSettings.LockoutMinutes, cancellationToken: cancellationToken).ConfigureAwait(false);
            return (result, new Lengths(session, minutes));
        }, cancellationToken);

    private sealed record Lengths(SessionLength Session, int LockoutMinutes);
}

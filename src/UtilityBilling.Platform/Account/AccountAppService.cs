using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using QRCoder;
using UtilityBilling.Auditing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Web;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Roles;
using UtilityBilling.Platform.Users;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Account;

/// <summary>What a person sees about their own account.</summary>
public sealed record MyAccount(string UserName, string DisplayName, string? Email, string? Language, string? Theme, bool HasSecondFactor, int RecoveryCodesLeft, IReadOnlyList<string> Roles, DateTimeOffset PasswordChangedAt, DateTimeOffset? LastSignInAt, string OwnAccounts);

/// <summary>A second factor about to be set up: what the app scans or the person types, and the same sealed for the way back.</summary>
public sealed record SecondFactorSetup(string SealedSecret, string SecretText, string QrPng);

/// <summary>What people do with their own account. Every act asks for the present password again.</summary>
public interface IAccountAppService
{
    Task<MyAccount> GetAsync(CancellationToken cancellationToken = default);

    Task SavePreferencesAsync(string? email, string? language, string? theme, CancellationToken cancellationToken = default);

    /// <summary>States the person's own accounts, to which they may do nothing. One may add, not take away.</summary>
    Task StateOwnAccountsAsync(string? numbers, CancellationToken cancellationToken = default);

    /// <summary>Sets a new password and ends the person's other sessions.</summary>
    Task ChangePasswordAsync(string present, string chosen, CancellationToken cancellationToken = default);

    Task<SecondFactorSetup> BeginSecondFactorAsync(string? sealedSecret, CancellationToken cancellationToken = default);

    /// <summary>Turns the second factor on when the app's code proves that it works. Returns the recovery codes, which are shown once.</summary>
    Task<IReadOnlyList<string>> EnableSecondFactorAsync(string sealedSecret, string code, string password, CancellationToken cancellationToken = default);

    Task DisableSecondFactorAsync(string password, CancellationToken cancellationToken = default);
}

internal sealed class AccountAppService(
    IUtilityBillingDbContext context, UserManager users, IPasswordHasher<User> hasher, SecondFactor secondFactor, Sessions sessions, SessionLengths lengths,
    IOwnAccounts ownAccounts, ICurrentUser currentUser, ICurrentTenant tenant, IClock clock, IAuditScope audit, ISecurityLog securityLog)
    : IAccountAppService
{
    private const int PixelsPerModule = 5;

    public async Task<MyAccount> GetAsync(CancellationToken cancellationToken = default)
    {
        var me = await MeAsync(cancellationToken).ConfigureAwait(false);
        var roles = await context.Set<UserRole>().Where(r => r.UserId == me.Id)
            .Join(context.Set<Role>(), r => r.RoleId, r => r.Id, (_, r) => r.Name)
            .OrderBy(n => n).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new MyAccount(me.UserName, me.DisplayName, me.Email, me.Language, me.Theme, me.HasSecondFactor, me.RecoveryCodes.Length, roles, me.PasswordChangedAt, me.LastSignInAt,
            OwnAccountNumbers.Show(await ownAccounts.NumbersAsync(me.Id, cancellationToken).ConfigureAwait(false)));
    }

    public async Task SavePreferencesAsync(string? email, string? language, string? theme, CancellationToken cancellationToken = default)
    {
        var me = await MeAsync(cancellationToken).ConfigureAwait(false);
        me.Email = string.IsNullOrWhiteSpace(email) ? null : email.Trim();
        me.Language = language is "en" or "es" ? language : null;
        me.Theme = theme is "light" or "dark" ? theme : null;
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        sessions.Remember(me.Language, me.Theme);
    }

    public Task StateOwnAccountsAsync(string? numbers, CancellationToken cancellationToken = default) =>
        ownAccounts.StateAsync(currentUser.Required.UserId, OwnAccountNumbers.Read(numbers), cancellationToken);

    public async Task ChangePasswordAsync(string present, string chosen, CancellationToken cancellationToken = default)
    {
        var me = await ConfirmedAsync(present, "Input.Present", cancellationToken).ConfigureAwait(false);
        if (present == chosen)
            throw new BusinessException("Platform:Password.Same").ForField("Input.NewPassword");
        await users.SetPasswordAsync(me, chosen, mustChange: false, cancellationToken).ConfigureAwait(false);
        await StayAsync(me, SecurityActions.PasswordChanged, "by the person", cancellationToken).ConfigureAwait(false);
    }

    public async Task<SecondFactorSetup> BeginSecondFactorAsync(string? sealedSecret, CancellationToken cancellationToken = default)
    {
        var me = await MeAsync(cancellationToken).ConfigureAwait(false);
        var secret = sealedSecret is null ? Totp.NewSecret() : secondFactor.Unprotect(sealedSecret) ?? Totp.NewSecret();
        var uri = Totp.Uri(string.Create(CultureInfo.InvariantCulture, $"Utility billing {tenant.Tenant!.Name}"), me.UserName, secret);
        using var qr = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(qr);
        var image = Convert.ToBase64String(png.GetGraphic(PixelsPerModule));
        return new SecondFactorSetup(secondFactor.Protect(secret), string.Join(' ', secret.Chunk(4).Select(c => new string(c))), $"data:image/png;base64,{image}");
    }

    public async Task<IReadOnlyList<string>> EnableSecondFactorAsync(string sealedSecret, string code, string password, CancellationToken cancellationToken = default)
    {
        var me = await ConfirmedAsync(password, "Input.Password", cancellationToken).ConfigureAwait(false);
        if (secondFactor.Unprotect(sealedSecret) is not { } secret || Totp.Match(secret, code, clock.UtcNow, 0) is not { } step)
            throw new BusinessException("Platform:SecondFactor.CodeWrong").ForField("Input.Code");
        me.TotpSecret = secondFactor.Protect(secret);
        me.TotpLastStep = step;
        me.SecurityStamp = UserManager.NewStamp();
        var codes = secondFactor.NewRecoveryCodes(me);
        await StayAsync(me, SecurityActions.SecondFactorChanged, "turned on", cancellationToken).ConfigureAwait(false);
        return codes;
    }

    public async Task DisableSecondFactorAsync(string password, CancellationToken cancellationToken = default)
    {
        var me = await ConfirmedAsync(password, "Input.Password", cancellationToken).ConfigureAwait(false);
        me.TotpSecret = null;
        me.TotpLastStep = 0;
        me.RecoveryCodes = [];
        me.SecurityStamp = UserManager.NewStamp();
        await StayAsync(me, SecurityActions.SecondFactorChanged, "turned off", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The new stamp ends every session; this browser gets a new one.</summary>
    private async Task StayAsync(User me, string action, string detail, CancellationToken cancellationToken)
    {
        audit.Note(nameof(User), me.Id, action);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await securityLog.WriteAsync(action, me.UserName, detail, cancellationToken).ConfigureAwait(false);
        await sessions.BeginAsync(me, tenant.Tenant!, await lengths.GetAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task<User> ConfirmedAsync(string password, string field, CancellationToken cancellationToken)
    {
        var me = await MeAsync(cancellationToken).ConfigureAwait(false);
        return hasher.VerifyHashedPassword(me, me.PasswordHash, password) == PasswordVerificationResult.Failed
            ? throw new BusinessException("Platform:Password.PresentWrong").ForField(field)
            : me;
    }

    private async Task<User> MeAsync(CancellationToken cancellationToken)
    {
        var id = currentUser.Required.UserId;
        return await context.Set<User>().SingleOrDefaultAsync(u => u.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(User), id);
    }
}

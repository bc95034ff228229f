using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using UtilityBilling.Platform.Users;

namespace UtilityBilling.Platform.Account;

/// <summary>The second factor of a person: an authenticator app's secret, kept encrypted, and recovery codes, kept as hashes.</summary>
internal sealed class SecondFactor(IDataProtectionProvider protection, IPasswordHasher<User> hasher)
{
    private const int RecoveryCodeCount = 10;
    private const int RecoveryCodeLength = 10;

    private readonly IDataProtector _protector = protection.CreateProtector("UtilityBilling.SecondFactor");

    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>The secret in clear; null where the text was not protected here.</summary>
    public string? Unprotect(string secret)
    {
        try
        {
            return _protector.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Takes a code of the app. Each counts once.</summary>
    public bool TakeCode(User user, string code, DateTimeOffset at)
    {
        if (user.TotpSecret is null || Unprotect(user.TotpSecret) is not { } secret || Totp.Match(secret, code, at, user.TotpLastStep) is not { } step)
            return false;
        user.TotpLastStep = step;
        return true;
    }

    /// <summary>Takes a recovery code and uses it up.</summary>
    public bool TakeRecoveryCode(User user, string code)
    {
        var typed = Plain(code);
        if (typed.Length != RecoveryCodeLength)
            return false;
        var used = Array.FindIndex(user.RecoveryCodes, hash => hasher.VerifyHashedPassword(user, hash, typed) != PasswordVerificationResult.Failed);
        if (used < 0)
            return false;
        user.RecoveryCodes = [.. user.RecoveryCodes.Where((_, i) => i != used)];
        return true;
    }

    /// <summary>New recovery codes; the person sees them once, the hashes replace the old ones.</summary>
    public IReadOnlyList<string> NewRecoveryCodes(User user)
    {
        var codes = Enumerable.Range(0, RecoveryCodeCount).Select(_ => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", RecoveryCodeLength)).ToList();
        user.RecoveryCodes = [.. codes.Select(c => hasher.HashPassword(user, c))];
        return [.. codes.Select(c => $"{c[..5]}-{c[5..]}")];
    }

    private static string Plain(string code) => string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}

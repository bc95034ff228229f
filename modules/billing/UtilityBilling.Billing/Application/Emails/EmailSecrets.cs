using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace UtilityBilling.Billing.Emails;

/// <summary>Keeps passwords of mail servers encrypted with the instance's keys.</summary>
internal sealed class EmailSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("UtilityBilling.EmailServer");

    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>In clear; null where nothing is stored or the keys are gone: then the server refuses, and its words are shown.</summary>
    public string? Reveal(string? secret)
    {
        try
        {
            return secret is null ? null : _protector.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

using System.Security.Cryptography;

namespace UtilityBilling.Platform.Users;

/// <summary>A password to read out or write down once: no letters that look alike, in groups of four.</summary>
internal static class TemporaryPassword
{
    private const string Characters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;

    public static string Create() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Characters, 4)));
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace UtilityBilling.Platform.Account;

/// <summary>One-time codes by time (RFC 6238): HMAC-SHA-1 over the number of the half minute, six digits, as authenticator apps expect.</summary>
internal static class Totp
{
    public const int Digits = 6;
    public const int StepSeconds = 30;
    private const int SecretBytes = 20;
    private const int AllowedDrift = 1;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string NewSecret() => Base32(RandomNumberGenerator.GetBytes(SecretBytes));

    public static long Step(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The step whose code this is, within half a minute of the clock and later than the last one used; null where it is none.</summary>
    public static long? Match(string secret, string code, DateTimeOffset at, long lastStep)
    {
        var typed = string.Concat(code.Where(char.IsAsciiDigit));
        var key = FromBase32(secret);
        for (var step = Step(at) - AllowedDrift; step <= Step(at) + AllowedDrift; step++)
            if (step > lastStep && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Code(key, step, Digits)), System.Text.Encoding.ASCII.GetBytes(typed)))
                return step;
        return null;
    }

    public static string Code(byte[] key, long step, int digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238's default, which every authenticator app speaks; HMAC-SHA-1 is not broken by collisions of SHA-1
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0F;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset, 4)) & 0x7FFFFFFF;
        return (number % PowerOfTen(digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    private static long PowerOfTen(int digits)
    {
        var power = 1L;
        for (var i = 0; i < digits; i++)
            power *= 10;
        return power;
    }

    /// <summary>What the QR code says to an authenticator app.</summary>
    public static string Uri(string issuer, string userName, string secret) =>
        $"otpauth://totp/{System.Uri.EscapeDataString($"{issuer}:{userName}")}?secret={secret}&issuer={System.Uri.EscapeDataString(issuer)}&digits={Digits}&period={StepSeconds}";

    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new System.Text.StringBuilder();
        int buffer = 0, bits = 0;
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            for (bits += 8; bits >= 5; bits -= 5)
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            buffer &= (1 << bits) - 1;
        }
        return bits == 0 ? text.ToString() : text.Append(Alphabet[(buffer << (5 - bits)) & 31]).ToString();
    }

    public static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>();
        int buffer = 0, bits = 0;
        foreach (var c in text)
        {
            buffer = (buffer << 5) | Alphabet.IndexOf(c, StringComparison.Ordinal);
            bits += 5;
            if (bits < 8)
                continue;
            bytes.Add((byte)(buffer >> (bits - 8)));
            bits -= 8;
            buffer &= (1 << bits) - 1;
        }
        return [.. bytes];
    }
}

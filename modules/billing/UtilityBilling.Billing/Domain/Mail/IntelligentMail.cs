using System.Numerics;
using UtilityBilling.Errors;

namespace UtilityBilling.Billing.Mail;

/// <summary>
/// The Intelligent Mail barcode of the United States Postal Service (USPS-B-3200): 20 digits of tracking and 0, 5, 9 or 11 of routing become 65 bars. Each bar is a letter:
/// F full, A ascender, D descender, T tracker. The tables of the standard are made here by its own rules (its appendices C and D).
/// </summary>
internal static class IntelligentMail
{
    public const int Bars = 65;

    private const int Characters = 10;
    private const int CharacterBits = 13;
    private const int FiveOfThirteen = 1287;
    private const int TwoOfThirteen = 78;
    private const int CheckGenerator = 0xF35;
    private const int CheckStart = 0x7FF;
    private const int CheckBits = 11;
    private const int DataBits = 102;

    private static readonly int[] Table = [.. Patterns(5, FiveOfThirteen), .. Patterns(2, TwoOfThirteen)];

    /// <summary>
    /// Where each bit of the ten characters goes, character by character from its lowest bit: 1 to 65 is the descender of that bar, 66 to 130 the ascender of the bar 65
    /// before (USPS-B-3200, appendix D, table IV, read from the characters' side).
    /// </summary>
    private static readonly byte[] Places =
    [
        67, 6, 78, 16, 86, 95, 34, 40, 45, 113, 117, 121, 62,
        87, 18, 104, 41, 76, 57, 119, 115, 72, 97, 2, 127, 26,
        105, 35, 122, 52, 114, 7, 24, 82, 68, 63, 94, 44, 77,
        112, 70, 100, 39, 30, 107, 15, 125, 85, 10, 65, 54, 88,
        20, 106, 46, 66, 8, 116, 29, 61, 99, 80, 90, 37, 123,
        51, 25, 84, 129, 56, 4, 109, 96, 28, 36, 47, 11, 71,
        33, 102, 21, 9, 17, 49, 124, 79, 64, 91, 42, 69, 53,
        60, 14, 1, 27, 103, 126, 75, 89, 50, 120, 19, 32, 110,
        92, 111, 130, 59, 31, 12, 81, 43, 55, 5, 74, 22, 101,
        128, 58, 118, 48, 108, 38, 98, 93, 23, 83, 13, 73, 3,
    ];

    /// <summary>The 65 bars. Other digits than the standard allows are refused: the post would charge the piece as one without a code.</summary>
    public static string Encode(string tracking, string routing)
    {
        ArgumentNullException.ThrowIfNull(tracking);
        ArgumentNullException.ThrowIfNull(routing);
        if (tracking.Length != 20 || !tracking.All(char.IsAsciiDigit) || tracking[1] > '4' || routing.Length is not (0 or 5 or 9 or 11) || !routing.All(char.IsAsciiDigit))
            throw new BusinessException(BillingErrorCodes.Mail.BarcodeDigits).WithData("Tracking", tracking).WithData("Routing", routing);
        var value = Value(tracking, routing);
        var check = Check(value);
        return Letters(Shape(Codewords(value, check), check));
    }

    /// <summary>The routing code of a ZIP code with or without its four further digits; none when it is neither.</summary>
    public static string Routing(string? zip)
    {
        var digits = string.Concat((zip ?? "").Where(char.IsAsciiDigit));
        return digits.Length is 5 or 9 or 11 ? digits : "";
    }

    private static BigInteger Value(string tracking, string routing)
    {
        BigInteger value = routing.Length switch
        {
            0 => BigInteger.Zero,
            5 => BigInteger.Parse(routing, System.Globalization.CultureInfo.InvariantCulture) + 1,
            9 => BigInteger.Parse(routing, System.Globalization.CultureInfo.InvariantCulture) + 100_001,
            _ => BigInteger.Parse(routing, System.Globalization.CultureInfo.InvariantCulture) + 1_000_100_001,
        };
        for (var i = 0; i < tracking.Length; i++)
            value = value * (i == 1 ? 5 : 10) + (tracking[i] - '0');
        return value;
    }

    /// <summary>The eleven check bits over the 102 bits of the value, the highest first.</summary>
    private static int Check(BigInteger value)
    {
        var check = CheckStart;
        for (var bit = DataBits - 1; bit >= 0; bit--)
        {
            var turn = (check >> (CheckBits - 1) & 1) != (int)(value >> bit & 1);
            check = check << 1 & CheckStart;
            if (turn)
                check ^= CheckGenerator & CheckStart;
        }
        return check;
    }

    /// <summary>Ten code words: the last counts to 636 and is doubled, the others to 1,365; the first says by 659 more that the eleventh check bit is set.</summary>
    private static int[] Codewords(BigInteger value, int check)
    {
        var words = new int[Characters];
        value = BigInteger.DivRem(value, 636, out var last);
        words[^1] = (int)last * 2;
        for (var i = Characters - 2; i > 0; i--)
        {
            value = BigInteger.DivRem(value, FiveOfThirteen + TwoOfThirteen, out var rest);
            words[i] = (int)rest;
        }
        words[0] = (int)value + (check >> (CheckBits - 1) == 1 ? 659 : 0);
        return words;
    }

    private static int[] Shape(int[] words, int check) =>
        [.. words.Select((word, i) => (check >> i & 1) == 1 ? Table[word] ^ (1 << CharacterBits) - 1 : Table[word])];

    private static string Letters(int[] characters)
    {
        Span<bool> set = stackalloc bool[2 * Bars];
        for (var i = 0; i < Places.Length; i++)
            set[Places[i] - 1] = (characters[i / CharacterBits] >> i % CharacterBits & 1) == 1;
        Span<char> letters = stackalloc char[Bars];
        for (var bar = 0; bar < Bars; bar++)
            letters[bar] = (set[bar + Bars], set[bar]) switch { (true, true) => 'F', (true, false) => 'A', (false, true) => 'D', _ => 'T' };
        return new string(letters);
    }

    /// <summary>
    /// All patterns of thirteen bits with so many set, in the standard's order: each with its mirror image behind it, counted up from the front; those that are their own
    /// mirror image from the back.
    /// </summary>
    private static int[] Patterns(int bits, int count)
    {
        var patterns = new int[count];
        var (front, back) = (0, count - 1);
        for (var pattern = 0; pattern < 1 << CharacterBits; pattern++)
        {
            if (BitOperations.PopCount((uint)pattern) != bits)
                continue;
            var mirror = Mirror(pattern);
            if (mirror == pattern)
                patterns[back--] = pattern;
            else if (mirror > pattern)
                (patterns[front++], patterns[front++]) = (pattern, mirror);
        }
        return patterns;
    }

    private static int Mirror(int pattern)
    {
        var mirror = 0;
        for (var bit = 0; bit < CharacterBits; bit++)
            mirror = mirror << 1 | pattern >> bit & 1;
        return mirror;
    }
}

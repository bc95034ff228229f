using System.Globalization;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>How a figure is cut to its last digit. Half goes away from zero (<c>halfUp</c>), to the even digit (<c>halfEven</c>), off (<c>truncate</c>) or every part counts as a whole one (<c>up</c>).</summary>
public enum RoundingMode { HalfUp, HalfEven, Truncate, Up }

/// <summary>
/// A rounding to a number of decimals. Written <c>halfUp/2</c>. A figure is first freed of the noise that a division leaves behind the ninth decimal, so
/// that a fraction such as 61/3 × 3 falls on its cent and not beside it.
/// </summary>
public readonly record struct RoundingRule(RoundingMode Mode, int Decimals)
{
    private const int NoiseDecimals = 9;
    private static readonly decimal[] Powers = [1m, 10m, 100m, 1_000m, 10_000m, 100_000m, 1_000_000m];

    public static RoundingRule Cents { get; } = new(RoundingMode.HalfUp, 2);

    public decimal Apply(decimal value)
    {
        var clean = value.Scale > NoiseDecimals ? Math.Round(value, NoiseDecimals) : value;
        return Mode switch
        {
            RoundingMode.HalfUp => Math.Round(clean, Decimals, MidpointRounding.AwayFromZero),
            RoundingMode.HalfEven => Math.Round(clean, Decimals, MidpointRounding.ToEven),
            RoundingMode.Truncate => Math.Truncate(clean * Powers[Decimals]) / Powers[Decimals],
            _ => Math.Ceiling(clean * Powers[Decimals]) / Powers[Decimals],
        };
    }

    public override string ToString() => $"{TariffWords.Of(Mode)}/{Decimals.ToString(CultureInfo.InvariantCulture)}";

    public static bool TryParse(string text, out RoundingRule rule)
    {
        rule = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !TariffWords.TryMode(text[..slash], out var mode))
            return false;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var decimals) || decimals >= Powers.Length)
            return false;
        rule = new RoundingRule(mode, decimals);
        return true;
    }
}

/// <summary>Where money is rounded: each line, each tier of a usage charge, the total of a service, or the total of the bill.</summary>
public enum RoundingPlace { Line, Tier, Service, Bill }

internal static class TariffWords
{
    public static string Of(RoundingMode mode) => mode switch
    {
        RoundingMode.HalfUp => "halfUp",
        RoundingMode.HalfEven => "halfEven",
        RoundingMode.Truncate => "truncate",
        _ => "up",
    };

    public static bool TryMode(string word, out RoundingMode mode)
    {
        (var known, mode) = word switch
        {
            "halfUp" => (true, RoundingMode.HalfUp),
            "halfEven" => (true, RoundingMode.HalfEven),
            "truncate" => (true, RoundingMode.Truncate),
            "up" => (true, RoundingMode.Up),
            _ => (false, default),
        };
        return known;
    }
}

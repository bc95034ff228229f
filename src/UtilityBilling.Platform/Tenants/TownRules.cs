using System.Globalization;
using UtilityBilling.Errors;

namespace UtilityBilling.Platform.Tenants;

/// <summary>What a town's particulars must be.</summary>
internal static class TownRules
{
    private static readonly string[] TakenByTheHost = ["www", "api", "admin", "static", "mail", "localhost"];

    public static void Check(string slug, string name, string timeZone, string language)
    {
        if (slug.Length is < 2 or > 63 || slug[0] == '-' || slug[^1] == '-' || !slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') || TakenByTheHost.Contains(slug))
            throw new BusinessException("Platform:Town.SlugInvalid").ForField("Input.Slug");
        if (string.IsNullOrWhiteSpace(name))
            throw new BusinessException("Platform:Town.NameMissing").ForField("Input.Name");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
            throw new BusinessException("Platform:Town.TimeZoneUnknown").WithData("TimeZone", timeZone).ForField("Input.TimeZone");
        if (language is not ("en" or "es"))
            throw new BusinessException("Platform:Town.LanguageUnknown").ForField("Input.Language");
    }
}

/// <summary>A town's brand colour, kept dark enough to be read on white (WCAG AA, 4.5 to 1).</summary>
internal static class TownColors
{
    public const string Default = "#1f5f99";
    private const decimal LeastContrast = 4.5m;
    private const decimal DarkenBy = 0.94m;

    /// <summary>The colour itself, or the nearest darker one that can be read on white.</summary>
    public static string Readable(string color)
    {
        if (color.Length != 7 || color[0] != '#' || !int.TryParse(color.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
            throw new BusinessException("Platform:Town.ColorInvalid").ForField("Input.BrandColor");
        decimal red = (rgb >> 16) & 255, green = (rgb >> 8) & 255, blue = rgb & 255;
        while (ContrastOnWhite(red, green, blue) < LeastContrast)
            (red, green, blue) = (red * DarkenBy, green * DarkenBy, blue * DarkenBy);
        return string.Create(CultureInfo.InvariantCulture, $"#{(int)red:x2}{(int)green:x2}{(int)blue:x2}");
    }

    private static decimal ContrastOnWhite(decimal red, decimal green, decimal blue) =>
        1.05m / (0.2126m * Linear(red) + 0.7152m * Linear(green) + 0.0722m * Linear(blue) + 0.05m);

    private static decimal Linear(decimal channel)
    {
        var share = (double)channel / 255;
        return (decimal)(share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4));
    }
}

namespace UtilityBilling.Metering.ReadChecks;

/// <summary>
/// Units of volume by one name each, however a maker spells them, and their exact sizes: a US gallon is 231 cubic inches, a cubic foot 1728, an inch 2.54 cm.
/// A town that bills by a rounded factor (748 gallons to the ccf) says so in its tariff.
/// </summary>
public static class MeterUnits
{
    public const string HundredCubicFeet = "ccf";
    public const string CubicFeet = "cf";
    public const string Gallons = "gal";
    public const string ThousandGallons = "kgal";
    public const string CubicMetres = "m3";

    private static readonly Dictionary<string, string> Spellings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ccf"] = HundredCubicFeet, ["hcf"] = HundredCubicFeet, ["100cf"] = HundredCubicFeet, ["100ft3"] = HundredCubicFeet, ["hundredcubicfeet"] = HundredCubicFeet,
        ["cf"] = CubicFeet, ["cuft"] = CubicFeet, ["ft3"] = CubicFeet, ["cubicfeet"] = CubicFeet, ["cubicfoot"] = CubicFeet,
        ["gal"] = Gallons, ["gallon"] = Gallons, ["gallons"] = Gallons, ["usg"] = Gallons, ["usgal"] = Gallons,
        ["kgal"] = ThousandGallons, ["1000gal"] = ThousandGallons, ["tgal"] = ThousandGallons, ["kgallons"] = ThousandGallons, ["thousandgallons"] = ThousandGallons,
        ["m3"] = CubicMetres, ["cbm"] = CubicMetres, ["cum"] = CubicMetres, ["cubicmeter"] = CubicMetres, ["cubicmeters"] = CubicMetres, ["cubicmetres"] = CubicMetres,
    };

    private static readonly Dictionary<string, decimal> CubicInches = new(StringComparer.Ordinal)
    {
        [HundredCubicFeet] = 172_800m,
        [CubicFeet] = 1_728m,
        [Gallons] = 231m,
        [ThousandGallons] = 231_000m,
        [CubicMetres] = 1_000_000m / 16.387064m,
    };

    /// <summary>The one name of a unit; an unknown one is given back as it is, in small letters.</summary>
    public static string Normalize(string unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var plain = string.Concat(unit.Where(char.IsLetterOrDigit));
        return Spellings.GetValueOrDefault(plain) ?? plain.ToLowerInvariant();
    }

    public static bool AreSame(string one, string other) => one == other || Normalize(one) == Normalize(other);

    /// <summary>The same volume in another unit, exact but not rounded; null when either unit is unknown.</summary>
    public static decimal? Convert(decimal quantity, string from, string to)
    {
        if (AreSame(from, to))
            return quantity;
        var isKnown = CubicInches.TryGetValue(Normalize(from), out var source) & CubicInches.TryGetValue(Normalize(to), out var target);
        return isKnown ? quantity * source / target : null;
    }
}

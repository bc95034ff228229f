using SkiaSharp;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The three faces that bills are set in, embedded so that every machine prints the same bill. Not for two threads at once: one per print file.</summary>
/// <param name="basic">Whether the letters of English and Spanish are enough: a file for one customer is then half as big.</param>
internal sealed class BillFonts(bool basic = false) : IDisposable
{
    /// <summary>What the basic faces hold beside the printable letters of ASCII.</summary>
    private const string BasicBeyondAscii = "\u00A0áéíóúüñÁÉÍÓÚÜÑ¿¡·×–—…•’“”−½";

    private static readonly Lazy<SKTypeface> Regular = new(() => Load("DejaVuSansCondensed.ttf"));
    private static readonly Lazy<SKTypeface> Bold = new(() => Load("DejaVuSansCondensed-Bold.ttf"));
    private static readonly Lazy<SKTypeface> BasicRegular = new(() => Load("DejaVuSansCondensed-Basic.ttf"));
    private static readonly Lazy<SKTypeface> BasicBold = new(() => Load("DejaVuSansCondensed-Bold-Basic.ttf"));
    private static readonly Lazy<SKTypeface> Mono = new(() => Load("DejaVuSansMono.ttf"));

    private readonly Dictionary<(BillFace, Points), SKFont> _fonts = [];

    public SKFont Get(BillFace face, Points size)
    {
        if (_fonts.TryGetValue((face, size), out var font))
            return font;
        var typeface = (face, basic) switch
        {
            (BillFace.Mono, _) => Mono.Value,
            (BillFace.Bold, true) => BasicBold.Value,
            (BillFace.Bold, false) => Bold.Value,
            (_, true) => BasicRegular.Value,
            _ => Regular.Value,
        };
        return _fonts[(face, size)] = new SKFont(typeface, size) { Subpixel = true, LinearMetrics = true };
    }

    /// <summary>Whether the basic faces can write it all.</summary>
    public static bool AreEnoughFor(string text) => text.All(c => c is >= ' ' and <= '~' || BasicBeyondAscii.Contains(c));

    public void Dispose()
    {
        foreach (var font in _fonts.Values)
            font.Dispose();
    }

    private static SKTypeface Load(string file)
    {
        var assembly = typeof(BillFonts).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith(".Fonts." + file, StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The font {file} cannot be read.");
    }
}

internal enum BillFace
{
    Regular,
    Bold,
    Mono,
}

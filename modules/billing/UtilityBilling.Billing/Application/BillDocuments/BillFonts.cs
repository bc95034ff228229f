using SkiaSharp;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The three faces that bills are set in, embedded so that every machine prints the same bill. Not for two threads at once: one per print file.</summary>
internal sealed class BillFonts : IDisposable
{
    private static readonly Lazy<SKTypeface> Regular = new(() => Load("DejaVuSansCondensed.ttf"));
    private static readonly Lazy<SKTypeface> Bold = new(() => Load("DejaVuSansCondensed-Bold.ttf"));
    private static readonly Lazy<SKTypeface> Mono = new(() => Load("DejaVuSansMono.ttf"));

    private readonly Dictionary<(BillFace, Points), SKFont> _fonts = [];

    public SKFont Get(BillFace face, Points size)
    {
        if (_fonts.TryGetValue((face, size), out var font))
            return font;
        var typeface = face switch { BillFace.Bold => Bold.Value, BillFace.Mono => Mono.Value, _ => Regular.Value };
        return _fonts[(face, size)] = new SKFont(typeface, size) { Subpixel = true, LinearMetrics = true };
    }

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

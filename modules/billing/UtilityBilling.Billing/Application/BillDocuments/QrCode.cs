using QRCoder;
using SkiaSharp;
using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The code that leads a telephone to the town's payment page. One picture, shared by every page of a file: a run has one town.</summary>
internal sealed class QrCode : IDisposable
{
    private const Points Side = 46;
    private const Points Left = 288;
    private const Points Top = 36;

    /// <summary>Enough that printers which smooth pictures leave the edges sharp.</summary>
    private const int PixelsPerModule = 8;

    private string? _url;
    private SKImage? _image;

    public void Draw(BillCanvas canvas, string url, IReadOnlyList<string> label)
    {
        if (_url != url)
            Make(url);
        canvas.Image(_image!, SKRect.Create(Left, Top, Side, Side));
        var y = Top + Side + 8;
        foreach (var line in label)
        {
            canvas.Text(line, Left + Side / 2, y, 6, color: BillCanvas.Grey, align: SKTextAlign.Center, width: Side + 8);
            y += 7;
        }
    }

    public void Dispose() => _image?.Dispose();

    private void Make(string url)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(url, QRCodeGenerator.ECCLevel.M);
        var matrix = data.ModuleMatrix;
        var size = matrix.Count * PixelsPerModule;
        using var bitmap = new SKBitmap(size, size, SKColorType.Gray8, SKAlphaType.Opaque);
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
                bitmap.SetPixel(x, y, matrix[y / PixelsPerModule][x / PixelsPerModule] ? SKColors.Black : SKColors.White);
        _image?.Dispose();
        _image = SKImage.FromBitmap(bitmap);
        _url = url;
    }
}

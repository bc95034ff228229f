using System.Security.Cryptography;
using System.Text;

namespace UtilityBilling.Documents;

/// <summary>An uploaded file that fits in memory.</summary>
/// <param name="Hash">SHA-256 of the bytes, lower-case hex: the same file is known again.</param>
public sealed record SmallFile(byte[] Bytes, string Hash)
{
    public string Text => TextOf(Bytes);

    public static string TextOf(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>The whole file, or nothing when it is larger than it may be.</summary>
    public static async Task<SmallFile?> ReadAsync(Stream content, int largest, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (memory.Length + read > largest)
                return null;
            memory.Write(buffer, 0, read);
        }

        var bytes = memory.ToArray();
        return new SmallFile(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}

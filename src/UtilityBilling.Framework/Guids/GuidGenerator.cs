using System.Security.Cryptography;

namespace UtilityBilling.Guids;

/// <summary>Makes ids that sort by time (version 7).</summary>
public interface IGuidGenerator
{
    Guid Create();
}

/// <summary>Random version-7 ids from the clock in use.</summary>
public sealed class SequentialGuidGenerator(TimeProvider time) : IGuidGenerator
{
#pragma warning disable RS0030 // the one place where ids are made
    public Guid Create() => Guid.CreateVersion7(time.GetUtcNow());
#pragma warning restore RS0030
}

/// <summary>Ids that are the same for the same seed: demo towns and tests. The clock gives the leading bits, a counter and the seed the rest.</summary>
public sealed class SeededGuidGenerator(TimeProvider time, string seed) : IGuidGenerator
{
    private long _counter;

    public Guid Create()
    {
        var number = Interlocked.Increment(ref _counter);
        Span<byte> text = stackalloc byte[32];
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{seed}/{number}"), text);
        var milliseconds = time.GetUtcNow().ToUnixTimeMilliseconds();
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < 6; i++)
            bytes[i] = (byte)(milliseconds >> (40 - 8 * i));
        text[..10].CopyTo(bytes[6..]);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

namespace UtilityBilling.DemoData;

/// <summary>Chance that comes out the same for the same seed and purpose, on every machine and in any order of asking.</summary>
internal sealed class DemoDice
{
    private ulong _state;

    public DemoDice(int seed, params ReadOnlySpan<int> purpose)
    {
        _state = (ulong)(uint)seed + 0x9E37_79B9_7F4A_7C15;
        foreach (var word in purpose)
            _state = Mix(_state ^ (uint)word) + 0x9E37_79B9_7F4A_7C15;
    }

    /// <summary>A whole number from 0 up to, not including, <paramref name="count"/>.</summary>
    public int Next(int count)
    {
        _state += 0x9E37_79B9_7F4A_7C15;
        return (int)(Mix(_state) % (ulong)count);
    }

    public bool Percent(int share) => Next(100) < share;

    public bool PerMille(int share) => Next(1000) < share;

    public T Of<T>(IReadOnlyList<T> list) => list[Next(list.Count)];

    /// <summary>A number between the two, in steps of a thousandth.</summary>
    public decimal Between(decimal low, decimal high) => low + ((high - low) * Next(1001) / 1000m);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}

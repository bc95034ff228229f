using UtilityBilling.Metering.ReadFiles;

namespace UtilityBilling.Metering.ReadChecks;

/// <summary>Registered usage between two values of a register, and whether the register had to pass its highest value to get there.</summary>
public readonly record struct RegisterUsage(decimal Usage, bool IsWrapped);

/// <summary>
/// The register's arithmetic: usage = (current − previous) modulo the register's capacity, times the multiplier, in the register's unit.
/// Source: interchange rules 2 and 3, `docs/domain/read.md`.
/// </summary>
public static class RegisterArithmetic
{
    /// <summary>The value at which the register shows zero again: 10 to the dials, less the decimals.</summary>
    public static decimal Capacity(RegisterFacts register)
    {
        ArgumentNullException.ThrowIfNull(register);
        return PowerOfTen(register.Dials) / PowerOfTen(register.Decimals);
    }

    /// <summary>
    /// The register's value in its own unit. Digits get the decimals of our record, whatever the file claims; a scaled reading is taken as it stands.
    /// </summary>
    public static decimal ValueOf(decimal reading, ReadingForm form, int? statedDecimals, RegisterFacts register)
    {
        ArgumentNullException.ThrowIfNull(register);
        if (form == ReadingForm.Scaled)
            return reading;
        var digits = reading * PowerOfTen(statedDecimals ?? 0);
        return digits / PowerOfTen(register.Decimals);
    }

    /// <summary>What passed between two values; a current below the previous is taken as a rollover, plausible or not.</summary>
    public static RegisterUsage Between(decimal previous, decimal current, RegisterFacts register)
    {
        var difference = current - previous;
        var isWrapped = difference < 0;
        return new RegisterUsage((isWrapped ? difference + Capacity(register) : difference) * register.Multiplier, isWrapped);
    }

    /// <summary>The value that the register shows after so much usage, cut (not rounded up) to its last wheel.</summary>
    public static decimal After(decimal previous, decimal usage, RegisterFacts register)
    {
        ArgumentNullException.ThrowIfNull(register);
        var scale = PowerOfTen(register.Decimals);
        var value = decimal.Truncate((previous + (usage / register.Multiplier)) * scale) / scale;
        return value % Capacity(register);
    }

    private static decimal PowerOfTen(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}

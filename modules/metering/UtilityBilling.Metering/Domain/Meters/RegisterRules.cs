using UtilityBilling.Errors;
using UtilityBilling.Metering.ReadChecks;

namespace UtilityBilling.Metering;

/// <summary>What every register must satisfy, however it is entered: the figures fit each other and the reads fit the wheels.</summary>
internal static class RegisterRules
{
    private static readonly string[] Units = ["ccf", "cf", "gal", "kgal", "m3"];

    public static void Check(int dials, int decimals, decimal multiplier, string unit, params decimal?[] reads)
    {
        var isSound = dials is >= 1 and <= 12 && decimals is >= 0 and <= 6 && decimals < dials && multiplier > 0 && Units.Contains(unit);
        var capacity = isSound ? RegisterArithmetic.Capacity(new RegisterFacts(dials, decimals, multiplier, unit)) : 0;
        if (!isSound || reads.Any(r => r < 0 || r >= capacity))
        {
            throw new BusinessException(MeteringErrorCodes.RegisterNonsense)
                .WithData("Dials", dials).WithData("Decimals", decimals).WithData("Multiplier", multiplier).WithData("Unit", unit)
                .WithData("Reads", string.Join(", ", reads.Where(r => r is not null)));
        }
    }
}

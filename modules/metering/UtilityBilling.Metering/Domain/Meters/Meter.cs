using UtilityBilling.Domain;

namespace UtilityBilling.Metering;

/// <summary>A walk of service points that is read together.</summary>
internal sealed class Route : AggregateRoot
{
    public required string Code { get; init; }
    public required string Name { get; set; }
}

/// <summary>The device itself, in stock, in the ground or retired. Its serial number is unique in the town.</summary>
internal sealed class Meter : AggregateRoot
{
    public required string SerialNumber { get; init; }

    /// <summary>The radio's number.</summary>
    public string? EndpointId { get; set; }

    /// <summary>Nominal size in inches as the trade writes it: 5/8, 3/4, 1, 1-1/2, 2.</summary>
    public required string Size { get; init; }

    public string? Manufacturer { get; set; }
    public string? Model { get; set; }
    public MeterStatus Status { get; set; }
    public string? LegacySystem { get; set; }
    public string? LegacyId { get; set; }
}

/// <summary>A meter at a service point for a time.</summary>
internal sealed class MeterInstallation : AggregateRoot
{
    public required Guid MeterId { get; init; }
    public required Guid ServicePointId { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; set; }
}

/// <summary>
/// A register of an installed meter. Multiplier, dials and unit belong here, dated: a register change or a corrected multiplier is a new row, so that old
/// reads keep what they were read with.
/// </summary>
internal sealed class RegisterInstallation : AggregateRoot
{
    public required Guid InstallationId { get; init; }
    public required Guid ServicePointId { get; init; }

    /// <summary>Compound meters have several; a plain one has <c>0</c>.</summary>
    public required string RegisterNumber { get; init; }

    public required decimal Multiplier { get; init; }

    /// <summary>How many digits the register shows before it rolls over.</summary>
    public required int Dials { get; init; }

    /// <summary>What one count of the register stands for: ccf, cf, gal, kgal or m3.</summary>
    public required string Unit { get; init; }

    /// <summary>Decimals in the transmitted value.</summary>
    public required int Decimals { get; init; }

    public required decimal InRead { get; init; }
    public decimal? OutRead { get; set; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; set; }

    /// <summary>No usage is nothing odd here.</summary>
    public bool ZeroIsNormal { get; set; }
}

namespace UtilityBilling.Metering.Imports;

/// <summary>
/// Brings in many routes, meters and installations at once: demo towns and conversions. Set-based, inside the caller's unit of work; the whole batch is kept or
/// none of it, and the search finds the meters from the same moment. Every id is the caller's, so that a batch may refer to its own rows and to earlier ones.
/// Routes come before the service points that lie on them, installations after: send them as two batches.
/// </summary>
public interface IMeterImportService
{
    /// <summary>Refused with a sentence when a serial number or route is taken, a span ends before it begins, or a register's figures make no sense.</summary>
    Task<MeterImportResult> ImportAsync(MeterImportBatch batch, CancellationToken cancellationToken = default);
}

/// <summary>A batch of records that belong together. Any list may be empty.</summary>
/// <param name="Id">Names the batch in the audit.</param>
/// <param name="Origin">Where it comes from, for example <c>demo</c> or the old system's name.</param>
public sealed record MeterImportBatch(Guid Id, string Origin)
{
    public IReadOnlyList<RouteImport> Routes { get; init; } = [];
    public IReadOnlyList<MeterImport> Meters { get; init; } = [];
    public IReadOnlyList<InstallationImport> Installations { get; init; } = [];
}

/// <summary>A walk of service points that is read together. The code is unique in the town.</summary>
public sealed record RouteImport(Guid Id, string Code, string Name);

/// <summary>A device. It is in stock unless the batch installs it.</summary>
/// <param name="SerialNumber">As on the meter; unique in the town.</param>
/// <param name="Size">Nominal size in inches: 5/8, 3/4, 1, 1-1/2, 2.</param>
public sealed record MeterImport(Guid Id, string SerialNumber, string Size)
{
    /// <summary>The radio's number.</summary>
    public string? EndpointId { get; init; }
    public string? Manufacturer { get; init; }
    public string? Model { get; init; }
    public string? LegacySystem { get; init; }
    public string? LegacyId { get; init; }
}

/// <summary>A meter at a service point for a time, with its registers. From counts, To does not.</summary>
public sealed record InstallationImport(Guid Id, Guid MeterId, Guid ServicePointId, DateOnly From, DateOnly? To = null)
{
    /// <summary>At least one.</summary>
    public required IReadOnlyList<RegisterImport> Registers { get; init; }
}

/// <summary>A register of an installed meter, for as long as the meter is installed.</summary>
/// <param name="Dials">All wheels, those behind the point included.</param>
/// <param name="Decimals">How many of the wheels stand behind the point.</param>
/// <param name="Unit">ccf, cf, gal, kgal or m3.</param>
/// <param name="InRead">What it showed when it was put in, in its unit.</param>
public sealed record RegisterImport(Guid Id, int Dials, int Decimals, string Unit, decimal InRead)
{
    /// <summary>Compound meters have several; a plain one has <c>0</c>.</summary>
    public string RegisterNumber { get; init; } = "0";
    public decimal Multiplier { get; init; } = 1m;

    /// <summary>What it showed when it was taken out; with the installation's last day.</summary>
    public decimal? OutRead { get; init; }
    public bool ZeroIsNormal { get; init; }
}

/// <summary>What was written, by kind of record.</summary>
public sealed record MeterImportResult(IReadOnlyDictionary<string, long> Rows);

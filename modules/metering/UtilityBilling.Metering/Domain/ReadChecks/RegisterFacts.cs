using UtilityBilling.Metering.ReadFiles;

namespace UtilityBilling.Metering.ReadChecks;

/// <summary>Whether water may flow at a service point.</summary>
public enum ServiceState
{
    Active,
    Off,
    Locked,
}

/// <summary>
/// What our record says of a register while it is installed; it decides over anything a file claims. <see cref="Dials"/> counts all wheels,
/// <see cref="Decimals"/> how many of them stand after the point; the register's unit is <see cref="Unit"/>, and one unit shown counts for
/// <see cref="Multiplier"/> of them. <see cref="UnservedSince"/> says since when nobody has service there: the place is vacant, or the service stopped for a time. Six dials with one decimal show 00000.0 to 99999.9.
/// </summary>
public sealed record RegisterFacts(
    int Dials,
    int Decimals,
    decimal Multiplier,
    string Unit,
    ServiceState State = ServiceState.Active,
    bool ZeroIsNormal = false,
    DateOnly? UnservedSince = null);

/// <summary>A read we already have: the register's value on a day. The first one of a register is the in-read of its installation.</summary>
public sealed record PastRead(DateOnly Date, decimal Value, bool IsEstimated = false);

/// <summary>Registered usage from one read to the next, in the register's unit after the multiplier.</summary>
public sealed record PastUsage(DateOnly From, DateOnly To, decimal Usage, bool IsEstimated = false)
{
    public int Days => To.DayNumber - From.DayNumber;
}

/// <summary>A read to be checked, from a file, the field or the customer. Whatever is null makes no claim.</summary>
public sealed record ReadToCheck
{
    /// <summary>The reading as stated; null when the meter was not read. Never zero for a missing one.</summary>
    public decimal? Reading { get; init; }

    public ReadingForm Form { get; init; } = ReadingForm.Scaled;
    public DateOnly? Date { get; init; }
    public int? Dials { get; init; }
    public int? Decimals { get; init; }
    public decimal? Multiplier { get; init; }
    public string? Unit { get; init; }
    public string? MeterSerial { get; init; }
    public bool IsEstimated { get; init; }
    public string? SkipCode { get; init; }
    public IReadOnlyList<string> TroubleCodes { get; init; } = [];
    public IReadOnlyList<RaisedFlag> Flags { get; init; } = [];
    public FileChangeOut? ChangeOut { get; init; }

    public static ReadToCheck From(FileRead read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new ReadToCheck
        {
            Reading = read.Reading,
            Form = read.Form,
            Date = read.ReadDate,
            Dials = read.Dials,
            Decimals = read.Decimals,
            Multiplier = read.Multiplier,
            Unit = read.Unit,
            MeterSerial = read.MeterSerial,
            IsEstimated = read.IsEstimated,
            SkipCode = read.SkipCode,
            TroubleCodes = read.TroubleCodes,
            Flags = read.Flags,
            ChangeOut = read.ChangeOut,
        };
    }
}

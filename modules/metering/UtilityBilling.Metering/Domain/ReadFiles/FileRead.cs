using System.Globalization;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>How a file states a reading: as the digits on the register's wheels, or as a quantity already scaled to a unit.</summary>
public enum ReadingForm
{
    /// <summary>Digits as the register shows them; where the decimal point stands is known from our meter record, not from the file.</summary>
    Digits,

    /// <summary>A quantity with its own decimal point, in the unit that the file names beside it.</summary>
    Scaled,
}

/// <summary>What a meter or its radio reports beside the reading, in one vocabulary for all makers.</summary>
public enum MeterFlag
{
    Leak,
    Backflow,
    Tamper,
    NoFlow,
    LowBattery,
}

/// <summary>A flag as the file raised it: the maker's field and value are kept word for word, with the day since when it stands, if told.</summary>
public sealed record RaisedFlag(MeterFlag Flag, string Source, string RawValue, DateOnly? Since = null);

/// <summary>What a file says about a meter or register that was changed in the field: old and new are two segments, never one usage.</summary>
public sealed record FileChangeOut(
    string? NewMeterSerial,
    DateOnly? RemovedOn,
    decimal? FinalReading,
    DateOnly? InstalledOn,
    decimal? InitialReading,
    int? NewDials,
    int? NewDecimals,
    decimal? NewMultiplier);

/// <summary>
/// One read as a file states it, before it is matched or checked. A blank reading is a missing read and never zero.
/// Dials, decimals, multiplier and unit are the file's claims: the check compares them with our meter record, which decides.
/// </summary>
public sealed class FileRead
{
    public required int LineNumber { get; init; }

    /// <summary>The line as it came, cut to 200 characters, so that a clerk can see it in a report.</summary>
    public required string RawLine { get; init; }

    public string? Account { get; init; }
    public string? MeterSerial { get; init; }
    public string? EndpointId { get; init; }
    public string? RegisterNumber { get; init; }
    public string? Route { get; init; }
    public string? Sequence { get; init; }

    /// <summary>The register's value after the decimals that the file itself states; null when the meter was not read.</summary>
    public decimal? Reading { get; init; }

    /// <summary>The digits exactly as transmitted, leading zeros kept; null when blank.</summary>
    public string? RawReading { get; init; }

    public required ReadingForm Form { get; init; }
    public DateOnly? ReadDate { get; init; }
    public TimeOnly? ReadTime { get; init; }
    public int? Dials { get; init; }
    public int? Decimals { get; init; }
    public decimal? Multiplier { get; init; }
    public string? Unit { get; init; }
    public string? ReadMethod { get; init; }
    public bool IsEstimated { get; init; }

    /// <summary>Why the reader did not read this meter, in the vendor's code.</summary>
    public string? SkipCode { get; init; }

    /// <summary>What the reader found wrong at the meter, in the vendor's codes.</summary>
    public IReadOnlyList<string> TroubleCodes { get; init; } = [];

    public IReadOnlyList<RaisedFlag> Flags { get; init; } = [];
    public FileChangeOut? ChangeOut { get; init; }

    /// <summary>
    /// What makes this read the same read in any file: meter (else endpoint, else account with sequence), register, date and value.
    /// The hour counts too, since an hourly file holds many reads of one day.
    /// </summary>
    public string NaturalKey => string.Create(
        CultureInfo.InvariantCulture,
        $"{MeterKey()}|{RegisterKey(RegisterNumber)}|{ReadDate:yyyy-MM-dd}|{ReadTime:HH:mm}|{Reading:0.######}");

    /// <summary>The register number by which a single-register meter goes: blank and zero mean the same.</summary>
    public static string RegisterKey(string? register) => register is null or "" or "0" ? "0" : register.ToUpperInvariant();

    private string MeterKey() =>
        MeterSerial is not null ? "S:" + MeterSerial
        : EndpointId is not null ? "E:" + EndpointId
        : "A:" + Account + "/" + Sequence;
}

using System.Text.Json.Serialization;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>Whether a file has named columns or fixed positions.</summary>
public enum ReadFileKind
{
    Delimited,
    FixedWidth,
}

/// <summary>What a column or position means to us.</summary>
public enum ReadField
{
    None,
    Account,
    MeterSerial,
    EndpointId,
    RegisterNumber,
    Route,
    Sequence,
    Reading,
    RawReading,
    ReadDate,
    ReadTime,
    ReadDateTime,
    Dials,
    Decimals,
    Resolution,
    Multiplier,
    Unit,
    ReadMethod,
    Estimated,
    SkipCode,
    TroubleCode,
    Flag,
    FlagSince,
    ChangedOut,
    NewMeterSerial,
    RemovedOn,
    FinalReading,
    InstalledOn,
    InitialReading,
    NewDials,
    NewDecimals,
    NewMultiplier,

    /// <summary>Filler that has to be empty; something in it means that this is another layout.</summary>
    Blank,
}

/// <summary>
/// One column (by name) or position (1-based, both ends counted) and how its text is understood. Where several feed one field, the first that is not blank
/// counts: in a fixed layout the deepest record, in a delimited one the order of the list.
/// </summary>
public sealed class ReadFieldRule
{
    public required ReadField Field { get; init; }

    /// <summary>The column's heading, or the position's name in the vendor's book.</summary>
    public string Name { get; init; } = "";

    /// <summary>Other headings for the same column. Capitals, blanks and underscores do not count.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public int Start { get; init; }
    public int End { get; init; }

    /// <summary>A column that must be there; a file without it has another layout.</summary>
    public bool Required { get; init; }

    /// <summary>In fixed positions: a line that has nothing here is not a line of this layout.</summary>
    public bool Filled { get; init; }

    /// <summary>Date and time patterns, tried in order: yyyy yy MM dd HH mm ss, single letters for one or two digits.</summary>
    public IReadOnlyList<string> Masks { get; init; } = [];

    /// <summary>Values that mean yes, for yes-or-no fields.</summary>
    public IReadOnlyList<string> TrueWhen { get; init; } = [];

    /// <summary>Values of a flag that mean nothing happened; blank and zero always do.</summary>
    public IReadOnlyList<string> QuietWhen { get; init; } = [];

    public MeterFlag? Flag { get; init; }

    [JsonIgnore]
    public int Width => End - Start + 1;
}

/// <summary>A count that a record states about the records of one kind, since the last record of another kind or since the beginning.</summary>
public sealed class ControlTotalRule
{
    public required string Counts { get; init; }
    public required int Start { get; init; }
    public required int End { get; init; }
    public string? Since { get; init; }
}

/// <summary>One kind of line in a fixed-width file. Without an id, every line is of this kind.</summary>
public sealed class RecordLayout
{
    public string Id { get; init; } = "";

    /// <summary>Characters in a full record, without line end. A shorter line is taken as blank-filled.</summary>
    public required int Length { get; init; }

    /// <summary>The record under which this one stands and whose facts it inherits.</summary>
    public string? Parent { get; init; }

    /// <summary>Each of these makes one read; records below add to it.</summary>
    public bool IsRead { get; init; }

    /// <summary>The first record of a file; without it the file has another layout.</summary>
    public bool IsHeader { get; init; }

    /// <summary>The last record of a file; without it the file was cut off.</summary>
    public bool IsTrailer { get; init; }

    /// <summary>Stands only in files that go the other way, out to the readers; such a file holds no reads.</summary>
    public bool IsOutbound { get; init; }

    public IReadOnlyList<ReadFieldRule> Fields { get; init; } = [];
    public IReadOnlyList<ControlTotalRule> Totals { get; init; } = [];
}

/// <summary>
/// How one maker's or town's read file is laid out, as data: see `Layouts/*.json`. Named columns or fixed positions, nested records, date patterns,
/// flags and control totals. A layout holds nothing about a town; multipliers, dials and units that decide are in the meter record.
/// </summary>
public sealed class ReadFileLayout
{
    public required string Name { get; init; }

    /// <summary>The layout's title by language (en, es).</summary>
    public required IReadOnlyDictionary<string, string> Title { get; init; }

    /// <summary>Where the layout is described, and how sure that is: see `docs/domain/read.md`.</summary>
    public string Source { get; init; } = "";

    public required ReadFileKind Kind { get; init; }
    public required ReadingForm Form { get; init; }

    /// <summary>Separators to try, for a delimited file.</summary>
    public IReadOnlyList<string> Delimiters { get; init; } = [",", "|", "\t", ";"];

    /// <summary>Columns of a delimited file.</summary>
    public IReadOnlyList<ReadFieldRule> Columns { get; init; } = [];

    /// <summary>Records of a fixed-width file.</summary>
    public IReadOnlyList<RecordLayout> Records { get; init; } = [];

    /// <summary>A reading of zeros beside a skip code was not read at all (MVRS).</summary>
    public bool ZeroWithSkipIsMissing { get; init; }

    /// <summary>Takes a file only when no layout of a maker fits.</summary>
    public bool IsFallback { get; init; }
}

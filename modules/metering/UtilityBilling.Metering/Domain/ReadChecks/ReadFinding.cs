namespace UtilityBilling.Metering.ReadChecks;

/// <summary>What a check may find in a read.</summary>
public enum ReadFindingKind
{
    High,
    Low,
    Zero,
    Negative,
    Rollover,
    Overestimate,
    Missing,
    NoPreviousRead,
    InactiveWithUsage,
    SameUsage,
    DateInFuture,
    DateBeforePrevious,
    DuplicateSameValue,
    DuplicateOtherValue,
    MultiplierDiffers,
    DialsDiffer,
    DecimalsDiffer,
    UnitDiffers,
    SerialDiffers,
    ChangeOut,
    UnknownMeter,
    TwoMatches,
    VendorFlag,
    VendorEstimate,
    TroubleCode,
}

/// <summary>What becomes of a read with a finding.</summary>
public enum ReadFindingAction
{
    /// <summary>The read is taken; the finding is kept beside it.</summary>
    Note,

    /// <summary>A person decides before the read counts.</summary>
    Hold,

    /// <summary>The read is left aside as one that we already have.</summary>
    Ignore,
}

/// <summary>One thing found in a read: a code, which is the key of its sentence, with the data that the sentence names.</summary>
public sealed record ReadFinding(ReadFindingKind Kind, ReadFindingAction Action, string Code, IReadOnlyDictionary<string, object?> Data);

/// <summary>The keys of the sentences about findings, in `Metering.Contracts/Localization`.</summary>
public static class ReadFindingCodes
{
    public const string VendorLeak = "Metering:ReadCheck.VendorLeak";
    public const string VendorLeakSince = "Metering:ReadCheck.VendorLeakSince";
    public const string VendorBackflow = "Metering:ReadCheck.VendorBackflow";
    public const string VendorTamper = "Metering:ReadCheck.VendorTamper";
    public const string VendorNoFlow = "Metering:ReadCheck.VendorNoFlow";
    public const string VendorLowBattery = "Metering:ReadCheck.VendorLowBattery";

    public const string MissingSkipped = "Metering:ReadCheck.MissingSkipped";
    public const string LockedWithUsage = "Metering:ReadCheck.LockedWithUsage";
    public const string UnservedWithUsage = "Metering:ReadCheck.UnservedWithUsage";

    /// <summary>The sentence of each kind but the vendor's flags, which have one each.</summary>
    public static IReadOnlyDictionary<ReadFindingKind, string> ByKind { get; } = new Dictionary<ReadFindingKind, string>
    {
        [ReadFindingKind.High] = "Metering:ReadCheck.High",
        [ReadFindingKind.Low] = "Metering:ReadCheck.Low",
        [ReadFindingKind.Zero] = "Metering:ReadCheck.Zero",
        [ReadFindingKind.Negative] = "Metering:ReadCheck.Negative",
        [ReadFindingKind.Rollover] = "Metering:ReadCheck.Rollover",
        [ReadFindingKind.Overestimate] = "Metering:ReadCheck.Overestimate",
        [ReadFindingKind.Missing] = "Metering:ReadCheck.Missing",
        [ReadFindingKind.NoPreviousRead] = "Metering:ReadCheck.NoPreviousRead",
        [ReadFindingKind.InactiveWithUsage] = "Metering:ReadCheck.InactiveWithUsage",
        [ReadFindingKind.SameUsage] = "Metering:ReadCheck.SameUsage",
        [ReadFindingKind.DateInFuture] = "Metering:ReadCheck.DateInFuture",
        [ReadFindingKind.DateBeforePrevious] = "Metering:ReadCheck.DateBeforePrevious",
        [ReadFindingKind.DuplicateSameValue] = "Metering:ReadCheck.DuplicateSameValue",
        [ReadFindingKind.DuplicateOtherValue] = "Metering:ReadCheck.DuplicateOtherValue",
        [ReadFindingKind.MultiplierDiffers] = "Metering:ReadCheck.MultiplierDiffers",
        [ReadFindingKind.DialsDiffer] = "Metering:ReadCheck.DialsDiffer",
        [ReadFindingKind.DecimalsDiffer] = "Metering:ReadCheck.DecimalsDiffer",
        [ReadFindingKind.UnitDiffers] = "Metering:ReadCheck.UnitDiffers",
        [ReadFindingKind.SerialDiffers] = "Metering:ReadCheck.SerialDiffers",
        [ReadFindingKind.ChangeOut] = "Metering:ReadCheck.ChangeOut",
        [ReadFindingKind.UnknownMeter] = "Metering:ReadCheck.UnknownMeter",
        [ReadFindingKind.TwoMatches] = "Metering:ReadCheck.TwoMatches",
        [ReadFindingKind.VendorEstimate] = "Metering:ReadCheck.VendorEstimate",
        [ReadFindingKind.TroubleCode] = "Metering:ReadCheck.TroubleCode",
    };
}

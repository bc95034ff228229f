using UtilityBilling.Metering.ReadFiles;

namespace UtilityBilling.Metering.ReadChecks;

/// <summary>Watches one file for a register that comes twice on a day: the same value again is left aside, another value is an exception.</summary>
public sealed class FileDuplicates(ReadCheckSettings settings)
{
    private readonly Dictionary<(Guid Register, DateOnly Date), (decimal Value, int Line)> _seen = [];

    /// <summary>A finding when the file already had a read of this register for this day.</summary>
    public ReadFinding? See(Guid register, FileRead read)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (read.Reading is not { } value || read.ReadDate is not { } date || _seen.TryAdd((register, date), (value, read.LineNumber)))
            return null;
        var first = _seen[(register, date)];
        var found = new FindingList(settings);
        found.Add(
            first.Value == value ? ReadFindingKind.DuplicateSameValue : ReadFindingKind.DuplicateOtherValue,
            ("Date", date), ("Reading", value), ("Other", first.Value), ("Line", first.Line));
        return found.All[0];
    }
}

using System.Globalization;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>How far a problem in a read file reaches.</summary>
public enum ReadFileSeverity
{
    /// <summary>Worth knowing; nothing is lost.</summary>
    Note,

    /// <summary>This line is not taken; the others are.</summary>
    LineRejected,

    /// <summary>The file as a whole is in doubt (cut off, totals do not agree): a person decides before it is imported.</summary>
    FileInDoubt,

    /// <summary>The file is not taken at all.</summary>
    FileRefused,
}

/// <summary>
/// Something wrong in a read file: where (line, 0 when it concerns the whole file) and what, as a code with its data.
/// The code is the key of the sentence in the module's texts.
/// </summary>
public sealed record ReadFileProblem(
    ReadFileSeverity Severity,
    string Code,
    int Line,
    IReadOnlyDictionary<string, object?> Data)
{
    /// <summary>A problem whose sentence may name its line, <c>{Line}</c>, beside the data given.</summary>
    public static ReadFileProblem Of(ReadFileSeverity severity, string code, int line, params (string Name, string Value)[] data)
    {
        var named = data.ToDictionary(d => d.Name, d => (object?)d.Value, StringComparer.Ordinal);
        named["Line"] = line.ToString(CultureInfo.InvariantCulture);
        return new ReadFileProblem(severity, code, line, named);
    }
}

/// <summary>The keys of the sentences about read files, in `Metering.Contracts/Localization`.</summary>
public static class ReadFileProblemCodes
{
    public const string TooLarge = "Metering:ReadFile.TooLarge";
    public const string Empty = "Metering:ReadFile.Empty";
    public const string Binary = "Metering:ReadFile.Binary";
    public const string Spreadsheet = "Metering:ReadFile.Spreadsheet";
    public const string Pdf = "Metering:ReadFile.Pdf";
    public const string Utf16 = "Metering:ReadFile.Utf16";
    public const string LineTooLong = "Metering:ReadFile.LineTooLong";
    public const string MissingColumns = "Metering:ReadFile.MissingColumns";
    public const string DuplicateColumn = "Metering:ReadFile.DuplicateColumn";
    public const string WrongFirstRecord = "Metering:ReadFile.WrongFirstRecord";
    public const string OutboundFile = "Metering:ReadFile.OutboundFile";
    public const string NothingFits = "Metering:ReadFile.NothingFits";
    public const string NoReads = "Metering:ReadFile.NoReads";
    public const string Truncated = "Metering:ReadFile.Truncated";
    public const string TotalDiffers = "Metering:ReadFile.TotalDiffers";
    public const string TotalUnreadable = "Metering:ReadFile.TotalUnreadable";
    public const string UnknownRecord = "Metering:ReadFile.UnknownRecord";
    public const string OutOfOrder = "Metering:ReadFile.OutOfOrder";
    public const string AfterTrailer = "Metering:ReadFile.AfterTrailer";
    public const string ColumnCount = "Metering:ReadFile.ColumnCount";
    public const string OpenQuote = "Metering:ReadFile.OpenQuote";
    public const string ReadingNotNumber = "Metering:ReadFile.ReadingNotNumber";
    public const string ReadingCutOff = "Metering:ReadFile.ReadingCutOff";
    public const string BadDate = "Metering:ReadFile.BadDate";
    public const string NoDate = "Metering:ReadFile.NoDate";
    public const string BadNumber = "Metering:ReadFile.BadNumber";
    public const string NoMeter = "Metering:ReadFile.NoMeter";
    public const string NotBlank = "Metering:ReadFile.NotBlank";
    public const string NotFilled = "Metering:ReadFile.NotFilled";
    public const string LineLonger = "Metering:ReadFile.LineLonger";
    public const string NotUtf8 = "Metering:ReadFile.NotUtf8";
    public const string ProblemsNotListed = "Metering:ReadFile.ProblemsNotListed";
    public const string NoLayoutFits = "Metering:ReadFile.NoLayoutFits";
}

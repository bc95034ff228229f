using System.Globalization;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>
/// The layout that a file's content speaks for, with the reason as a code and its data; or no layout, and then <see cref="Problem"/> says why.
/// A guess is shown to the clerk, who may choose another.
/// </summary>
public sealed record ReadFileGuess(
    ReadFileLayout? Layout,
    string? ReasonCode,
    IReadOnlyDictionary<string, object?> ReasonData,
    IReadOnlyList<ReadFileLayout> AlsoPossible,
    ReadFileProblem? Problem);

/// <summary>The keys of the sentences that say why a layout was guessed.</summary>
public static class ReadFileGuessCodes
{
    public const string ByColumns = "Metering:ReadFileGuess.ByColumns";
    public const string ByRecords = "Metering:ReadFileGuess.ByRecords";
    public const string ByPositions = "Metering:ReadFileGuess.ByPositions";
}

/// <summary>Finds a read file's layout by trying each on the file's beginning. A file's name is never looked at.</summary>
public static class ReadFileGuesser
{
    private const int HeadBytes = 256 * 1024;

    /// <summary>Looks at the beginning of a seekable stream and puts it back where it was.</summary>
    public static ReadFileGuess Guess(Stream stream, IReadOnlyList<ReadFileLayout>? layouts = null, ReadFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var head = HeadOf(stream);
        var trials = (layouts ?? ReadFileLayouts.All).Select(l => Try(head, l, options)).ToList();
        var fitting = trials.Where(t => t.Fits)
            .OrderBy(t => t.Layout.IsFallback)
            .ThenByDescending(t => t.Evidence)
            .ThenBy(t => t.Layout.Name, StringComparer.Ordinal)
            .ToList();
        if (fitting.Count == 0)
            return new ReadFileGuess(null, null, new Dictionary<string, object?>(), [], ProblemOf(trials));
        var (code, data) = ReasonOf(fitting[0]);
        return new ReadFileGuess(fitting[0].Layout, code, data, [.. fitting.Skip(1).Select(t => t.Layout)], null);
    }

    private static byte[] HeadOf(Stream stream)
    {
        var position = stream.Position;
        var head = new byte[HeadBytes];
        var length = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        stream.Position = position;
        if (length < HeadBytes)
            return head[..length];
        var end = head.AsSpan().LastIndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? head : head[..(end + 1)];
    }

    private static Trial Try(byte[] head, ReadFileLayout layout, ReadFileOptions? options)
    {
        using var file = new MeterReadFile(new MemoryStream(head, writable: false), layout, options);
        foreach (var _ in file.Reads())
        {
            // Only the summary is wanted.
        }

        return new Trial(layout, file.Summary);
    }

    private static ReadFileProblem ProblemOf(List<Trial> trials)
    {
        var refusals = trials.Select(t => t.Summary.Refusal).OfType<ReadFileProblem>().ToList();
        var isAboutLayout = new HashSet<string>(StringComparer.Ordinal)
        {
            ReadFileProblemCodes.MissingColumns, ReadFileProblemCodes.WrongFirstRecord, ReadFileProblemCodes.NothingFits, ReadFileProblemCodes.NoReads,
            ReadFileProblemCodes.DuplicateColumn,
        };
        return refusals.Find(r => !isAboutLayout.Contains(r.Code))
            ?? ReadFileProblem.Of(
                ReadFileSeverity.FileRefused,
                ReadFileProblemCodes.NoLayoutFits,
                0,
                ("Tried", trials.Count.ToString(CultureInfo.InvariantCulture)));
    }

    private static (string Code, Dictionary<string, object?> Data) ReasonOf(Trial trial)
    {
        var data = new Dictionary<string, object?>(StringComparer.Ordinal) { ["Layout"] = trial.Layout.Name };
        if (trial.Layout.Kind == ReadFileKind.Delimited)
        {
            data["Columns"] = string.Join(", ", trial.Summary.Columns.Take(6));
            data["Count"] = trial.Summary.Columns.Count.ToString(CultureInfo.InvariantCulture);
            return (ReadFileGuessCodes.ByColumns, data);
        }

        var seen = trial.Summary.Records.Where(r => r.Key.Length > 0 && r.Value > 0).Select(r => r.Key).ToList();
        data["Records"] = string.Join(", ", seen);
        data["Count"] = trial.Summary.Reads.ToString(CultureInfo.InvariantCulture);
        return (seen.Count > 0 ? ReadFileGuessCodes.ByRecords : ReadFileGuessCodes.ByPositions, data);
    }

    private sealed record Trial(ReadFileLayout Layout, ReadFileSummary Summary)
    {
        public bool Fits => Summary.Refusal is null && Summary.Reads > Summary.RejectedLines;

        /// <summary>Named things that agree; a layout known by positions alone has the weakest case.</summary>
        public int Evidence => Layout.Kind == ReadFileKind.Delimited
            ? Summary.Columns.Count
            : 5 * Summary.Records.Count(r => r.Key.Length > 0 && r.Value > 0);
    }
}

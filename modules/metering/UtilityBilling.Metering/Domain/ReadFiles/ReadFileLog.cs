using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>The running account of one file: problems (listed up to a limit, then counted), control totals, and the order-free digest of its reads.</summary>
internal sealed class ReadFileLog(ReadFileOptions options)
{
    private readonly List<ReadFileProblem> _problems = [];
    private readonly ulong[] _digest = new ulong[4];

    public List<ControlTotal> Totals { get; } = [];
    public int ProblemCount { get; private set; }
    public int RejectedLines { get; private set; }
    public int Reads { get; private set; }
    public int Missing { get; private set; }
    public bool IsRefused { get; private set; }
    public ReadFileProblem? FirstRejected { get; private set; }

    public void Add(ReadFileProblem problem)
    {
        ProblemCount++;
        if (problem.Severity == ReadFileSeverity.LineRejected)
        {
            RejectedLines++;
            FirstRejected ??= problem;
        }

        IsRefused |= problem.Severity == ReadFileSeverity.FileRefused;
        if (_problems.Count < options.MaxListedProblems || problem.Severity >= ReadFileSeverity.FileInDoubt)
            _problems.Add(problem);
    }

    public void Add(ReadFileSeverity severity, string code, int line, params (string Name, string Value)[] data) =>
        Add(ReadFileProblem.Of(severity, code, line, data));

    public void Count(FileRead read)
    {
        Reads++;
        if (read.Reading is null)
            Missing++;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(read.NaturalKey), hash);
        for (var i = 0; i < 4; i++)
            _digest[i] = unchecked(_digest[i] + BitConverter.ToUInt64(hash[(i * 8)..]));
    }

    public string ContentKey()
    {
        var text = new StringBuilder(64);
        foreach (var part in _digest)
            text.Append(part.ToString("x16", CultureInfo.InvariantCulture));
        return text.ToString();
    }

    public IReadOnlyList<ReadFileProblem> Problems() => _problems.Count == ProblemCount
        ? _problems
        : [.. _problems, ReadFileProblem.Of(
            ReadFileSeverity.Note,
            ReadFileProblemCodes.ProblemsNotListed,
            0,
            ("Count", (ProblemCount - _problems.Count).ToString(CultureInfo.InvariantCulture)))];
}

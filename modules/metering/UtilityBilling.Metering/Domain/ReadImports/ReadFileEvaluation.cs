using UtilityBilling.Guids;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.Metering.ReadFiles;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>All that is known before a file is read: the town's registers with their past, thresholds, the business date.</summary>
internal sealed record EvaluationInput(
    IReadOnlyList<RegisterRecord> Registers, ReadCheckSettings Checks, MissingRule Missing, IReadOnlyDictionary<Guid, DateOnly> OpenMissing,
    DateOnly BusinessDate, TimeZoneInfo TimeZone, Guid? CycleId);

/// <summary>
/// Works out what every line of a file would become: matched, checked against the register's past, a duplicate, a correction of an earlier read, or nothing that
/// we can take; then the meters that should have been in it. No database and no clock; one pass in bounded memory.
/// </summary>
internal sealed class ReadFileEvaluation
{
    private readonly EvaluationInput _input;
    private readonly IGuidGenerator _ids;
    private readonly ReadMatcher _matcher;
    private readonly FileDuplicates _twice;
    private readonly Dictionary<Guid, RegisterRecord> _registers;
    private readonly HashSet<Guid> _seen = [];
    private readonly HashSet<int> _lines = [];
    private DateOnly? _lastDate;

    public ReadFileEvaluation(EvaluationInput input, IGuidGenerator ids)
    {
        _input = input;
        _ids = ids;
        _registers = input.Registers.ToDictionary(r => r.Id);
        _matcher = new ReadMatcher(input.Registers.Select(r => r.ToCandidate()), input.Checks);
        _twice = new FileDuplicates(input.Checks);
    }

    /// <summary>The file's reads as lines, in its order, then its rejected lines, then the missing meters. Nothing after the reads when the file is refused.</summary>
    public IEnumerable<LineDraft> Lines(MeterReadFile file, Func<IReadOnlySet<int>, IReadOnlyDictionary<int, string>> rawLines)
    {
        foreach (var read in file.Reads())
        {
            if (_lines.Add(read.LineNumber))
                yield return Evaluate(read);
        }

        var summary = file.Summary;
        if (summary.Refusal is not null)
            yield break;
        var rejected = summary.Problems.Where(p => p.Severity == ReadFileSeverity.LineRejected && p.Line > 0).DistinctBy(p => p.Line).Where(p => !_lines.Contains(p.Line)).ToList();
        var raw = rejected.Count == 0 ? new Dictionary<int, string>() : rawLines(rejected.Select(p => p.Line).ToHashSet());
        foreach (var problem in rejected)
            yield return new LineDraft { N = problem.Line, Raw = raw.GetValueOrDefault(problem.Line) ?? "", Outcome = ReadLineOutcome.Rejected, Findings = [StoredFinding.Of(problem)] };
        var n = summary.Lines;
        foreach (var register in NotInFile())
            yield return Absent(register, ++n);
    }

    private LineDraft Evaluate(FileRead read)
    {
        var match = _matcher.Match(read);
        if (match.Candidate is null)
            return Left(read, null, ReadLineOutcome.Unknown, StoredFinding.Of(match.Finding!));
        var register = _registers[match.Candidate.RegisterId];
        if (_input.CycleId is { } cycle && register.CycleId != cycle)
            return Left(read, register, ReadLineOutcome.Unknown, Said(ReadImportCodes.OtherCycle, ("Serial", register.MeterSerial)));
        _seen.Add(register.Id);
        if (read.ReadDate is { } date)
        {
            if (date > _input.BusinessDate.AddDays(_input.Checks.FutureDays))
                return Left(read, register, ReadLineOutcome.Rejected, Said(ReadImportCodes.Future, ("Date", Iso(date)), ("Today", Iso(_input.BusinessDate))));
            if (date < register.From)
                return Left(read, register, ReadLineOutcome.Rejected, Said(ReadImportCodes.BeforeInstalled, ("Date", Iso(date)), ("Serial", register.MeterSerial), ("From", Iso(register.From))));
            _lastDate = _lastDate is { } last && last > date ? last : date;
        }

        var again = _twice.See(register.Id, read);
        return again?.Kind == ReadFindingKind.DuplicateSameValue
            ? Left(read, register, ReadLineOutcome.Duplicate, StoredFinding.Of(again))
            : Checked(read, register, again);
    }

    private LineDraft Checked(FileRead read, RegisterRecord register, ReadFinding? again)
    {
        var known = again is null ? register.Reads.FindAll(r => r.Date == read.ReadDate) : [];
        var check = ReadCheck.Run(register.InputFor(ReadToCheck.From(read), _input.BusinessDate, known), _input.Checks);
        if (check.Value is null)
            return Draft(read, register, ReadLineOutcome.Missing, check, [.. check.Findings.Select(StoredFinding.Of)]);
        if (known.Find(r => r.Value == check.Value) is { } same)
            return Left(read, register, ReadLineOutcome.Duplicate, Said(ReadImportCodes.KnownAlready, ("Date", Iso(same.Date)), ("Reading", check.Value)));
        if (check.IsKnownAlready)
            return Left(read, register, ReadLineOutcome.Duplicate, [.. check.Findings.Select(StoredFinding.Of)]);
        var replaced = known.MaxBy(r => r.Counts);
        StoredFinding[] findings =
        [
            .. replaced is null ? Array.Empty<StoredFinding>() : [Said(ReadImportCodes.Replaces, ("Date", Iso(replaced.Date)), ("Other", replaced.Value), ("Reading", check.Value))],
            .. again is null ? Array.Empty<StoredFinding>() : [StoredFinding.Of(again)],
            .. check.Findings.Select(StoredFinding.Of),
        ];
        var isHeld = check.MustHold || again is not null;
        var draft = Draft(read, register, isHeld ? ReadLineOutcome.Exception : ReadLineOutcome.Accepted, check, findings, replaced);
        if (!isHeld)
            register.Count(Counting(draft), replaced is null ? [] : [replaced]);
        return draft;
    }

    /// <summary>A second read of the register in this file follows on from this one.</summary>
    private static KnownRead Counting(LineDraft draft) => new(
        draft.ReadId!.Value, draft.Date!.Value, draft.Value!.Value, draft.IsEstimated ? ReadKind.Estimated : ReadKind.Actual, ReadState.Accepted, draft.Check!.Previous?.Date, draft.Check.Usage);

    private LineDraft Draft(FileRead read, RegisterRecord register, ReadLineOutcome outcome, ReadCheckResult check, IReadOnlyList<StoredFinding> findings, KnownRead? replaced = null) => new()
    {
        N = read.LineNumber,
        Raw = read.RawLine,
        Outcome = outcome,
        Findings = findings,
        Register = register,
        ReadId = outcome == ReadLineOutcome.Missing ? null : _ids.Create(),
        ExceptionId = outcome == ReadLineOutcome.Accepted ? null : _ids.Create(),
        Account = register.Account,
        MeterSerial = register.MeterSerial,
        Value = check.Value,
        Date = read.ReadDate,
        ReadAt = InstantOf(read),
        IsEstimated = read.IsEstimated,
        LatestReadId = register.Latest?.Id,
        PreviousReadId = register.IdOfPrevious(check.Previous),
        Check = check,
        ReplacesReadId = replaced?.Id,
    };

    private static LineDraft Left(FileRead read, RegisterRecord? register, ReadLineOutcome outcome, params StoredFinding[] findings) => new()
    {
        N = read.LineNumber, Raw = read.RawLine, Outcome = outcome, Findings = findings, Register = register,
        Account = register?.Account ?? read.Account, MeterSerial = register?.MeterSerial ?? read.MeterSerial ?? read.EndpointId, Value = read.Reading, Date = read.ReadDate,
    };

    private LineDraft Absent(RegisterRecord register, int n) => new()
    {
        N = n, Raw = "", Outcome = ReadLineOutcome.Missing, Register = register, ExceptionId = _ids.Create(), Account = register.Account, MeterSerial = register.MeterSerial,
        Findings = [Said(ReadImportCodes.NotInFile, ("Previous", Iso(register.Latest?.Date ?? register.From)))],
    };

    /// <summary>Meters of the cycle, or of routes that the file mostly covers, where water flows, that nobody read lately and that are not on the list already.</summary>
    private IEnumerable<RegisterRecord> NotInFile()
    {
        var since = (_lastDate ?? _input.BusinessDate).AddDays(-_input.Missing.WindowDays);
        var expected = _input.CycleId is { } cycle ? _input.Registers.Where(r => r.CycleId == cycle) : CoveredRoutes().SelectMany(r => r);
        return expected
            .Where(r => !_seen.Contains(r.Id) && r.Facts.State == ServiceState.Active && r.From < since)
            .Where(r => r.Reads.TrueForAll(k => k.Date <= since) && !(_input.OpenMissing.TryGetValue(r.Id, out var due) && due > since))
            .OrderBy(r => r.RouteId).ThenBy(r => r.Sequence).ThenBy(r => r.Id);
    }

    private IEnumerable<IGrouping<Guid, RegisterRecord>> CoveredRoutes() =>
        _input.Registers.GroupBy(r => r.RouteId).Where(g => g.Count(r => _seen.Contains(r.Id)) * 100 >= g.Count() * _input.Missing.RoutePercent);

    private DateTimeOffset? InstantOf(FileRead read)
    {
        if (read.ReadDate is not { } date || read.ReadTime is not { } time)
            return null;
        var local = date.ToDateTime(time);
        return new DateTimeOffset(local, _input.TimeZone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static StoredFinding Said(string code, params (string Name, object? Value)[] data) => ReadImportCodes.Say(code, data);

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

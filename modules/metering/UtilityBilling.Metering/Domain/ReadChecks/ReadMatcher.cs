using UtilityBilling.Metering.ReadFiles;

namespace UtilityBilling.Metering.ReadChecks;

/// <summary>An installed register and the marks by which a file may name it.</summary>
public sealed record MatchCandidate(
    Guid RegisterId,
    string? EndpointId,
    string? MeterSerial,
    string? RegisterNumber,
    string? Account,
    string? Sequence);

/// <summary>Which register a read belongs to, or why none: then a finding says so. <see cref="FoundBy"/> is the mark that decided.</summary>
public sealed record ReadMatch(MatchCandidate? Candidate, string? FoundBy, ReadFinding? Finding);

/// <summary>
/// Finds the register of a read: by endpoint, then meter serial, then account with sequence. Marks that lead to two different registers are an exception and
/// never "first wins". Capitals, blanks and leading zeros do not count. Built once for a file, then asked for each read.
/// </summary>
public sealed class ReadMatcher
{
    private readonly Dictionary<string, List<MatchCandidate>> _byEndpoint = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<MatchCandidate>> _bySerial = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<MatchCandidate>> _byAccount = new(StringComparer.Ordinal);
    private readonly ReadCheckSettings _settings;

    public ReadMatcher(IEnumerable<MatchCandidate> candidates, ReadCheckSettings settings)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        _settings = settings;
        foreach (var candidate in candidates)
        {
            Add(_byEndpoint, candidate.EndpointId, candidate);
            Add(_bySerial, candidate.MeterSerial, candidate);
            Add(_byAccount, candidate.Account, candidate);
        }
    }

    public ReadMatch Match(FileRead read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var byEndpoint = OfRegister(Find(_byEndpoint, read.EndpointId), read.RegisterNumber);
        var bySerial = OfRegister(Find(_bySerial, read.MeterSerial), read.RegisterNumber);
        if (byEndpoint.Count == 0 && bySerial.Count == 0)
            return One(OfSequence(OfRegister(Find(_byAccount, read.Account), read.RegisterNumber), read.Sequence), "Account", read);
        if (byEndpoint.Count == 0)
            return One(bySerial, "MeterSerial", read);
        if (bySerial.Count == 0)
            return One(byEndpoint, "EndpointId", read);
        var both = byEndpoint.FindAll(e => bySerial.Exists(s => s.RegisterId == e.RegisterId));
        return both.Count == 1 ? new ReadMatch(both[0], "EndpointId", null) : One([.. byEndpoint, .. bySerial], "EndpointId", read);
    }

    /// <summary>A mark without what makers write differently: capitals, blanks, leading zeros.</summary>
    public static string Key(string mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        var key = mark.Trim().TrimStart('0').ToUpperInvariant();
        return key.Length == 0 ? "0" : key;
    }

    private ReadMatch One(List<MatchCandidate> candidates, string mark, FileRead read)
    {
        if (candidates.Count == 1)
            return new ReadMatch(candidates[0], mark, null);
        var found = new FindingList(_settings);
        if (candidates.Count == 0)
            found.Add(ReadFindingKind.UnknownMeter, ("Serial", read.MeterSerial), ("Endpoint", read.EndpointId), ("Account", read.Account));
        else
            found.Add(ReadFindingKind.TwoMatches, ("Serial", read.MeterSerial), ("Endpoint", read.EndpointId), ("Account", read.Account), ("Meters", string.Join(", ", candidates.Select(c => c.MeterSerial ?? c.EndpointId).Distinct())));
        return new ReadMatch(null, null, found.All[0]);
    }

    /// <summary>Compound meters share a serial number: then the register number tells them apart. A single register needs none.</summary>
    private static List<MatchCandidate> OfRegister(List<MatchCandidate> candidates, string? register)
    {
        if (candidates.Count <= 1)
            return candidates;
        var exact = candidates.FindAll(c => FileRead.RegisterKey(c.RegisterNumber) == FileRead.RegisterKey(register));
        return exact.Count > 0 ? exact : candidates;
    }

    private static List<MatchCandidate> OfSequence(List<MatchCandidate> candidates, string? sequence) => sequence is null
        ? candidates
        : candidates.FindAll(c => c.Sequence is null || Key(c.Sequence) == Key(sequence));

    private static List<MatchCandidate> Find(Dictionary<string, List<MatchCandidate>> index, string? mark) =>
        string.IsNullOrWhiteSpace(mark) ? [] : index.GetValueOrDefault(Key(mark)) ?? [];

    private static void Add(Dictionary<string, List<MatchCandidate>> index, string? mark, MatchCandidate candidate)
    {
        if (string.IsNullOrWhiteSpace(mark))
            return;
        var key = Key(mark);
        if (index.TryGetValue(key, out var list))
            list.Add(candidate);
        else
            index[key] = [candidate];
    }
}

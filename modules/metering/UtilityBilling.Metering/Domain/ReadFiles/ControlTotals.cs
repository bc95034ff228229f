using System.Globalization;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>Compares what headers and trailers state with what was counted: a trailer at once, a header at the end of the file.</summary>
internal sealed class ControlTotals(ReadFileLog log, RecordKinds kinds)
{
    private readonly Dictionary<ControlTotalRule, int> _bases = [];
    private readonly List<(ControlTotalRule Rule, string Record, int Line, long Stated)> _later = [];

    public void See(RecordKind kind, ReadOnlySpan<char> line, int at)
    {
        if (kind.IsParent)
            Restart(kind.Layout.Id);
        foreach (var rule in kind.Layout.Totals)
        {
            var text = rule.Start > line.Length ? default : line[(rule.Start - 1)..Math.Min(rule.End, line.Length)].Trim();
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var stated))
                log.Add(ReadFileSeverity.FileInDoubt, ReadFileProblemCodes.TotalUnreadable, at, ("Record", kind.Layout.Id), ("Counts", rule.Counts), ("Value", text.ToString()));
            else if (kind.Layout.IsHeader)
                _later.Add((rule, kind.Layout.Id, at, stated));
            else
                Compare(rule, kind.Layout.Id, at, stated);
        }
    }

    public void End()
    {
        foreach (var (rule, record, at, stated) in _later)
            Compare(rule, record, at, stated);
    }

    private void Restart(string id)
    {
        foreach (var rule in kinds.RulesSince(id))
            _bases[rule] = kinds.Find(rule.Counts)?.Count ?? 0;
    }

    private void Compare(ControlTotalRule rule, string record, int at, long stated)
    {
        var counted = (kinds.Find(rule.Counts)?.Count ?? 0) - _bases.GetValueOrDefault(rule);
        var total = new ControlTotal(record, rule.Counts, at, stated, counted);
        log.Totals.Add(total);
        if (!total.Agrees)
        {
            log.Add(
                ReadFileSeverity.FileInDoubt,
                ReadFileProblemCodes.TotalDiffers,
                at,
                ("Record", record),
                ("Counts", rule.Counts),
                ("Stated", stated.ToString(CultureInfo.InvariantCulture)),
                ("Counted", counted.ToString(CultureInfo.InvariantCulture)));
        }
    }
}

using System.Text.Json;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Enrollments;

/// <summary>Says of each line of a file what it comes to, or why it is refused. Changes nothing.</summary>
internal sealed class EnrollmentFileChecker(BulkWriter database, EnrollmentTerms terms, TariffWords words, IOwnAccounts own, ICurrentUser user, IGuidGenerator guids)
{
    private const int LongestText = 200;
    private const int LongestNote = 500;

    private sealed record Stay(Guid AccountId, Guid PremiseId, DateOnly From, DateOnly? To);

    private sealed record Place(Guid PremiseId, Guid? AccountId, string Program, EnrollmentSpan Span);

    public async Task<List<EnrollmentFileLine>> CheckAsync(Guid fileId, IReadOnlyList<EnrollmentRow> rows, CancellationToken cancellationToken)
    {
        var offered = await words.OfferedAsync(cancellationToken).ConfigureAwait(false);
        var numbers = (await own.NumbersAsync(user.Required.UserId, cancellationToken).ConfigureAwait(false)).ToHashSet();
        var accounts = await AccountsAsync(rows, cancellationToken).ConfigureAwait(false);
        var stays = (await StaysAsync([.. accounts.Values], cancellationToken).ConfigureAwait(false)).ToLookup(s => s.AccountId);
        var taken = (await TakenAsync([.. stays.SelectMany(s => s.Select(x => x.PremiseId)).Distinct()], cancellationToken).ConfigureAwait(false)).ToLookup(p => (p.PremiseId, p.Program));
        var earlier = new Dictionary<(Guid, string), List<(int Line, EnrollmentSpan Span)>>();
        var lines = new List<EnrollmentFileLine>(rows.Count);
        foreach (var row in rows)
            lines.Add(await LineAsync(row).ConfigureAwait(false));
        return lines;

        async Task<EnrollmentFileLine> LineAsync(EnrollmentRow row)
        {
            if (Known(row) is var (account, program, problem, values) && problem is not null)
                return Refused(problem, values);
            if (EnrollmentRow.Day(row.From) is not { } from)
                return Refused("NoDate", ("Value", row.From));
            var to = EnrollmentRow.Day(row.To);
            if (row.To.Length > 0 && to is null)
                return Refused("NoDate", ("Value", row.To));
            var span = (await terms.OfAsync(from, cancellationToken).ConfigureAwait(false)).Fill(from, to, null);
            if (span.Problem is not null)
                return Refused("EndNotAfterStart", ("From", EnrollmentTerms.Iso(from)), ("To", EnrollmentTerms.Iso(to)));
            var premises = stays[account].Where(s => s.From <= from && (s.To is null || s.To > from)).Select(s => s.PremiseId).Distinct().ToList();
            if (premises is not [var premise])
                return Refused(premises.Count == 0 ? "NotLivingThere" : "SeveralPremises", ("From", EnrollmentTerms.Iso(from)));
            if (taken[(premise, program)].FirstOrDefault(t => (t.AccountId is null || t.AccountId == account) && t.Span.Overlaps(span.From, span.To)) is { } other)
                return Refused(other.Span.To is null ? "OverlapOpen" : "Overlap", ("From", EnrollmentTerms.Iso(other.Span.From)), ("To", EnrollmentTerms.Iso(other.Span.To)));
            if (!earlier.TryGetValue((premise, program), out var before))
                earlier[(premise, program)] = before = [];
            if (before.Exists(b => b.Span.Overlaps(span.From, span.To)))
                return Refused("Twice", ("Line", before.First(b => b.Span.Overlaps(span.From, span.To)).Line.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            before.Add((row.Line, span));
            return Line(row, program, account, premise, span, null, []);

            EnrollmentFileLine Refused(string why, params (string Name, string Value)[] about) => Line(row, program.Length > 0 ? program : row.Program, account == Guid.Empty ? null : account, null, null, why, about);
        }

        // The account and the programme of a line, or what is wrong with them.
        (Guid Account, string Program, string? Problem, (string, string)[] Values) Known(EnrollmentRow row)
        {
            var program = offered.FirstOrDefault(p => string.Equals(p.Code, row.Program, StringComparison.OrdinalIgnoreCase) || string.Equals(p.Label, row.Program, StringComparison.OrdinalIgnoreCase))?.Code ?? "";
            return !accounts.TryGetValue(row.Account, out var account) ? (Guid.Empty, program, "AccountUnknown", [("Account", row.Account)])
                : numbers.Contains(row.Account) ? (account, program, "OwnAccount", [("Account", row.Account)])
                : program.Length == 0 ? (account, program, "ProgramUnknown", [("Program", row.Program)])
                : row.Note.Length > LongestNote ? (account, program, "NoteTooLong", [("Most", $"{LongestNote}")])
                : (account, program, null, []);
        }

        EnrollmentFileLine Line(EnrollmentRow row, string program, Guid? account, Guid? premise, EnrollmentSpan? span, string? problem, (string Name, string Value)[] values) => new()
        {
            FileId = fileId,
            N = row.Line,
            AccountNumber = Cut(row.Account, LongestText)!,
            Program = Cut(program, LongestText)!,
            FromText = Cut(row.From, LongestText)!,
            ToText = Cut(row.To, LongestText)!,
            Note = row.Note.Length == 0 ? null : Cut(row.Note, LongestNote),
            AccountId = account,
            PremiseId = premise,
            From = span?.From,
            To = span?.To,
            ReviewOn = span?.ReviewOn,
            Problem = problem,
            ProblemData = JsonSerializer.Serialize(values.ToDictionary(v => v.Name, v => Cut(v.Value, LongestText))),
            EnrollmentId = guids.Create(),
        };
    }

    private async Task<Dictionary<string, Guid>> AccountsAsync(IReadOnlyList<EnrollmentRow> rows, CancellationToken cancellationToken) => (await database.QueryAsync(
        "select a.number, a.id from customers.accounts a where a.number = any($1)",
        [Arg.Texts(rows.Select(r => r.Account).Distinct())], r => (Number: r.GetString(0), Id: r.GetGuid(1)), cancellationToken).ConfigureAwait(false)).ToDictionary(a => a.Number, a => a.Id);

    private Task<List<Stay>> StaysAsync(IReadOnlyCollection<Guid> accounts, CancellationToken cancellationToken) => database.QueryAsync(
        """select o.account_id, o.premise_id, o."from", o."to" from customers.occupancies o where o.account_id = any($1) and o.status <> 'Voided'""",
        [Arg.Ids(accounts)], r => new Stay(r.GetGuid(0), r.GetGuid(1), r.Day(2), r.DayOrNull(3)), cancellationToken);

    private Task<List<Place>> TakenAsync(IReadOnlyCollection<Guid> premises, CancellationToken cancellationToken) => database.QueryAsync(
        """select e.premise_id, e.account_id, e.program, e."from", e."to" from customers.enrollments e where e.premise_id = any($1) and e."to" is distinct from e."from" order by e."from", e.id""",
        [Arg.Ids(premises)], r => new Place(r.GetGuid(0), r.GuidOrNull(1), r.GetString(2), new EnrollmentSpan(r.Day(3), r.DayOrNull(4), null)), cancellationToken);

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];
}

using System.Globalization;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Ledger;

/// <summary>
/// The only hand, beside the bill run's own SQL, that writes journals, entries, charges, credits and applications: a batch of postings, set-based, all entries
/// of a journal in one statement. The accounts concerned must be locked before (<see cref="LockAccountsAsync"/>).
/// </summary>
internal sealed class JournalWriter(BulkWriter bulk, IAuditScope audit, ChartProvider charts, AccountingCalendar calendar, ICurrentUser users, IClock clock)
{
    private const int EntriesPerStatement = 5000;

    /// <summary>Locks the accounts' balances in the order of their ids. Comes before anything is read that the posting depends on.</summary>
    public Task LockAccountsAsync(IEnumerable<Guid> accountIds, CancellationToken cancellationToken = default) =>
        bulk.ExecuteAsync("select billing.lock_accounts($1)", [new NpgsqlParameter { Value = accountIds.Distinct().ToArray() }], cancellationToken);

    /// <summary>Completes the journals with their due-to and due-from pairs and writes the whole batch.</summary>
    /// <param name="batch">The postings and their documents.</param>
    /// <param name="action">What the audit calls it, for example <c>Ledger.Receipt</c>.</param>
    /// <param name="recordId">The document that the audit names.</param>
    public async Task WriteAsync(PostingBatch batch, string action, Guid recordId, CancellationToken cancellationToken = default)
    {
        if (batch.Journals.Count == 0)
            return;
        var chart = await charts.GetAsync(cancellationToken);
        foreach (var journal in batch.Journals)
            journal.BalanceFunds(chart);
        var sql = new LedgerStatements(bulk);
        await sql.JournalsAsync(await HeadersAsync(batch.Journals, cancellationToken), cancellationToken);
        await sql.ChargesAsync(batch.Charges, cancellationToken);
        await sql.CreditsAsync(batch.Credits, cancellationToken);
        var entries = 0L;
        foreach (var part in Parts(batch.Journals))
            entries += await sql.EntriesAsync(part, cancellationToken);
        await sql.ApplicationsAsync(batch.Applications, cancellationToken);
        await sql.UnapplicationsAsync(batch.Unapplications, cancellationToken);
        await sql.ChargeReversalsAsync(batch.ChargeReversals, cancellationToken);
        await sql.CreditReversalsAsync(batch.CreditReversals, cancellationToken);
        audit.Add(new AuditSummary(action, recordId, entries) { Sums = Sums(batch.Journals, chart) });
    }

    private async Task<List<Journal>> HeadersAsync(List<JournalDraft> drafts, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        var by = (users.Actor ?? Actor.System).UserId;
        var headers = new List<Journal>(drafts.Count);
        foreach (var draft in drafts)
        {
            var day = await calendar.DayForAsync(draft.LedgerDate ?? draft.EffectiveDate, cancellationToken);
            headers.Add(new Journal
            {
                Id = draft.Id,
                EffectiveDate = draft.EffectiveDate,
                LedgerDate = day.Date,
                AccountingPeriodId = day.PeriodId,
                PostedAt = draft.PostedAt ?? now,
                PostedBy = by,
                SourceKind = draft.SourceKind,
                SourceId = draft.SourceId,
                ReversesJournalId = draft.ReversesJournalId,
                EntryCount = draft.Entries.Count,
                Amount = draft.Entries.Where(e => e.Amount > 0).Sum(e => e.Amount),
                Memo = draft.Memo,
            });
        }
        return headers;
    }

    /// <summary>Whole journals, a few thousand entries at a time.</summary>
    private static IEnumerable<List<JournalDraft>> Parts(List<JournalDraft> journals)
    {
        var part = new List<JournalDraft>();
        var entries = 0;
        foreach (var journal in journals)
        {
            if (part.Count > 0 && entries + journal.Entries.Count > EntriesPerStatement)
            {
                yield return part;
                (part, entries) = ([], 0);
            }
            part.Add(journal);
            entries += journal.Entries.Count;
        }
        yield return part;
    }

    private static Dictionary<string, string> Sums(List<JournalDraft> journals, Chart chart) => journals
        .SelectMany(j => j.Entries)
        .GroupBy(e => $"{chart.Fund(e.Account.FundId).Code}-{e.Account.Code}")
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Sum(e => e.Amount).ToString("0.00", CultureInfo.InvariantCulture));
}

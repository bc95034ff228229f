using UtilityBilling.Billing.Charges;
using UtilityBilling.Guids;

namespace UtilityBilling.Billing.Ledger;

/// <summary>Takes postings back, exactly and linked: un-applies first, then reverses. What an application moved, its un-application moves back to the cent.</summary>
internal sealed class ReversalPoster(JournalReader journals, IGuidGenerator guids)
{
    /// <summary>Adds un-applications to the batch: one journal for each journal that made them.</summary>
    public async Task AddUnapplicationsAsync(PostingBatch batch, IReadOnlyList<LiveApplication> applications, DateOnly effectiveDate, string reason, CancellationToken cancellationToken)
    {
        if (applications.Count == 0)
            return;
        var entries = await journals.EntriesAsync(applications.Select(a => a.JournalId), cancellationToken);
        foreach (var group in applications.GroupBy(a => a.JournalId))
        {
            var draft = new JournalDraft
            {
                Id = guids.Create(), SourceKind = JournalSourceKind.Unapplication, SourceId = group.First().CreditId, EffectiveDate = effectiveDate,
                ReversesJournalId = group.Key, Memo = reason,
            };
            foreach (var application in group)
            {
                foreach (var entry in entries[group.Key].Where(e => e.ChargeId == application.ChargeId))
                    draft.Add(entry.Opposite());
                batch.Unapplications.Add(new Unapplication { Id = guids.Create(), ApplicationId = application.Id, JournalId = draft.Id, Reason = reason });
            }
            batch.Journals.Add(draft);
        }
    }

    /// <summary>Adds the opposite of a whole posting to the batch and returns its journal.</summary>
    public async Task<Guid> AddOppositeAsync(PostingBatch batch, Guid journalId, JournalSourceKind kind, Guid sourceId, DateOnly effectiveDate, string reason, CancellationToken cancellationToken)
    {
        return (await AddOppositesAsync(batch, new Dictionary<Guid, Guid> { [journalId] = sourceId }, kind, effectiveDate, reason, cancellationToken))[journalId];
    }

    /// <summary>Adds the opposites of whole postings to the batch. Takes the document of each journal; returns the opposite of each journal.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> AddOppositesAsync(
        PostingBatch batch, IReadOnlyDictionary<Guid, Guid> sources, JournalSourceKind kind, DateOnly effectiveDate, string reason, CancellationToken cancellationToken)
    {
        var entries = await journals.EntriesAsync(sources.Keys, cancellationToken);
        var opposites = new Dictionary<Guid, Guid>(sources.Count);
        foreach (var (journalId, sourceId) in sources.OrderBy(s => s.Key))
        {
            var draft = new JournalDraft { Id = guids.Create(), SourceKind = kind, SourceId = sourceId, EffectiveDate = effectiveDate, ReversesJournalId = journalId, Memo = reason };
            foreach (var entry in entries[journalId])
                draft.Add(entry.Opposite());
            batch.Journals.Add(draft);
            opposites[journalId] = draft.Id;
        }
        return opposites;
    }
}

using UtilityBilling.Billing.Charges;

namespace UtilityBilling.Billing.Ledger;

/// <summary>Postings with the documents that they book, written together or not at all.</summary>
internal sealed class PostingBatch
{
    public List<JournalDraft> Journals { get; } = [];
    public List<Charge> Charges { get; } = [];
    public List<Credit> Credits { get; } = [];
    public List<Application> Applications { get; } = [];
    public List<Unapplication> Unapplications { get; } = [];
    public List<ChargeReversal> ChargeReversals { get; } = [];
    public List<CreditReversal> CreditReversals { get; } = [];
}

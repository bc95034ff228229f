using UtilityBilling.Errors;

namespace UtilityBilling.Billing.Ledger;

/// <summary>One line of a posting before it counts. Debit positive, credit negative.</summary>
internal sealed record EntryDraft(GlAccount Account, decimal Amount)
{
    public Guid? CustomerAccountId { get; init; }
    public Guid? PremiseId { get; init; }
    public string? Service { get; init; }
    public Guid? ChargeId { get; init; }
    public Guid? CreditId { get; init; }

    /// <summary>Takes the line back.</summary>
    public EntryDraft Opposite() => this with { Amount = -Amount };
}

/// <summary>A posting before it counts.</summary>
internal sealed class JournalDraft
{
    private readonly List<EntryDraft> _entries = [];

    public required Guid Id { get; init; }
    public required JournalSourceKind SourceKind { get; init; }
    public required Guid SourceId { get; init; }

    /// <summary>The day that ages the customer.</summary>
    public required DateOnly EffectiveDate { get; init; }

    /// <summary>The day in the books; the effective date, or the first open day after it, when left out.</summary>
    public DateOnly? LedgerDate { get; init; }
    public DateTimeOffset? PostedAt { get; init; }
    public Guid? ReversesJournalId { get; init; }
    public string? Memo { get; init; }

    public IReadOnlyList<EntryDraft> Entries => _entries;

    /// <summary>Adds a line; a line of 0.00 is left out.</summary>
    public JournalDraft Add(EntryDraft entry)
    {
        if (entry.Amount != 0)
            _entries.Add(entry);
        return this;
    }

    public JournalDraft Add(GlAccount account, decimal amount) => Add(new EntryDraft(account, amount));

    /// <summary>
    /// Gives every fund that the lines leave unbalanced its claim on the pooled cash, and the pooled-cash fund the other side. The pair keeps one account on each
    /// side whatever its sign, so that a reversal leaves zero on every account.
    /// </summary>
    public void BalanceFunds(Chart chart)
    {
        if (_entries.Sum(e => e.Amount) != 0)
            throw new InvalidOperationException($"The {SourceKind} posting of {SourceId} does not sum to zero.");
        var unbalanced = _entries.GroupBy(e => e.Account.FundId)
            .Select(g => (FundId: g.Key, Net: g.Sum(e => e.Amount)))
            .Where(f => f.Net != 0 && f.FundId != chart.PooledCash.Id)
            .OrderBy(f => chart.Fund(f.FundId).Code, StringComparer.Ordinal)
            .ToList();
        foreach (var (fundId, net) in unbalanced)
        {
            Add(chart.DueFrom(fundId), -net);
            Add(chart.DueTo, net);
        }
        if (_entries.Count < 2)
            throw new BusinessException("Billing:Ledger.NothingToPost");
    }
}

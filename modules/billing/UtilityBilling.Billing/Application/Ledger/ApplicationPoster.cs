using UtilityBilling.Billing.Charges;
using UtilityBilling.Errors;
using UtilityBilling.Guids;

namespace UtilityBilling.Billing.Ledger;

/// <summary>So much of this credit is to pay so much of that charge.</summary>
internal readonly record struct ApplicationRequest(Guid CreditId, Guid ChargeId, decimal Amount);

/// <summary>
/// Applies credits to charges: unapplied credit goes down, the receivable goes down, and the partner's part of the charge becomes payable. One journal per
/// credit. An adjustment's credit collects nothing: its share of the partner's and the tax part goes back against the account that bears the adjustment.
/// </summary>
internal sealed class ApplicationPoster(OpenItems items, ChartProvider charts, IGuidGenerator guids)
{
    /// <summary>Adds the postings to the batch. The accounts are locked and the charges and credits are in the database.</summary>
    public async Task AddAsync(PostingBatch batch, IReadOnlyList<ApplicationRequest> requests, DateOnly effectiveDate, CancellationToken cancellationToken)
    {
        if (requests.Count == 0)
            return;
        var chargeIds = requests.Select(r => r.ChargeId).Distinct().ToList();
        var chart = await charts.GetAsync(cancellationToken);
        var credits = (await items.CreditsAsync(requests.Select(r => r.CreditId), cancellationToken)).ToDictionary(c => c.Id);
        var charges = (await items.ChargesAsync(chargeIds, cancellationToken)).ToDictionary(c => c.Id);
        var parts = (await items.PartsAsync(chargeIds, cancellationToken)).ToLookup(p => p.ChargeId);
        var adjusted = credits.Values.Any(c => c.CauseKind == CreditCauseKind.Adjustment) ? await items.AdjustedAsync(chargeIds, cancellationToken) : [];
        var states = charges.Values.ToDictionary(c => c.Id, c => new ChargeState(c, parts[c.Id], adjusted.GetValueOrDefault(c.Id), chart));

        foreach (var group in requests.GroupBy(r => r.CreditId))
        {
            var credit = credits.GetValueOrDefault(group.Key) ?? throw new EntityNotFoundException(typeof(Credit), group.Key);
            if (group.Sum(r => r.Amount) > credit.Unapplied)
                throw new BusinessException("Billing:Ledger.CreditExceeded").WithData("Unapplied", credit.Unapplied);
            var journal = new JournalDraft { Id = guids.Create(), SourceKind = JournalSourceKind.Application, SourceId = credit.Id, EffectiveDate = effectiveDate };
            foreach (var request in group)
            {
                var state = states.GetValueOrDefault(request.ChargeId) ?? throw new EntityNotFoundException(typeof(Charge), request.ChargeId);
                state.Apply(journal, credit, request.Amount, chart);
                batch.Applications.Add(new Application { Id = guids.Create(), CreditId = credit.Id, ChargeId = request.ChargeId, Amount = request.Amount, EffectiveDate = effectiveDate, JournalId = journal.Id });
            }
            batch.Journals.Add(journal);
        }
    }

    /// <summary>A charge while a batch pays it: what is open goes down from application to application.</summary>
    private sealed class ChargeState(ChargeItem charge, IEnumerable<ChargePart> parts, decimal adjusted, Chart chart)
    {
        private readonly List<(GlAccount Account, decimal Amount)> _parts = [.. parts.Select(p => (chart.Account(p.GlAccountId), p.Amount))];
        private readonly Dictionary<Guid, decimal> _moved = parts.ToDictionary(p => p.GlAccountId, p => p.Moved);
        private decimal _open = charge.Open;
        private decimal _adjusted = adjusted;

        public void Apply(JournalDraft journal, CreditItem credit, decimal amount, Chart chart)
        {
            if (credit.AccountId != charge.AccountId)
                throw new BusinessException("Billing:Ledger.OtherAccountsCharge");
            if (amount <= 0 || amount > _open)
                throw new BusinessException("Billing:Ledger.ChargeExceeded").WithData("Open", _open);
            _open -= amount;
            journal.Add(new EntryDraft(chart.UnappliedCredit, amount) { CustomerAccountId = charge.AccountId, CreditId = credit.Id, ChargeId = charge.Id });
            journal.Add(new EntryDraft(chart.Account(charge.ReceivableAccountId), -amount)
            {
                CustomerAccountId = charge.AccountId, PremiseId = charge.PremiseId, Service = charge.Service, ChargeId = charge.Id, CreditId = credit.Id,
            });
            if (credit.ContraAccountId is { } contra)
                AddAdjusted(journal, amount, chart.Account(contra));
            else
                AddCollected(journal, chart);
        }

        private void AddCollected(JournalDraft journal, Chart chart)
        {
            foreach (var (account, part) in _parts.Where(p => p.Account.Purpose == GlPurpose.UncollectedPassThrough))
                Move(journal, account, chart.PayableFor(account), PassThroughShare.Of(part, charge.Amount, charge.Amount - _open));
        }

        private void AddAdjusted(JournalDraft journal, decimal amount, GlAccount contra)
        {
            _adjusted += amount;
            foreach (var (account, part) in _parts)
            {
                var settled = account.Purpose == GlPurpose.UncollectedPassThrough ? charge.Amount - _open : _adjusted;
                Move(journal, account, contra, PassThroughShare.Of(part, charge.Amount, settled));
            }
        }

        /// <summary>Brings what has left the account up to <paramref name="target"/>.</summary>
        private void Move(JournalDraft journal, GlAccount from, GlAccount to, decimal target)
        {
            var amount = target - _moved[from.Id];
            _moved[from.Id] = target;
            journal.Add(new EntryDraft(from, amount) { Service = charge.Service, ChargeId = charge.Id });
            journal.Add(new EntryDraft(to, -amount) { Service = charge.Service, ChargeId = charge.Id });
        }
    }
}

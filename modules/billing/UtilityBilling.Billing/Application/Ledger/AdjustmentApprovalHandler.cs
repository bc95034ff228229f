using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.Billing.Charges;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Ledger;

/// <summary>Carries out the second person's decision on an adjustment: only now the balance moves.</summary>
internal sealed class AdjustmentApprovalHandler(
    IUtilityBillingDbContext context, JournalWriter writer, OpenItems items, ApplicationPoster applications, CreditSpender spender, ChartProvider charts,
    ISettingProvider settings, IOwnAccounts own, ICurrentUser users, IGuidGenerator guids, IClock clock) : IApprovalHandler
{
    public const string ApprovalKind = "Billing.Adjustment";

    public string Kind => ApprovalKind;

    public string Permission => BillingPermissions.Ledger.ApproveAdjustment;

    public string Url(Guid recordId) => $"/Billing/Adjustments/{recordId}";

    public async Task ApprovedAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var adjustment = await FindAsync(recordId, cancellationToken);
        var actor = users.Required;
        if (actor.UserId == adjustment.RequestedBy)
            throw new BusinessException("Billing:Adjustment.OwnRequest");
        await own.RefuseAsync([adjustment.AccountId], cancellationToken);
        await writer.LockAccountsAsync([adjustment.AccountId], cancellationToken);
        var journalId = adjustment.Kind == AdjustmentKind.Decrease
            ? await DecreaseAsync(adjustment, cancellationToken)
            : await IncreaseAsync(adjustment, cancellationToken);
        adjustment.Approve(actor.UserId, actor.DisplayName, clock.UtcNow, journalId);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task DeclinedAsync(Guid recordId, string reason, CancellationToken cancellationToken)
    {
        var actor = users.Required;
        (await FindAsync(recordId, cancellationToken)).Decline(actor.UserId, actor.DisplayName, clock.UtcNow, reason);
        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task<Adjustment> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await context.Set<Adjustment>().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) ?? throw new EntityNotFoundException(typeof(Adjustment), id);

    /// <summary>A credit against the contra account; it pays the charge named, and what exceeds it stays unapplied. Without a charge it pays what is open in order.</summary>
    private async Task<Guid> DecreaseAsync(Adjustment adjustment, CancellationToken cancellationToken)
    {
        var chart = await charts.GetAsync(cancellationToken);
        var journal = Draft(adjustment);
        journal.Add(chart.Account(adjustment.GlAccountId), adjustment.Amount);
        var credit = CreditLines.Add(journal, chart, guids.Create(), adjustment.AccountId, adjustment.Amount, CreditCauseKind.Adjustment);
        await writer.WriteAsync(new PostingBatch { Journals = { journal }, Credits = { credit } }, "Ledger.Adjustment", adjustment.Id, cancellationToken);
        if (adjustment.ChargeId is { } chargeId)
            await PayChargeAsync(credit, chargeId, cancellationToken);
        else
            await spender.SpendAsync(await items.CreditsAsync([credit.Id], cancellationToken), journal.EffectiveDate, adjustment.Id, cancellationToken);
        return journal.Id;
    }

    private async Task PayChargeAsync(Credit credit, Guid chargeId, CancellationToken cancellationToken)
    {
        var charge = (await items.ChargesAsync([chargeId], cancellationToken)).Single();
        var amount = Math.Min(charge.Open, credit.Amount);
        if (amount <= 0)
            return;
        var batch = new PostingBatch();
        await applications.AddAsync(batch, [new ApplicationRequest(credit.Id, chargeId, amount)], credit.EffectiveDate, cancellationToken);
        await writer.WriteAsync(batch, "Ledger.Apply", credit.CauseId, cancellationToken);
    }

    /// <summary>A charge of its own beside the one that was too low, on the same service, fund and may-cut-water.</summary>
    private async Task<Guid> IncreaseAsync(Adjustment adjustment, CancellationToken cancellationToken)
    {
        var chart = await charts.GetAsync(cancellationToken);
        var original = (await items.ChargesAsync([adjustment.ChargeId!.Value], cancellationToken)).Single();
        var journal = Draft(adjustment);
        var days = await settings.GetIntAsync(LedgerSettings.AdjustmentDueDays, journal.EffectiveDate, cancellationToken);
        var charge = new Charge
        {
            Id = guids.Create(), AccountId = original.AccountId, OccupancyId = original.OccupancyId, PremiseId = original.PremiseId, Service = original.Service,
            EffectiveDate = journal.EffectiveDate, DueDate = journal.EffectiveDate.AddDays(days), Amount = adjustment.Amount, MayCutWater = original.MayCutWater,
            FundId = original.FundId, ReceivableAccountId = original.ReceivableAccountId, CauseKind = ChargeCauseKind.Adjustment, CauseId = adjustment.Id, JournalId = journal.Id,
        };
        ChargeLines.Add(journal, charge, chart.Account(charge.ReceivableAccountId), [(chart.Account(adjustment.GlAccountId), charge.Amount)]);
        await writer.WriteAsync(new PostingBatch { Journals = { journal }, Charges = { charge } }, "Ledger.Adjustment", adjustment.Id, cancellationToken);
        return journal.Id;
    }

    private JournalDraft Draft(Adjustment adjustment) => new()
    {
        Id = guids.Create(), SourceKind = JournalSourceKind.Adjustment, SourceId = adjustment.Id, EffectiveDate = clock.Today,
        Memo = adjustment.Note.Length > 200 ? adjustment.Note[..200] : adjustment.Note,
    };
}

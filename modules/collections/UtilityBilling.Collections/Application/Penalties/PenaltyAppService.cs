using Microsoft.Extensions.Localization;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Collections.Penalties;

internal sealed class PenaltyAppService(
    BulkWriter bulk, ICurrentTenant tenant, IPermissionChecker permissions, ILedger ledger, IFeeSchedule fees, IAccountDirectory accounts, ISettingProvider settings, IStringLocalizer texts, IGuidGenerator guids, IClock clock) : IPenaltyAppService
{
    private const int PageSize = 500;
    private const int MostBills = 5000;
    private const int Shown = 100;

    public async Task<PenaltyPreview> PreviewAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CollectionsPermissions.Penalties.Assess, cancellationToken);
        var today = clock.Today;
        if (await RuleAsync(today, cancellationToken) is not { } rule)
            return new PenaltyPreview("", today, 0, 0m, []);
        var due = new List<(OverdueBill Bill, decimal Penalty)>();
        for (Guid? after = null; due.Count < MostBills;)
        {
            var page = await ledger.OverdueBillsAsync(rule.DueBefore(today), after, PageSize, cancellationToken);
            due.AddRange(page.Select(b => (b, rule.AmountOn(b.Unpaid))).Where(p => p.Item2 > 0));
            if (page.Count < PageSize)
                break;
            after = page[^1].BillId;
        }
        var first = due.OrderBy(p => p.Bill.DueDate).ThenBy(p => p.Bill.BillNumber).Take(Shown).ToList();
        var cards = await accounts.ByAccountAsync([.. first.Select(p => p.Bill.AccountId).Distinct()], cancellationToken);
        return new PenaltyPreview(texts["Collections:Penalties.FeeRule", rule.Fee.Label, rule.Fee.Terms, rule.Fee.Ordinance, rule.GraceDays], rule.DueBefore(today), due.Count, due.Sum(p => p.Penalty),
            [.. first.Select(p => Candidate(p.Bill, p.Penalty, cards.GetValueOrDefault(p.Bill.AccountId)))]);
    }

    public async Task<PenaltyAssessment> AssessAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CollectionsPermissions.Penalties.Assess, cancellationToken);
        var today = clock.Today;
        if (await RuleAsync(today, cancellationToken) is not { } rule)
            return new PenaltyAssessment(0, 0m, false);
        var dueDate = today.AddDays(await settings.GetIntAsync(CollectionsSettings.PenaltyDueDays, today, cancellationToken));
        // All accounts are locked at once, in the order of their ids; locked page by page, two assessments or a bill run could wait for each other.
        var found = await FindAsync(rule.DueBefore(today), cancellationToken);
        await ledger.LockAccountsAsync([.. found.Select(b => b.AccountId).Distinct()], cancellationToken);
        var (count, total) = (0, 0m);
        foreach (var page in (await FindAsync(rule.DueBefore(today), cancellationToken)).IntersectBy(found.Select(b => b.BillId), b => b.BillId).Chunk(PageSize))
        {
            var penalties = page.Where(b => rule.AmountOn(b.Unpaid) > 0).Select(b => Prepare(b, rule, today, dueDate)).ToList();
            await PostAsync(penalties, rule, cancellationToken);
            count += penalties.Count;
            total += penalties.Sum(p => p.Posting.Parts.Sum(c => c.Amount));
        }
        return new PenaltyAssessment(count, total, found.Count == MostBills);
    }

    private async Task<List<OverdueBill>> FindAsync(DateOnly dueBefore, CancellationToken cancellationToken) =>
        [.. await ledger.OverdueBillsAsync(dueBefore, null, MostBills, cancellationToken)];

    private (Guid BillId, PenaltyPosting Posting) Prepare(OverdueBill bill, PenaltyRule rule, DateOnly today, DateOnly dueDate)
    {
        var parts = PenaltyRule.Split(rule.AmountOn(bill.Unpaid), [.. bill.Charges.Select(c => c.Open)]);
        var charges = bill.Charges.Zip(parts, (charge, amount) => new PenalisedCharge(charge.ChargeId, amount)).Where(p => p.Amount > 0).ToList();
        return (bill.BillId, new PenaltyPosting(guids.Create(), bill.AccountId, today, dueDate, charges, rule.Describe()));
    }

    private async Task PostAsync(List<(Guid BillId, PenaltyPosting Posting)> penalties, PenaltyRule rule, CancellationToken cancellationToken)
    {
        var journals = await ledger.PostPenaltiesAsync([.. penalties.Select(p => p.Posting)], cancellationToken);
        if (penalties.Count == 0)
            return;
        await bulk.WriteAsync(
            """
            insert into collections.penalties (tenant_id, id, bill_id, account_id, amount, journal_id, assessed_on, rule_description)
            select $1, x.*, $7, $8 from unnest($2, $3, $4, $5, $6) x
            """,
            [
                new() { Value = tenant.Id },
                new() { Value = penalties.Select(p => p.Posting.PenaltyId).ToArray() },
                new() { Value = penalties.Select(p => p.BillId).ToArray() },
                new() { Value = penalties.Select(p => p.Posting.AccountId).ToArray() },
                new() { Value = penalties.Select(p => p.Posting.Parts.Sum(c => c.Amount)).ToArray() },
                new() { Value = penalties.Select(p => journals[p.Posting.PenaltyId]).ToArray() },
                new() { Value = clock.Today },
                new() { Value = rule.Describe() },
            ],
            rows => new AuditSummary("Penalties.Assess", penalties[0].Posting.PenaltyId, rows), cancellationToken);
    }

    private async Task<PenaltyRule?> RuleAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var name = await settings.GetAsync(CollectionsSettings.PenaltyFee, today, cancellationToken);
        return await fees.FindAsync(name, today, cancellationToken) is not { } fee ? null : new PenaltyRule(
            fee,
            await settings.GetIntAsync(CollectionsSettings.PenaltyGraceDays, today, cancellationToken),
            await settings.GetDecimalAsync(CollectionsSettings.PenaltyMinimumUnpaid, today, cancellationToken));
    }

    private static PenaltyCandidate Candidate(OverdueBill bill, decimal penalty, AccountCard? card) =>
        new(bill.BillId, bill.BillNumber, bill.AccountId, card?.Number ?? "", card?.CustomerName ?? "", bill.DueDate, bill.Unpaid, penalty);
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Ledger;

internal sealed class AdjustmentAppService(
    IUtilityBillingDbContext context, IPermissionChecker permissions, IOwnAccounts own, IApprovalManager approvals, IAccountDirectory accounts, OpenItems items, ChartProvider charts,
    ICurrentUser users, IGuidGenerator guids, IClock clock) : IAdjustmentAppService
{
    public async Task<PagedResult<AdjustmentDto>> ListAsync(PagedRequest request, Guid? accountId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await permissions.CheckAsync(BillingPermissions.Ledger.View, cancellationToken);
        if (accountId is { } asked)
            await CardAsync(asked, cancellationToken);
        var query = context.Set<Adjustment>().AsNoTracking().Where(a => accountId == null || a.AccountId == accountId);
        var total = await query.LongCountAsync(cancellationToken);
        var rows = await query.OrderByDescending(a => a.RequestedAt).ThenByDescending(a => a.Id).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken);
        return new PagedResult<AdjustmentDto>(await DescribeAsync(rows, cancellationToken), total, request.Page, request.PageSize);
    }

    public async Task<AdjustmentDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Ledger.View, cancellationToken);
        var row = await context.Set<Adjustment>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) ?? throw new EntityNotFoundException(typeof(Adjustment), id);
        return (await DescribeAsync([row], cancellationToken))[0];
    }

    public async Task<IReadOnlyList<AdjustmentReasonDto>> ReasonsAsync(CancellationToken cancellationToken = default) =>
        await context.Set<AdjustmentReason>().AsNoTracking().Where(r => r.Active).OrderBy(r => r.Code)
            .Select(r => new AdjustmentReasonDto(r.Code, r.LabelEn, r.LabelEs)).ToListAsync(cancellationToken);

    public async Task<Guid> RequestAsync(AdjustmentInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Ledger.Adjust, cancellationToken);
        var card = await CardAsync(input.AccountId, cancellationToken);
        var charge = input.ChargeId is { } chargeId ? await ChargeAsync(chargeId, input.AccountId, cancellationToken) : null;
        if (input.Amount <= 0 || decimal.Round(input.Amount, 2) != input.Amount)
            throw new BusinessException("Billing:Adjustment.Amount").ForField("Input.Amount");
        if (string.IsNullOrWhiteSpace(input.Note))
            throw new BusinessException("Billing:Adjustment.NoteMissing").ForField("Input.Note");
        await own.RefuseAsync([card.AccountId], cancellationToken);
        var reason = await context.Set<AdjustmentReason>().SingleOrDefaultAsync(r => r.Code == input.ReasonCode && r.Active, cancellationToken)
            ?? throw new BusinessException("Billing:Adjustment.ReasonUnknown").ForField("Input.ReasonCode");
        if (charge is null && input.IsIncrease)
            throw new BusinessException("Billing:Adjustment.ChargeMissing").ForField("Input.ChargeId");

        var actor = users.Required;
        var adjustment = new Adjustment
        {
            Id = guids.Create(),
            AccountId = input.AccountId,
            ChargeId = charge?.Id,
            Kind = input.IsIncrease ? AdjustmentKind.Increase : AdjustmentKind.Decrease,
            Amount = input.Amount,
            ReasonCode = reason.Code,
            Note = input.Note.Trim(),
            GlAccountId = reason.GlAccountId ?? (charge is null ? throw new BusinessException("Billing:Adjustment.ReasonNeedsCharge").ForField("Input.ChargeId") : await RevenueOfAsync(charge, cancellationToken)),
            RequestedBy = actor.UserId,
            RequestedByName = actor.DisplayName,
            RequestedAt = clock.UtcNow,
        };
        context.Set<Adjustment>().Add(adjustment);
        await context.SaveChangesAsync(cancellationToken);
        await approvals.RequestAsync(AdjustmentApprovalHandler.ApprovalKind, adjustment.Id, await SummaryAsync(adjustment, card, reason, cancellationToken), adjustment.Amount, cancellationToken);
        return adjustment.Id;
    }

    private async Task<AccountCard> CardAsync(Guid accountId, CancellationToken cancellationToken) =>
        (await accounts.ByAccountAsync([accountId], cancellationToken)).GetValueOrDefault(accountId) ?? throw new EntityNotFoundException(typeof(AccountCard), accountId);

    private async Task<ChargeItem> ChargeAsync(Guid chargeId, Guid accountId, CancellationToken cancellationToken)
    {
        var charge = (await items.ChargesAsync([chargeId], cancellationToken)).SingleOrDefault() ?? throw new EntityNotFoundException(typeof(Charge), chargeId);
        return charge.AccountId == accountId ? charge : throw new BusinessException("Billing:Adjustment.ChargeUnknown").ForField("Input.ChargeId");
    }

    /// <summary>The charge's own revenue; of several the one that got most.</summary>
    private async Task<Guid> RevenueOfAsync(ChargeItem charge, CancellationToken cancellationToken)
    {
        var chart = await charts.GetAsync(cancellationToken);
        var entries = await context.Set<Entry>().AsNoTracking().Where(e => e.JournalId == charge.JournalId && e.ChargeId == charge.Id && e.AccountId == null).ToListAsync(cancellationToken);
        return entries.GroupBy(e => e.GlAccountId)
            .OrderBy(g => chart.Account(g.Key).Purpose is GlPurpose.Revenue or GlPurpose.FeeRevenue or GlPurpose.AdjustmentContra ? 0 : 1).ThenBy(g => g.Sum(e => e.Amount)).ThenBy(g => g.Key)
            .Select(g => (Guid?)g.Key).FirstOrDefault() ?? throw new BusinessException("Billing:Adjustment.NoRevenue");
    }

    private async Task<string> SummaryAsync(Adjustment adjustment, AccountCard card, AdjustmentReason reason, CancellationToken cancellationToken)
    {
        var before = await context.Set<AccountBalance>().AsNoTracking().Where(b => b.AccountId == adjustment.AccountId).Select(b => b.Balance).SingleOrDefaultAsync(cancellationToken);
        var after = before + (adjustment.Kind == AdjustmentKind.Increase ? adjustment.Amount : -adjustment.Amount);
        return string.Create(CultureInfo.InvariantCulture, $"{card.Number} {card.CustomerName}: {reason.LabelEn} / {reason.LabelEs}. {before:0.00} → {after:0.00}");
    }

    private async Task<List<AdjustmentDto>> DescribeAsync(List<Adjustment> rows, CancellationToken cancellationToken)
    {
        var cards = await accounts.ByAccountAsync([.. rows.Select(r => r.AccountId).Distinct()], cancellationToken);
        var reasons = await context.Set<AdjustmentReason>().AsNoTracking().ToDictionaryAsync(r => r.Code, cancellationToken);
        return [.. rows.Select(a => new AdjustmentDto(
            a.Id, a.AccountId, cards.GetValueOrDefault(a.AccountId)?.Number ?? "", a.ChargeId, a.Kind == AdjustmentKind.Increase, a.Amount, a.ReasonCode,
            reasons.GetValueOrDefault(a.ReasonCode)?.LabelEn ?? a.ReasonCode, reasons.GetValueOrDefault(a.ReasonCode)?.LabelEs ?? a.ReasonCode, a.Note, a.State.ToString(),
            a.RequestedByName, a.RequestedAt, a.DecidedByName, a.DecidedAt, a.DeclineReason, a.JournalId))];
    }
}

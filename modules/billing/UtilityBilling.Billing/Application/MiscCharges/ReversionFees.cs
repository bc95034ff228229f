using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Moves;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.MiscCharges;

/// <summary>Makes a charge beside the services of what a landlord agreed to pay when service reverts: one for each of the landlord's times, on that time's bill.</summary>
internal sealed class ReversionFees(
    IUtilityBillingDbContext context, MiscChargeQueries queries, IAccountDirectory accounts, ISettingProvider settings, IApprovalManager approvals, IGuidGenerator guids, IClock clock, ICurrentUser user) : IReversionFees
{
    private const int PaperLength = 200;

    public Task CheckAsync(decimal fee, DateOnly on, CancellationToken cancellationToken = default) => TermsAsync(fee, on, cancellationToken);

    public async Task ChargeAsync(ReversionFee fee, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fee);
        var terms = await TermsAsync(fee.Amount, fee.On, cancellationToken).ConfigureAwait(false);
        var needsApproval = fee.Amount > await settings.GetDecimalAsync(BillingSettings.ChargesApprovalAbove, clock.Today, cancellationToken).ConfigureAwait(false);
        var charge = new MiscCharge
        {
            Id = guids.Create(),
            AccountId = fee.AccountId,
            OccupancyId = fee.OccupancyId,
            RevertedId = fee.OccupancyId,
            CodeId = terms.CodeId,
            Kind = MiscChargeKind.OneTime,
            From = fee.On,
            EveryPeriods = 1,
            TextEn = fee.Address,
            TextEs = fee.Address,
            Paper = fee.Paper.Length > PaperLength ? fee.Paper[..PaperLength] : fee.Paper,
            EnteredBy = user.Required.UserId,
            EnteredByName = user.Required.DisplayName,
            EnteredAt = clock.UtcNow,
            ChangedAt = clock.UtcNow,
        };
        charge.Begin(needsApproval, null);
        context.Set<MiscCharge>().Add(charge);
        context.Set<MiscChargeAmount>().Add(new MiscChargeAmount { ChargeId = charge.Id, From = fee.On, Quantity = 1m, UnitPrice = fee.Amount, Amount = fee.Amount, EnteredByName = charge.EnteredByName, EnteredAt = charge.EnteredAt });
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        if (!needsApproval)
            return;
        var card = (await accounts.ByAccountAsync([fee.AccountId], cancellationToken).ConfigureAwait(false))[fee.AccountId];
        await approvals.RequestAsync(
            MiscChargeApproval.ApprovalKind, charge.Id, string.Create(CultureInfo.InvariantCulture, $"{card.Number} {card.CustomerName}: {terms.NameEn} / {terms.NameEs}, {fee.On:yyyy-MM-dd}, {fee.Amount:0.00}"),
            fee.Amount, cancellationToken).ConfigureAwait(false);
    }

    public async Task TakeBackAsync(Guid occupancyId, string reason, CancellationToken cancellationToken = default)
    {
        var charge = await context.Set<MiscCharge>().SingleOrDefaultAsync(c => c.RevertedId == occupancyId && (c.State == MiscChargeState.Approved || c.State == MiscChargeState.AwaitingApproval), cancellationToken).ConfigureAwait(false);
        if (charge is null)
            return;
        if (await queries.DecidedRunAsync(charge.Id, cancellationToken).ConfigureAwait(false) is { } number)
            throw new BusinessException("Billing:ReversionFee.InRun").WithData("Number", number);
        if (await queries.IsBilledAsync(charge.Id, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:ReversionFee.Billed");
        charge.Cancel(user.Required, reason, clock.UtcNow);
    }

    private async Task<MiscChargeTerms> TermsAsync(decimal fee, DateOnly on, CancellationToken cancellationToken)
    {
        var code = await settings.GetAsync(BillingSettings.ChargesReversionCode, on, cancellationToken).ConfigureAwait(false);
        var terms = await context.Set<MiscChargeTerms>().AsNoTracking().Where(t => t.From <= on && context.Set<MiscChargeCode>().Any(c => c.Id == t.CodeId && c.Code == code && c.Active))
            .OrderByDescending(t => t.From).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new BusinessException("Billing:ReversionFee.NoCode").WithData("Code", code).WithData("Day", on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return !terms.IsFixedPrice || terms.UnitPrice == fee
            ? terms
            : throw new BusinessException("Billing:ReversionFee.Fixed").WithData("Code", code).WithData("Price", terms.UnitPrice!.Value.ToString("0.00", CultureInfo.InvariantCulture)).WithData("Fee", fee.ToString("0.00", CultureInfo.InvariantCulture));
    }
}

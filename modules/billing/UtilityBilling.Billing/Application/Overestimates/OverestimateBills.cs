using System.Globalization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering.Usage;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Overestimates;

/// <summary>Puts bills right whose estimates proved too high (MR-18): by a run that bills them anew, or by an adjustment of each charge. Both wait for another person.</summary>
internal sealed class OverestimateBills(
    BulkWriter database, IBillCorrectionAppService corrections, RevisedBills revised, IAdjustmentAppService adjustments, ISettingProvider settings, IStringLocalizer texts, IClock clock) : IOverestimateBills
{
    public async Task RebillAsync(IReadOnlyCollection<Guid> readIds, string reason, CancellationToken cancellationToken = default)
    {
        if (await StandingAsync(readIds, cancellationToken).ConfigureAwait(false) is { Count: > 0 } bills)
            await corrections.StartAsync(new CorrectionInput(bills, true, reason), cancellationToken).ConfigureAwait(false);
    }

    public async Task CreditAsync(IReadOnlyCollection<Guid> readIds, string reason, CancellationToken cancellationToken = default)
    {
        var code = await settings.GetAsync(BillingSettings.OverestimateReason, clock.Today, cancellationToken).ConfigureAwait(false);
        var charges = await revised.OfAsync(await StandingAsync(readIds, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        foreach (var charge in charges.Where(c => c.Billed != c.Revised))
            await adjustments.RequestAsync(
                new AdjustmentInput(charge.AccountId, charge.ChargeId, charge.Revised > charge.Billed, Math.Abs(charge.Billed - charge.Revised), code,
                    texts["Billing:Overestimate.Note", charge.BillNumber, Money(charge.Billed), Money(charge.Revised), reason]), cancellationToken).ConfigureAwait(false);
    }

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>The bills that stand on these reads.</summary>
    private Task<List<Guid>> StandingAsync(IReadOnlyCollection<Guid> readIds, CancellationToken cancellationToken) => database.QueryAsync(
        $"select distinct u.bill_id from billing.billed_reads u where u.read_id = any($1) and {Standing.Bill("u.bill_id")}", [Arg.Ids(readIds)], r => r.GetGuid(0), cancellationToken);
}

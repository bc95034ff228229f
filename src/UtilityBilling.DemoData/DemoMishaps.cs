using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Collections.Deposits;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Customers;

namespace UtilityBilling.DemoData;

/// <summary>What an office puts right: a leak is forgiven in part, a receipt is taken back, a deposit is returned.</summary>
internal sealed class DemoMishaps(DemoOffice office, DemoWorld world)
{
    private const int Purpose = 51;

    public async Task HappenAsync(DemoPeriod period, CancellationToken cancellationToken)
    {
        var here = world.OfCycle(period.CycleIndex).Where(p => !p.IsVacant).ToList();
        var dice = new DemoDice(world.Seed, Purpose, period.CycleIndex, period.Index);
        if (period.Index > 0 && dice.Percent(70))
            await ForgiveAsync(dice.Of(here), period.Index % 6 != 5, cancellationToken).ConfigureAwait(false);
        if (period.Index is 2 or 7)
            await WrongReceiptAsync(dice.Of(here), cancellationToken).ConfigureAwait(false);
        if (period.Index % 3 == 2)
            await ReturnDepositAsync(period.CycleIndex, cancellationToken).ConfigureAwait(false);
    }

    private async Task ForgiveAsync(DemoPremise premise, bool isApproved, CancellationToken cancellationToken)
    {
        var open = await office.ReadAsync(office.Technician, s => s.GetRequiredService<IAccountLedger>().OpenChargesAsync(premise.AccountId, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (open.FirstOrDefault(c => c.Service == world.Spec.Services[0] && c.Cause == "Bill") is not { Open: >= 10m } charge)
            return;
        var amount = decimal.Round(charge.Open / 3m, 2);
        await office.DoAsync(office.Technician, s => s.GetRequiredService<IAdjustmentAppService>().RequestAsync(
            new AdjustmentInput(premise.AccountId, charge.ChargeId, false, amount, world.Spec.LeakReason, "Leak behind the meter, plumber's bill shown"), cancellationToken), cancellationToken).ConfigureAwait(false);
        await office.DecideAllAsync(isApproved, isApproved ? null : "No repair was shown", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Money is entered on the wrong account; the void needs a second person, then it is entered again.</summary>
    private async Task WrongReceiptAsync(DemoPremise premise, CancellationToken cancellationToken)
    {
        var wrong = world.Premises.First(p => (p.Index > premise.Index && !p.IsVacant) || p.Index == 0);
        if (wrong.IsVacant || wrong == premise)
            return;
        var receipt = await CounterAsync(wrong, cancellationToken).ConfigureAwait(false);
        await office.DoAsync(office.Cashier, s => s.GetRequiredService<IReceiptAppService>().RequestVoidAsync(receipt, "Entered on the neighbour's account", cancellationToken), cancellationToken).ConfigureAwait(false);
        await office.DecideAllAsync(true, null, cancellationToken).ConfigureAwait(false);
        await CounterAsync(premise, cancellationToken).ConfigureAwait(false);
    }

    private Task<Guid> CounterAsync(DemoPremise premise, CancellationToken cancellationToken) => office.DoAsync(office.Cashier, s => s.GetRequiredService<IReceiptAppService>().TakeAsync(
        new ReceiptInput(office.Guids.Create(), null, [new ReceiptLineInput(premise.AccountNumber, 40m)], [new ReceiptTenderInput(TenderKind.Cash, 40m, null)]), cancellationToken), cancellationToken);

    /// <summary>The deposit of somebody who left goes against what is open; what is left goes back.</summary>
    private async Task ReturnDepositAsync(int cycleIndex, CancellationToken cancellationToken)
    {
        foreach (var left in world.Departed.Where(d => d.CycleIndex == cycleIndex).TakeLast(4).ToList())
        {
            var deposits = await office.ReadAsync(office.Technician, s => s.GetRequiredService<IDepositAppService>().ListAsync(left.AccountId, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var deposit in deposits.Where(d => d.Held > 0))
                await office.DoAsync(office.Technician, async s =>
                {
                    var service = s.GetRequiredService<IDepositAppService>();
                    var owed = (await s.GetRequiredService<IAccountBalances>().GetAsync([left.AccountId], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(left.AccountId)?.Open ?? 0m;
                    var applied = Math.Min(owed, deposit.Held);
                    if (applied > 0)
                        await service.ApplyAsync(deposit.Id, applied, cancellationToken).ConfigureAwait(false);
                    if (deposit.Held > applied)
                        await service.RefundAsync(deposit.Id, deposit.Held - applied, cancellationToken).ConfigureAwait(false);
                }, cancellationToken).ConfigureAwait(false);
        }
    }
}

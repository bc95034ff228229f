using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Collections.Penalties;
using UtilityBilling.Collections.Receipts;

namespace UtilityBilling.DemoData;

/// <summary>Customers pay: most before the due date by lockbox and card file, some late, some in part, a few not at all for a while.</summary>
internal sealed class DemoPayments(DemoOffice office, DemoWorld world)
{
    /// <summary>Days on which payments of a period's bills come in; the last one after the late penalty.</summary>
    public const int Slots = 4;
    private const int Purpose = 31;

    public static DateOnly Day(DemoPeriod period, int slot) => DemoCalendar.Weekday(slot switch
    {
        0 => period.Dates.BillDate.AddDays(6),
        1 => period.Dates.DueDate.AddDays(-9),
        2 => period.Dates.DueDate.AddDays(-2),
        _ => period.Dates.DueDate.AddDays(13),
    });

    public async Task TakeAsync(DemoPeriod period, int slot, CancellationToken cancellationToken)
    {
        var accounts = world.OfCycle(period.CycleIndex).Where(p => !p.IsVacant && SlotOf(p.Index, period) == slot).Select(p => p.AccountId)
            .Concat(world.Departed.Where(d => d.CycleIndex == period.CycleIndex && d.Habit == slot).Select(d => d.AccountId)).ToList();
        if (accounts.Count == 0)
            return;
        var balances = await office.ReadAsync(office.Cashier, s => s.GetRequiredService<IAccountBalances>().GetAsync(accounts, cancellationToken), cancellationToken).ConfigureAwait(false);
        var payments = new List<BatchPayment>(accounts.Count);
        foreach (var account in accounts)
            if (balances.GetValueOrDefault(account) is { Balance: > 0 } owed)
                payments.Add(Payment(account, owed.Balance, period, slot, payments.Count));
        foreach (var part in payments.Chunk(IReceiptBatchService.MostPayments))
            await office.DoAsync(office.Cashier, s => s.GetRequiredService<IReceiptBatchService>().TakeAsync(office.Guids.Create(), office.Today, part, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public Task PenaliseAsync(CancellationToken cancellationToken) =>
        office.DoAsync(office.Technician, s => s.GetRequiredService<IPenaltyAppService>().AssessAsync(cancellationToken), cancellationToken);

    /// <summary>A habit with exceptions: the same customer pays in the same way most of the time.</summary>
    private int SlotOf(int premiseIndex, DemoPeriod period)
    {
        var habit = new DemoDice(world.Seed, Purpose, 1, premiseIndex).Next(100);
        var now = new DemoDice(world.Seed, Purpose, 2, premiseIndex, period.Index).Next(100);
        var draw = now < 12 ? (habit + (now * 7)) % 100 : habit;
        return draw switch { < 30 => 0, < 62 => 1, < 92 => 2, < 98 => 3, _ => now < 50 ? -1 : 3 };
    }

    private BatchPayment Payment(Guid account, decimal owed, DemoPeriod period, int slot, int n)
    {
        var dice = new DemoDice(world.Seed, Purpose, 3, period.CycleIndex, period.Index, slot, n);
        var amount = dice.Percent(2) ? Math.Max(1m, decimal.Round(owed * 0.6m, 0)) : dice.PerMille(15) ? Math.Ceiling(owed / 10m) * 10m : owed;
        var tender = dice.Percent(46) ? TenderKind.Check : dice.Percent(82) ? TenderKind.Card : TenderKind.Cash;
        var reference = tender switch
        {
            TenderKind.Check => (1000 + dice.Next(8000)).ToString(CultureInfo.InvariantCulture),
            TenderKind.Card => (100_000 + dice.Next(900_000)).ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        return new BatchPayment(office.Guids.Create(), account, amount, tender, reference, null);
    }
}

using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;

namespace UtilityBilling.Collections.Deposits;

/// <summary>The deposit of an account that has left for good pays its final bill; what is left over waits as unapplied credit for a refund. An account that moves on keeps its deposit.</summary>
internal sealed class DepositSettlement(IUtilityBillingDbContext context, IPaymentPosting payments, IAccountDirectory accounts, IGuidGenerator guids) : IFinalSettlement
{
    public async Task SettleAsync(IReadOnlyCollection<Guid> occupancyIds, DateOnly on, CancellationToken cancellationToken = default)
    {
        var moved = (await accounts.ByOccupancyAsync(occupancyIds, cancellationToken)).Values.Select(c => c.AccountId).Distinct().ToList();
        var left = (await accounts.ByAccountAsync(moved, cancellationToken)).Values.Where(c => c.Status is OccupancyStatus.Final or OccupancyStatus.Closed).Select(c => c.AccountId).ToList();
        var deposits = await context.Set<Deposit>().AsNoTracking().Where(d => left.Contains(d.AccountId))
            .Select(d => new { d.Id, d.AccountId, Held = d.Amount - context.Set<DepositEvent>().Where(e => e.DepositId == d.Id).Sum(e => e.Amount) })
            .Where(d => d.Held > 0).OrderBy(d => d.AccountId).ThenBy(d => d.Id).ToListAsync(cancellationToken);
        foreach (var deposit in deposits)
        {
            var id = guids.Create();
            var posted = await payments.ApplyDepositAsync(id, deposit.AccountId, deposit.Held, on, cancellationToken);
            context.Set<DepositEvent>().Add(new DepositEvent { Id = id, DepositId = deposit.Id, Kind = DepositEventKind.Applied, Amount = deposit.Held, On = on, JournalId = posted.JournalId, CreditId = posted.CreditIds[0] });
        }
        await context.SaveChangesAsync(cancellationToken);
    }
}

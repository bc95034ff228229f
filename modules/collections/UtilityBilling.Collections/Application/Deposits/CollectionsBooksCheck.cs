using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Collections.Deposits;

/// <summary>What the counter's documents must agree with: deposits with the control of deposits held, receipts with their lines and tenders.</summary>
internal sealed class CollectionsBooksCheck(IUtilityBillingDbContext context, ILedger ledger) : IBooksCheck
{
    private const int Shown = 100;

    public async Task<IReadOnlyList<BooksCheckResult>> RunAsync(CancellationToken cancellationToken) =>
        [await DepositsAsync(cancellationToken), await ReceiptsAsync(cancellationToken)];

    private async Task<BooksCheckResult> DepositsAsync(CancellationToken cancellationToken)
    {
        var taken = await context.Set<Deposit>().SumAsync(d => d.Amount, cancellationToken);
        var gone = await context.Set<DepositEvent>().SumAsync(e => e.Amount, cancellationToken);
        var control = await ledger.DepositsHeldAsync(cancellationToken);
        var count = await context.Set<Deposit>().LongCountAsync(cancellationToken);
        return control == taken - gone
            ? new BooksCheckResult("DepositsControl", count, 0, [])
            : new BooksCheckResult("DepositsControl", count, 1, [new BooksDifference("Deposits held", Text(taken - gone), Text(control))]);
    }

    private async Task<BooksCheckResult> ReceiptsAsync(CancellationToken cancellationToken)
    {
        var wrong = context.Set<Receipt>().AsNoTracking().Where(r =>
            r.Total != context.Set<ReceiptLine>().Where(l => l.ReceiptId == r.Id).Sum(l => l.Amount)
            || r.Total != context.Set<ReceiptTender>().Where(t => t.ReceiptId == r.Id).Sum(t => t.Amount));
        var count = await wrong.LongCountAsync(cancellationToken);
        var shown = await wrong.OrderBy(r => r.Id).Take(Shown).ToListAsync(cancellationToken);
        return new BooksCheckResult(
            "ReceiptsAgree", await context.Set<Receipt>().LongCountAsync(cancellationToken), count,
            [.. shown.Select(r => new BooksDifference(ReceiptQueries.NumberOf(r), Text(r.Total), "lines or tenders differ"))]);
    }

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}

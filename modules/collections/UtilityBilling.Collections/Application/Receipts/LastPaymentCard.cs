using Microsoft.EntityFrameworkCore;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Collections.Receipts;

/// <summary>The last payment on the overview of an account's page; voided receipts do not count.</summary>
internal sealed class LastPaymentCard(IUtilityBillingDbContext context) : IAccountOverviewContributor
{
    public string Permission => CollectionsPermissions.Receipts.View;

    public async Task<AccountOverviewCard?> CardAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        var last = await (
            from line in context.Set<ReceiptLine>().AsNoTracking()
            join receipt in context.Set<Receipt>().AsNoTracking() on line.ReceiptId equals receipt.Id
            where line.AccountId == accountId && !context.Set<ReceiptVoid>().Any(v => v.ReceiptId == receipt.Id)
            orderby receipt.ReceivedAt descending, receipt.Id descending
            select new { receipt, line.Amount }).FirstOrDefaultAsync(cancellationToken);
        return last is null ? null : new AccountOverviewCard(
            "Collections:LastPayment", 20,
            [
                new AccountFigure("Collections:NewReceipt.Amount", 10, Amount: last.Amount),
                new AccountFigure("Collections:Receipt.Date", 20, Date: last.receipt.BusinessDate),
                new AccountFigure("Collections:Receipt.Number", 30, Text: ReceiptQueries.NumberOf(last.receipt)),
            ],
            $"/Collections/Receipts/{last.receipt.Id}");
    }
}

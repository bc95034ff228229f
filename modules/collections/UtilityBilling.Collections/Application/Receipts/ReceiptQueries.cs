using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Paging;
using UtilityBilling.Users;

namespace UtilityBilling.Collections.Receipts;

internal sealed class ReceiptQueries(IUtilityBillingDbContext context, IAccountDirectory accounts, IAccountBalances balances, IUserNames names, IPermissionChecker permissions)
{
    public static string NumberOf(Receipt receipt) => string.Create(CultureInfo.InvariantCulture, $"{receipt.Series}-{receipt.Number}");

    public async Task<PayableAccountDto?> FindAccountAsync(string accountNumber, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(CollectionsPermissions.Receipts.Take, cancellationToken);
        if (string.IsNullOrWhiteSpace(accountNumber) || await accounts.FindAsync(accountNumber.Trim(), cancellationToken) is not { } card)
            return null;
        var balance = (await balances.GetAsync([card.AccountId], cancellationToken)).GetValueOrDefault(card.AccountId);
        return new PayableAccountDto(card.AccountId, card.Number, card.CustomerName, card.Address, balance?.Balance ?? 0m, balance?.PastDue ?? 0m);
    }

    public async Task<PagedResult<ReceiptRow>> ListAsync(PagedRequest request, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(CollectionsPermissions.Receipts.View, cancellationToken);
        var query = await FilterAsync(request.Q, cancellationToken);
        var total = await query.LongCountAsync(cancellationToken);
        var receipts = await query.OrderByDescending(r => r.ReceivedAt).ThenByDescending(r => r.Id).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken);
        var ids = receipts.Select(r => r.Id).ToList();
        var lines = (await context.Set<ReceiptLine>().AsNoTracking().Where(l => ids.Contains(l.ReceiptId)).OrderBy(l => l.N).ToListAsync(cancellationToken)).ToLookup(l => l.ReceiptId);
        var tenders = (await context.Set<ReceiptTender>().AsNoTracking().Where(t => ids.Contains(t.ReceiptId)).OrderBy(t => t.N).ToListAsync(cancellationToken)).ToLookup(t => t.ReceiptId);
        var voided = await context.Set<ReceiptVoid>().AsNoTracking().Where(v => ids.Contains(v.ReceiptId)).Select(v => v.ReceiptId).ToListAsync(cancellationToken);
        var cards = await accounts.ByAccountAsync([.. lines.SelectMany(l => l).Select(l => l.AccountId).Distinct()], cancellationToken);
        var rows = receipts.Select(r => new ReceiptRow(
            r.Id, NumberOf(r), r.BusinessDate, string.Join(", ", lines[r.Id].Select(l => cards.GetValueOrDefault(l.AccountId)?.Number)), r.PayerName,
            [.. tenders[r.Id].Select(t => t.Kind).Distinct()], r.Total, r.ReceivedByName, voided.Contains(r.Id))).ToList();
        return new PagedResult<ReceiptRow>(rows, total, request.Page, request.PageSize);
    }

    public async Task<ReceiptDto> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(CollectionsPermissions.Receipts.View, cancellationToken);
        var receipt = await context.Set<Receipt>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) ?? throw new EntityNotFoundException(typeof(Receipt), id);
        var lines = await context.Set<ReceiptLine>().AsNoTracking().Where(l => l.ReceiptId == id).OrderBy(l => l.N).ToListAsync(cancellationToken);
        var tenders = await context.Set<ReceiptTender>().AsNoTracking().Where(t => t.ReceiptId == id).OrderBy(t => t.N).ToListAsync(cancellationToken);
        var voided = await context.Set<ReceiptVoid>().AsNoTracking().SingleOrDefaultAsync(v => v.ReceiptId == id, cancellationToken);
        var requested = await context.Set<ReceiptVoidRequest>().AsNoTracking().AnyAsync(r => r.ReceiptId == id && r.State == VoidRequestState.Requested, cancellationToken);
        var cards = await accounts.ByAccountAsync([.. lines.Select(l => l.AccountId).Distinct()], cancellationToken);
        return new ReceiptDto(
            receipt.Id, NumberOf(receipt), receipt.BusinessDate, receipt.ReceivedAt, receipt.ReceivedByName, receipt.PayerName, receipt.Total, receipt.JournalId,
            [.. lines.Select(l => Line(l, cards.GetValueOrDefault(l.AccountId)))],
            [.. tenders.Select(t => new ReceiptTenderDto(t.Kind, t.Amount, t.Reference))],
            voided is null ? null : await DescribeAsync(voided, cancellationToken), requested);
    }

    private async Task<IQueryable<Receipt>> FilterAsync(string? text, CancellationToken cancellationToken)
    {
        var all = context.Set<Receipt>().AsNoTracking();
        if (string.IsNullOrWhiteSpace(text))
            return all;
        var word = text.Trim();
        if (await accounts.FindAsync(word, cancellationToken) is { } card)
            return all.Where(r => context.Set<ReceiptLine>().Any(l => l.ReceiptId == r.Id && l.AccountId == card.AccountId));
        var digits = word[(word.LastIndexOf('-') + 1)..];
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return all.Where(r => r.Number == number);
        return all.Where(r => r.PayerName != null && EF.Functions.ILike(r.PayerName, $"%{word.Replace("%", "", StringComparison.Ordinal)}%"));
    }

    private async Task<ReceiptVoidDto> DescribeAsync(ReceiptVoid voided, CancellationToken cancellationToken)
    {
        var people = await names.GetAsync([voided.RequestedBy, voided.ApprovedBy], cancellationToken);
        return new ReceiptVoidDto(voided.VoidedAt, voided.Reason, people.GetValueOrDefault(voided.RequestedBy) ?? "", people.GetValueOrDefault(voided.ApprovedBy) ?? "", voided.JournalId);
    }

    private static ReceiptLineDto Line(ReceiptLine line, AccountCard? card) => new(line.AccountId, card?.Number ?? "", card?.CustomerName ?? "", card?.Address ?? "", line.Amount);
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Paging;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Collections.Receipts;

internal sealed class ReceiptAppService(
    IUtilityBillingDbContext context, ReceiptQueries queries, IPermissionChecker permissions, IOwnAccounts own, IAccountDirectory accounts, ILedger ledger, IPaymentPosting payments,
    INumberSeries numbers, IApprovalManager approvals, ISettingProvider settings, ICurrentUser users, IGuidGenerator guids, IClock clock) : IReceiptAppService
{
    public async Task<Guid> TakeAsync(ReceiptInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(CollectionsPermissions.Receipts.Take, cancellationToken);
        var businessDate = input.BusinessDate ?? clock.Today;
        Check(input, businessDate);
        var digest = Digest(input);
        if (await RepeatedAsync(input.IdempotencyKey, digest, cancellationToken) is { } earlier)
            return earlier;
        var cards = await CardsAsync(input.Lines, cancellationToken);
        await own.RefuseAsync([.. cards.Select(c => c.AccountId)], cancellationToken);
        await ledger.LockAccountsAsync([.. cards.Select(c => c.AccountId).Distinct()], cancellationToken);
        // Whoever pressed first has the lock; by now their receipt can be seen.
        if (await RepeatedAsync(input.IdempotencyKey, digest, cancellationToken) is { } first)
            return first;

        var id = guids.Create();
        var lines = input.Lines.Zip(cards, (line, card) => new AccountAmount(card.AccountId, line.Amount)).ToList();
        var tenders = input.Tenders.Select(t => new TenderAmount(t.Kind.ToString(), t.Amount)).ToList();
        var memo = string.Join(", ", input.Tenders.Select(t => t.Reference).OfType<string>());
        var posted = await payments.PostReceiptAsync(new ReceiptPosting(id, businessDate, lines, tenders, memo.Length == 0 ? null : memo), cancellationToken);
        await AddAsync(id, input, digest, businessDate, lines, posted, cancellationToken);
        return id;
    }

    public Task<PayableAccountDto?> FindAccountAsync(string accountNumber, CancellationToken cancellationToken = default) => queries.FindAccountAsync(accountNumber, cancellationToken);

    public Task<PagedResult<ReceiptRow>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default) => queries.ListAsync(request, cancellationToken);

    public Task<ReceiptDto> GetAsync(Guid id, CancellationToken cancellationToken = default) => queries.GetAsync(id, cancellationToken);

    public async Task RequestVoidAsync(Guid receiptId, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CollectionsPermissions.Receipts.RequestVoid, cancellationToken);
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException("Collections:Receipt.ReasonMissing").ForField("Input.Reason");
        var receipt = await context.Set<Receipt>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == receiptId, cancellationToken) ?? throw new EntityNotFoundException(typeof(Receipt), receiptId);
        await own.RefuseAsync(await context.Set<ReceiptLine>().Where(l => l.ReceiptId == receiptId).Select(l => l.AccountId).ToListAsync(cancellationToken), cancellationToken);
        if (await context.Set<ReceiptVoid>().AnyAsync(v => v.ReceiptId == receiptId, cancellationToken))
            throw new BusinessException("Collections:Receipt.AlreadyVoided").WithData("Number", ReceiptQueries.NumberOf(receipt));
        if (await context.Set<ReceiptVoidRequest>().AnyAsync(r => r.ReceiptId == receiptId && r.State == VoidRequestState.Requested, cancellationToken))
            throw new BusinessException("Collections:Receipt.VoidAlreadyRequested").WithData("Number", ReceiptQueries.NumberOf(receipt));
        var actor = users.Required;
        var request = new ReceiptVoidRequest
        {
            Id = guids.Create(), ReceiptId = receiptId, RequestedBy = actor.UserId, RequestedByName = actor.DisplayName, RequestedAt = clock.UtcNow, Reason = reason.Trim(),
        };
        context.Set<ReceiptVoidRequest>().Add(request);
        await context.SaveChangesAsync(cancellationToken);
        var summary = string.Create(CultureInfo.InvariantCulture, $"{ReceiptQueries.NumberOf(receipt)}, {receipt.BusinessDate:yyyy-MM-dd}, {receipt.Total:0.00}: {request.Reason}");
        await approvals.RequestAsync(ReceiptVoidApprovalHandler.ApprovalKind, receipt.Id, summary, receipt.Total, cancellationToken);
    }

    private void Check(ReceiptInput input, DateOnly businessDate)
    {
        if (input.IdempotencyKey == Guid.Empty)
            throw new BusinessException("Collections:Receipt.KeyMissing");
        if (businessDate > clock.Today)
            throw new BusinessException("Collections:Receipt.DateInFuture").ForField("Input.BusinessDate");
        if (input.Lines.Count is 0 or > 50 || input.Tenders.Count is 0 or > 10)
            throw new BusinessException("Collections:Receipt.Empty");
        if (input.Lines.Select(l => l.Amount).Concat(input.Tenders.Select(t => t.Amount)).Any(a => a <= 0 || a > 9_999_999.99m || decimal.Round(a, 2) != a))
            throw new BusinessException("Collections:Receipt.Amount").ForField("Input.Amount");
        if (input.Lines.Sum(l => l.Amount) != input.Tenders.Sum(t => t.Amount))
            throw new BusinessException("Collections:Receipt.TendersDiffer").WithData("Lines", input.Lines.Sum(l => l.Amount)).WithData("Tenders", input.Tenders.Sum(t => t.Amount)).ForField("Input.Amount");
        if (input.Tenders.Any(t => t.Kind == TenderKind.Card && t.Reference is { } reference && reference.Count(char.IsDigit) > 8))
            throw new BusinessException("Collections:Receipt.CardNumber").ForField("Input.Reference");
    }

    private async Task<Guid?> RepeatedAsync(Guid key, string digest, CancellationToken cancellationToken)
    {
        var earlier = await context.Set<Receipt>().AsNoTracking().SingleOrDefaultAsync(r => r.IdempotencyKey == key, cancellationToken);
        if (earlier is not null && earlier.RequestDigest != digest)
            throw new BusinessException("Collections:Receipt.KeyReused").WithData("Number", ReceiptQueries.NumberOf(earlier));
        return earlier?.Id;
    }

    private async Task<List<AccountCard>> CardsAsync(IReadOnlyList<ReceiptLineInput> lines, CancellationToken cancellationToken)
    {
        var cards = new List<AccountCard>();
        foreach (var line in lines)
            cards.Add(await accounts.FindAsync(line.AccountNumber.Trim(), cancellationToken)
                ?? throw new BusinessException("Collections:Receipt.AccountUnknown").WithData("Number", line.AccountNumber.Trim()).ForField("Input.AccountNumber"));
        return cards;
    }

    private async Task AddAsync(Guid id, ReceiptInput input, string digest, DateOnly businessDate, List<AccountAmount> lines, PostedReceipt posted, CancellationToken cancellationToken)
    {
        var actor = users.Required;
        var series = await settings.GetAsync(CollectionsSettings.ReceiptSeries, businessDate, cancellationToken);
        context.Set<Receipt>().Add(new Receipt
        {
            Id = id,
            Series = series,
            Number = await numbers.NextAsync($"receipt:{series}", cancellationToken: cancellationToken),
            BusinessDate = businessDate,
            ReceivedAt = clock.UtcNow,
            ReceivedBy = actor.UserId,
            ReceivedByName = actor.DisplayName,
            PayerName = string.IsNullOrWhiteSpace(input.PayerName) ? null : input.PayerName.Trim(),
            Total = lines.Sum(l => l.Amount),
            IdempotencyKey = input.IdempotencyKey,
            RequestDigest = digest,
            JournalId = posted.JournalId,
        });
        for (var i = 0; i < lines.Count; i++)
            context.Set<ReceiptLine>().Add(new ReceiptLine { ReceiptId = id, N = i + 1, AccountId = lines[i].AccountId, Amount = lines[i].Amount, CreditId = posted.CreditIds[i] });
        for (var i = 0; i < input.Tenders.Count; i++)
            context.Set<ReceiptTender>().Add(new ReceiptTender { ReceiptId = id, N = i + 1, Kind = input.Tenders[i].Kind, Amount = input.Tenders[i].Amount, Reference = input.Tenders[i].Reference?.Trim() });
        await context.SaveChangesAsync(cancellationToken);
    }

    private static string Digest(ReceiptInput input)
    {
        var text = new StringBuilder(input.PayerName).Append('\n').Append(input.BusinessDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (var line in input.Lines)
            text.Append(CultureInfo.InvariantCulture, $"\n{line.AccountNumber.Trim()}|{line.Amount:0.00}");
        foreach (var tender in input.Tenders)
            text.Append(CultureInfo.InvariantCulture, $"\n{tender.Kind}|{tender.Amount:0.00}|{tender.Reference}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

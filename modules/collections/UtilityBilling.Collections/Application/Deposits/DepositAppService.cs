using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Collections.Deposits;

internal sealed class DepositAppService(
    IUtilityBillingDbContext context, IPermissionChecker permissions, IOwnAccounts own, ILedger ledger, IPaymentPosting payments, IAccountDirectory accounts, IGuidGenerator guids, IClock clock) : IDepositAppService
{
    public async Task<DepositAccountDto> AccountAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CollectionsPermissions.Receipts.View, cancellationToken);
        var card = (await accounts.ByAccountAsync([accountId], cancellationToken)).GetValueOrDefault(accountId) ?? throw new EntityNotFoundException(typeof(AccountCard), accountId);
        return new DepositAccountDto(card.AccountId, card.Number, card.CustomerName);
    }

    public async Task<IReadOnlyList<DepositDto>> ListAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CollectionsPermissions.Receipts.View, cancellationToken);
        var deposits = await context.Set<Deposit>().AsNoTracking().Where(d => d.AccountId == accountId).OrderBy(d => d.TakenOn).ThenBy(d => d.Id).ToListAsync(cancellationToken);
        var ids = deposits.Select(d => d.Id).ToList();
        var events = (await context.Set<DepositEvent>().AsNoTracking().Where(e => ids.Contains(e.DepositId)).OrderBy(e => e.On).ThenBy(e => e.Id).ToListAsync(cancellationToken)).ToLookup(e => e.DepositId);
        return [.. deposits.Select(d => new DepositDto(
            d.Id, d.AccountId, d.TakenOn, d.Amount, d.Amount - events[d.Id].Sum(e => e.Amount), d.ReceiptNote, d.JournalId,
            [.. events[d.Id].Select(e => new DepositEventDto(e.Kind.ToString(), e.Amount, e.On, e.JournalId))]))];
    }

    public async Task<Guid> TakeAsync(Guid accountId, decimal amount, TenderKind tender, string? note, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CollectionsPermissions.Deposits.Manage, cancellationToken);
        await AccountAsync(accountId, cancellationToken);
        CheckAmount(amount);
        await own.RefuseAsync([accountId], cancellationToken);
        var deposit = guids.Create();
        var memo = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        var journal = await payments.TakeDepositAsync(new DepositPosting(deposit, accountId, amount, tender.ToString(), clock.Today, memo), cancellationToken);
        context.Set<Deposit>().Add(new Deposit { Id = deposit, AccountId = accountId, Amount = amount, TakenOn = clock.Today, ReceiptNote = memo, JournalId = journal });
        await context.SaveChangesAsync(cancellationToken);
        return deposit;
    }

    public async Task ApplyAsync(Guid depositId, decimal amount, CancellationToken cancellationToken = default)
    {
        var deposit = await HeldAsync(depositId, amount, cancellationToken);
        var id = guids.Create();
        var posted = await payments.ApplyDepositAsync(id, deposit.AccountId, amount, clock.Today, cancellationToken);
        await AddAsync(new DepositEvent { Id = id, DepositId = depositId, Kind = DepositEventKind.Applied, Amount = amount, On = clock.Today, JournalId = posted.JournalId, CreditId = posted.CreditIds[0] }, cancellationToken);
    }

    public async Task RefundAsync(Guid depositId, decimal amount, CancellationToken cancellationToken = default)
    {
        await HeldAsync(depositId, amount, cancellationToken);
        var id = guids.Create();
        var journal = await payments.RefundDepositAsync(id, amount, clock.Today, cancellationToken);
        await AddAsync(new DepositEvent { Id = id, DepositId = depositId, Kind = DepositEventKind.Refunded, Amount = amount, On = clock.Today, JournalId = journal }, cancellationToken);
    }

    /// <summary>The deposit, its account locked, with at least the amount still held.</summary>
    private async Task<Deposit> HeldAsync(Guid depositId, decimal amount, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(CollectionsPermissions.Deposits.Manage, cancellationToken);
        CheckAmount(amount);
        var deposit = await context.Set<Deposit>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == depositId, cancellationToken) ?? throw new EntityNotFoundException(typeof(Deposit), depositId);
        await own.RefuseAsync([deposit.AccountId], cancellationToken);
        await ledger.LockAccountsAsync([deposit.AccountId], cancellationToken);
        var held = deposit.Amount - await context.Set<DepositEvent>().Where(e => e.DepositId == depositId).SumAsync(e => e.Amount, cancellationToken);
        return amount <= held ? deposit : throw new BusinessException("Collections:Deposit.MoreThanHeld").WithData("Held", held).ForField("Input.Amount");
    }

    private async Task AddAsync(DepositEvent row, CancellationToken cancellationToken)
    {
        context.Set<DepositEvent>().Add(row);
        await context.SaveChangesAsync(cancellationToken);
    }

    private static void CheckAmount(decimal amount)
    {
        if (amount <= 0 || decimal.Round(amount, 2) != amount)
            throw new BusinessException("Collections:Deposit.Amount").ForField("Input.Amount");
    }
}

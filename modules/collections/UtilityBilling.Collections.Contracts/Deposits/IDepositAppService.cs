using UtilityBilling.Collections.Receipts;

namespace UtilityBilling.Collections.Deposits;

/// <summary>Customers' deposits: taken, applied to the account, owed back.</summary>
public interface IDepositAppService
{
    /// <summary>The account that deposits are shown of; an error when it is not this town's.</summary>
    Task<DepositAccountDto> AccountAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>An account's deposits, oldest first, with what became of each.</summary>
    Task<IReadOnlyList<DepositDto>> ListAsync(Guid accountId, CancellationToken cancellationToken = default);

    Task<Guid> TakeAsync(Guid accountId, decimal amount, TenderKind tender, string? note, CancellationToken cancellationToken = default);

    /// <summary>The amount becomes a credit of the account and pays what is open.</summary>
    Task ApplyAsync(Guid depositId, decimal amount, CancellationToken cancellationToken = default);

    /// <summary>The amount is owed back to the customer.</summary>
    Task RefundAsync(Guid depositId, decimal amount, CancellationToken cancellationToken = default);
}

/// <summary>Whose deposits they are.</summary>
public sealed record DepositAccountDto(Guid AccountId, string Number, string CustomerName);

/// <summary>A deposit and what is left of it.</summary>
public sealed record DepositDto(Guid Id, Guid AccountId, DateOnly TakenOn, decimal Amount, decimal Held, string? Note, Guid JournalId, IReadOnlyList<DepositEventDto> Events);

/// <summary>Applied or Refunded, how much and when.</summary>
public sealed record DepositEventDto(string Kind, decimal Amount, DateOnly On, Guid JournalId);

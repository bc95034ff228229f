using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Emails;

/// <summary>Statements by e-mail (BR-15): sent once each, and on paper where e-mail does not arrive.</summary>
public interface IEmailAppService
{
    /// <summary>How the e-mails of a posted run stand.</summary>
    Task<RunEmailsDto> OfRunAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Puts every piece of the run that goes by e-mail, and is in no message yet, into the outbox. Those whose address is known to be bad go on paper.</summary>
    /// <returns>How many messages there are to send.</returns>
    Task<int> QueueAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Every piece of the run that is to go by e-mail alone and was not sent goes on paper.</summary>
    /// <returns>How many pieces.</returns>
    Task<int> RestToPaperAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Sends a message again: one that failed or bounced, or one in doubt of which a person says that it did not arrive.</summary>
    Task RetryAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Says of a message in doubt that it went out.</summary>
    Task ConfirmSentAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>A message's piece goes on paper.</summary>
    Task ToPaperAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Messages, newest first; the filter is a state, the search an address or the beginning of a statement's number.</summary>
    Task<PagedResult<EmailDto>> ListAsync(PagedRequest request, EmailState? state, string? search, CancellationToken cancellationToken = default);

    /// <summary>What came into the bounce mailbox, newest first.</summary>
    Task<PagedResult<EmailReportDto>> ReportsAsync(PagedRequest request, bool onlyOpen, CancellationToken cancellationToken = default);

    /// <summary>Says that somebody has dealt with a message of the bounce mailbox that the program could not place.</summary>
    Task SettleReportAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Addresses that do not take mail, until somebody has put them right.</summary>
    Task<IReadOnlyList<BadAddressDto>> BadAddressesAsync(CancellationToken cancellationToken = default);

    /// <summary>From the next statement on the address counts again.</summary>
    Task ClearAddressAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <param name="ToQueue">Pieces for e-mail in no message yet, not gone to paper.</param>
/// <param name="States">Messages by state.</param>
/// <param name="OnPaper">Pieces that were to go by e-mail and went on paper instead.</param>
/// <param name="Troubled">Messages in doubt, bounced or failed, and those that were refused for now.</param>
public sealed record RunEmailsDto(
    Guid RunId, int RunNumber, string PeriodCode, bool IsFrozen, bool HasServer, string? ServerError, DateTimeOffset? PausedUntil, int ToQueue, IReadOnlyDictionary<EmailState, int> States, int OnPaper, IReadOnlyList<EmailDto> Troubled)
{
    public int Count(EmailState state) => States.GetValueOrDefault(state);
}

/// <param name="IsOnPaper">Whether its piece went on paper instead.</param>
/// <param name="Words">The mail server's own words.</param>
public sealed record EmailDto(
    Guid Id, Guid RunId, int RunNumber, long StatementNumber, Guid AccountId, string Name, string Address, EmailState State, int Tries, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, DateTimeOffset NotBefore, string? Words,
    string MessageId, bool IsOnPaper, bool AlsoOnPaper);

/// <param name="EmailId">The message that it speaks of, where it could be found.</param>
public sealed record EmailReportDto(
    Guid Id, DateTimeOffset ReceivedAt, EmailReportKind Kind, string From, string Subject, string? Address, string? Status, string? Words, Guid? EmailId, long? StatementNumber, string? SettledByName, DateTimeOffset? SettledAt)
{
    /// <summary>Whether somebody has to look at it.</summary>
    public bool IsOpen => SettledAt is null && (Kind == EmailReportKind.Unknown || (EmailId is null && Kind is EmailReportKind.Permanent or EmailReportKind.Temporary));
}

public sealed record BadAddressDto(Guid Id, Guid AccountId, string AccountNumber, string Name, string Address, string Words, DateTimeOffset Since);

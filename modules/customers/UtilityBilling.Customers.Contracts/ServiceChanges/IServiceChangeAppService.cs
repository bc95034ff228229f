using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Services;
using UtilityBilling.Paging;

namespace UtilityBilling.Customers.ServiceChanges;

/// <summary>A service opened or ended for many accounts by criteria: looked through, approved by another person, applied as a whole, taken back as a whole (RA-14).</summary>
public interface IServiceChangeAppService
{
    /// <summary>Newest first.</summary>
    Task<PagedResult<ServiceChangeDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    Task<ServiceChangeDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The accounts it concerns, by account number: all, only the good ones, or only the refused.</summary>
    Task<PagedResult<ServiceChangeLineDto>> LinesAsync(Guid id, PagedRequest request, bool? refused, CancellationToken cancellationToken = default);

    /// <summary>Every line that the list filters, for a file.</summary>
    Task<IReadOnlyList<ServiceChangeLineDto>> AllLinesAsync(Guid id, bool? refused, CancellationToken cancellationToken = default);

    /// <summary>What the form offers for a day.</summary>
    Task<ServiceChangeChoices> ChoicesAsync(DateOnly on, CancellationToken cancellationToken = default);

    /// <summary>Finds the accounts and says of each what would happen. Nothing counts yet.</summary>
    Task<Guid> PreviewAsync(ServiceChangeInput input, CancellationToken cancellationToken = default);

    /// <summary>Looks for the accounts again.</summary>
    Task RecheckAsync(Guid id, uint version, CancellationToken cancellationToken = default);

    /// <summary>Asks another person to approve it.</summary>
    Task SendAsync(Guid id, uint version, CancellationToken cancellationToken = default);

    Task DiscardAsync(Guid id, uint version, CancellationToken cancellationToken = default);

    /// <summary>Takes an applied change back. Services opened go, unless something has counted one of them: then it is refused. Services ended go on, except where somebody has changed them since.</summary>
    Task ReverseAsync(Guid id, string reason, uint version, CancellationToken cancellationToken = default);
}

/// <summary>Tells how many agreements something has counted, so that they cannot be taken away. The module that bills implements it.</summary>
public interface ICountedAgreements
{
    Task<long> CountAsync(IReadOnlyCollection<Guid> agreementIds, CancellationToken cancellationToken = default);
}

/// <param name="Rates">The rates of unmetered services that tariffs in force on the day price.</param>
/// <param name="Services">The services that agreements are about.</param>
public sealed record ServiceChangeChoices(IReadOnlyList<RateChoice> Rates, IReadOnlyList<string> Services, IReadOnlyList<string> Classes, IReadOnlyList<NamedChoice> Cycles, IReadOnlyList<FactChoice> Facts);

/// <param name="On">Opened: the first day. Ended: the first day on which it no longer counts.</param>
/// <param name="LikeService">Whose class and cycle a new agreement takes; the oldest running one's when empty.</param>
/// <param name="Cycle">The cycle's code, when the accounts of one cycle are asked for.</param>
/// <param name="HasService">Another service that the account must have.</param>
/// <param name="LeftAsChanged">After a reversal: services that stayed as they were, because somebody had changed them since.</param>
public sealed record ServiceChangeDto(
    Guid Id, ServiceChangeKind Kind, string Service, string? RateCode, string? LikeService, DateOnly On, string Reason, string? CustomerClass, string? Cycle, string? HasService, string? FactName, string? FactValue,
    ServiceChangeState State, int Lines, int Refused, int LeftAsChanged, string PreparedByName, DateTimeOffset PreparedAt, string? ApprovedByName, DateTimeOffset? ApprovedAt, string? DeclinedReason,
    string? EndedByName, DateTimeOffset? EndedAt, string? EndReason, uint Version)
{
    public int Good => Lines - Refused;
}

/// <param name="To">Opened: its end, where the move-out is known. Ended: the end it had before.</param>
/// <param name="Problem">Why it is refused, in a sentence; empty when it is good.</param>
public sealed record ServiceChangeLineDto(int Line, Guid AccountId, string AccountNumber, string CustomerName, string Address, string? CustomerClass, string? Cycle, DateOnly? To, string? Problem);

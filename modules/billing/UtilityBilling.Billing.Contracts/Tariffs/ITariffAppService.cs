using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Tariff versions: imported, approved by a second person, in force from their date, never edited after.</summary>
public interface ITariffAppService
{
    Task<PagedResult<TariffVersionDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    /// <summary>Every version but those given up, by the day it takes effect: the time line.</summary>
    Task<IReadOnlyList<TariffVersionDto>> HistoryAsync(CancellationToken cancellationToken = default);

    /// <summary>The approved versions that price something on a date, each with the services and fees that it prices then.</summary>
    Task<IReadOnlyList<TariffInForceDto>> InForceAsync(DateOnly date, CancellationToken cancellationToken = default);

    Task<TariffVersionDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Every reason why the document cannot be used, with its line; none when it may be imported.</summary>
    IReadOnlyList<TariffProblemDto> Validate(string document);

    /// <summary>Keeps the document as a draft. Refused with its problems, and when the same document is here already.</summary>
    Task<Guid> ImportAsync(string document, CancellationToken cancellationToken = default);

    /// <summary>Puts another document in a draft's place: its examples, a corrected figure. Only its preparer may, and only while nobody changed it meanwhile.</summary>
    /// <param name="seen">The digest of the document that was edited.</param>
    Task EditAsync(Guid id, string document, string seen, CancellationToken cancellationToken = default);

    /// <summary>Asks a second person. Refused while the document has a problem or one of its examples does not come out.</summary>
    Task RequestApprovalAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Gives up a draft.</summary>
    Task WithdrawAsync(Guid id, string reason, CancellationToken cancellationToken = default);
}

public sealed record TariffVersionDto(
    Guid Id, string Name, string Ordinance, DateOnly EffectiveFrom, IReadOnlyList<string> Services, IReadOnlyList<string> Fees, TariffState State, string PreparedByName, DateTimeOffset PreparedAt, string? ApprovedByName, DateTimeOffset? ApprovedAt);

/// <param name="DocumentHash">SHA-256 of the document, lower-case hex.</param>
/// <param name="MayBeEdited">A draft of the acting person's own.</param>
public sealed record TariffVersionDetailDto(TariffVersionDto Version, string Document, string DocumentHash, bool MayBeEdited);

/// <param name="Services">Its services that no later version prices on the date.</param>
/// <param name="Fees">Its fees that no later version sets on the date.</param>
public sealed record TariffInForceDto(TariffVersionDto Version, string Document, IReadOnlyList<string> Services, IReadOnlyList<string> Fees);

/// <param name="Line">Counted from 1.</param>
/// <param name="Place">Where in the document, for example <c>services.water.components[1]</c>.</param>
/// <param name="Text">What is wrong and what to do, in the reader's language.</param>
public sealed record TariffProblemDto(int Line, string Place, string Code, string Text);

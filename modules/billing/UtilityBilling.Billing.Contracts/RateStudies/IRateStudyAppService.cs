using UtilityBilling.BackgroundJobs;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.RateStudies;

/// <summary>Re-bills posted bills under trial tariffs beside the adopted ones (RA-11): revenue by service, class and tier, winners and losers.</summary>
public interface IRateStudyAppService
{
    Task<PagedResult<RateStudyDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    /// <summary>The tariff versions that a study may try: drafts, those that wait for approval, and adopted ones.</summary>
    Task<IReadOnlyList<TrialChoice>> TrialsAsync(CancellationToken cancellationToken = default);

    /// <summary>Begins a study; it is worked out in the background.</summary>
    Task<Guid> StartAsync(StartRateStudyInput input, CancellationToken cancellationToken = default);

    Task<RateStudyDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>How far the work on a study is.</summary>
    Task<JobStanding?> JobAsync(Guid id, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<RateStudyRevenueDto>> RevenueAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>How many accounts would pay less or more, by how many percent.</summary>
    Task<IReadOnlyList<RateStudyBand>> BandsAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Accounts by what changes for them, those that pay most more first (or least).</summary>
    Task<PagedResult<RateStudyAccountDto>> AccountsAsync(Guid id, bool winnersFirst, PagedRequest request, CancellationToken cancellationToken = default);

    /// <summary>All accounts, those that pay most more first.</summary>
    IAsyncEnumerable<RateStudyAccountDto> AllAccountsAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <summary>Works studies out; called in a scope of the town without a transaction.</summary>
public interface IRateStudyProcessor
{
    /// <summary>Rates every bill of the study by both sets of prices and keeps the figures; a repeat begins anew. <paramref name="progress"/> hears bills done and bills in all.</summary>
    Task WorkOutAsync(Guid studyId, Func<int, int, Task>? progress = null, CancellationToken cancellationToken = default);
}

/// <param name="BilledFrom">Bills dated from this day.</param>
/// <param name="BilledThrough">Bills dated up to and including this day.</param>
public sealed record StartRateStudyInput(string Name, DateOnly BilledFrom, DateOnly BilledThrough, IReadOnlyList<Guid> TrialVersions);

public sealed record TrialChoice(Guid Id, string Name, DateOnly EffectiveFrom, TariffState State, IReadOnlyList<string> Services);

public sealed record RateStudyDto(
    Guid Id, string Name, DateOnly BilledFrom, DateOnly BilledThrough, DateOnly AdoptedOn, IReadOnlyList<string> Trials, RateStudyState State, string RequestedByName, DateTimeOffset RequestedAt, DateTimeOffset? FinishedAt,
    int Bills, int Refused, string? Refusal, decimal AdoptedTotal, decimal TrialTotal)
{
    public decimal Change => TrialTotal - AdoptedTotal;

    /// <summary>In percent of the adopted revenue; empty when there was none.</summary>
    public decimal? ChangePercent => AdoptedTotal == 0m ? null : Math.Round(Change / AdoptedTotal * 100m, 1);
}

public sealed record RateStudyRevenueDto(string Service, string CustomerClass, string Component, int Tier, string Label, decimal AdoptedQuantity, decimal AdoptedAmount, decimal TrialQuantity, decimal TrialAmount)
{
    public decimal Change => TrialAmount - AdoptedAmount;
}

/// <summary>Accounts whose bills change by more than <see cref="From"/> and up to <see cref="To"/> percent; open at the ends.</summary>
public sealed record RateStudyBand(decimal? From, decimal? To, int Accounts);

public sealed record RateStudyAccountDto(Guid AccountId, string AccountNumber, string CustomerName, string Address, int Bills, decimal Adopted, decimal Trial)
{
    public decimal Change => Trial - Adopted;
    public decimal? ChangePercent => Adopted == 0m ? null : Math.Round(Change / Adopted * 100m, 1);
}

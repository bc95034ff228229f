using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Authorization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Localization;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.RateStudies;

internal sealed class RateStudyAppService(
    IUtilityBillingDbContext database, BulkWriter bulk, IAccountDirectory accounts, IPermissionChecker permissions, IBackgroundJobManager jobs, IGuidGenerator guids, IClock clock, ICurrentUser user) : IRateStudyAppService
{
    private static readonly decimal[] BandEdges = [-20m, -10m, -5m, 0m, 5m, 10m, 20m];

    public async Task<PagedResult<RateStudyDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        var studies = database.Set<RateStudy>().AsNoTracking();
        var total = await studies.CountAsync(cancellationToken).ConfigureAwait(false);
        var page = await studies.OrderByDescending(s => s.RequestedAt).ThenBy(s => s.Id).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<RateStudyDto>(await DtosAsync(page, cancellationToken).ConfigureAwait(false), total, request.Page, request.PageSize);
    }

    public async Task<IReadOnlyList<TrialChoice>> TrialsAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        return await database.Set<TariffVersion>().AsNoTracking().Where(t => t.State != TariffState.Withdrawn).OrderByDescending(t => t.EffectiveFrom).ThenBy(t => t.Name)
            .Select(t => new TrialChoice(t.Id, t.Name, t.EffectiveFrom, t.State, t.Services)).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> StartAsync(StartRateStudyInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.Edit, cancellationToken).ConfigureAwait(false);
        if (input.BilledThrough < input.BilledFrom)
            throw new BusinessException("Billing:RateStudy.Dates").ForField("Input.BilledThrough");
        await CheckTrialsAsync(input.TrialVersions, cancellationToken).ConfigureAwait(false);
        if (!await database.Set<Bill>().AnyAsync(b => b.BillDate >= input.BilledFrom && b.BillDate <= input.BilledThrough, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:RateStudy.NoBills").ForField("Input.BilledFrom").WithData("From", input.BilledFrom).WithData("Through", input.BilledThrough);
        var study = new RateStudy
        {
            Id = guids.Create(),
            Name = input.Name,
            BilledFrom = input.BilledFrom,
            BilledThrough = input.BilledThrough,
            AdoptedOn = clock.Today,
            TrialVersions = [.. input.TrialVersions],
            RequestedByName = user.Required.DisplayName,
            RequestedAt = clock.UtcNow,
        };
        database.Set<RateStudy>().Add(study);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await jobs.EnqueueAsync(RateStudyJob.Type, study.Id, cancellationToken).ConfigureAwait(false);
        return study.Id;
    }

    public async Task<RateStudyDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        return (await DtosAsync([await LoadAsync(id, cancellationToken).ConfigureAwait(false)], cancellationToken).ConfigureAwait(false))[0];
    }

    public async Task<JobStanding?> JobAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        return await jobs.FindAsync(RateStudyJob.Type, id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<RateStudyRevenueDto>> RevenueAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        var spanish = LocalizationCatalog.CurrentLanguage == "es";
        return await database.Set<RateStudyRevenue>().AsNoTracking().Where(r => r.StudyId == id).OrderBy(r => r.N)
            .Select(r => new RateStudyRevenueDto(r.Service, r.CustomerClass, r.Component, r.Tier, spanish ? r.LabelEs : r.LabelEn, r.AdoptedQuantity, r.AdoptedAmount, r.TrialQuantity, r.TrialAmount))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<RateStudyBand>> BandsAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        // An account that paid nothing and will pay something stands at the far end; the last band but one of "less" ends below zero, and "the same" stands alone.
        var counted = await bulk.QueryAsync(
            """
            select width_bucket(case when adopted <> 0 then (trial - adopted) / adopted * 100 when trial > 0 then 1000 else 0 end, $2), count(*)
            from billing.rate_study_accounts where study_id = $1 and trial <> adopted group by 1
            union all select -1, count(*) from billing.rate_study_accounts where study_id = $1 and trial = adopted
            """,
            [Arg.Of(id), new NpgsqlParameter { Value = BandEdges }], r => (Band: r.GetInt32(0), Count: (int)r.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        var counts = counted.ToDictionary(c => c.Band, c => c.Count);
        var bands = Enumerable.Range(0, BandEdges.Length + 1)
            .Select(n => new RateStudyBand(n == 0 ? null : BandEdges[n - 1], n == BandEdges.Length ? null : BandEdges[n], counts.GetValueOrDefault(n))).ToList();
        bands.Insert(Array.IndexOf(BandEdges, 0m) + 1, new RateStudyBand(0m, 0m, counts.GetValueOrDefault(-1)));
        return bands;
    }

    public async Task<PagedResult<RateStudyAccountDto>> AccountsAsync(Guid id, bool winnersFirst, PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        var rows = database.Set<RateStudyAccount>().AsNoTracking().Where(a => a.StudyId == id);
        var total = await rows.CountAsync(cancellationToken).ConfigureAwait(false);
        var ordered = winnersFirst ? rows.OrderBy(a => a.Trial - a.Adopted) : rows.OrderByDescending(a => a.Trial - a.Adopted);
        var page = await ordered.ThenBy(a => a.AccountId).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<RateStudyAccountDto>(await NamedAsync(page, cancellationToken).ConfigureAwait(false), total, request.Page, request.PageSize);
    }

    public async IAsyncEnumerable<RateStudyAccountDto> AllAccountsAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var page = 1; ; page++)
        {
            var part = await AccountsAsync(id, winnersFirst: false, new PagedRequest { Page = page, PageSize = PagedRequest.MaxPageSize }, cancellationToken).ConfigureAwait(false);
            foreach (var account in part.Items)
                yield return account;
            if (page >= part.PageCount)
                yield break;
        }
    }

    private async Task<IReadOnlyList<RateStudyAccountDto>> NamedAsync(List<RateStudyAccount> rows, CancellationToken cancellationToken)
    {
        var cards = await accounts.ByAccountAsync([.. rows.Select(r => r.AccountId)], cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(r => new RateStudyAccountDto(r.AccountId, cards[r.AccountId].Number, cards[r.AccountId].CustomerName, cards[r.AccountId].Address, r.Bills, r.Adopted, r.Trial))];
    }

    private async Task CheckTrialsAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            throw new BusinessException("Billing:RateStudy.NoTrial").ForField("Input.TrialVersions");
        var trials = await database.Set<TariffVersion>().AsNoTracking().Where(t => ids.Contains(t.Id) && t.State != TariffState.Withdrawn).Select(t => new { t.Name, t.Services }).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (trials.Count != ids.Distinct().Count())
            throw new EntityNotFoundException(typeof(TariffVersion), ids[0]);
        if (trials.SelectMany(t => t.Services).GroupBy(s => s).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new BusinessException("Billing:RateStudy.PricedTwice").ForField("Input.TrialVersions").WithData("Service", twice.Key);
    }

    private async Task<IReadOnlyList<RateStudyDto>> DtosAsync(List<RateStudy> studies, CancellationToken cancellationToken)
    {
        var ids = studies.SelectMany(s => s.TrialVersions).Distinct().ToList();
        var names = await database.Set<TariffVersion>().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken).ConfigureAwait(false);
        var spanish = LocalizationCatalog.CurrentLanguage == "es";
        return [.. studies.Select(s => new RateStudyDto(s.Id, s.Name, s.BilledFrom, s.BilledThrough, s.AdoptedOn, [.. s.TrialVersions.Select(t => names[t])], s.State, s.RequestedByName, s.RequestedAt, s.FinishedAt,
            s.Bills, s.Refused, spanish ? s.RefusalEs : s.RefusalEn, s.AdoptedTotal, s.TrialTotal))];
    }

    private async Task<RateStudy> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<RateStudy>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(RateStudy), id);
}

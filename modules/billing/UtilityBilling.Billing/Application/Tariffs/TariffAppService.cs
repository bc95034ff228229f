using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Tariffs;

internal sealed class TariffAppService(
    IUtilityBillingDbContext database, IPermissionChecker permissions, IApprovalManager approvals, IGuidGenerator guids, IClock clock, ICurrentUser user, IAuditScope audit) : ITariffAppService
{
    /// <summary>More than an ordinance a month for forty years.</summary>
    private const int MostVersions = 500;

    public async Task<PagedResult<TariffVersionDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        var versions = database.Set<TariffVersion>().AsNoTracking();
        var total = await versions.CountAsync(cancellationToken).ConfigureAwait(false);
        var page = await versions.OrderByDescending(t => t.EffectiveFrom).ThenBy(t => t.Name).ThenBy(t => t.Id).Skip(request.Skip).Take(request.PageSize).Select(WithoutDocument).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<TariffVersionDto>(page, total, request.Page, request.PageSize);
    }

    public async Task<IReadOnlyList<TariffVersionDto>> HistoryAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        var versions = await database.Set<TariffVersion>().AsNoTracking().Where(t => t.State != TariffState.Withdrawn)
            .OrderByDescending(t => t.EffectiveFrom).ThenBy(t => t.Name).Take(MostVersions).Select(WithoutDocument).ToListAsync(cancellationToken).ConfigureAwait(false);
        versions.Reverse();
        return versions;
    }

    public async Task<IReadOnlyList<TariffInForceDto>> InForceAsync(DateOnly date, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        var versions = await database.Set<TariffVersion>().AsNoTracking().Where(t => t.State == TariffState.Approved && t.EffectiveFrom <= date)
            .OrderByDescending(t => t.EffectiveFrom).ThenByDescending(t => t.Name).Take(MostVersions).ToListAsync(cancellationToken).ConfigureAwait(false);
        var (services, fees) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var inForce = new List<TariffInForceDto>();
        foreach (var version in versions)
        {
            var document = TariffSheet.Read(version.Document);
            var own = document.Services.Select(s => s.Id).Where(services.Add).ToList();
            var ownFees = document.FeeSchedule.Select(f => f.Id).Where(fees.Add).ToList();
            if (own.Count + ownFees.Count > 0)
                inForce.Add(new TariffInForceDto(Dto(version), version.Document, own, ownFees));
        }

        inForce.Reverse();
        return inForce;
    }

    public async Task<TariffVersionDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        var version = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        return new TariffVersionDetailDto(Dto(version), version.Document, version.DocumentHash, version.State == TariffState.Draft && version.PreparedBy == user.Required.UserId);
    }

    public IReadOnlyList<TariffProblemDto> Validate(string document) =>
        TariffChecks.Problems(document);

    public async Task<Guid> ImportAsync(string document, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.Edit, cancellationToken).ConfigureAwait(false);
        TariffChecks.RefuseProblems(document);
        var read = TariffReader.Read(document).Document!;
        var hash = await NewHashAsync(document, read.Tariff, cancellationToken).ConfigureAwait(false);
        if (await database.Set<TariffVersion>().AnyAsync(t => t.Name == read.Tariff && t.State != TariffState.Withdrawn, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Tariff.NameTaken").WithData("Name", read.Tariff);

        var version = new TariffVersion
        {
            Id = guids.Create(),
            Name = read.Tariff,
            Ordinance = read.Ordinance,
            EffectiveFrom = read.Effective,
            Services = [.. read.Services.Select(s => s.Id)],
            Fees = [.. read.FeeSchedule.Select(f => f.Id)],
            Document = document,
            DocumentHash = hash,
            State = TariffState.Draft,
            PreparedBy = user.Required.UserId,
            PreparedByName = user.Required.DisplayName,
            PreparedAt = clock.UtcNow,
        };
        database.Set<TariffVersion>().Add(version);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return version.Id;
    }

    public async Task EditAsync(Guid id, string document, string seen, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.Edit, cancellationToken).ConfigureAwait(false);
        var version = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (version.State != TariffState.Draft)
            throw new BusinessException("Billing:Tariff.NotDraft").WithData("Name", version.Name);
        // Whoever wrote a part of it must not be the one who approves it, and only one preparer is written down.
        if (version.PreparedBy != user.Required.UserId)
            throw new BusinessException("Billing:Tariff.OthersDraft").WithData("Name", version.Name).WithData("Person", version.PreparedByName);
        if (version.DocumentHash != seen)
            throw new BusinessException("Ui:Error.ChangedMeanwhile");
        TariffChecks.RefuseProblems(document);
        var read = TariffReader.Read(document).Document!;
        if (read.Tariff != version.Name)
            throw new BusinessException("Billing:Tariff.NameChanged").WithData("Name", version.Name);
        version.DocumentHash = await NewHashAsync(document, read.Tariff, cancellationToken).ConfigureAwait(false);
        (version.Document, version.Ordinance, version.EffectiveFrom) = (document, read.Ordinance, read.Effective);
        (version.Services, version.Fees) = ([.. read.Services.Select(s => s.Id)], [.. read.FeeSchedule.Select(f => f.Id)]);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task RequestApprovalAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.Edit, cancellationToken).ConfigureAwait(false);
        var version = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (version.State != TariffState.Draft)
            throw new BusinessException("Billing:Tariff.NotDraft").WithData("Name", version.Name);
        TariffChecks.RefuseProblems(version.Document);
        version.State = TariffState.AwaitingApproval;
        await approvals.RequestAsync(TariffApproval.ApprovalKind, id, FormattableString.Invariant($"{version.Name}, {version.Ordinance}, {version.EffectiveFrom:yyyy-MM-dd}"), null, cancellationToken).ConfigureAwait(false);
    }

    public async Task WithdrawAsync(Guid id, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.Edit, cancellationToken).ConfigureAwait(false);
        var version = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (version.State != TariffState.Draft)
            throw new BusinessException("Billing:Tariff.NotDraft").WithData("Name", version.Name);
        audit.Reason = reason;
        version.State = TariffState.Withdrawn;
    }

    /// <summary>A list reads many versions and none of their documents.</summary>
    private static readonly Expression<Func<TariffVersion, TariffVersionDto>> WithoutDocument =
        t => new TariffVersionDto(t.Id, t.Name, t.Ordinance, t.EffectiveFrom, t.Services, t.Fees, t.State, t.PreparedByName, t.PreparedAt, t.ApprovedByName, t.ApprovedAt);

    private static readonly Func<TariffVersion, TariffVersionDto> Dto = WithoutDocument.Compile();

    private async Task<string> NewHashAsync(string document, string name, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
        return await database.Set<TariffVersion>().AnyAsync(t => t.DocumentHash == hash && t.State != TariffState.Withdrawn, cancellationToken).ConfigureAwait(false)
            ? throw new BusinessException("Billing:Tariff.SameDocument").WithData("Name", name)
            : hash;
    }

    private async Task<TariffVersion> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<TariffVersion>().SingleOrDefaultAsync(t => t.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(TariffVersion), id);
}

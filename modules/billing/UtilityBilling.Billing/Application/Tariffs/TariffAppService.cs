using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Rating;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Localization;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Tariffs;

internal sealed class TariffAppService(
    IUtilityBillingDbContext database, IPermissionChecker permissions, IApprovalManager approvals, IGuidGenerator guids, IClock clock, ICurrentUser user, IAuditScope audit) : ITariffAppService
{
    public async Task<PagedResult<TariffVersionDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        var versions = database.Set<TariffVersion>().AsNoTracking();
        var total = await versions.CountAsync(cancellationToken).ConfigureAwait(false);
        var page = await versions.OrderByDescending(t => t.EffectiveFrom).ThenBy(t => t.Name).ThenBy(t => t.Id).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<TariffVersionDto>([.. page.Select(Dto)], total, request.Page, request.PageSize);
    }

    public async Task<TariffVersionDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.View, cancellationToken).ConfigureAwait(false);
        var version = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        return new TariffVersionDetailDto(Dto(version), version.Document);
    }

    public IReadOnlyList<TariffProblemDto> Validate(string document) =>
        [.. TariffValidator.Validate(document).Select(p => new TariffProblemDto(p.Line, p.Path, p.Code, p.Sentence(LocalizationCatalog.CurrentLanguage == "es" ? "es" : "en")))];

    public async Task<Guid> ImportAsync(string document, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.Edit, cancellationToken).ConfigureAwait(false);
        if (Validate(document) is [var first, ..] problems)
            throw new BusinessException("Billing:Tariff.HasProblems").WithData("Count", problems.Count).WithData("Line", first.Line).WithData("Problem", first.Text);
        var read = TariffReader.Read(document).Document!;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
        if (await database.Set<TariffVersion>().AnyAsync(t => t.DocumentHash == hash && t.State != TariffState.Withdrawn, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Tariff.SameDocument").WithData("Name", read.Tariff);
        if (await database.Set<TariffVersion>().AnyAsync(t => t.Name == read.Tariff && t.State != TariffState.Withdrawn, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Tariff.NameTaken").WithData("Name", read.Tariff);

        var version = new TariffVersion
        {
            Id = guids.Create(),
            Name = read.Tariff,
            Ordinance = read.Ordinance,
            EffectiveFrom = read.Effective,
            Services = [.. read.Services.Select(s => s.Id)],
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

    public async Task RequestApprovalAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Tariffs.Edit, cancellationToken).ConfigureAwait(false);
        var version = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (version.State != TariffState.Draft)
            throw new BusinessException("Billing:Tariff.NotDraft").WithData("Name", version.Name);
        version.State = TariffState.AwaitingApproval;
        await approvals.RequestAsync(TariffApproval.ApprovalKind, id, $"{version.Name}, {version.Ordinance}: {string.Join(", ", version.Services)} from {version.EffectiveFrom:yyyy-MM-dd}", null, cancellationToken).ConfigureAwait(false);
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

    private static TariffVersionDto Dto(TariffVersion t) =>
        new(t.Id, t.Name, t.Ordinance, t.EffectiveFrom, t.Services, t.State, t.PreparedByName, t.PreparedAt, t.ApprovedByName, t.ApprovedAt);

    private async Task<TariffVersion> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<TariffVersion>().SingleOrDefaultAsync(t => t.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(TariffVersion), id);
}

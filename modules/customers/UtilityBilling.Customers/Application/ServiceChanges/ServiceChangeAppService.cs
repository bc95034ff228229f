using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Services;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Paging;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.ServiceChanges;

internal sealed class ServiceChangeAppService(
    IUtilityBillingDbContext context, ServiceChangeFinder finder, ServiceChangeStore store, ChoiceNames names, TariffWords words, IEnumerable<ICountedAgreements> counted, IApprovalManager approvals,
    IPermissionChecker permissions, IOwnAccounts own, ISettingProvider settings, IAuditScope audit, ICurrentUser user, IClock clock, IGuidGenerator guids)
    : IServiceChangeAppService
{
    public async Task<PagedResult<ServiceChangeDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        var batches = context.Set<ServiceChangeBatch>().AsNoTracking();
        var total = await batches.LongCountAsync(cancellationToken).ConfigureAwait(false);
        var page = await batches.OrderByDescending(b => b.PreparedAt).ThenByDescending(b => b.Id).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        var codes = await names.CodesAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<ServiceChangeDto>(page.ConvertAll(b => ToDto(b, codes)), total, request.Page, request.PageSize);
    }

    public async Task<ServiceChangeDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return ToDto(await context.FindOrThrowAsync<ServiceChangeBatch>(id, cancellationToken).ConfigureAwait(false), await names.CodesAsync(cancellationToken).ConfigureAwait(false));
    }

    public async Task<PagedResult<ServiceChangeLineDto>> LinesAsync(Guid id, PagedRequest request, bool? refused, CancellationToken cancellationToken = default)
    {
        await GetAsync(id, cancellationToken).ConfigureAwait(false);
        return await store.LinesAsync(id, request, refused, await names.CodesAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ServiceChangeLineDto>> AllLinesAsync(Guid id, bool? refused, CancellationToken cancellationToken = default)
    {
        await GetAsync(id, cancellationToken).ConfigureAwait(false);
        return await store.AllLinesAsync(id, refused, await names.CodesAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<ServiceChangeChoices> ChoicesAsync(DateOnly on, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.ServiceChanges.Prepare, cancellationToken).ConfigureAwait(false);
        var metered = await finder.MeteredAsync(cancellationToken).ConfigureAwait(false);
        var classes = await settings.GetAsync(CustomersSettings.CustomerClasses, on, cancellationToken).ConfigureAwait(false);
        return new ServiceChangeChoices(
            [.. (await names.RatesAsync(on, cancellationToken).ConfigureAwait(false)).Where(r => !metered.Contains(r.Service))],
            await finder.ServicesAsync(cancellationToken).ConfigureAwait(false),
            classes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            await names.CyclesAsync(cancellationToken).ConfigureAwait(false),
            await words.FactsAsync(cancellationToken).ConfigureAwait(false));
    }

    public async Task<Guid> PreviewAsync(ServiceChangeInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(CustomersPermissions.ServiceChanges.Prepare, cancellationToken).ConfigureAwait(false);
        await names.RequireAsync(input.CycleId, null, cancellationToken).ConfigureAwait(false);
        var (service, rate) = await ServiceAsync(input, cancellationToken).ConfigureAwait(false);
        var (fact, value) = (input.FactName.Trimmed(), input.FactValue.Trimmed());
        if (fact is null != value is null)
            throw new BusinessException(CustomersErrorCodes.ServiceChange.FactIncomplete).ForField(fact is null ? "Input.FactName" : "Input.FactValue");
        var batch = new ServiceChangeBatch
        {
            Id = guids.Create(),
            Kind = input.Kind,
            Service = service,
            RateCode = rate,
            LikeService = rate is null ? null : input.LikeService.Trimmed(),
            On = input.On!.Value,
            Reason = input.Reason.Trim(),
            CustomerClass = input.CustomerClass.Trimmed(),
            CycleId = input.CycleId,
            HasService = input.HasService.Trimmed(),
            FactName = fact,
            FactValue = value,
            PreparedBy = user.Required.UserId,
            PreparedByName = user.Required.DisplayName,
            PreparedAt = clock.UtcNow,
        };
        context.Set<ServiceChangeBatch>().Add(batch);
        await FindAsync(batch, cancellationToken).ConfigureAwait(false);
        return batch.Id;
    }

    public async Task RecheckAsync(Guid id, uint version, CancellationToken cancellationToken = default)
    {
        var batch = await PreviewedAsync(id, version, cancellationToken).ConfigureAwait(false);
        if (batch.Kind == ServiceChangeKind.Add)
            await RefuseMeteredAsync(batch.Service, cancellationToken).ConfigureAwait(false);
        await FindAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    public async Task SendAsync(Guid id, uint version, CancellationToken cancellationToken = default)
    {
        var batch = await PreviewedAsync(id, version, cancellationToken).ConfigureAwait(false);
        if (batch.Lines == batch.Refused)
            throw new BusinessException(CustomersErrorCodes.ServiceChange.NothingGood);
        batch.State = ServiceChangeState.AwaitingApproval;
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        var sign = batch.Kind == ServiceChangeKind.Add ? '+' : '−';
        await approvals.RequestAsync(ServiceChangeApproval.ApprovalKind, id, FormattableString.Invariant($"{batch.Service}, {batch.On:yyyy-MM-dd}: {sign}{batch.Lines - batch.Refused}. {batch.Reason}"), null, cancellationToken).ConfigureAwait(false);
    }

    public async Task DiscardAsync(Guid id, uint version, CancellationToken cancellationToken = default)
    {
        End(await PreviewedAsync(id, version, cancellationToken).ConfigureAwait(false), ServiceChangeState.Discarded, null);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task ReverseAsync(Guid id, string reason, uint version, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.ServiceChanges.Approve, cancellationToken).ConfigureAwait(false);
        var why = reason.Trimmed() ?? throw new BusinessException(CustomersErrorCodes.ServiceChange.ReasonMissing).ForField("Reason");
        var batch = await context.FindOrThrowAsync<ServiceChangeBatch>(id, cancellationToken).ConfigureAwait(false);
        batch.NotStale(version);
        if (batch.State != ServiceChangeState.Applied)
            throw new BusinessException(CustomersErrorCodes.ServiceChange.NotApplied);
        var lines = await context.Set<ServiceChangeLine>().AsNoTracking().Where(l => l.BatchId == id && l.Problem == null).Select(l => new { l.AccountId, l.AgreementId }).ToListAsync(cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync([.. lines.Select(l => l.AccountId).Distinct()], cancellationToken).ConfigureAwait(false);
        End(batch, ServiceChangeState.Reversed, why);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        if (batch.Kind == ServiceChangeKind.Add)
        {
            await RefuseCountedAsync([.. lines.Select(l => l.AgreementId)], cancellationToken).ConfigureAwait(false);
            await store.RemoveAsync(batch, cancellationToken).ConfigureAwait(false);
            return;
        }
        batch.LeftAsChanged = lines.Count - (int)await store.ResumeAsync(batch, cancellationToken).ConfigureAwait(false);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The service meant, and its rate when it is opened.</summary>
    private async Task<(string Service, string? Rate)> ServiceAsync(ServiceChangeInput input, CancellationToken cancellationToken)
    {
        if (input.Kind == ServiceChangeKind.End)
            return (input.Service.Trimmed() ?? throw new BusinessException(CustomersErrorCodes.ServiceChange.NoService).ForField("Input.Service"), null);
        var rate = (await names.RatesAsync(input.On!.Value, cancellationToken).ConfigureAwait(false)).FirstOrDefault(r => r.RateCode == input.RateCode.Trimmed())
            ?? throw new BusinessException(CustomersErrorCodes.ServiceChange.NoRate).WithData("On", EnrollmentTerms.Iso(input.On.Value)).ForField("Input.RateCode");
        await RefuseMeteredAsync(rate.Service, cancellationToken).ConfigureAwait(false);
        return (rate.Service, rate.RateCode);
    }

    private async Task RefuseMeteredAsync(string service, CancellationToken cancellationToken)
    {
        if ((await finder.MeteredAsync(cancellationToken).ConfigureAwait(false)).Contains(service))
            throw new BusinessException(CustomersErrorCodes.ServiceChange.Metered).WithData("Service", service).ForField("Input.RateCode");
    }

    private async Task RefuseCountedAsync(IReadOnlyCollection<Guid> agreements, CancellationToken cancellationToken)
    {
        var many = 0L;
        foreach (var source in counted)
            many += await source.CountAsync(agreements, cancellationToken).ConfigureAwait(false);
        if (many > 0)
            throw new BusinessException(CustomersErrorCodes.ServiceChange.Counted).WithData("Count", many);
    }

    private async Task FindAsync(ServiceChangeBatch batch, CancellationToken cancellationToken)
    {
        var lines = await finder.FindAsync(batch, cancellationToken).ConfigureAwait(false);
        (batch.Lines, batch.Refused) = (lines.Count, lines.Count(l => l.Problem is not null));
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        await store.SaveLinesAsync(batch.Id, lines, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ServiceChangeBatch> PreviewedAsync(Guid id, uint version, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(CustomersPermissions.ServiceChanges.Prepare, cancellationToken).ConfigureAwait(false);
        var batch = await context.FindOrThrowAsync<ServiceChangeBatch>(id, cancellationToken).ConfigureAwait(false);
        batch.NotStale(version);
        return batch.State == ServiceChangeState.Previewed ? batch : throw new BusinessException(CustomersErrorCodes.ServiceChange.NotPreviewed);
    }

    private void End(ServiceChangeBatch batch, ServiceChangeState state, string? reason)
    {
        audit.Reason = reason;
        (batch.State, batch.EndReason, batch.EndedBy, batch.EndedByName, batch.EndedAt) = (state, reason, user.Required.UserId, user.Required.DisplayName, clock.UtcNow);
    }

    private static ServiceChangeDto ToDto(ServiceChangeBatch b, IReadOnlyDictionary<Guid, string> codes) => new(
        b.Id, b.Kind, b.Service, b.RateCode, b.LikeService, b.On, b.Reason, b.CustomerClass, b.CycleId is { } cycle ? codes.GetValueOrDefault(cycle) : null, b.HasService, b.FactName, b.FactValue,
        b.State, b.Lines, b.Refused, b.LeftAsChanged, b.PreparedByName, b.PreparedAt, b.ApprovedByName, b.ApprovedAt, b.DeclinedReason, b.EndedByName, b.EndedAt, b.EndReason, b.Version);
}

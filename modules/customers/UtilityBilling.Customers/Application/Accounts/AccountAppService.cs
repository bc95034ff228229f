using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Accounts;

internal sealed class AccountAppService(
    IUtilityBillingDbContext context, BulkWriter database, AccountQueries queries, AgreementQueries agreements, AccountHeaders headers,
    IEnumerable<IAccountOverviewContributor> cards, IEnumerable<IUsageChartProvider> charts, IEnumerable<IRecordHistory> history, IPermissionChecker permissions, IClock clock) : IAccountAppService
{
    private const int MostHistory = 100;

    public async Task<PagedResult<AccountListItem>> ListAsync(PagedRequest request, OccupancyStatus? status, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.ListAsync(request, status, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<AccountListItem>> AllAsync(PagedRequest request, OccupancyStatus? status, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.AllAsync(request, status, cancellationToken).ConfigureAwait(false);
    }

    public async Task<AccountHeaderDto> HeaderAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await headers.OfAsync(accountId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<AccountOverviewDto> OverviewAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        var occupancies = await agreements.OccupanciesAsync(accountId, cancellationToken).ConfigureAwait(false);
        var latest = occupancies.Count == 0 ? null : occupancies[0];
        var shown = new List<AccountOverviewCard>();
        foreach (var contributor in cards)
            if (await permissions.IsGrantedAsync(contributor.Permission, cancellationToken).ConfigureAwait(false)
                && await contributor.CardAsync(accountId, cancellationToken).ConfigureAwait(false) is { } card)
                shown.Add(card);
        return new AccountOverviewDto(latest?.Agreements ?? [], [.. shown.OrderBy(c => c.Order)], await ChartsAsync(latest, cancellationToken).ConfigureAwait(false));
    }

    public async Task<IReadOnlyList<AccountOccupancyDto>> OccupanciesAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        return await agreements.OccupanciesAsync(accountId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<RecordHistoryEntry>> HistoryAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        var account = await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        var occupancies = await agreements.OccupanciesAsync(accountId, cancellationToken).ConfigureAwait(false);
        List<RecordReference> records = [new(nameof(Account), accountId), new(nameof(Customer), account.CustomerId), new(nameof(CustomerContact), account.CustomerId)];
        records.AddRange(occupancies.Select(o => new RecordReference(nameof(Occupancy), o.OccupancyId)));
        records.AddRange(await context.Set<Enrollment>().Where(e => e.AccountId == accountId).Select(e => new RecordReference(nameof(Enrollment), e.Id)).ToListAsync(cancellationToken).ConfigureAwait(false));
        var lived = occupancies.SelectMany(o => o.Agreements).Select(a => a.Id).ToList();
        records.AddRange(await context.Set<ServiceStop>().Where(s => lived.Contains(s.AgreementId)).Select(s => new RecordReference(nameof(ServiceStop), s.Id)).ToListAsync(cancellationToken).ConfigureAwait(false));
        records.AddRange(await context.Set<ReversionAgreement>().Where(r => r.AccountId == accountId).Select(r => new RecordReference(nameof(ReversionAgreement), r.Id)).ToListAsync(cancellationToken).ConfigureAwait(false));
        var entries = new List<RecordHistoryEntry>();
        foreach (var trail in history)
            entries.AddRange(await trail.ReadAsync(records, MostHistory, cancellationToken).ConfigureAwait(false));
        return entries;
    }

    public async Task<AccountSettingsDto> SettingsAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        var account = await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        return new AccountSettingsDto(account.Number, new AccountSettingsInput
        {
            Delivery = account.Delivery,
            Attention = account.Attention,
            MailingLine1 = account.MailingLine1,
            MailingLine2 = account.MailingLine2,
            MailingCity = account.MailingCity,
            MailingState = account.MailingState,
            MailingZip = account.MailingZip,
            Version = account.Version,
        });
    }

    public async Task UpdateAsync(Guid accountId, AccountSettingsInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.Edit, cancellationToken).ConfigureAwait(false);
        CustomerRules.CheckMailing(input.MailingLine1, input.MailingCity, input.MailingState, input.MailingZip);
        var account = await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        account.NotStale(input.Version);
        account.Delivery = input.Delivery;
        account.Attention = input.Attention.Trimmed();
        account.MailingLine1 = input.MailingLine1.Trimmed();
        account.MailingLine2 = input.MailingLine2.Trimmed();
        account.MailingCity = input.MailingCity.Trimmed();
        account.MailingState = input.MailingState.Trimmed();
        account.MailingZip = input.MailingZip.Trimmed();
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<UsageChart>> ChartsAsync(AccountOccupancyDto? occupancy, CancellationToken cancellationToken)
    {
        if (occupancy is null)
            return [];
        var points = await database.QueryAsync(
            "select distinct a.service_point_id from customers.service_agreements a where a.occupancy_id = $1 and a.service_point_id is not null",
            [Arg.Of(occupancy.OccupancyId)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
        var shown = new List<UsageChart>();
        if (points.Count > 0)
            foreach (var provider in charts)
                shown.AddRange(await provider.ChartsAsync(points, occupancy.To ?? clock.Today, cancellationToken).ConfigureAwait(false));
        return shown;
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Emails;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Navigation;

namespace UtilityBilling.Billing;

/// <summary>E-mails in doubt, bounces that nobody could place, and addresses that do not take mail.</summary>
internal sealed class EmailQueues(EmailQueries queries, ICurrentTenant tenant) : ITodayQueueContributor
{
    public string Permission => BillingPermissions.Bills.PrintJobs;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var open = await queries.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<TodayQueue> queues = [];
        if (open.Count > 0)
            queues.Add(new TodayQueue("Billing:Queue.Emails", "/Billing/Emails", open.Count, Day(open.Oldest)));
        if (open.Addresses > 0)
            queues.Add(new TodayQueue("Billing:Queue.BadAddresses", "/Billing/Emails", open.Addresses, Day(open.OldestAddress)));
        return queues;
    }

    private DateOnly? Day(DateTimeOffset? at) => at is { } instant ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(instant, tenant.Tenant!.TimeZone).DateTime) : null;
}

/// <summary>Says at the head of an account's page that an address of it does not take mail.</summary>
internal sealed class BadAddressAlert(IUtilityBillingDbContext database, IStringLocalizer texts) : IAccountHeaderContributor
{
    public string Permission => BillingPermissions.Bills.View;

    public async Task<AccountHeaderPart> HeaderAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        var bad = await database.Set<BadAddress>().AsNoTracking().Where(a => a.AccountId == accountId && a.ClearedAt == null).OrderBy(a => a.Address).Select(a => a.Address).ToListAsync(cancellationToken).ConfigureAwait(false);
        return bad.Count == 0 ? AccountHeaderPart.Empty : new AccountHeaderPart([], [.. bad.Select(a => new AccountAlert(texts["Billing:Email.BadAddressAlert", a], Url: "/Billing/Emails"))]);
    }
}

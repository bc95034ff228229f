using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Notes;

internal sealed class ContactLog(IUtilityBillingDbContext context, BulkWriter bulk, ICurrentTenant tenant, ICurrentUser user, IPermissionChecker permissions) : IContactLog
{
    private const int MostShown = 100;

    private static readonly IReadOnlyList<StageColumn<FiledContact>> Columns =
    [
        Stage.Uuid<FiledContact>("id", c => c.Id), Stage.Uuid<FiledContact>("account_id", c => c.AccountId), new("at", "timestamptz", NpgsqlDbType.TimestampTz, c => c.At), Stage.Text<FiledContact>("channel", c => c.Channel.ToString()),
        Stage.Text<FiledContact>("topic", c => c.Topic.ToString()), Stage.Text<FiledContact>("reference", c => c.Reference), Stage.Text<FiledContact>("sent_to", c => c.SentTo),
    ];

    public async Task FileAsync(IReadOnlyCollection<FiledContact> contacts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contacts);
        if (contacts.Count == 0)
            return;
        await bulk.StageAsync("filed_contacts", Columns, contacts, cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            """
            insert into customers.contact_log (tenant_id, id, account_id, at, channel, topic, reference, sent_to, by_name)
            select $1, id, account_id, at, channel, topic, reference, sent_to, $2 from pg_temp.filed_contacts on conflict do nothing
            """,
            [Arg.Of(tenant.Id), Arg.Of(user.Required.DisplayName)], count => new AuditSummary("ContactLog.File", contacts.First().Id, count), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ContactDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        return await context.Set<ContactEntry>().AsNoTracking().Where(c => c.AccountId == accountId).OrderByDescending(c => c.At).ThenBy(c => c.Id).Take(MostShown)
            .Select(c => new ContactDto(c.At, c.Channel, c.Topic, c.Reference, c.SentTo, c.ByName)).ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}

using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Accounts;

/// <summary>The head of every account page: our own words, and what the other modules add for a person with the right to see it.</summary>
internal sealed class AccountHeaders(
    IUtilityBillingDbContext context, BulkWriter database, IEnumerable<IAccountHeaderContributor> contributors, IEnumerable<IAccountHubContributor> tabs, IPermissionChecker permissions, IClock clock)
{
    public async Task<AccountHeaderDto> OfAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            """
            select a.id, a.number, c.id, c.display_name, c.is_staff, c.language, o.premise_id, o.address, o.status, o."from", o."to", coalesce(o.collection_stage, 'none')
            from customers.accounts a
            join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
            left join lateral (
                select o.*, concat_ws(' ', p.address_line, p.unit) as address
                from customers.occupancies o join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
                where o.tenant_id = a.tenant_id and o.account_id = a.id
                order by (o.status = 'Voided'), (o."to" is null) desc, o."from" desc, o.id limit 1) o on true
            where a.id = $1
            """,
            [Arg.Of(accountId)],
            r => new AccountHeaderDto(
                r.GetGuid(0), r.GetString(1), r.GetGuid(2), r.GetString(3), r.GetBoolean(4), r.GetString(5), r.GuidOrNull(6), r.TextOrNull(7), r.WordOrNull<OccupancyStatus>(8),
                r.DayOrNull(9), r.DayOrNull(10), r.GetString(11), [], [], []),
            cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
            throw new EntityNotFoundException(typeof(Account), accountId);

        var figures = new List<AccountFigure>();
        var alerts = await AlertsAsync(rows[0], cancellationToken).ConfigureAwait(false);
        foreach (var contributor in contributors)
            if (await permissions.IsGrantedAsync(contributor.Permission, cancellationToken).ConfigureAwait(false))
            {
                var part = await contributor.HeaderAsync(accountId, cancellationToken).ConfigureAwait(false);
                figures.AddRange(part.Figures);
                alerts.AddRange(part.Alerts);
            }
        return rows[0] with
        {
            Figures = [.. figures.OrderBy(f => f.Order)],
            Alerts = [.. alerts.OrderByDescending(a => a.IsUrgent)],
            Tabs = await TabsAsync(accountId, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<List<AccountAlert>> AlertsAsync(AccountHeaderDto header, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var notes = await context.Set<Note>().AsNoTracking()
            .Where(n => n.IsAlert && (n.AlertUntil == null || n.AlertUntil >= today))
            .Where(n => n.AccountId == header.AccountId || n.CustomerId == header.CustomerId || (n.PremiseId != null && n.PremiseId == header.PremiseId))
            .OrderByDescending(n => n.CreatedAt).ThenBy(n => n.Id).Select(n => n.Text).ToListAsync(cancellationToken).ConfigureAwait(false);
        return notes.ConvertAll(text => new AccountAlert(text));
    }

    private async Task<IReadOnlyList<AccountTabDto>> TabsAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var shown = new List<IAccountHubContributor>();
        foreach (var tab in tabs)
            if (await permissions.IsGrantedAsync(tab.Permission, cancellationToken).ConfigureAwait(false))
                shown.Add(tab);
        return [.. shown.OrderBy(t => t.Order).ThenBy(t => t.Tab, StringComparer.Ordinal).Select(t => new AccountTabDto(t.Tab, t.TextKey, t.Url(accountId)))];
    }
}

/// <summary>This module's own tabs.</summary>
internal sealed record AccountTab(string Tab, string TextKey, string Suffix, int Order) : IAccountHubContributor
{
    public string Permission => CustomersPermissions.Accounts.View;

    public string Url(Guid accountId) => $"/Customers/Accounts/{accountId}{Suffix}";

    public static readonly IReadOnlyList<AccountTab> Own =
    [
        new("overview", "Customers:Tab.Overview", "", 0),
        new("services", "Customers:Tab.Services", "/Services", 20),
        new("enrollments", "Customers:Tab.Enrollments", "/Enrollments", 30),
        new("recipients", "Customers:Tab.Recipients", "/Recipients", 40),
        new("notes", "Customers:Tab.Notes", "/Notes", 60),
        new("history", "Customers:Tab.History", "/History", 90),
    ];
}

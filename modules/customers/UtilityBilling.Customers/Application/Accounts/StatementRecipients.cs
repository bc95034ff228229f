using System.Text.RegularExpressions;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Customers.Accounts;

internal sealed partial class StatementRecipients(IAccountDirectory directory, BulkWriter database) : IStatementRecipients
{
    /// <summary>An owner's own address; where none is on file, that of the place where the owner lives or lived last.</summary>
    private const string Owners = """
        select distinct on (o.account_id, c.id) o.account_id, c.display_name,
               coalesce(c.mailing_line1, home.line1), case when c.mailing_line1 is not null then c.mailing_line2 end,
               case when c.mailing_line1 is not null then concat_ws(' ', c.mailing_city || ',', c.mailing_state, c.mailing_zip) else home.city end,
               coalesce(c.mailing_zip, home.zip), c.language
        from customers.occupancies o
        join customers.accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
        join customers.ownerships w on w.tenant_id = o.tenant_id and w.premise_id = o.premise_id and w."from" <= $2 and (w."to" is null or w."to" > $2)
        join customers.customers c on c.tenant_id = w.tenant_id and c.id = w.customer_id
        left join lateral (
            select concat_ws(' ', p.address_line, p.unit) as line1, concat_ws(' ', p.city || ',', p.state, p.zip) as city, p.zip
            from customers.accounts b
            join customers.occupancies h on h.tenant_id = b.tenant_id and h.account_id = b.id and h.status <> 'Voided'
            join customers.premises p on p.tenant_id = h.tenant_id and p.id = h.premise_id
            where b.tenant_id = c.tenant_id and b.customer_id = c.id and h.premise_id <> o.premise_id
            order by (h."to" is null) desc, h."from" desc, h.id limit 1) home on true
        where o.id = any($1) and o.owner_copy = 'BillsAndNotices' and c.id <> a.customer_id
        order by o.account_id, c.id, o.id
        """;

    private const string Others = """
        select r.account_id, r.name, r.line1, r.line2, case when r.line1 is not null then concat_ws(' ', r.city || ',', r.state, r.zip) end, r.zip, r.language, r.email
        from customers.account_recipients r
        where r.account_id = any($1) and r.gets_bills and r."from" <= $2 and (r."to" is null or r."to" > $2)
        order by r.account_id, r."from", r.id
        """;

    public async Task<ILookup<Guid, StatementRecipient>> ByAccountAsync(IReadOnlyCollection<Guid> occupancyIds, DateOnly day, CancellationToken cancellationToken = default)
    {
        var cards = (await directory.ByOccupancyAsync(occupancyIds, cancellationToken).ConfigureAwait(false)).Values.GroupBy(c => c.AccountId).Select(g => g.OrderBy(c => c.OccupancyId).First()).ToList();
        var accounts = cards.ConvertAll(c => c.AccountId);
        var ways = (await database.QueryAsync(
            "select a.id, a.delivery, c.email from customers.accounts a join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id where a.id = any($1)",
            [Arg.Ids(accounts)], r => (Account: r.GetGuid(0), Delivery: Enum.Parse<StatementDelivery>(r.GetString(1)), Email: r.IsDBNull(2) ? null : r.GetString(2)), cancellationToken).ConfigureAwait(false))
            .ToDictionary(w => w.Account);
        var recipients = cards.ConvertAll(c => Payer(c, ways[c.AccountId].Delivery, ways[c.AccountId].Email));
        recipients.AddRange(await database.QueryAsync(Owners, [Arg.Ids(occupancyIds), Arg.Of(day)], r => new StatementRecipient(
            r.GetGuid(0), RecipientKind.OwnerCopy, r.GetString(1), Lines(r.GetString(1), Text(r, 2), Text(r, 3), Text(r, 4)), Text(r, 5), StatementDelivery.Paper, null, r.GetString(6)), cancellationToken).ConfigureAwait(false));
        recipients.AddRange(await database.QueryAsync(Others, [Arg.Ids(accounts), Arg.Of(day)], r => new StatementRecipient(
            r.GetGuid(0), RecipientKind.ThirdParty, r.GetString(1), Lines(r.GetString(1), Text(r, 2), Text(r, 3), Text(r, 4)), Text(r, 5),
            r.IsDBNull(2) ? StatementDelivery.Email : r.IsDBNull(7) ? StatementDelivery.Paper : StatementDelivery.Both, Text(r, 7), r.GetString(6)), cancellationToken).ConfigureAwait(false));
        return recipients.ToLookup(r => r.AccountId);
    }

    /// <summary>Who wants e-mail and has no address for it gets paper.</summary>
    private static StatementRecipient Payer(AccountCard card, StatementDelivery delivery, string? email) => new(
        card.AccountId, RecipientKind.Payer, card.CustomerName, card.Mailing, card.Mailing.Count > 0 && ZipAtTheEnd().Match(card.Mailing[^1]) is { Success: true } zip ? zip.Value : null,
        email is null ? StatementDelivery.Paper : delivery, email, card.Language);

    private static string[] Lines(params string?[] lines) => [.. lines.Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => l!)];

    private static string? Text(Npgsql.NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    [GeneratedRegex(@"\d{5}(-\d{4})?\s*$")]
    private static partial Regex ZipAtTheEnd();
}

using Microsoft.EntityFrameworkCore;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Names;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Moves;

/// <summary>Somebody who asks for service, by everything that tells people apart.</summary>
internal sealed record Newcomer(Guid? CustomerId, string SortKey, IReadOnlyCollection<string> Phones, IReadOnlyCollection<string> Emails, string? LegacyId);

/// <summary>Finds what the same person owes anywhere in town (CA-10).</summary>
internal sealed class OldDebtFinder(IUtilityBillingDbContext context, BulkWriter database, IEnumerable<IOldDebtProvider> providers, IClock clock)
{
    public async Task<IReadOnlyList<OldDebtDto>> FindAsync(Newcomer newcomer, CancellationToken cancellationToken)
    {
        var accounts = (await AccountsAsync(newcomer, cancellationToken).ConfigureAwait(false)).ToDictionary(a => a.AccountId);
        var debts = new List<OldDebtDto>();
        if (accounts.Count > 0)
            foreach (var provider in providers)
                foreach (var debt in await provider.OwedAsync([.. accounts.Keys], cancellationToken).ConfigureAwait(false))
                    debts.Add(accounts[debt.AccountId].With(debt, clock.Today));
        return [.. debts.OrderByDescending(d => d.StandsInTheWay).ThenByDescending(d => d.Amount).ThenBy(d => d.AccountNumber, StringComparer.Ordinal)];
    }

    /// <summary>The newcomer of a form: an existing account's or customer's, or the one being entered. Null while nobody is named.</summary>
    public async Task<Newcomer?> NewcomerAsync(MoveInInput input, CancellationToken cancellationToken)
    {
        if (input.CustomerId is { } named)
            await context.FindOrThrowAsync<Customer>(named, cancellationToken).ConfigureAwait(false);
        if (input.AccountId is { } account)
            return await NewcomerAsync((await context.FindOrThrowAsync<Account>(account, cancellationToken).ConfigureAwait(false)).CustomerId, cancellationToken).ConfigureAwait(false);
        if (input.CustomerId is { } customer)
            return await NewcomerAsync(customer, cancellationToken).ConfigureAwait(false);
        return input.NewCustomer is { } entered && !string.IsNullOrWhiteSpace(entered.LastName) ? Of(entered) : null;
    }

    public async Task<Newcomer> NewcomerAsync(Guid customerId, CancellationToken cancellationToken)
    {
        var customer = await context.FindOrThrowAsync<Customer>(customerId, cancellationToken).ConfigureAwait(false);
        var contacts = await context.Set<CustomerContact>().Where(c => c.CustomerId == customerId).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new Newcomer(
            customerId, customer.SortKey,
            Phones([customer.Phone, .. contacts.Where(c => c.Kind == ContactKind.Phone).Select(c => c.Value)]),
            Emails([customer.Email, .. contacts.Where(c => c.Kind == ContactKind.Email).Select(c => c.Value)]),
            customer.LegacyId);
    }

    private static Newcomer Of(CustomerInput entered) => new(
        null,
        SortKeys.Person(entered.Kind == CustomerKind.Organization ? null : entered.FirstName, entered.LastName),
        Phones([entered.Phone, .. entered.Contacts.Where(c => c.Kind == ContactKind.Phone).Select(c => c.Value)]),
        Emails([entered.Email, .. entered.Contacts.Where(c => c.Kind == ContactKind.Email).Select(c => c.Value)]),
        null);

    private static string[] Phones(IEnumerable<string?> phones) => [.. phones.Select(SortKeys.PhoneDigits).OfType<string>().Distinct()];

    private static string[] Emails(IEnumerable<string?> emails) => [.. emails.Select(e => e.Trimmed()?.ToLowerInvariant()).OfType<string>().Distinct()];

    private Task<List<SamePersonsAccount>> AccountsAsync(Newcomer newcomer, CancellationToken cancellationToken) => database.QueryAsync(
        """
        with matches as (
            select c.id, c.display_name,
                   coalesce(c.id = $1, false) as by_customer,
                   c.sort_key = $2 as by_name,
                   coalesce(right(regexp_replace(c.phone, '\D', '', 'g'), 10) = any($3), false)
                       or exists (select 1 from customers.customer_contacts k where k.tenant_id = c.tenant_id and k.customer_id = c.id and k.kind = 'Phone' and right(regexp_replace(k.value, '\D', '', 'g'), 10) = any($3)) as by_phone,
                   coalesce(lower(c.email) = any($4), false)
                       or exists (select 1 from customers.customer_contacts k where k.tenant_id = c.tenant_id and k.customer_id = c.id and k.kind = 'Email' and lower(k.value) = any($4)) as by_email,
                   coalesce(c.legacy_id = $5, false) as by_legacy
            from customers.customers c
        )
        select a.id, a.number, m.display_name, o.address, m.by_customer, m.by_name, m.by_phone, m.by_email, m.by_legacy
        from matches m
        join customers.accounts a on a.customer_id = m.id
        left join lateral (
            select concat_ws(' ', p.address_line, p.unit) as address
            from customers.occupancies o join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
            where o.tenant_id = a.tenant_id and o.account_id = a.id and o.status <> 'Voided'
            order by o."from" desc, o.id limit 1) o on true
        where m.by_customer or m.by_name or m.by_phone or m.by_email or m.by_legacy
        """,
        [Arg.Of(newcomer.CustomerId), Arg.Of(newcomer.SortKey), Arg.Texts(newcomer.Phones), Arg.Texts(newcomer.Emails), Arg.Of(newcomer.LegacyId)],
        r => new SamePersonsAccount(r.GetGuid(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), [.. MatchWords.Where((_, i) => r.GetBoolean(4 + i))]),
        cancellationToken);

    private static readonly string[] MatchWords = ["customer", "name", "phone", "email", "legacyId"];

    private sealed record SamePersonsAccount(Guid AccountId, string Number, string CustomerName, string? Address, IReadOnlyList<string> MatchedBy)
    {
        public OldDebtDto With(OldDebt debt, DateOnly today) =>
            new(AccountId, Number, CustomerName, Address, debt.Amount, debt.IsWrittenOff, debt.HasPlan, debt.Since, MatchedBy, OldDebtRule.StandsInTheWay(debt, today));
    }
}

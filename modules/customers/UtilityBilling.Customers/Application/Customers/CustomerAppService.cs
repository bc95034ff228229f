using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Search;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Search;

namespace UtilityBilling.Customers.Customers;

internal sealed class CustomerAppService(
    IUtilityBillingDbContext context, BulkWriter database, CustomersSearchDocuments search, ISearchIndex index, IPermissionChecker permissions, IGuidGenerator guids) : ICustomerAppService
{
    public async Task<CustomerDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        var customer = await context.FindOrThrowAsync<Customer>(id, cancellationToken).ConfigureAwait(false);
        var contacts = await ContactsAsync(id, cancellationToken).ConfigureAwait(false);
        return new CustomerDto(id, customer.DisplayName, ToInput(customer, contacts), await AccountsAsync(id, cancellationToken).ConfigureAwait(false));
    }

    public async Task<IReadOnlyList<CustomerChoice>> FindAsync(string text, int limit, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        var found = await index.FindAsync(text, [CustomersSearchDocuments.CustomerKind], limit, cancellationToken).ConfigureAwait(false);
        return await database.QueryAsync(
            """
            select c.id, c.display_name, c.phone, c.email,
                   (select concat_ws(' ', p.address_line, p.unit) from customers.accounts a
                    join customers.occupancies o on o.tenant_id = a.tenant_id and o.account_id = a.id and o.status <> 'Voided'
                    join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
                    where a.tenant_id = c.tenant_id and a.customer_id = c.id order by o."from" desc, o.id limit 1)
            from customers.customers c where c.id = any($1) order by c.sort_key, c.id
            """,
            [Arg.Ids(found.Select(m => m.RecordId))],
            r => new CustomerChoice(r.GetGuid(0), r.GetString(1), r.TextOrNull(2), r.TextOrNull(3), r.TextOrNull(4)),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> CreateAsync(CustomerInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.Edit, cancellationToken).ConfigureAwait(false);
        var customer = CustomerWriter.Add(context, guids, input);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        await search.CustomersAsync([customer.Id], cancellationToken).ConfigureAwait(false);
        return customer.Id;
    }

    public async Task UpdateAsync(Guid id, CustomerInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.Edit, cancellationToken).ConfigureAwait(false);
        CustomerRules.Check(input);
        var customer = await context.FindOrThrowAsync<Customer>(id, cancellationToken).ConfigureAwait(false);
        customer.NotStale(input.Version);
        CustomerRules.Apply(input, customer);
        CustomerWriter.ReplaceContacts(context, id, await ContactsAsync(id, cancellationToken).ConfigureAwait(false), input.Contacts);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        await search.CustomersAsync([id], cancellationToken).ConfigureAwait(false);
    }

    private Task<List<CustomerContact>> ContactsAsync(Guid customerId, CancellationToken cancellationToken) =>
        context.Set<CustomerContact>().Where(c => c.CustomerId == customerId).OrderBy(c => c.N).ToListAsync(cancellationToken);

    private Task<List<CustomerAccountDto>> AccountsAsync(Guid customerId, CancellationToken cancellationToken) => database.QueryAsync(
        """
        select a.id, a.number, o.address, o.status, a.opened_on
        from customers.accounts a
        left join lateral (
            select concat_ws(' ', p.address_line, p.unit) as address, o.status
            from customers.occupancies o join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
            where o.tenant_id = a.tenant_id and o.account_id = a.id
            order by (o.status = 'Voided'), (o."to" is null) desc, o."from" desc, o.id limit 1) o on true
        where a.customer_id = $1
        order by a.opened_on desc, a.number
        """,
        [Arg.Of(customerId)],
        r => new CustomerAccountDto(r.GetGuid(0), r.GetString(1), r.TextOrNull(2), r.WordOrNull<OccupancyStatus>(3), r.Day(4)),
        cancellationToken);

    private static CustomerInput ToInput(Customer c, List<CustomerContact> contacts) => new()
    {
        Kind = c.Kind,
        FirstName = c.FirstName,
        LastName = c.LastName,
        Language = c.Language,
        Phone = c.Phone,
        Email = c.Email,
        MailingLine1 = c.MailingLine1,
        MailingLine2 = c.MailingLine2,
        MailingCity = c.MailingCity,
        MailingState = c.MailingState,
        MailingZip = c.MailingZip,
        IsStaff = c.IsStaff,
        Version = c.Version,
        Contacts = [.. contacts.Select(k => new ContactInput { Kind = k.Kind, Value = k.Value, Label = k.Label })],
    };
}

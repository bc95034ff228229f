using UtilityBilling.Auditing;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Customers.Auditing;

/// <summary>Lets the audit log call our records by their names.</summary>
internal sealed class CustomersRecordNames(BulkWriter database) : IAuditRecordNames
{
    private static readonly Dictionary<string, string> Names = new()
    {
        [nameof(Account)] = "select a.id, a.number from customers.accounts a where a.id = any($1)",
        [nameof(OwnAccount)] = "select a.id, a.number from customers.accounts a where a.id = any($1)",
        [nameof(Customer)] = "select c.id, c.display_name from customers.customers c where c.id = any($1)",
        [nameof(CustomerContact)] = "select c.id, c.display_name from customers.customers c where c.id = any($1)",
        [nameof(Premise)] = "select p.id, concat_ws(' ', p.address_line, p.unit) from customers.premises p where p.id = any($1)",
        [nameof(Parcel)] = "select p.id, p.number from customers.parcels p where p.id = any($1)",
        [nameof(Occupancy)] = "select o.id, a.number || ', ' || concat_ws(' ', p.address_line, p.unit) from customers.occupancies o join customers.accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id where o.id = any($1)",
        [nameof(ServicePoint)] = "select s.id, s.service || ', ' || concat_ws(' ', p.address_line, p.unit) from customers.service_points s join customers.premises p on p.tenant_id = s.tenant_id and p.id = s.premise_id where s.id = any($1)",
        [nameof(ServiceAgreement)] = Agreement,
        ["Agreement"] = Agreement,
        [nameof(RateAssignment)] = Agreement,
        [nameof(UsageSource)] = Agreement,
    };

    private const string Agreement = "select s.id, s.service || ', ' || concat_ws(' ', p.address_line, p.unit) from customers.service_agreements s join customers.premises p on p.tenant_id = s.tenant_id and p.id = s.premise_id where s.id = any($1)";

    public IReadOnlyCollection<string> Types => Names.Keys;

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(string type, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(Names[type], [SqlValues.Uuids(ids)], r => (Id: r.GetGuid(0), Name: r.GetString(1)), cancellationToken).ConfigureAwait(false)).ToDictionary(n => n.Id, n => n.Name);
}

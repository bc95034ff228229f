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
        [nameof(AccountRecipient)] = "select r.id, a.number || ', ' || r.name from customers.account_recipients r join customers.accounts a on a.tenant_id = r.tenant_id and a.id = r.account_id where r.id = any($1)",
        [nameof(Customer)] = "select c.id, c.display_name from customers.customers c where c.id = any($1)",
        [nameof(CustomerContact)] = "select c.id, c.display_name from customers.customers c where c.id = any($1)",
        [nameof(Premise)] = "select p.id, concat_ws(' ', p.address_line, p.unit) from customers.premises p where p.id = any($1)",
        [nameof(Parcel)] = "select p.id, p.number from customers.parcels p where p.id = any($1)",
        [nameof(Occupancy)] = "select o.id, a.number || ', ' || concat_ws(' ', p.address_line, p.unit) from customers.occupancies o join customers.accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id where o.id = any($1)",
        [nameof(ServicePoint)] = "select s.id, s.service || ', ' || concat_ws(' ', p.address_line, p.unit) from customers.service_points s join customers.premises p on p.tenant_id = s.tenant_id and p.id = s.premise_id where s.id = any($1)",
        [nameof(Enrollment)] = "select e.id, concat_ws(', ', e.program, a.number, concat_ws(' ', p.address_line, p.unit)) from customers.enrollments e join customers.premises p on p.tenant_id = e.tenant_id and p.id = e.premise_id left join customers.accounts a on a.tenant_id = e.tenant_id and a.id = e.account_id where e.id = any($1)",
        [nameof(ServiceStop)] = "select t.id, s.service || ', ' || concat_ws(' ', p.address_line, p.unit) from customers.service_stops t join customers.service_agreements s on s.tenant_id = t.tenant_id and s.id = t.agreement_id join customers.premises p on p.tenant_id = s.tenant_id and p.id = s.premise_id where t.id = any($1)",
        [nameof(ReversionAgreement)] = "select v.id, a.number || ', ' || concat_ws(' ', p.address_line, p.unit) from customers.reversion_agreements v join customers.accounts a on a.tenant_id = v.tenant_id and a.id = v.account_id join customers.premises p on p.tenant_id = v.tenant_id and p.id = v.premise_id where v.id = any($1)",
        [nameof(EnrollmentFile)] = "select f.id, f.file_name from customers.enrollment_files f where f.id = any($1)",
        [nameof(ServiceChangeBatch)] = "select b.id, b.service || ', ' || b.\"on\"::text from customers.service_change_batches b where b.id = any($1)",
        [nameof(PremiseFact)] = "select f.id, f.name || ', ' || concat_ws(' ', p.address_line, p.unit) from customers.premise_facts f join customers.premises p on p.tenant_id = f.tenant_id and p.id = f.premise_id where f.id = any($1)",
        [nameof(ServiceAgreement)] = Agreement,
        ["Agreement"] = Agreement,
        [nameof(RateAssignment)] = Agreement,
        [nameof(UsageSource)] = Agreement,
    };

    private const string Agreement = "select s.id, s.service || ', ' || concat_ws(' ', p.address_line, p.unit) from customers.service_agreements s join customers.premises p on p.tenant_id = s.tenant_id and p.id = s.premise_id where s.id = any($1)";

    public IReadOnlyCollection<string> Types => Names.Keys;

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(string type, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(Names[type], [Arg.Ids(ids)], r => (Id: r.GetGuid(0), Name: r.GetString(1)), cancellationToken).ConfigureAwait(false)).ToDictionary(n => n.Id, n => n.Name);
}

using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;

namespace UtilityBilling.Customers.Customers;

/// <summary>Puts entered customers into the unit of work; the caller saves and makes them findable.</summary>
internal static class CustomerWriter
{
    public static Customer Add(IUtilityBillingDbContext context, IGuidGenerator guids, CustomerInput input, string fieldPrefix = "Input")
    {
        CustomerRules.Check(input, fieldPrefix);
        var customer = new Customer { Id = guids.Create(), LastName = "", DisplayName = "", SortKey = "", Language = "" };
        CustomerRules.Apply(input, customer);
        context.Set<Customer>().Add(customer);
        ReplaceContacts(context, customer.Id, [], input.Contacts);
        return customer;
    }

    /// <summary>Contacts are few and have no life of their own: numbered rows are changed in place, so that the audit tells what changed.</summary>
    public static void ReplaceContacts(IUtilityBillingDbContext context, Guid customerId, List<CustomerContact> former, IEnumerable<ContactInput> wanted)
    {
        var n = 0;
        foreach (var contact in wanted.Where(c => !string.IsNullOrWhiteSpace(c.Value)))
        {
            n++;
            var row = former.FirstOrDefault(c => c.N == n);
            if (row is null)
                context.Set<CustomerContact>().Add(row = new CustomerContact { CustomerId = customerId, N = n, Value = "" });
            row.Kind = contact.Kind;
            row.Value = contact.Value!.Trim();
            row.Label = contact.Label.Trimmed();
        }
        context.Set<CustomerContact>().RemoveRange(former.Where(c => c.N > n));
    }
}

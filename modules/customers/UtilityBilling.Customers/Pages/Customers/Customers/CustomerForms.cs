using Microsoft.AspNetCore.Mvc.Rendering;
using UtilityBilling.Customers.Customers;

namespace UtilityBilling.Customers.Pages.Customers.Customers;

/// <summary>What forms with a customer share.</summary>
public static class CustomerForms
{
    /// <summary>As many people as one looks through by eye.</summary>
    public const int MostFound = 20;

    private const int Blank = 2, Most = 10;

    /// <summary>Room for further contacts below those that are there.</summary>
    public static void WithBlankContacts(CustomerInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        for (var i = 0; i < Blank && input.Contacts.Count < Most; i++)
            input.Contacts.Add(new ContactInput());
    }

    /// <summary>Found people to choose from, with what tells two of one name apart.</summary>
    public static IReadOnlyList<SelectListItem> Choices(IEnumerable<CustomerChoice> found) =>
        [.. found.Select(c => new SelectListItem(string.Join(", ", new[] { c.DisplayName, c.Address, c.Phone }.OfType<string>()), c.Id.ToString()))];
}

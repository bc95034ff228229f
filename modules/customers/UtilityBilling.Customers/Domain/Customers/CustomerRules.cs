using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Names;
using UtilityBilling.Errors;

namespace UtilityBilling.Customers;

/// <summary>What must hold of a customer beyond each single field.</summary>
internal static class CustomerRules
{
    public static void Check(CustomerInput input, string prefix = "Input")
    {
        if (input.Kind == CustomerKind.Person && string.IsNullOrWhiteSpace(input.FirstName))
            throw new BusinessException(CustomersErrorCodes.FirstNameMissing).ForField($"{prefix}.{nameof(input.FirstName)}");
        CheckMailing(input.MailingLine1, input.MailingCity, input.MailingState, input.MailingZip, prefix);
    }

    /// <summary>A mailing address is whole or not there.</summary>
    public static void CheckMailing(string? line1, string? city, string? state, string? zip, string prefix = "Input", string field = "MailingLine1")
    {
        var parts = new[] { line1, city, state, zip };
        if (parts.Any(p => !string.IsNullOrWhiteSpace(p)) && parts.Any(string.IsNullOrWhiteSpace))
            throw new BusinessException(CustomersErrorCodes.MailingAddressIncomplete).ForField($"{prefix}.{field}");
    }

    public static void Apply(CustomerInput input, Customer customer)
    {
        customer.Kind = input.Kind;
        customer.FirstName = input.Kind == CustomerKind.Organization ? null : input.FirstName.Trimmed();
        customer.LastName = input.LastName.Trim();
        customer.DisplayName = SortKeys.Display(input.Kind, input.FirstName, input.LastName);
        customer.SortKey = SortKeys.Person(customer.FirstName, customer.LastName);
        customer.Language = input.Language;
        customer.Phone = input.Phone.Trimmed();
        customer.Email = input.Email.Trimmed();
        customer.MailingLine1 = input.MailingLine1.Trimmed();
        customer.MailingLine2 = input.MailingLine2.Trimmed();
        customer.MailingCity = input.MailingCity.Trimmed();
        customer.MailingState = input.MailingState.Trimmed();
        customer.MailingZip = input.MailingZip.Trimmed();
        customer.IsStaff = input.IsStaff;
    }
}

using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Customers.Pages.Customers.Customers;

namespace UtilityBilling.Customers.Pages.Customers;

/// <summary>Prepares the move-in form; what was typed already is left alone.</summary>
public static class MoveInForms
{
    public static void Fill(MoveInInput input, MoveInDraft draft, Guid? customer, Guid? account, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(draft);
        var isFresh = input.PremiseId is null;
        input.PremiseId = draft.PremiseId;
        input.On ??= today;
        input.CustomerId ??= customer;
        input.AccountId ??= account;
        if (isFresh)
            input.EndPresentOccupant = draft.Present is { To: null };
        if (input.Services.Count == 0)
            foreach (var row in draft.Services)
                input.Services.Add(row);
        if (input.CustomerId is not null)
            return;
        input.NewCustomer ??= new CustomerInput();
        CustomerForms.WithBlankContacts(input.NewCustomer);
    }

    /// <summary>The services that the tariff prices and those of the premise.</summary>
    public static IReadOnlyList<string> ServiceNames(MoveInDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return [.. draft.Rates.Select(r => r.Service).Concat(draft.Services.Select(s => s.Service).OfType<string>()).Distinct()];
    }
}

namespace UtilityBilling.Billing.Charges;

/// <summary>A charge as the distribution of a payment sees it.</summary>
internal sealed record OpenCharge(Guid ChargeId, Guid AccountId, string Service, bool IsFee, DateOnly DueDate, decimal Open);

/// <summary>So much for that charge.</summary>
internal readonly record struct ChargePayment(Guid ChargeId, decimal Amount);

/// <summary>
/// In which order money pays what is open. The town sets it: by age (oldest due date first, services in their order within one day), or by service first.
/// Penalties and fees have a place in the list under the word <c>fees</c>. A service that the list does not name comes last.
/// </summary>
internal sealed class ApplicationOrder(bool oldestFirst, IReadOnlyList<string> services)
{
    public const string Fees = "fees";

    /// <summary>Spends the amount on the open charges in order. The parts never exceed the amount or what is open.</summary>
    public IReadOnlyList<ChargePayment> Allocate(decimal amount, IEnumerable<OpenCharge> charges)
    {
        var left = amount;
        var payments = new List<ChargePayment>();
        foreach (var charge in Sort(charges))
        {
            if (left <= 0)
                break;
            var part = Math.Min(left, charge.Open);
            if (part <= 0)
                continue;
            payments.Add(new ChargePayment(charge.ChargeId, part));
            left -= part;
        }
        return payments;
    }

    private IOrderedEnumerable<OpenCharge> Sort(IEnumerable<OpenCharge> charges) => oldestFirst
        ? charges.OrderBy(c => c.DueDate).ThenBy(Rank).ThenBy(c => c.ChargeId)
        : charges.OrderBy(Rank).ThenBy(c => c.DueDate).ThenBy(c => c.ChargeId);

    private int Rank(OpenCharge charge)
    {
        var word = charge.IsFee && services.Contains(Fees) ? Fees : charge.Service;
        for (var i = 0; i < services.Count; i++)
            if (services[i] == word)
                return i;
        return services.Count;
    }
}

namespace UtilityBilling.Billing.Charges;

/// <summary>
/// How much of a charge's pass-through (or tax) part follows a payment. It is worked out from the whole that is paid so far, not from each payment alone, so that
/// the last cent goes with the last payment whatever the order.
/// </summary>
internal static class PassThroughShare
{
    /// <param name="part">The partner's part of the charge.</param>
    /// <param name="charge">The whole charge, greater than zero.</param>
    /// <param name="paid">What is paid of the charge now, at most the charge.</param>
    /// <returns>The partner's part that belongs to what is paid, in cents half away from zero; all of it once the charge is paid.</returns>
    public static decimal Of(decimal part, decimal charge, decimal paid) =>
        paid >= charge ? part : Math.Round(part * paid / charge, 2, MidpointRounding.AwayFromZero);
}

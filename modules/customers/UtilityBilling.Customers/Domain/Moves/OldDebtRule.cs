using UtilityBilling.Errors;

namespace UtilityBilling.Customers.Moves;

/// <summary>
/// Nobody gets service with an unpaid old debt unless a plan covers it or somebody who may gives a reason (CA-10, ORS 91.255). What is not due yet is shown and does not
/// stand in the way; what was written off does.
/// </summary>
internal static class OldDebtRule
{
    public static bool StandsInTheWay(OldDebt debt, DateOnly today) => debt.Amount > 0 && !debt.HasPlan && (debt.IsWrittenOff || debt.Since is null || debt.Since < today);

    /// <summary>Refuses to activate; with a reason, only somebody with the right passes, and the reason is kept.</summary>
    public static void Check(IReadOnlyCollection<OldDebtDto> debts, string? overrideReason, bool mayOverride)
    {
        var standing = debts.Where(d => d.StandsInTheWay).ToList();
        if (standing.Count == 0)
            return;
        if (string.IsNullOrWhiteSpace(overrideReason))
            throw new BusinessException(mayOverride ? CustomersErrorCodes.MoveIn.OverrideReason : CustomersErrorCodes.MoveIn.OldDebt)
                .WithData("Amount", standing.Sum(d => d.Amount).ToString("C2", System.Globalization.CultureInfo.GetCultureInfo("en-US")))
                .WithData("Accounts", string.Join(", ", standing.Select(d => d.AccountNumber)));
        if (!mayOverride)
            throw new BusinessException(CustomersErrorCodes.MoveIn.OverrideRight);
    }
}

using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Billing.Charges;

/// <summary>What of a charge is still open. Kept by the database's triggers in the transaction that changes it; nobody else may write it.</summary>
internal sealed class ChargeBalance : IMultiTenant
{
    public Guid TenantId { get; set; }
    public Guid ChargeId { get; private set; }
    public Guid AccountId { get; private set; }
    public decimal Amount { get; private set; }

    /// <summary>Between zero and the amount; zero once reversed.</summary>
    public decimal Open { get; private set; }
    public long OpenCents { get; private set; }
    public bool IsReversed { get; private set; }
}

/// <summary>What of a credit is not applied yet. Kept by the database's triggers.</summary>
internal sealed class CreditBalance : IMultiTenant
{
    public Guid TenantId { get; set; }
    public Guid CreditId { get; private set; }
    public Guid AccountId { get; private set; }
    public decimal Amount { get; private set; }

    /// <summary>Between zero and the amount; zero once reversed.</summary>
    public decimal Unapplied { get; private set; }
    public bool IsReversed { get; private set; }
}

/// <summary>What an account owes: its open charges less its unapplied credit. Kept by the database's triggers; there from the first charge or credit on.</summary>
internal sealed class AccountBalance : IMultiTenant
{
    public Guid TenantId { get; set; }
    public Guid AccountId { get; private set; }
    public decimal Open { get; private set; }
    public decimal Unapplied { get; private set; }

    /// <summary>Open less unapplied; below zero is a credit of the customer.</summary>
    public decimal Balance { get; private set; }
    public long BalanceCents { get; private set; }
}

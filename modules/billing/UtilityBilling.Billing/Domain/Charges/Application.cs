using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Charges;

/// <summary>So much of this credit pays so much of that charge, both of one account. Undone only by its <see cref="Unapplication"/>.</summary>
internal sealed class Application : AppendOnlyEntity
{
    public required Guid CreditId { get; init; }
    public required Guid ChargeId { get; init; }

    /// <summary>Greater than zero; at most what the charge has open and the credit has left.</summary>
    public required decimal Amount { get; init; }
    public required DateOnly EffectiveDate { get; init; }
    public required Guid JournalId { get; init; }
}

/// <summary>Takes one application back, once and whole.</summary>
internal sealed class Unapplication : AppendOnlyEntity
{
    public required Guid ApplicationId { get; init; }
    public required Guid JournalId { get; init; }
    public required string Reason { get; init; }
}

/// <summary>Takes a charge back, once; refused while anything is applied to it.</summary>
internal sealed class ChargeReversal : AppendOnlyEntity
{
    public required Guid ChargeId { get; init; }
    public required Guid JournalId { get; init; }
}

/// <summary>Takes a credit back, once; refused while any of it is applied.</summary>
internal sealed class CreditReversal : AppendOnlyEntity
{
    public required Guid CreditId { get; init; }
    public required Guid JournalId { get; init; }
}

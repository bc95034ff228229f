using System.ComponentModel.DataAnnotations;
using UtilityBilling.Customers.Customers;

namespace UtilityBilling.Customers.Moves;

/// <summary>What is entered at a move-in.</summary>
public sealed class MoveInInput
{
    [Display(Name = "Customers:Field.Premise")]
    public Guid? PremiseId { get; set; }

    /// <summary>The first day of the newcomer, who pays for it.</summary>
    [Display(Name = "Customers:Field.MoveInDate"), Required]
    public DateOnly? On { get; set; }

    [Display(Name = "Customers:Field.Role")]
    public OccupancyRole Role { get; set; }

    [Display(Name = "Customers:Field.OwnerCopy")]
    public OwnerCopy OwnerCopy { get; set; }

    /// <summary>An existing account that goes on here; its customer is the newcomer.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>An existing customer, who gets a new account unless one is named.</summary>
    public Guid? CustomerId { get; set; }

    /// <summary>A new customer; left out when an existing one moves in.</summary>
    public CustomerInput? NewCustomer { get; set; }

    [Display(Name = "Customers:Field.Delivery")]
    public StatementDelivery Delivery { get; set; }

    /// <summary>Whether the present occupant's services end on the same day.</summary>
    [Display(Name = "Customers:Field.EndPresent")]
    public bool EndPresentOccupant { get; set; }

    /// <summary>Whether the account is for charges alone: somebody who gets no service here, such as a contractor who broke a hydrant. Who lives there stays.</summary>
    [Display(Name = "Customers:Field.ChargesOnly")]
    public bool ChargesOnly { get; set; }

    public IList<MoveInServiceInput> Services { get; init; } = [];

    /// <summary>Why service is opened despite an old debt; only by somebody who may.</summary>
    [Display(Name = "Customers:Field.OverrideReason"), StringLength(1000)]
    public string? OverrideReason { get; set; }

    /// <summary>Keeps the move-in as pending instead of opening service.</summary>
    public bool KeepPending { get; set; }
}

/// <summary>One service to open.</summary>
public sealed class MoveInServiceInput
{
    /// <summary>A row that is not wanted is left out.</summary>
    [Display(Name = "Customers:Field.ServiceWanted")]
    public bool Wanted { get; set; }

    [Display(Name = "Customers:Field.Service"), StringLength(40)]
    public string? Service { get; set; }

    [Display(Name = "Customers:Field.ServicePoint")]
    public Guid? ServicePointId { get; set; }

    [Display(Name = "Customers:Field.CustomerClass"), StringLength(40)]
    public string? CustomerClass { get; set; }

    [Display(Name = "Customers:Field.Cycle")]
    public Guid? CycleId { get; set; }

    /// <summary>Required with a service point.</summary>
    [Display(Name = "Customers:Field.Route")]
    public Guid? RouteId { get; set; }

    [Display(Name = "Customers:Field.Rate"), StringLength(60)]
    public string? RateCode { get; set; }

    /// <summary>
    /// What feeds the usage: empty for a flat service, <c>meter</c>, the name of another service opened here, <c>fixed</c>, or <c>former</c> for what fed the former agreement
    /// <see cref="FormerAgreementId"/>.
    /// </summary>
    [Display(Name = "Customers:Field.UsageFrom"), StringLength(40)]
    public string? UsageFrom { get; set; }

    [Display(Name = "Customers:Field.FixedQuantity"), Range(0, 1_000_000_000)]
    public decimal? FixedQuantity { get; set; }

    public Guid? FormerAgreementId { get; set; }
}

public sealed class ActivateInput
{
    [Display(Name = "Customers:Field.OverrideReason"), StringLength(1000)]
    public string? OverrideReason { get; set; }

    public uint Version { get; set; }
}

/// <summary>What is entered at a move-out.</summary>
public sealed class MoveOutInput
{
    [Display(Name = "Customers:Field.Premise"), Required]
    public Guid? OccupancyId { get; set; }

    /// <summary>The first day that is no longer the account's.</summary>
    [Display(Name = "Customers:Field.MoveOutDate"), Required]
    public DateOnly? On { get; set; }

    /// <summary>Where the final bill goes; left out, it goes where the account's mail goes.</summary>
    [Display(Name = "Customers:Field.ForwardingAddress"), StringLength(200)]
    public string? ForwardingLine1 { get; set; }

    [Display(Name = "Customers:Field.ForwardingLine2"), StringLength(200)]
    public string? ForwardingLine2 { get; set; }

    [Display(Name = "Customers:Field.City"), StringLength(100)]
    public string? ForwardingCity { get; set; }

    [Display(Name = "Customers:Field.State"), RegularExpression("[A-Z]{2}")]
    public string? ForwardingState { get; set; }

    [Display(Name = "Customers:Field.Zip"), RegularExpression(@"\d{5}(-\d{4})?")]
    public string? ForwardingZip { get; set; }

    [Display(Name = "Customers:Field.EndReason"), Required, StringLength(200)]
    public string? Reason { get; set; }

    /// <summary>What was read on the day. A meter without a value is to be read.</summary>
    public IList<MoveOutReadInput> Reads { get; init; } = [];

    /// <summary>What the clerk goes on with.</summary>
    [Display(Name = "Customers:Field.MoveOutNext")]
    public MoveOutNext Next { get; set; }

    public uint Version { get; set; }
}

/// <summary>The final read of one register.</summary>
public sealed class MoveOutReadInput
{
    public Guid RegisterId { get; set; }

    /// <summary>Empty when the meter is still to be read.</summary>
    [Display(Name = "Customers:Field.FinalRead"), Range(typeof(decimal), "0", "999999999999")]
    public decimal? Value { get; set; }

    /// <summary>That a doubtful value is right all the same.</summary>
    [Display(Name = "Customers:Field.FinalReadConfirmed")]
    public bool Confirmed { get; set; }
}

/// <summary>What follows a move-out at once.</summary>
public enum MoveOutNext
{
    Nothing,

    /// <summary>The same account moves in elsewhere in town.</summary>
    Transfer,

    /// <summary>The next occupant signs up.</summary>
    NextOccupant,
}

public sealed class UndoMoveOutInput
{
    [Display(Name = "Customers:Field.UndoReason"), Required, StringLength(1000)]
    public string? Reason { get; set; }

    public uint Version { get; set; }
}

public sealed class VoidInput
{
    [Display(Name = "Customers:Field.VoidReason"), Required, StringLength(1000)]
    public string? Reason { get; set; }

    public uint Version { get; set; }
}

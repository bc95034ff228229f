using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Customers.Premises;

/// <summary>What is entered about a premise.</summary>
public sealed class PremiseInput
{
    /// <summary>Number and street.</summary>
    [Display(Name = "Customers:Field.AddressLine"), Required, StringLength(150)]
    public string AddressLine { get; set; } = "";

    [Display(Name = "Customers:Field.Unit"), StringLength(40)]
    public string? Unit { get; set; }

    [Display(Name = "Customers:Field.City"), Required, StringLength(100)]
    public string City { get; set; } = "";

    [Display(Name = "Customers:Field.State"), Required, RegularExpression("[A-Z]{2}")]
    public string State { get; set; } = "";

    [Display(Name = "Customers:Field.Zip"), Required, RegularExpression(@"\d{5}(-\d{4})?")]
    public string Zip { get; set; } = "";

    /// <summary>A parcel of this number is linked; one that is not there yet is entered.</summary>
    [Display(Name = "Customers:Field.ParcelNumber"), StringLength(40)]
    public string? ParcelNumber { get; set; }

    /// <summary>The billing cycle of a premise without a meter.</summary>
    [Display(Name = "Customers:Field.PremiseCycle")]
    public Guid? CycleId { get; set; }

    [Display(Name = "Customers:Field.PremiseNote"), StringLength(1000)]
    public string? Note { get; set; }

    /// <summary>The owner's customer, only for a new premise.</summary>
    public Guid? OwnerCustomerId { get; set; }

    [Display(Name = "Customers:Field.OwnerFrom")]
    public DateOnly? OwnerFrom { get; set; }

    public uint Version { get; set; }
}

public sealed class OwnerInput
{
    [Display(Name = "Customers:Field.Owner"), Required]
    public Guid? CustomerId { get; set; }

    [Display(Name = "Customers:Field.From"), Required]
    public DateOnly? From { get; set; }
}

public sealed class ServicePointInput
{
    [Display(Name = "Customers:Field.Service"), Required, StringLength(40)]
    public string Service { get; set; } = "";

    [Display(Name = "Customers:Field.Cycle"), Required]
    public Guid? CycleId { get; set; }

    [Display(Name = "Customers:Field.Route"), Required]
    public Guid? RouteId { get; set; }

    [Display(Name = "Customers:Field.Sequence"), Range(0, 999_999)]
    public int Sequence { get; set; }

    [Display(Name = "Customers:Field.Location"), StringLength(200)]
    public string? Location { get; set; }

    [Display(Name = "Customers:Field.CanShutOff")]
    public bool CanShutOff { get; set; } = true;

    [Display(Name = "Customers:Field.CannotShutOffReason"), StringLength(200)]
    public string? CannotShutOffReason { get; set; }
}

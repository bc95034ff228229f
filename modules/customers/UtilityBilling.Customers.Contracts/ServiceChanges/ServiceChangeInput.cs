using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Customers.ServiceChanges;

/// <summary>What is entered to open or end a service for many. Criteria left out do not count; all that are given must hold.</summary>
public sealed class ServiceChangeInput
{
    [Display(Name = "Customers:Field.Kind")]
    public ServiceChangeKind Kind { get; set; }

    [Display(Name = "Customers:Field.ServiceChangeOn"), Required]
    public DateOnly? On { get; set; }

    /// <summary>When one is ended.</summary>
    [Display(Name = "Customers:Field.Service"), StringLength(40)]
    public string? Service { get; set; }

    /// <summary>When one is opened: it names the service.</summary>
    [Display(Name = "Customers:Field.Rate"), StringLength(60)]
    public string? RateCode { get; set; }

    [Display(Name = "Customers:Field.LikeService"), StringLength(40)]
    public string? LikeService { get; set; }

    [Display(Name = "Customers:Field.CustomerClass"), StringLength(40)]
    public string? CustomerClass { get; set; }

    [Display(Name = "Customers:Field.Cycle")]
    public Guid? CycleId { get; set; }

    [Display(Name = "Customers:Field.HasService"), StringLength(40)]
    public string? HasService { get; set; }

    [Display(Name = "Customers:Field.FactName"), StringLength(60)]
    public string? FactName { get; set; }

    [Display(Name = "Customers:Field.FactValue"), StringLength(200)]
    public string? FactValue { get; set; }

    [Display(Name = "Customers:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";
}

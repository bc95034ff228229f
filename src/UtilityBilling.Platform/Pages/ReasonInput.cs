using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Platform.Pages;

/// <summary>Why, in the person's own words.</summary>
public sealed class ReasonInput
{
    [Display(Name = "Platform:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";
}

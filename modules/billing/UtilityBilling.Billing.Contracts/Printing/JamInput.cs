using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Billing.Printing;

/// <summary>Where the printer failed.</summary>
public sealed class JamInput
{
    /// <summary>The first sheet that is spoiled; its number stands in its corner.</summary>
    [Display(Name = "Billing:Field.FromSheet"), Required, Range(1, 10_000_000)]
    public int? FromSheet { get; set; }

    /// <summary>The last one; to the end of the part where it is empty.</summary>
    [Display(Name = "Billing:Field.ThroughSheet"), Range(1, 10_000_000)]
    public int? ThroughSheet { get; set; }

    [Display(Name = "Billing:Field.Reason"), Required, StringLength(500)]
    public string? Reason { get; set; }
}

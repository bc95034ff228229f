using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Platform.Pages.Approvals;

/// <summary>Why; needed to decline.</summary>
public sealed class DecisionInput
{
    [Display(Name = "Platform:Field.Reason"), StringLength(1000)]
    public string? Reason { get; set; }
}

using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Metering.Pages.Metering.Reads;

/// <summary>Which reads are decided and why: the ticked ones, or the one whose own button was pressed.</summary>
public sealed class ReviewForm
{
    public List<Guid> Chosen { get; set; } = [];

    public Guid? Only { get; set; }

    [StringLength(500), Display(Name = "Metering:Field.Reason")]
    public string? Reason { get; set; }

    [Display(Name = "Metering:Field.HeldUntil")]
    public DateOnly? Until { get; set; }

    public IReadOnlyCollection<Guid> Ids => Only is { } one ? [one] : Chosen;
}

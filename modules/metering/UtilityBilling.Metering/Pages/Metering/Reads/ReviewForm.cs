using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

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

    [Display(Name = "Metering:Field.OverestimateChoice")]
    public OverestimateChoice? Choice { get; set; }

    /// <summary>What may become of bills whose estimate was too high; first what the town has set.</summary>
    public static IReadOnlyList<SelectListItem> Choices(IStringLocalizer texts) =>
        [new(texts["Metering:Overestimate.AsSet"], ""), .. Enum.GetNames<OverestimateChoice>().Select(c => new SelectListItem(texts[$"Enum:OverestimateChoice.{c}"], c))];

    public IReadOnlyCollection<Guid> Ids => Only is { } one ? [one] : Chosen;
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Metering.Reads;

namespace UtilityBilling.Metering.Pages.Metering.Reads;

/// <summary>A read as it is typed in.</summary>
public sealed class EnterReadForm
{
    [Required, Display(Name = "Metering:Field.ReadDate")]
    public DateOnly? Date { get; set; }

    [Range(typeof(decimal), "0", "999999999999"), Display(Name = "Metering:Field.Value")]
    public decimal? Value { get; set; }

    [Display(Name = "Metering:Field.Kind")]
    public ReadKind Kind { get; set; } = ReadKind.ReRead;

    [StringLength(500), Display(Name = "Metering:Field.Reason")]
    public string? Reason { get; set; }

    [Display(Name = "Metering:Field.Confirmed")]
    public bool Confirmed { get; set; }

    [Display(Name = "Metering:Field.OverestimateChoice")]
    public OverestimateChoice? Choice { get; set; }

    public static IReadOnlyList<SelectListItem> Kinds(IStringLocalizer texts) =>
        [.. new[] { ReadKind.ReRead, ReadKind.Actual, ReadKind.Customer, ReadKind.Estimated }.Select(k => new SelectListItem(texts[$"Enum:ReadKind.{k}"], k.ToString()))];

    public EnterReadInput For(Guid registerId) => new(registerId, Date!.Value, Value, Kind, Reason, Confirmed, Choice);
}

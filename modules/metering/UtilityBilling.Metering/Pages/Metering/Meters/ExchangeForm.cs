using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using UtilityBilling.Metering.Meters;

namespace UtilityBilling.Metering.Pages.Metering.Meters;

/// <summary>The old meter's last read and the new meter, on one day. A compound meter's registers share the out-read's place: change those one by one.</summary>
public sealed class ExchangeForm
{
    public static readonly IReadOnlyList<SelectListItem> Units = [.. new[] { "ccf", "cf", "gal", "kgal", "m3" }.Select(u => new SelectListItem(u, u))];

    [Required, Display(Name = "Metering:Field.Day")] public DateOnly? Date { get; set; }
    [Required, Range(typeof(decimal), "0", "999999999999"), Display(Name = "Metering:Field.OutRead")] public decimal? OutRead { get; set; }
    [Required, StringLength(40), Display(Name = "Metering:Field.NewSerial")] public string? SerialNumber { get; set; }
    [StringLength(40), Display(Name = "Metering:Field.Endpoint")] public string? EndpointId { get; set; }
    [Required, StringLength(10), Display(Name = "Metering:Field.Size")] public string? Size { get; set; }
    [Required, Range(typeof(decimal), "0", "999999999999"), Display(Name = "Metering:Field.InRead")] public decimal? InRead { get; set; }
    [Required, Range(1, 12), Display(Name = "Metering:Field.Dials")] public int? Dials { get; set; }
    [Required, Range(0, 6), Display(Name = "Metering:Field.Decimals")] public int? Decimals { get; set; }
    [Required, Range(typeof(decimal), "0.000001", "1000000"), Display(Name = "Metering:Field.Multiplier")] public decimal? Multiplier { get; set; }
    [Required, Display(Name = "Metering:Field.Unit")] public string? Unit { get; set; }
    [Required, StringLength(500), Display(Name = "Metering:Field.Reason")] public string? Reason { get; set; }
    [Display(Name = "Metering:Field.Retire")] public bool Retire { get; set; } = true;

    /// <summary>A new meter is mostly like the old one.</summary>
    public void TakeFrom(MeterDto meter)
    {
        Size ??= meter.Size;
        EndpointId ??= meter.EndpointId;
        if (meter.Registers.Count == 0)
            return;
        Dials ??= meter.Registers[0].Dials;
        Decimals ??= meter.Registers[0].Decimals;
        Multiplier ??= meter.Registers[0].Multiplier;
        Unit ??= meter.Registers[0].Unit;
        InRead ??= 0;
    }

    public NewMeterInput NewMeter() => new(SerialNumber!, Size!, EndpointId);

    public ExchangeMeterInput Exchange(MeterDto old, Guid newMeter) => new(
        old.Id, newMeter, Date!.Value, old.Registers.ToDictionary(r => r.Number, _ => OutRead!.Value), [new NewRegisterInput(Dials!.Value, Decimals!.Value, Unit!, InRead!.Value, Multiplier!.Value)], Reason!, Retire);
}

using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using UtilityBilling.Metering.Meters;

namespace UtilityBilling.Metering.Pages.Metering.Meters;

/// <summary>What each register of the old meter showed last, and the new meter with one register or, compound, with two.</summary>
public sealed class ExchangeForm
{
    /// <summary>A compound meter counts high and low flow apart; no meter has more.</summary>
    private const int MostRegisters = 2;

    public static readonly IReadOnlyList<SelectListItem> Units = [.. new[] { "ccf", "cf", "gal", "kgal", "m3" }.Select(u => new SelectListItem(u, u))];

    [Required, Display(Name = "Metering:Field.Day")] public DateOnly? Date { get; set; }
    [Required, StringLength(40), Display(Name = "Metering:Field.NewSerial")] public string? SerialNumber { get; set; }
    [StringLength(40), Display(Name = "Metering:Field.Endpoint")] public string? EndpointId { get; set; }
    [Required, StringLength(10), Display(Name = "Metering:Field.Size")] public string? Size { get; set; }
    [Required, StringLength(500), Display(Name = "Metering:Field.Reason")] public string? Reason { get; set; }
    [Display(Name = "Metering:Field.Retire")] public bool Retire { get; set; } = true;

    /// <summary>The old meter's registers.</summary>
    public IList<OldRegisterForm> Old { get; init; } = [];

    /// <summary>The new meter's; the first is always there.</summary>
    public IList<NewRegisterForm> Registers { get; init; } = [];

    /// <summary>A new meter is mostly like the old one.</summary>
    public void TakeFrom(MeterDto meter)
    {
        Size ??= meter.Size;
        EndpointId ??= meter.EndpointId;
        if (Old.Count == 0)
            foreach (var register in meter.Registers)
                Old.Add(new OldRegisterForm { Number = register.Number });
        for (var i = Registers.Count; i < Math.Max(MostRegisters, meter.Registers.Count) && meter.Registers.Count > 0; i++)
            Registers.Add(NewRegisterForm.Like(meter.Registers[Math.Min(i, meter.Registers.Count - 1)], isThere: i < meter.Registers.Count));
    }

    public NewMeterInput NewMeter() => new(SerialNumber!, Size!, EndpointId);

    public ExchangeMeterInput Exchange(Guid oldMeter, Guid newMeter) => new(
        oldMeter, newMeter, Date!.Value, Old.DistinctBy(r => r.Number).ToDictionary(r => r.Number ?? "", r => r.OutRead!.Value), [.. Registers.Where((r, i) => i == 0 || r.Used).Select(r => r.ToInput())], Reason!, Retire);
}

/// <summary>A register of the old meter.</summary>
public sealed class OldRegisterForm
{
    [StringLength(10)] public string? Number { get; set; }
    [Required, Range(typeof(decimal), "0", "999999999999"), Display(Name = "Metering:Field.OutRead")] public decimal? OutRead { get; set; }
}

/// <summary>A register of the new meter.</summary>
public sealed class NewRegisterForm
{
    [Display(Name = "Metering:Field.HasRegister")] public bool Used { get; set; }
    [Required, StringLength(10), Display(Name = "Metering:Field.RegisterNumber")] public string? Number { get; set; }
    [Required, Range(typeof(decimal), "0", "999999999999"), Display(Name = "Metering:Field.InRead")] public decimal? InRead { get; set; }
    [Required, Range(1, 12), Display(Name = "Metering:Field.Dials")] public int? Dials { get; set; }
    [Required, Range(0, 6), Display(Name = "Metering:Field.Decimals")] public int? Decimals { get; set; }
    [Required, Range(typeof(decimal), "0.000001", "1000000"), Display(Name = "Metering:Field.Multiplier")] public decimal? Multiplier { get; set; }
    [Required, Display(Name = "Metering:Field.Unit")] public string? Unit { get; set; }

    /// <param name="like">A register of the old meter.</param>
    /// <param name="isThere">Whether the old meter has it; one more gets the next number.</param>
    public static NewRegisterForm Like(RegisterDto like, bool isThere)
    {
        ArgumentNullException.ThrowIfNull(like);
        var next = int.TryParse(like.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number + 1).ToString(CultureInfo.InvariantCulture) : like.Number + "2";
        return new() { Used = isThere, Number = isThere ? like.Number : next, InRead = 0, Dials = like.Dials, Decimals = like.Decimals, Multiplier = like.Multiplier, Unit = like.Unit };
    }

    public NewRegisterInput ToInput() => new(Dials!.Value, Decimals!.Value, Unit!, InRead!.Value, Multiplier!.Value, Number!.Trim());
}

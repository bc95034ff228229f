using UtilityBilling.Documents;
using UtilityBilling.Metering.Meters;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Metering.Reads;

namespace UtilityBilling.Metering.Pages.Tables;

/// <summary>The lists that can be taken along as a file.</summary>
internal static class MeteringTables
{
    public static readonly Table<ReadFileLineDto> Lines = new Table<ReadFileLineDto>("read-file-lines", "Metering:Lines")
        .Integer("Metering:Field.Line", l => l.Line == 0 ? null : l.Line)
        .Text("Metering:Field.Account", l => l.Account, 14)
        .Text("Metering:Field.Meter", l => l.MeterSerial, 16)
        .Date("Metering:Field.ReadDate", l => l.ReadDate)
        .Quantity("Metering:Field.Value", l => l.Value)
        .Date("Metering:Field.PreviousDate", l => l.PreviousDate)
        .Quantity("Metering:Field.PreviousValue", l => l.PreviousValue)
        .Quantity("Metering:Field.Usage", l => l.Usage)
        .Text("Metering:Field.Unit", l => l.Unit, 8)
        .Integer("Metering:Field.Days", l => l.Days)
        .Text("Metering:Field.Why", l => l.Sentences, 60)
        .Text("Metering:Field.Raw", l => l.Raw, 60);

    public static readonly Table<MeterRowDto> Meters = new Table<MeterRowDto>("meters", "Metering:Meters")
        .Text("Metering:Field.Meter", m => m.SerialNumber, 16, sort: "serial", link: m => $"/Metering/Meters/{m.Id}")
        .Text("Metering:Field.Size", m => m.Size, 8, sort: "size")
        .Text("Metering:Field.Endpoint", m => m.EndpointId, 14)
        .Text("Metering:Field.Maker", m => $"{m.Manufacturer} {m.Model}".Trim(), 20)
        .Text("Metering:Field.Status", m => m.StatusText, 14)
        .Text("Metering:Field.Account", m => m.Account, 14)
        .Text("Metering:Field.Address", m => m.Address, 30)
        .Date("Metering:Field.InstalledOn", m => m.InstalledOn)
        .Date("Metering:Field.LastRead", m => m.LastReadOn)
        .Quantity("Metering:Field.Value", m => m.LastValue)
        .Text("Metering:Field.Unit", m => m.Unit, 8);

    public static readonly Table<MisreadDto> Misreads = new Table<MisreadDto>("misread-meters", "Metering:Misreads")
        .Date("Metering:Field.DueDate", m => m.DueDate)
        .Text("Metering:Field.Meter", m => m.MeterSerial, 16, link: m => $"/Metering/Meters/{m.MeterId}")
        .Text("Metering:Field.Account", m => m.Account, 14)
        .Text("Metering:Field.Address", m => m.Address, 30)
        .Quantity("Metering:Field.Value", m => m.Value)
        .Quantity("Metering:Field.PreviousValue", m => m.PreviousValue)
        .Quantity("Metering:Field.Usage", m => m.Usage)
        .Text("Metering:Field.Unit", m => m.Unit, 8)
        .Text("Metering:Field.Why", m => m.Why, 60)
        .Text("Metering:Field.Decision", m => m.StateText, 18)
        .Date("Metering:Field.DecidedOn", m => m.DecidedOn)
        .Text("Metering:Field.Reason", m => m.Reason, 30);
}

using System.Globalization;
using UtilityBilling.Metering.ReadFiles;

namespace UtilityBilling.Metering.ReadChecks;

/// <summary>The findings of one read, with the town's action and weight for each. Figures are written for people: 1,240.1; dates as 2026-11-04.</summary>
internal sealed class FindingList(ReadCheckSettings settings)
{
    private readonly List<ReadFinding> _findings = [];

    public IReadOnlyList<ReadFinding> All => _findings;
    public decimal Weight => _findings.Sum(f => settings.WeightOf(f.Kind));

    public bool Has(ReadFindingKind kind) => _findings.Exists(f => f.Kind == kind);

    public void Add(ReadFindingKind kind, params (string Name, object? Value)[] data)
    {
        if (!Has(kind))
            Add(kind, ReadFindingCodes.ByKind[kind], data);
    }

    public void Add(RaisedFlag flag)
    {
        var code = flag.Flag switch
        {
            MeterFlag.Leak => flag.Since is null ? ReadFindingCodes.VendorLeak : ReadFindingCodes.VendorLeakSince,
            MeterFlag.Backflow => ReadFindingCodes.VendorBackflow,
            MeterFlag.Tamper => ReadFindingCodes.VendorTamper,
            MeterFlag.NoFlow => ReadFindingCodes.VendorNoFlow,
            _ => ReadFindingCodes.VendorLowBattery,
        };
        if (!_findings.Exists(f => f.Code == code))
            Add(ReadFindingKind.VendorFlag, code, ("Source", flag.Source.Replace('_', ' ')), ("Value", flag.RawValue), ("Since", flag.Since), ("Flag", flag.Flag.ToString()));
    }

    /// <summary>A finding whose sentence is not its kind's usual one.</summary>
    public void AddAs(string code, ReadFindingKind kind, params (string Name, object? Value)[] data) => Add(kind, code, data);

    private void Add(ReadFindingKind kind, string code, params (string Name, object? Value)[] data) =>
        _findings.Add(new ReadFinding(kind, settings.ActionOf(kind), code, data.ToDictionary(d => d.Name, d => Written(d.Value), StringComparer.Ordinal)));

    private static object? Written(object? value) => value switch
    {
        decimal number => number.ToString("#,0.###", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        null => "–",
        _ => value,
    };
}

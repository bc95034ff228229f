using System.Globalization;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>The keys of the sentences that only an import can say, in `Metering.Contracts/Localization`.</summary>
internal static class ReadImportCodes
{
    public const string OtherCycle = "Metering:ReadImport.OtherCycle";
    public const string Future = "Metering:ReadImport.Future";
    public const string BeforeInstalled = "Metering:ReadImport.BeforeInstalled";
    public const string KnownAlready = "Metering:ReadImport.KnownAlready";
    public const string Replaces = "Metering:ReadImport.Replaces";
    public const string Billed = "Metering:ReadImport.Billed";
    public const string NotInFile = "Metering:ReadImport.NotInFile";

    public static StoredFinding Say(string code, params (string Name, object? Value)[] data) => new(
        code,
        data.ToDictionary(d => d.Name, d => d.Value is decimal number ? number.ToString("#,0.###", CultureInfo.InvariantCulture) : d.Value, StringComparer.Ordinal));
}

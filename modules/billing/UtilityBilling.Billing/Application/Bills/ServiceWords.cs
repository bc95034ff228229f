namespace UtilityBilling.Billing.Bills;

/// <summary>The services' names as people say them; a service that a town invents keeps its own code.</summary>
internal static class ServiceWords
{
    private static readonly Dictionary<string, (string En, string Es)> Names = new(StringComparer.Ordinal)
    {
        ["water"] = ("Water", "Agua"),
        ["sewer"] = ("Sewer", "Alcantarillado"),
        ["stormwater"] = ("Stormwater", "Aguas pluviales"),
        ["irrigation"] = ("Irrigation", "Riego"),
        ["police"] = ("Police services fee", "Tarifa de servicios policiales"),
        ["parks"] = ("Parks fee", "Tarifa de parques"),
        ["misc"] = ("Other charges", "Otros cargos"),
        ["admin"] = ("Administrative fee", "Cargo administrativo"),
    };

    public static string Name(string service, string language) =>
        Names.TryGetValue(service, out var words) ? language == "es" ? words.Es : words.En : service;
}

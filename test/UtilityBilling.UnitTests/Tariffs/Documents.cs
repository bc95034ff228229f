namespace UtilityBilling.Billing.Tariffs;

/// <summary>Small documents for tests: a frame around the services that a test is about.</summary>
internal static class Documents
{
    public const string Shares = """[{ "fund": "water", "account": "4100", "percent": 100 }]""";

    /// <summary>One service named water in ccf with these components, each of which takes over distribution and shut-off from the service.</summary>
    public static string Water(string components, string serviceRules = "") => Services($$"""
        "water": {
          "label": { "en": "Water", "es": "Agua" }, "unit": "ccf", "rateKey": "billDate", "distribution": {{Shares}}, "mayCutWater": true,
          {{serviceRules}}
          "components": [ {{components}} ]
        }
        """);

    public static string Services(string services, string more = "") => $$"""
        {
          "tariff": "test-2026", "ordinance": "Res. 1", "currency": "USD", "effective": "2026-01-01", "periodMonths": 2,
          "classes": ["residential", "commercial"], "meterSizes": ["5/8", "1"],
          "discounts": { "lowIncome": { "label": { "en": "Low income", "es": "Bajos ingresos" } }, "senior": { "label": { "en": "Senior", "es": "Mayores" } } },
          "units": { "ccf": { "label": { "en": "ccf", "es": "ccf" }, "gallons": 748 }, "gal": { "label": { "en": "gallons", "es": "galones" }, "gallons": 1 } },
          {{more}}
          "services": { {{services}} }
        }
        """;

    public static string Component(string id, string rest) => $$"""{ "id": "{{id}}", "label": { "en": "{{id}}", "es": "{{id}}" }, {{rest}} }""";

    /// <summary>The document compiled; its problems, if any, are the exception.</summary>
    public static Rating.CompiledTariff Compile(string json)
    {
        var reading = TariffReader.Read(json);
        return reading.Document is null
            ? throw new InvalidOperationException(string.Join(Environment.NewLine, reading.Problems))
            : Rating.TariffCompiler.Compile(reading.Document);
    }
}

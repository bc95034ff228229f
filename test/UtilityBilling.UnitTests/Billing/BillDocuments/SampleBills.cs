using UtilityBilling.Billing.BillDocuments;

namespace UtilityBilling.UnitTests.Billing.BillDocuments;

/// <summary>Invented bills of an invented town, as the office would recognise them.</summary>
internal static class SampleBills
{
    public static readonly BillTown Riverbend = new(
        "City of Riverbend", new BillText("Utility Billing", "Servicios Públicos"), ["930 Mill Road NE", "Riverbend, OR 97399"],
        ["City of Riverbend", "Utility Payments", "PO Box 4210", "Riverbend, OR 97399-4210"], "503-555-0142")
    {
        Website = "riverbend.example/water",
        OfficeHours = new BillText("Monday to Friday, 8 a.m. to 5 p.m.", "Lunes a viernes, 8 a.m. a 5 p.m."),
        PayOnlineUrl = "https://riverbend.example/pay",
    };

    /// <summary>Water 12 ccf, sewer on a winter average of 9 ccf, stormwater, police and parks fees: $172.41 in all.</summary>
    public static readonly IReadOnlyList<BillService> Services =
    [
        new(new("Water", "Agua"),
        [
            new(new("Base charge, 5/8\" meter", "Cargo base, medidor 5/8\""), null, 18.60m),
            new(new("Water used, first 8 ccf", "Agua consumida, primeros 8 ccf"), "8 ccf × $1.85", 14.80m),
            new(new("Water used, above 8 ccf", "Agua consumida, más de 8 ccf"), "4 ccf × $2.46", 9.84m),
        ]),
        new(new("Sewer", "Alcantarillado"),
        [
            new(new("Base charge", "Cargo base"), null, 41.10m),
            new(new("Winter average", "Promedio de invierno"), "9 ccf × $4.83", 43.47m),
        ]),
        new(new("Stormwater", "Aguas pluviales"), [new(new("Stormwater fee", "Cuota de aguas pluviales"), "1 ESU × $18.60", 18.60m)]),
        new(new("Police services fee", "Cuota de policía"), [new(new("Per dwelling", "Por vivienda"), "1 × $14.00", 14.00m)]),
        new(new("Parks fee", "Cuota de parques"), [new(new("Per dwelling", "Por vivienda"), "1 × $12.00", 12.00m)]),
    ];

    public static BillDocument Bill(int n = 1, BillLanguage language = BillLanguage.English)
    {
        var previous = 100m + n;
        var due = previous - previous + 172.41m + n;
        var services = n == 0 ? Services : [.. Services, new(new("Miscellaneous", "Varios"), [new(new("Meter box lid", "Tapa de medidor"), null, n)])];
        return new BillDocument
        {
            Town = Riverbend,
            Language = language,
            BillNumber = $"{260_000 + n}",
            AccountNumber = $"04-{n:D5}-01",
            MailTo = ["MARÍA NÚÑEZ-O'BRIEN", "C/O ACME PROPERTY MANAGEMENT", "1234 CHERRY BLOSSOM LN NE APT 12", "RIVERBEND OR 97399-1234"],
            ServiceAddress = $"{1200 + n} Cherry Blossom Ln NE",
            BillDate = new(2026, 11, 2),
            DueDate = new DateOnly(2026, 11, 23).AddDays(n % 5),
            ServiceFrom = new(2026, 8, 28),
            ServiceThrough = new(2026, 10, 27),
            Figures = new(previous, -previous, 0m, 172.41m + n, due),
            Reads = [new("70012345", new(new(2026, 8, 28), 1432m, false), new(new(2026, 10, 28), 1444m, n % 7 == 3), 61, 12m, "ccf")],
            Services = services,
            Usage = Usage(12m),
            Messages = Messages,
            Stub = new(ScanLineLayout.Default.Build($"04-{n:D5}-01", $"{260_000 + n}", due, new DateOnly(2026, 11, 23).AddDays(n % 5))),
        };
    }

    public static readonly IReadOnlyList<BillText> Messages =
    [
        new("Leaves are falling. Please keep the storm drain in front of your house clear; never sweep leaves into the street.",
            "Están cayendo las hojas. Mantenga limpio el desagüe pluvial frente a su casa; nunca barra las hojas hacia la calle."),
        new("City offices are closed on November 26 and 27.", "Las oficinas cierran el 26 y 27 de noviembre."),
    ];

    public static BillUsage Usage(decimal now) => new("ccf",
    [
        new(new(2025, 10, 28), 62, 15m), new(new(2025, 12, 29), 62, 9m), new(new(2026, 2, 26), 59, 8m, true), new(new(2026, 4, 28), 61, 10m),
        new(new(2026, 6, 29), 62, 19m), new(new(2026, 8, 28), 60, 27m), new(new(2026, 10, 28), 61, now),
    ]);

    /// <summary>One payer with forty flats at 100.01, 100.02 … 100.40; the third is estimated.</summary>
    public static BillDocument FortyUnits(BillLanguage language = BillLanguage.English)
    {
        var units = Enumerable.Range(1, 40).Select(n => new BillUnit($"{2400 + n} Cherry Blossom Ln NE", $"{261_000 + n}", new(2026, 8, 28), new(2026, 10, 27), 5 + n % 9, n == 3, 100m + n / 100m)).ToList();
        return Bill(1, language) with
        {
            Units = units,
            BillNumber = "261001",
            Reads = [],
            Services = [new(new("Water", "Agua"), [new(new("Base charge", "Cargo base"), new("40 units", "40 unidades"), 4000m), new(new("Water used", "Agua consumida"), new("40 units", "40 unidades"), 8.20m)])],
            Figures = new(3900m, -3900m, 0m, 4008.20m, 4008.20m),
            Usage = Usage(340m),
        };
    }
}

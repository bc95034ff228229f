using System.IO.Compression;
using Shouldly;
using UglyToad.PdfPig;
using Xunit;
using static UtilityBilling.IntegrationTests.Tariffs.TariffTown;

namespace UtilityBilling.IntegrationTests.Tariffs;

/// <summary>What is in force on a date, on screen and as files, and what became of it since.</summary>
public sealed class RateListPageTests(TariffTown town) : IClassFixture<TariffTown>
{
    [Fact]
    public async Task The_list_of_a_day_holds_what_was_in_force_then()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        var today = await OpenAsync(client, "/Billing/Tariffs/RateList");
        var before = await OpenAsync(client, "/Billing/Tariffs/RateList?date=2026-01-31");
        var never = await OpenAsync(client, "/Billing/Tariffs/RateList?date=2023-12-31");

        Row(today, "5/8-inch meter").ShouldBe(["5/8-inch meter", "14.77", "bill"]);
        Row(before, "5/8-inch meter").ShouldBe(["5/8-inch meter", "14.20", "bill"]);
        Words(before.QuerySelector("main")).ShouldContain("Res. 2023-41 (invented), in force from 2024-01-01");
        before.QuerySelectorAll("main h2").Select(Words).ShouldBe(["Water", "Sewer", "Stormwater", "Police services fee", "Parks fee", "Administrative fee", "Fees"]);
        Words(never.QuerySelector(".ub-empty")).ShouldContain("Nothing is in force on this date");
    }

    /// <summary>A document of one service leaves the others with the older one.</summary>
    [Fact]
    public async Task Each_service_has_the_newest_document_that_names_it()
    {
        await town.KeepAsync("water-only", """
            { "tariff": "water-only", "ordinance": "Ord. 99", "currency": "USD", "effective": "2028-01-01", "periodMonths": 2,
              "services": { "water": { "label": { "en": "Water", "es": "Agua" }, "rateKey": "billDate", "mayCutWater": true, "distribution": [{ "fund": "water", "account": "4410", "percent": 100 }],
                "components": [ { "id": "flat", "kind": "fixed", "label": { "en": "Flat", "es": "Fijo" }, "per": "bill", "price": 30 } ] } } }
            """, Billing.TariffState.Approved);
        using var client = await town.SignInAsync(town.Alder.Auditor);

        var page = await OpenAsync(client, "/Billing/Tariffs/RateList?date=2028-01-01");

        var ordinances = page.QuerySelectorAll("section.card").ToDictionary(s => Words(s.QuerySelector("h2")), s => Words(s.QuerySelector("p")));
        ordinances["Water"].ShouldBe("Ord. 99, in force from 2028-01-01");
        ordinances["Sewer"].ShouldBe("Res. 2026-14 (invented), in force from 2026-02-01");
        ordinances.Count.ShouldBe(7);
    }

    [Fact]
    public async Task The_list_comes_as_CSV_XLSX_and_PDF_in_the_readers_language()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);
        await SpeakAsync(client, "es");

        var csv = await client.GetStringAsync(new Uri("/Billing/Tariffs/RateList?date=2026-02-01&export=csv", UriKind.Relative));
        csv.ShouldContain("Agua,Cargo básico de agua,Medidor de 5/8 pulg.,14.77,factura,Res. 2026-14 (invented),2026-02-01");

        using var book = new ZipArchive(await client.GetStreamAsync(new Uri("/Billing/Tariffs/RateList?date=2026-02-01&export=xlsx", UriKind.Relative)));
        string.Concat(book.Entries.Select(e => new StreamReader(e.Open()).ReadToEnd())).ShouldContain("Medidor de 5/8 pulg.");

        var pdf = await client.GetAsync(new Uri("/Billing/Tariffs/RateList?date=2026-02-01&export=pdf", UriKind.Relative));
        pdf.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        using var document = PdfDocument.Open(await pdf.Content.ReadAsByteArrayAsync());
        var text = string.Join(' ', document.GetPages().SelectMany(p => p.GetWords()).Select(w => w.Text));
        text.ShouldContain("Tarifas vigentes el 2026-02-01");
        text.ShouldContain("Medidor de 5/8 pulg. 14.77 factura");
        text.ShouldContain("Reconexión fuera de horario");
        document.GetPages().SelectMany(p => p.Letters).ShouldAllBe(l => l.BoundingBox.Right <= 612 - 30 && l.BoundingBox.Bottom >= 30);
    }

    /// <summary>From hand: of the figures of both ordinances 11 rose (seven sizes, water use, sewer base and volume twice) and 14 did not; 14.20 → 14.77 is 0.57, 4.01 %.</summary>
    [Fact]
    public async Task Two_versions_stand_side_by_side()
    {
        using var client = await town.SignInAsync(town.Alder.Auditor);

        var page = await OpenAsync(client, $"/Billing/Tariffs/Compare?a={town.Old}&b={town.Present}");

        Words(page.QuerySelector("[role=status]")).ShouldBe("riverbend-2024 → riverbend-2026 : Prices that differ: 11; new: 0; removed: 0; the same: 15.");
        Row(page, "5/8-inch meter").ShouldBe(["Water base charge", "5/8-inch meter", "bill", "14.20", "14.77", "+0.57", "+4.01"]);
        page.QuerySelectorAll("main h2").Select(Words).ShouldBe(["Water", "Sewer"]);
    }

    [Fact]
    public async Task The_time_line_says_by_service_what_held_from_when_to_when()
    {
        using var client = await town.SignInAsync(town.Alder.Auditor);

        var page = await OpenAsync(client, "/Billing/Tariffs");

        var sewer = page.QuerySelectorAll("section[aria-labelledby=timeline] tbody").Single(b => Words(b).StartsWith("Sewer", StringComparison.Ordinal));
        sewer.QuerySelectorAll("tr").Skip(1).Select(Words).ShouldBe(["riverbend-2024 2024-01-01 2026-01-31 Superseded", "riverbend-2026 2026-02-01 In force"]);
    }

    [Fact]
    public async Task Lists_and_comparisons_have_no_missing_text_in_Spanish()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);
        await SpeakAsync(client, "es");

        foreach (var address in (string[])["/Billing/Tariffs", "/Billing/Tariffs/RateList", $"/Billing/Tariffs/{town.Present}", $"/Billing/Tariffs/{town.Present}/TestBench", $"/Billing/Tariffs/Compare?a={town.Old}&b={town.Present}"])
        {
            var page = await OpenAsync(client, address);
            page.DocumentElement.GetAttribute("lang").ShouldBe("es");
            foreach (var prefix in (string[])["Billing:", "Enum:", "Ui:"])
                page.QuerySelector("main")!.TextContent.ShouldNotContain(prefix, Case.Sensitive, address);
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Parser;
using Shouldly;
using Xunit;
using static UtilityBilling.IntegrationTests.Tariffs.TariffTown;

namespace UtilityBilling.IntegrationTests.Tariffs;

/// <summary>The ordinance as PDF stays with its tariff and comes back byte for byte.</summary>
public sealed class TariffFileTests(TariffTown town) : IClassFixture<TariffTown>
{
    [Fact]
    public async Task An_attached_ordinance_comes_back_as_it_was()
    {
        var bytes = Encoding.UTF8.GetBytes("%PDF-1.7\nResolution 2026-14");
        using var technician = await town.SignInAsync(town.Alder.Technician);
        using var auditor = await town.SignInAsync(town.Alder.Auditor);

        (await AttachAsync(technician, town.Present, "C:\\scans\\Res 2026-14.pdf", bytes)).Status.ShouldBe(302);

        var page = await OpenAsync(auditor, $"/Billing/Tariffs/{town.Present}");
        var link = page.QuerySelector("section[aria-labelledby=files] a")!;
        Words(link).ShouldBe("Res 2026-14.pdf");
        Words(page.QuerySelector("section[aria-labelledby=files] code")).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes))[..16] + "…");
        page.QuerySelector("form[action*=Attach]").ShouldBeNull();
        var file = await auditor.GetAsync(new Uri(link.GetAttribute("href")!, UriKind.Relative));
        (await file.Content.ReadAsByteArrayAsync()).ShouldBe(bytes);
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        ((int)(await auditor.GetAsync(new Uri(link.GetAttribute("href")!.Replace(town.Present.ToString(), town.Old.ToString(), StringComparison.Ordinal), UriKind.Relative))).StatusCode).ShouldBe(404, "a file belongs to its own tariff");
    }

    [Fact]
    public async Task What_is_no_ordinance_is_refused_with_a_sentence()
    {
        var good = Encoding.UTF8.GetBytes("%PDF-1.4\nOrdinance of 2024");
        using var client = await town.SignInAsync(town.Alder.Technician);
        (await AttachAsync(client, town.Old, "once.pdf", good)).Status.ShouldBe(302);

        await RefusedAsync(client, "again.pdf", good, "This very file is attached already.");
        await RefusedAsync(client, "page.pdf", Encoding.UTF8.GetBytes("<html>"), "The file is no PDF.");
        await RefusedAsync(client, "long.pdf", [.. good, .. new byte[10_000_000]], "The file has more than 10 MB.");
        await RefusedAsync(client, null, [], "Choose the PDF of the ordinance.");
        (await OpenAsync(client, $"/Billing/Tariffs/{town.Old}")).QuerySelectorAll("section[aria-labelledby=files] tbody tr").Length.ShouldBe(1);
    }

    private async Task RefusedAsync(HttpClient client, string? name, byte[] content, string sentence)
    {
        var (status, body) = await AttachAsync(client, town.Old, name, content);
        status.ShouldBe(422, sentence);
        body.ShouldContain(sentence);
    }

    private static async Task<(int Status, string Body)> AttachAsync(HttpClient client, Guid tariff, string? name, byte[] content)
    {
        var address = $"/Billing/Tariffs/{tariff}";
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri(address, UriKind.Relative)));
        using var form = new MultipartFormDataContent();
        foreach (var hidden in page.QuerySelectorAll("form[action*=Attach] input[type=hidden]"))
            form.Add(new StringContent(hidden.GetAttribute("value") ?? ""), hidden.GetAttribute("name")!);
        if (name is not null)
            form.Add(new ByteArrayContent(content), "Upload", name);
        var response = await client.PostAsync(new Uri($"{address}?handler=Attach", UriKind.Relative), form);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}

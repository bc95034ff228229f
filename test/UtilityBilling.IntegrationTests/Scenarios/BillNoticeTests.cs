using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UglyToad.PdfPig;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Settings;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>What the town says on its bills is a setting with a date: a bill carries what held on its own date.</summary>
public sealed class BillNoticeTests
{
    [Fact]
    public async Task A_bill_carries_the_towns_message_and_the_code_of_its_payment_page_from_their_day_on()
    {
        await using var host = await TestHost.StartAsync();
        var town = new EvenCycleTown(host.Alder);
        await town.OpenAsync();
        await town.AddHouseAsync("Ann", 100.0m, winterAverage: 5m);
        await town.AddHouseAsync("Bob", 100.0m, winterAverage: 5m);
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 112.0m)));
        var run = await town.StartAndCalculateAsync("2026-02");
        await town.RequestApprovalAsync(run);
        await town.ApproveAsync(run);
        await town.PostAsync(run);

        // The bill is dated 2 March: what begins on the 3rd is not on it, and without a page there is no code.
        await SetAsync(town, BillingSettings.MessageEn, "Hydrants are flushed in April.", new(2026, 3, 3));
        var (words, pictures) = await PdfAsync(town, "Ann");
        words.ShouldNotContain("Hydrants");
        pictures.ShouldBe(0);

        await SetAsync(town, BillingSettings.MessageEn, "Hydrants are flushed in May.", new(2026, 3, 2));
        await SetAsync(town, BillingSettings.PaymentPage, "https://alder.example/pay", new(2026, 3, 2));
        // Ann's is issued and stays as it is; Bob's is made now.
        (await PdfAsync(town, "Ann")).Words.ShouldNotContain("Hydrants");
        (words, pictures) = await PdfAsync(town, "Bob");
        words.ShouldContain("Hydrants are flushed in May.");
        pictures.ShouldBe(1);
    }

    private static Task SetAsync(EvenCycleTown town, string name, string value, DateOnly from) =>
        town.Town.WriteAsync(town.Town.Administrator, s => s.GetRequiredService<ISettingManager>().SetAsync(name, value, from, "Test"));

    private static Task<(string Words, int Pictures)> PdfAsync(EvenCycleTown town, string house) => town.Town.ReadAsync(town.Town.Technician, async services =>
    {
        var bills = services.GetRequiredService<IBillAppService>();
        var bill = (await bills.ListAsync(new BillListRequest { AccountId = town.AccountId(house) })).Items[0].Id;
        var file = new MemoryStream();
        await bills.WritePdfAsync(bill, file);
        using var pdf = PdfDocument.Open(file.ToArray());
        return (string.Join(' ', pdf.GetPage(1).GetWords().Select(w => w.Text)), pdf.GetPage(1).GetImages().Count());
    });
}

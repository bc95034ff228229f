using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

public sealed class DemoTariffTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(Root(), "etc", "demo"), "*.json", SearchOption.AllDirectories)
        .Where(f => f.Contains($"{Path.DirectorySeparatorChar}tariffs{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(Root(), f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_demo_tariff_is_valid_and_its_examples_come_out(string file)
    {
        var json = Read(file);

        TariffValidator.Validate(json).Select(p => p.ToString()).ShouldBeEmpty();
        Documents.Compile(json).Document.Examples.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_demo_price_says_where_it_was_read_or_that_it_is_invented(string file)
    {
        var document = Documents.Compile(Read(file)).Document;
        foreach (var component in document.Services.SelectMany(s => s.Components))
            foreach (var price in Prices(component))
                price.Source.ShouldNotBeNullOrEmpty(component.Id);
        document.FeeSchedule.ShouldAllBe(f => f.Source != null);
    }

    [Fact]
    public void A_rise_by_bill_date_changes_the_whole_bill_dated_on_or_after_it()
    {
        var book = Riverbend();

        // Dated 31 January: 35.19 + 5 × 3.43 = 52.34. Dated 1 February: 37.02 + 5 × 3.61 = 55.07. The days served do not matter.
        Sewer(book, new DateOnly(2026, 1, 31)).ShouldBe(52.34m);
        Sewer(book, new DateOnly(2026, 2, 1)).ShouldBe(55.07m);
    }

    [Fact]
    public void Debt_for_the_police_and_parks_fees_never_cuts_water()
    {
        var lines = new List<RatedLine>();
        Riverbend().Rate(House(new DateOnly(2026, 3, 1)), lines).ShouldBeNull();

        lines.Where(l => !l.MayCutWater).Select(l => l.Service).ShouldBe(["police", "parks"]);
    }

    [Fact]
    public void Sewer_money_is_the_partners_uncollected_pass_through_less_the_citys_licence_fee()
    {
        var book = Riverbend();
        var parts = book.Find("riverbend-2026")!.Distribution("sewer", "volume").Distribute(18.05m);

        // 4.761905 % of 18.05 = 0.8595 → 0.86 to the general fund; the partner's share takes the rest.
        parts.Select(p => (p.Share.Fund, p.Share.Account, p.Amount)).ShouldBe([("sewer", "2390", 17.19m), ("general", "4180", 0.86m)]);
        parts[0].Share.PassThrough.ShouldBe(new PassThrough("partner-city", PassThroughBasis.Collected, "2395"));
    }

    private static IEnumerable<TariffPrice> Prices(TariffComponent component)
    {
        var tables = new[] { component.Price, component.Percent, component.MinimumAmount, component.MaximumAmount };
        var tiers = component.Tiers?.Values().SelectMany(t => t).SelectMany(t => t.Price.Values()) ?? [];
        var volumes = component.Allowance?.Values().Select(v => v.Figure!) ?? [];
        return tables.Where(t => t is not null).SelectMany(t => t!.Values()).Concat(tiers).Concat(volumes);
    }

    private static decimal Sewer(RatingBook book, DateOnly billDate)
    {
        var lines = new List<RatedLine>();
        book.Rate(House(billDate), lines).ShouldBeNull();
        return lines.Where(l => l.Service == "sewer").Sum(l => l.Amount);
    }

    private static RatingInput House(DateOnly billDate) => new()
    {
        From = new DateOnly(2025, 11, 15),
        To = new DateOnly(2026, 1, 15),
        BillDate = billDate,
        Facts = new Dictionary<string, FactValue> { ["winterAverage"] = FactValue.Of(5m) },
        Agreements = [.. new[] { "water", "sewer", "stormwater", "police", "parks", "admin" }.Select(s => new RatingAgreement
        {
            Service = s, Class = "residential", MeterSize = "5/8", Usage = s == "water" ? 12m : null, Discounts = [],
        })],
    };

    private static RatingBook Riverbend() => new(new[] { "riverbend-2024", "riverbend-2026" }.Select(n => Documents.Compile(Read($"etc/demo/riverbend/tariffs/{n}.json"))));

    private static string Read(string file) => File.ReadAllText(Path.Combine(Root(), file));

    internal static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "UtilityBilling.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository is not above the tests.");
        return folder;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Rate schedules that utilities have published, each with bills that they worked out themselves.</summary>
public sealed class PublishedTariffTests
{
    private const int Fewest = 30;

    public static TheoryData<string> Files => [.. Names()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_published_schedule_is_valid_and_names_its_source(string name)
    {
        var json = Read(name);

        TariffValidator.Validate(json).Select(p => p.ToString()).ShouldBeEmpty();
        var document = Documents.Compile(json).Document;
        document.Tariff.ShouldBe(name);
        document.Examples.ShouldNotBeEmpty();
        document.Examples.ShouldAllBe(e => !string.IsNullOrWhiteSpace(e.Source));
        JsonNode.Parse(json)!["source"]!.GetValue<string>().ShouldContain("http");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_published_bill_comes_out_to_the_cent(string name)
    {
        var json = Read(name);

        foreach (var example in Documents.Compile(json).Document.Examples)
        {
            var result = TariffQuote.Run(json, example.InputJson);

            result.IsRefused.ShouldBeFalse(example.Name);
            using var quote = JsonDocument.Parse(result.Json);
            quote.RootElement.GetProperty("total").GetString().ShouldBe(example.Total.ToString("0.00", CultureInfo.InvariantCulture), example.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_bill_that_is_a_cent_off_is_not_accepted(string name)
    {
        var document = JsonNode.Parse(Read(name))!;
        var example = document["examples"]![0]!;
        example["total"] = example["total"]!.GetValue<decimal>() + 0.01m;

        TariffValidator.Validate(document.ToJsonString()).ShouldNotBeEmpty();
    }

    [Fact]
    public void There_are_thirty_schedules_of_thirty_utilities()
    {
        Names().Count().ShouldBeGreaterThanOrEqualTo(Fewest);
        Names().Select(n => n[..n.LastIndexOf('-')]).Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThanOrEqualTo(Fewest);
    }

    private static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Folder(), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);

    internal static string Read(string name) => File.ReadAllText(Path.Combine(Folder(), name + ".json"));

    private static string Folder() => Path.Combine(DemoTariffTests.Root(), "test", "UtilityBilling.UnitTests", "Tariffs", "Published");
}

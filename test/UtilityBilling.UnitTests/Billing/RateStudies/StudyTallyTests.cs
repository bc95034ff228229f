using Shouldly;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Billing.Tariffs;
using Xunit;

namespace UtilityBilling.Billing.RateStudies;

/// <summary>A study's revenue by tier sums to the bills, to the cent.</summary>
public sealed class StudyTallyTests
{
    private const string Components = """
        { "id": "use", "label": { "en": "Use", "es": "Uso" }, "kind": "usage", "allowance": 4, "minimumAmount": 5, "tiers": [ { "from": 0, "to": { "fact": "people" }, "price": 1 }, { "to": 20, "price": 2 }, { "from": 20, "price": 3 } ] }
        """;

    [Fact]
    public void A_line_within_its_allowance_counts_with_its_minimum() =>
        Revenue(4m, people: 6m).ShouldBe([(0, 4m, 5m)]);

    [Fact]
    public void A_tier_is_known_by_its_place_also_where_one_before_it_is_empty() =>
        Revenue(34m, people: 0m).ShouldBe([(2, 20m, 40m), (3, 10m, 30m)]); // 30 ccf above the allowance: 20 × 2, 10 × 3

    [Fact]
    public void What_the_minimum_adds_stands_with_the_first_tier() =>
        Revenue(7m, people: 2m).ShouldBe([(1, 2m, 3m), (2, 1m, 2m)]); // 2 × 1 + 1 × 2 is 4, raised to 5

    private static List<(int Tier, decimal Quantity, decimal Amount)> Revenue(decimal usage, decimal people)
    {
        var document = TariffReader.Read(Tariffs.Documents.Water(Components)).Document!;
        var books = StudyBooks.Of([document], new DateOnly(2026, 6, 1), []);
        var input = new RatingInput
        {
            From = new(2026, 3, 1), To = new(2026, 5, 1), BillDate = new(2026, 5, 1),
            Agreements = [new RatingAgreement { Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), Service = "water", Class = "residential", Usage = usage, Facts = new Dictionary<string, FactValue> { ["people"] = FactValue.Of(people) } }],
        };
        var tally = new StudyTally(books);
        tally.Add(StudiedBill.Of(Guid.Empty, RatingInputJson.Write(input), books));
        tally.Refused.ShouldBe(0);
        tally.Revenue.Values.Sum(r => r.AdoptedAmount).ShouldBe(tally.Accounts.Values.Single().Adopted);
        return [.. tally.Revenue.Select(r => (r.Key.Tier, r.Value.AdoptedQuantity, r.Value.AdoptedAmount))];
    }
}

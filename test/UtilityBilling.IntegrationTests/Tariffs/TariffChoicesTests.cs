using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Enrollments;
using Xunit;

namespace UtilityBilling.IntegrationTests.Tariffs;

/// <summary>What the pages of accounts and premises offer comes from the approved tariffs: Alder has Riverbend's of 2024 and 2026.</summary>
public sealed class TariffChoicesTests(TariffTown town) : IClassFixture<TariffTown>
{
    [Fact]
    public async Task The_programmes_of_tariffs_in_force_are_offered()
    {
        (await ProgramsAsync(new(2026, 3, 2))).ShouldBe([new ProgramChoice("lowIncome", "Low-income rate", true)]);
        (await ProgramsAsync(new(2020, 1, 1))).ShouldBe([new ProgramChoice("lowIncome", "Low-income rate", true)], "before the first tariff, what is to come");
    }

    [Fact]
    public async Task The_facts_that_tariffs_ask_for_are_offered_with_their_kind()
    {
        var facts = (await town.Alder.ReadAsync(town.Alder.Technician, async s =>
        {
            var all = new List<FactChoice>();
            foreach (var source in s.GetServices<IFactChoices>())
                all.AddRange(await source.ListAsync(new(2026, 3, 2)));
            return all;
        })).ToDictionary(f => f.Name);
        facts["imperviousSqFt"].ShouldSatisfyAllConditions(f => f.Kind.ShouldBe(FactKind.Number), f => f.IsAskedFor.ShouldBeTrue(), f => f.Label.ShouldBe("Impervious area, square feet"));
        facts["units"].Kind.ShouldBe(FactKind.Number);
        facts.Keys.ShouldNotContain("winterAverage", "winter averages have pages of their own");
        facts.Keys.ShouldNotContain("winterUsage");
        facts.Keys.ShouldNotContain("days", "every bill knows its days");
    }

    private Task<List<ProgramChoice>> ProgramsAsync(DateOnly asOf) => town.Alder.ReadAsync(town.Alder.Technician, async s =>
    {
        var all = new List<ProgramChoice>();
        foreach (var source in s.GetServices<IProgramChoices>())
            all.AddRange(await source.ListAsync(asOf));
        return all;
    });
}

using Shouldly;
using UtilityBilling.Benchmarks;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>The benchmark goes to its end; what it measures is never asserted.</summary>
public sealed class BenchmarkTests
{
    [Fact]
    public async Task A_bill_run_of_a_made_town_is_measured_from_scope_to_posted_beside_the_ceiling()
    {
        var figures = await BillRunBenchmark.RunAsync(20, 2, _ => { });

        figures.Bills.ShouldBe(20);
        figures.Phases.Select(p => p.Phase).ShouldBe(["scope", "calculate", "approve", "post"]);
        // Six agreements a house; of each bill 1 header, 8 lines, 6 coverages, 2 reads (sewer follows water), 1 journal with 15 entries, 7 charges, 1 statement with its link.
        figures.Phases[0].Rows.ShouldBe(120);
        figures.RowsPerBill.ShouldBe(42);
        figures.CeilingBillsPerCpuSecond.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Pages_are_measured_alone_and_while_a_run_is_on()
    {
        var figures = await PagesBenchmark.RunAsync(20, _ => { }, TimeSpan.FromSeconds(1));

        figures.Pages.Select(p => p.Page).ShouldBe(["account", "search", "list", "take a receipt"]);
        figures.Pages.ShouldAllBe(p => p.AloneCount > 0 && p.AloneP95 >= p.AloneP50);
    }
}

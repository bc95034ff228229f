using Shouldly;
using Xunit;

namespace UtilityBilling.UnitTests.Architecture;

/// <summary>Architecture test 9: time comes from the clock in use, ids from the maker in use. The silent failure: a demo's bill of last March says it was made today.</summary>
public sealed class ClockAndIdTests
{
    private static readonly string[] Banned =
    [
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTime.Today", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow", "M:System.Guid.NewGuid", "M:System.Guid.CreateVersion7",
    ];

    /// <summary>The few places that may, each with its reason beside it.</summary>
    private static readonly string[] MayAsk = ["src/UtilityBilling.Framework/Guids/GuidGenerator.cs", "src/UtilityBilling.Web/Hosting/DevelopmentDatabase.cs"];

    [Fact]
    public void The_system_clock_and_random_ids_are_banned_in_every_project()
    {
        var list = File.ReadAllLines(Path.Combine(Source.Root, "etc/analyzers/BannedSymbols.txt")).Select(l => l.Split(';')[0]);
        Banned.Except(list).ShouldBeEmpty();
        File.ReadAllText(Path.Combine(Source.Root, "common.props")).ShouldContain("BannedApiAnalyzers");
        File.ReadAllText(Path.Combine(Source.Root, "Directory.Build.props")).ShouldContain("common.props");
        Source.Projects.Where(p => File.ReadAllText(p.File).Contains("RS0030", StringComparison.Ordinal)).Select(p => p.Name).ShouldBeEmpty();
    }

    [Fact]
    public void The_ban_is_lifted_in_the_named_places_only() =>
        Source.Files("src", ".cs").Concat(Source.Files("modules", ".cs"))
            .Where(f => File.ReadAllText(f).Contains("RS0030", StringComparison.Ordinal)).Select(Source.Relative).Except(MayAsk).ShouldBeEmpty();

    /// <summary>Tests that look at the real clock fail on one night of the year.</summary>
    [Fact]
    public void No_rule_asks_a_static_clock() =>
        Source.Files("modules", ".cs").Where(f => File.ReadAllText(f).Contains("TimeProvider.System", StringComparison.Ordinal)).Select(Source.Relative).ShouldBeEmpty();
}

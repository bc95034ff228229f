using System.Diagnostics;
using System.Globalization;
using Shouldly;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Metering;

/// <summary>An import that asks the database once per line would pass every other test and take an hour in a real town.</summary>
public sealed class StatementCountTests
{
    private static readonly AsyncLocal<Counter?> Current = new();

    [Fact]
    public async Task An_import_takes_the_same_number_of_statements_for_4_lines_as_for_60()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => Current.Value?.Add(),
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await TestHost.StartAsync();
        var town = await ReadTown.CreateAsync(host.Alder, 60);

        var few = await CountAsync(() => town.ImportAsync("few.csv", ReadTown.File("2026-02-20", [.. town.Meters.Take(4).Select(Read)])));
        var many = await CountAsync(() => town.ImportAsync("many.csv", ReadTown.File("2026-02-27", [.. town.Meters.Select(Read)])));

        few.ShouldBeGreaterThan(5);
        many.ShouldBe(few);
    }

    /// <summary>Every fourth one is high and will be held.</summary>
    private static (string, string) Read(TownMeter meter, int index) => (meter.Serial, (index % 4 == 3 ? 1900 : 1010 + index % 3).ToString(CultureInfo.InvariantCulture));

    private static async Task<int> CountAsync(Func<Task> work)
    {
        var counter = new Counter();
        Current.Value = counter;
        await work();
        Current.Value = null;
        return counter.Count;
    }

    private sealed class Counter
    {
        private int _count;

        public int Count => _count;

        public void Add() => Interlocked.Increment(ref _count);
    }
}

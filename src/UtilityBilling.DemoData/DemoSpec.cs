using System.Text.Json;
using UtilityBilling.Customers;

namespace UtilityBilling.DemoData;

/// <summary>What makes a demo town, as its <c>town.json</c> says it. Shares are percent.</summary>
internal sealed record DemoSpec
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public required int Accounts { get; init; }
    public required string City { get; init; }
    public required string State { get; init; }
    public required IReadOnlyList<string> Zips { get; init; }

    /// <summary>Written behind the street's name; one of them for each street.</summary>
    public required IReadOnlyList<string> Quadrants { get; init; }
    public required string PhonePrefix { get; init; }
    public required int SpanishShare { get; init; }

    /// <summary>The registers' unit.</summary>
    public required string Unit { get; init; }
    public required int Decimals { get; init; }
    public required int SmallDials { get; init; }
    public required int LargeDials { get; init; }
    public required int HousesPerRoute { get; init; }
    public required IReadOnlyList<DemoCycle> Cycles { get; init; }

    /// <summary>The day of the month on which periods begin and end.</summary>
    public required int BoundaryDay { get; init; }
    public required int ReadAfterDays { get; init; }
    public required int CalculateAfterDays { get; init; }
    public required int BillAfterDays { get; init; }
    public required int DueDay { get; init; }

    /// <summary>Months from the one in which a period ends to the one in which its bill is due.</summary>
    public required int DueMonthOffset { get; init; }
    public required int ShutOffAfterDueDays { get; init; }
    public required bool PeriodCodeIsDueMonth { get; init; }

    /// <summary>The cycle whose newest period is left for the newcomer.</summary>
    public string? PendingCycle { get; init; }

    /// <summary>The first is metered; a second named <c>sewer</c> follows its usage.</summary>
    public required IReadOnlyList<string> Services { get; init; }
    public string? WinterAverageService { get; init; }
    public required string DiscountProgram { get; init; }
    public required int DiscountShare { get; init; }
    public required IReadOnlyDictionary<string, int> ClassShares { get; init; }
    public required int TenantShare { get; init; }
    public required int MovesPercentAYear { get; init; }
    public required int VacantPercent { get; init; }
    public required int Staff { get; init; }
    public required DemoUsage ResidentialUsage { get; init; }
    public required DemoUsage UnitUsage { get; init; }
    public required DemoUsage CommercialUsage { get; init; }
    public required decimal Deposit { get; init; }
    public required string LeakReason { get; init; }


    public static DemoSpec Load(string preset) => JsonSerializer.Deserialize<DemoSpec>(DemoFiles.Read($"{preset}/town.json"), Options)!;
}

/// <param name="Months">Months of a period.</param>
/// <param name="BoundaryParity">Periods begin in months whose number leaves this when divided by <paramref name="Months"/>.</param>
/// <param name="WinterAfter">Month and day: reads after it count for the winter average.</param>
/// <param name="WinterThrough">The last month and day that counts.</param>
/// <param name="WinterInForce">Bills from this month and day take the new average.</param>
internal sealed record DemoCycle(string Code, string Name, int Months, int BoundaryParity, string? WinterAfter = null, string? WinterThrough = null, string? WinterInForce = null);

/// <param name="Monthly">Typical use of a month outside of summer, in the town's unit.</param>
/// <param name="Summer">How much more at the height of summer: 0.5 is half as much again.</param>
internal sealed record DemoUsage(decimal Monthly, decimal Summer);

/// <summary>Common words from which names and addresses are put together.</summary>
internal sealed record DemoWords
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> FirstNames { get; init; }
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> LastNames { get; init; }
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Firms { get; init; }
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Properties { get; init; }
    public required IReadOnlyList<string> Streets { get; init; }
    public required IReadOnlyList<string> Suffixes { get; init; }

    public static DemoWords Load() => JsonSerializer.Deserialize<DemoWords>(DemoFiles.Read("names.json"), Options)!;
}

/// <summary>The files of <c>etc/demo</c>, carried in the program.</summary>
internal static class DemoFiles
{
    private const string Root = "demo/";

    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(DemoFiles).Assembly.GetManifestResourceStream(Root + name) ?? throw new InvalidOperationException($"etc/demo/{name} is not embedded."));
        return reader.ReadToEnd();
    }

    /// <summary>A town's adopted tariff documents, by name.</summary>
    public static IEnumerable<string> Tariffs(string preset) => In($"{preset}/tariffs/");

    /// <summary>Tariffs that nobody has adopted yet.</summary>
    public static IEnumerable<string> Proposals(string preset) => In($"{preset}/proposed/");

    private static IEnumerable<string> In(string folder) => typeof(DemoFiles).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Root + folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(n => Read(n[Root.Length..]));
}

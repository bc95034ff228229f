namespace UtilityBilling.DemoData;

/// <summary>What the story teller knows of a town: its premises and periods, in the order of their making.</summary>
internal sealed class DemoWorld(DemoSpec spec, DemoPopulation population, DemoUsageModel usage, int seed)
{
    private readonly HashSet<Guid> _known = [];

    public DemoSpec Spec => spec;
    public DemoPopulation Population => population;
    public DemoUsageModel Usage => usage;
    public int Seed => seed;
    public required IReadOnlyList<DemoPremise> Premises { get; init; }

    /// <summary>By cycle.</summary>
    public required IReadOnlyList<List<DemoPeriod>> Periods { get; init; }
    public List<Guid> CycleIds { get; } = [];

    /// <summary>Where files for the newcomer go, when not to the clone's own demo folder.</summary>
    public string? FilesFolder { get; init; }

    /// <summary>Accounts that were closed with something open; some never pay.</summary>
    public List<(Guid AccountId, int CycleIndex, int Habit)> Departed { get; } = [];

    public IEnumerable<DemoPremise> OfCycle(int cycleIndex) => Premises.Where(p => p.CycleIndex == cycleIndex);

    /// <summary>Owners and occupants that were not brought in yet: a landlord owns in several places.</summary>
    public IEnumerable<DemoCustomer> NewCustomers(IEnumerable<DemoPremise> premises) => DemoPopulation.Customers(premises).Where(c => _known.Add(c.Id));
}

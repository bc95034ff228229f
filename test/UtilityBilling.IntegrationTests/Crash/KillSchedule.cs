namespace UtilityBilling.IntegrationTests.Crash;

/// <summary>What is killed.</summary>
internal enum Victim
{
    Worker,
    Database,
}

/// <summary>One point at which something is killed: so long after the worker went on, in the phase that it had reached.</summary>
internal sealed record KillPoint(string Phase, Victim Victim, TimeSpan After);

/// <summary>
/// Where the run is killed, drawn from a seed: a share of the points for each phase, workers and database half and half. How long a page takes on this machine decides how
/// late a blow may come, so that the run gets on between blows and yet is not done before the last of them.
/// </summary>
internal sealed class KillSchedule(int seed, int pages, TimeSpan calculation, TimeSpan approval, TimeSpan page)
{
    public const string Calculating = "calculate", Approving = "approve", Posting = "post";
    private const int InCalculation = 8, InApproval = 6, InPosting = 38;

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _left = new() { [Calculating] = InCalculation, [Approving] = InApproval, [Posting] = InPosting };
    private readonly Queue<Victim> _victims = Shuffled(new Random(seed + 1));

    private static int Points => InCalculation + InApproval + InPosting;

    /// <summary>The next point of the phase; nothing when the phase has had its share.</summary>
    public KillPoint? Next(string phase, int pagesLeft)
    {
        // What an earlier phase was too quick for falls on the posting.
        var share = phase == Posting ? _left.FirstOrDefault(l => l.Value > 0).Key : phase;
        if (share is null || _left[share] == 0)
            return null;
        var longest = phase switch
        {
            Calculating => calculation,
            Approving => approval,
            // The last page is not finished before the last blow, even where the machine has become quicker since it was measured.
            _ when pagesLeft <= 1 => page * 0.3,
            _ => page / Math.Max(0.3, 1 - 0.7 * pages / InPosting),
        };
        _left[share]--;
        return new KillPoint(phase, _victims.Dequeue(), longest * _random.NextDouble());
    }

    private static Queue<Victim> Shuffled(Random random)
    {
        var victims = Enumerable.Range(0, Points).Select(i => i % 2 == 0 ? Victim.Worker : Victim.Database).ToArray();
        random.Shuffle(victims);
        return new Queue<Victim>(victims);
    }
}

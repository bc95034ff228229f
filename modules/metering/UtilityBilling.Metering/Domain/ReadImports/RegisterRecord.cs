using UtilityBilling.Metering.ReadChecks;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>A read that we have, accepted or waiting for a decision.</summary>
internal sealed record KnownRead(Guid Id, DateOnly Date, decimal Value, ReadKind Kind, ReadState State, DateOnly? PreviousDate, decimal? Usage)
{
    public bool Counts => State == ReadState.Accepted;
}

/// <summary>An installed register with the marks that a file may name it by, where it stands, and its past: the reads that count and those that wait.</summary>
internal sealed class RegisterRecord
{
    public required Guid Id { get; init; }
    public required Guid MeterId { get; init; }
    public required Guid ServicePointId { get; init; }
    public required RegisterFacts Facts { get; init; }
    public required string RegisterNumber { get; init; }
    public required string MeterSerial { get; init; }
    public string? EndpointId { get; init; }
    public required decimal InRead { get; init; }
    public required DateOnly From { get; init; }
    public Guid CycleId { get; init; }
    public Guid RouteId { get; init; }
    public int Sequence { get; init; }
    public string? Account { get; init; }
    public string Address { get; init; } = "";
    public List<KnownRead> Reads { get; } = [];

    public KnownRead? Latest => Reads.Where(r => r.Counts).MaxBy(r => r.Date);

    /// <summary>What a check may know of this register when <paramref name="without"/> never came.</summary>
    public ReadCheckInput InputFor(ReadToCheck read, DateOnly businessDate, IReadOnlyCollection<KnownRead> without)
    {
        var counting = Reads.Where(r => r.Counts && !without.Contains(r)).ToList();
        return new ReadCheckInput
        {
            Register = Facts,
            MeterSerial = MeterSerial,
            Read = read,
            BusinessDate = businessDate,
            Reads = [new PastRead(From, InRead), .. counting.Where(r => r.Date > From).Select(r => new PastRead(r.Date, r.Value, r.Kind == ReadKind.Estimated))],
            Usages = UsagesOf(counting),
        };
    }

    /// <summary>Registered usage by period, of the reads that count.</summary>
    public IReadOnlyList<PastUsage> Usages() => UsagesOf(Reads.Where(r => r.Counts));

    /// <summary>The accepted read at the previous date, which the usage begins with; empty when that is the in-read.</summary>
    public Guid? IdOfPrevious(PastRead? previous) => previous is null ? null : Reads.Find(r => r.Counts && r.Date == previous.Date && r.Value == previous.Value)?.Id;

    /// <summary>Lets a read count from here on, in the place of others: the next one of the same work follows on from it.</summary>
    public void Count(KnownRead read, IEnumerable<KnownRead> replaced)
    {
        Reads.RemoveAll(r => r.Id == read.Id || replaced.Contains(r));
        Reads.Add(read);
    }

    public MatchCandidate ToCandidate() => new(Id, EndpointId, MeterSerial, RegisterNumber, Account, Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static List<PastUsage> UsagesOf(IEnumerable<KnownRead> reads) =>
        [.. reads.Where(r => r is { Usage: not null, PreviousDate: not null }).Select(r => new PastUsage(r.PreviousDate!.Value, r.Date, r.Usage!.Value, r.Kind == ReadKind.Estimated))];
}

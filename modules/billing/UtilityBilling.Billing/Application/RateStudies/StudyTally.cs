using UtilityBilling.Billing.Rating;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.RateStudies;

/// <summary>A bill rated by both books.</summary>
internal sealed record StudiedBill(Guid AccountId, IReadOnlyDictionary<Guid, string> Classes, IReadOnlyList<RatedLine> Adopted, IReadOnlyList<RatedLine> Trial, RatingRefusal? Refusal)
{
    public static StudiedBill Of(Guid accountId, string inputs, StudyBooks books)
    {
        var input = RatingInputJson.Read(inputs);
        var (adopted, trial) = (new List<RatedLine>(16), new List<RatedLine>(16));
        var refusal = books.Adopted.Rate(input, adopted) ?? books.Trial.Rate(input, trial);
        return new StudiedBill(accountId, input.Agreements.ToDictionary(a => a.Id, a => a.Class ?? ""), adopted, trial, refusal);
    }
}

/// <summary>Adds bills up: by service, class, charge and tier, and by account. The tiers of a charge sum to its lines, to the cent.</summary>
internal sealed class StudyTally(StudyBooks books)
{
    private readonly SortedDictionary<RevenueKey, RevenueSum> _revenue = [];
    private readonly Dictionary<Guid, AccountSum> _accounts = [];

    public int Bills { get; private set; }
    public int Refused { get; private set; }
    public RatingRefusal? FirstRefusal { get; private set; }
    public IReadOnlyDictionary<RevenueKey, RevenueSum> Revenue => _revenue;
    public IReadOnlyDictionary<Guid, AccountSum> Accounts => _accounts;

    public void Add(StudiedBill bill)
    {
        if (bill.Refusal is { } refusal)
        {
            Refused++;
            FirstRefusal ??= refusal;
            return;
        }

        Bills++;
        foreach (var line in bill.Adopted)
            Add(books.Adopted, line, bill.Classes, (sum, quantity, amount) => sum with { AdoptedQuantity = sum.AdoptedQuantity + quantity, AdoptedAmount = sum.AdoptedAmount + amount });
        foreach (var line in bill.Trial)
            Add(books.Trial, line, bill.Classes, (sum, quantity, amount) => sum with { TrialQuantity = sum.TrialQuantity + quantity, TrialAmount = sum.TrialAmount + amount });
        var account = _accounts.GetValueOrDefault(bill.AccountId, new AccountSum(0, 0m, 0m));
        _accounts[bill.AccountId] = new AccountSum(account.Bills + 1, account.Adopted + bill.Adopted.Sum(l => l.Amount), account.Trial + bill.Trial.Sum(l => l.Amount));
    }

    private void Add(RatingBook book, RatedLine line, IReadOnlyDictionary<Guid, string> classes, Func<RevenueSum, decimal, decimal, RevenueSum> add)
    {
        var tariff = book.Find(line.Tariff)!;
        foreach (var (tier, quantity, amount) in Parts(line, tariff.Component(line.Service, line.Component).Tiers is not null))
        {
            var key = new RevenueKey(line.Service, classes.GetValueOrDefault(line.Agreement, ""), line.Component, tier);
            _revenue[key] = add(_revenue.GetValueOrDefault(key) ?? new RevenueSum(tariff.Label(line.Service, line.Component), 0m, 0m, 0m, 0m), quantity, amount);
        }
    }

    /// <summary>The line by tiers; what limits and roundings add or take stands with the first.</summary>
    private static IEnumerable<(int Tier, decimal Quantity, decimal Amount)> Parts(RatedLine line, bool hasTiers)
    {
        if (!hasTiers)
            return [(0, line.Quantity, line.Amount)];
        var charged = line.Steps.Where(s => s is { Kind: StepKind.Charge, What: null }).ToList();
        if (charged.Count == 0)
            return [(0, line.Quantity, line.Amount)];
        var rest = line.Amount - charged.Sum(s => s.Amount);
        return charged.Select((step, n) => (step.Tier ?? 0, step.Quantity, step.Amount + (n == 0 ? rest : 0m)));
    }
}

internal readonly record struct RevenueKey(string Service, string Class, string Component, int Tier) : IComparable<RevenueKey>
{
    public int CompareTo(RevenueKey other)
    {
        var order = string.CompareOrdinal(Service, other.Service);
        order = order != 0 ? order : string.CompareOrdinal(Class, other.Class);
        order = order != 0 ? order : string.CompareOrdinal(Component, other.Component);
        return order != 0 ? order : Tier.CompareTo(other.Tier);
    }
}

internal sealed record RevenueSum(BilingualText Label, decimal AdoptedQuantity, decimal AdoptedAmount, decimal TrialQuantity, decimal TrialAmount);

internal sealed record AccountSum(int Bills, decimal Adopted, decimal Trial);

using UtilityBilling.Billing.Budgets;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Guids;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Turns rated lines and miscellaneous charges into what posting will write: one charge per service, fund and may-cut, and the entries that balance it in each fund.</summary>
internal sealed class CalculationBuilder(RunContext context, IGuidGenerator guids)
{
    /// <summary>Returns the parking reason instead when a line names an account that the chart lacks, or a service comes out below zero.</summary>
    /// <param name="stay">Whose bill it is.</param>
    /// <param name="lines">What its services cost.</param>
    /// <param name="beside">Charges beside the services.</param>
    /// <param name="budget">What the bill asks for its services, where a budget plan says so.</param>
    /// <param name="bill">Takes the postings.</param>
    public Parking? Build(StayToBill stay, IReadOnlyList<RatedLine> lines, IEnumerable<DueCharge> beside, decimal? budget, BillPostings bill)
    {
        var open = new Dictionary<(string Service, string Fund, bool MayCut), ChargeInMaking>();
        foreach (var line in lines)
        {
            var tariff = context.Book.Find(line.Tariff)!;
            foreach (var part in tariff.Distribution(line.Service, line.Component).Distribute(line.Amount))
            {
                if (part.Amount == 0)
                    continue;
                if (context.Chart.Account(part.Share.Fund, part.Share.Account) is not { } account)
                    return Parking.Because("accountMissing", ("fund", part.Share.Fund), ("account", part.Share.Account), ("service", line.Service));
                Put((line.Service, part.Share.Fund, line.MayCutWater), account, part.Amount);
            }
        }
        if (budget is { } amount)
            Level(open, amount);
        foreach (var due in beside)
            Put((due.Service, due.FundCode, due.MayCutWater), due.GlAccountId, due.Amount);
        foreach (var (key, charge) in open)
            if (Add(stay, key, charge, bill) is { } parking)
                return parking;
        return null;

        void Put((string Service, string Fund, bool MayCut) key, Guid account, decimal amount)
        {
            if (!open.TryGetValue(key, out var charge))
                open[key] = charge = new ChargeInMaking();
            charge.Amount += amount;
            charge.Credits[account] = charge.Credits.GetValueOrDefault(account) + amount;
        }
    }

    /// <summary>Asks the budget amount in place of what the services cost, by their weight. A bill that costs nothing asks nothing.</summary>
    private static void Level(Dictionary<(string Service, string Fund, bool MayCut), ChargeInMaking> open, decimal amount)
    {
        var parts = open.Values.Where(c => c.Amount > 0).ToList();
        if (parts.Count == 0)
            return;
        var shares = BudgetSpread.Of(amount, parts.ConvertAll(p => p.Amount));
        foreach (var (part, share) in parts.Zip(shares))
            part.Budget = (part.Amount, share);
    }

    private Parking? Add(StayToBill stay, (string Service, string Fund, bool MayCut) key, ChargeInMaking charge, BillPostings bill)
    {
        var (charges, entries) = (bill.Charges, bill.Entries);
        if (charge.Amount < 0)
            return Parking.Because("negativeService", ("service", key.Service), ("amount", charge.Amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)));
        if (context.Chart.Fund(key.Fund) is not { } fund || context.Chart.Receivable(key.Fund, key.Service) is not { } receivable)
            return Parking.Because("receivableMissing", ("fund", key.Fund), ("service", key.Service));

        Guid? chargeId = null;
        var asked = charge.Amount - charge.Variance;
        if (asked > 0)
        {
            chargeId = guids.Create();
            charges.Add(new PostedCharge(chargeId.Value, key.Service, fund, receivable, asked, key.MayCut));
            entries.Add(new PostedEntry(entries.Count + 1, fund, receivable, asked, key.Service, chargeId, stay.AccountId, stay.PremiseId));
        }
        if (charge.Budget is { } part)
        {
            if (context.Chart.BudgetVariance(key.Fund) is not { } variance)
                return Parking.Because("budgetAccountMissing", ("fund", key.Fund));
            if (charge.Variance != 0)
                entries.Add(new PostedEntry(entries.Count + 1, fund, variance, charge.Variance, key.Service, chargeId, null, null));
            bill.BudgetParts.Add(new PostedBudgetPart(key.Service, fund, key.MayCut, part.Actual, part.Asked));
        }
        foreach (var (account, amount) in charge.Credits.Where(c => c.Value != 0))
            entries.Add(new PostedEntry(entries.Count + 1, fund, account, -amount, key.Service, chargeId, null, null));
        return null;
    }

    private sealed class ChargeInMaking
    {
        public decimal Amount { get; set; }
        public Dictionary<Guid, decimal> Credits { get; } = [];

        /// <summary>What its services cost, and what is asked for them.</summary>
        public (decimal Actual, decimal Asked)? Budget { get; set; }

        public decimal Variance => Budget is { } part ? part.Actual - part.Asked : 0m;
    }
}

/// <summary>Why an account could not be billed, as a code with its figures; the sentence is <c>Billing:Park.{Reason}</c> or a rating refusal's own.</summary>
internal sealed record Parking(string Code, IReadOnlyDictionary<string, string> Values)
{
    public static Parking Because(string reason, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            data[name] = value;
        return new Parking($"Billing:Park.{reason}", data);
    }

    public static Parking Because(RatingRefusal refusal) => new(refusal.Code, refusal.Values);
}

/// <summary>What posting will write of a bill beside its lines.</summary>
internal sealed class BillPostings
{
    public List<PostedCharge> Charges { get; } = new(8);
    public List<PostedEntry> Entries { get; } = new(16);
    public List<PostedBudgetPart> BudgetParts { get; } = [];
    public PostedBudget? Budget { get; set; }
}

/// <summary>A part of a bill that asks the budget amount.</summary>
internal sealed record PostedBudgetPart(string Service, Guid Fund, bool MayCutWater, decimal Actual, decimal Asked);

/// <summary>A bill under a budget plan: what its services cost, and what it asks for them.</summary>
internal sealed record PostedBudget(Guid Plan, BudgetBillKind Kind, decimal Actual, decimal Asked)
{
    public decimal Variance => Actual - Asked;
}

internal sealed record PostedCharge(Guid Id, string Service, Guid Fund, Guid Receivable, decimal Amount, bool MayCutWater);

/// <param name="Account">The customer's account, on receivable entries only.</param>
internal sealed record PostedEntry(int N, Guid Fund, Guid GlAccount, decimal Amount, string Service, Guid? Charge, Guid? Account, Guid? Premise);

internal sealed record PostedRead(Guid Agreement, int N, Guid Read, Guid? PreviousRead, decimal Usage);

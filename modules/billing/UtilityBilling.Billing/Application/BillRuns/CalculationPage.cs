using Microsoft.Extensions.Logging;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Customers;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Usage;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Calculates the bills of some occupancies. What cannot be billed is parked, held or left out with its reason; it never stops the others.</summary>
internal sealed class CalculationPage(
    RunContext context, IGuidGenerator guids, CalculationFacts facts, ILogger logger)
{
    private readonly CalculationBuilder _builder = new(context, guids);
    private readonly RatingInputs _inputs = new(context, facts);

    public List<CalculatedBill> Bills { get; } = [];

    public List<ItemOutcome> Outcomes { get; } = [];

    /// <param name="occupancy">With all its agreements, since one may feed another's usage.</param>
    /// <param name="counted">The agreements to bill; null for all.</param>
    public void Calculate(OccupancyForBilling occupancy, IReadOnlySet<Guid>? counted)
    {
        var open = occupancy.Agreements.Where(a => counted?.Contains(a.AgreementId) != false && !Excluded(occupancy, a)).ToList();
        if (open.Count == 0)
            return;
        if (open.Select(a => facts.Holds.GetValueOrDefault(a.AgreementId)).FirstOrDefault(h => h is not null) is { } hold)
        {
            Add(open, RunOutcome.Held, new Parking("Billing:Hold.bill", new Dictionary<string, string> { ["reason"] = hold.Reason }), hold.Until);
            return;
        }
        if (Bill(occupancy, open) is { } parking)
            Add(open, parking.Code == "Billing:Hold.read" ? RunOutcome.Held : RunOutcome.Parked, parking, HeldUntil(occupancy));
        else
            Add(open, RunOutcome.Billed, null, null);
    }

    /// <summary>A bill of charges alone. Without any there is none.</summary>
    public void CalculateAlone(StayToBill stay)
    {
        if (facts.Charges[stay.OccupancyId].ToList() is not { Count: > 0 } due)
            return;
        var postings = new BillPostings();
        if (_builder.Build(stay, [], due, null, postings) is { } refused)
        {
            var error = new BusinessException(refused.Code);
            foreach (var (name, value) in refused.Values)
                error.WithData(name, value);
            throw error;
        }
        var input = new RatingInput { From = due.Min(d => d.From), To = due.Max(d => d.To), BillDate = context.Run.BillDate, Agreements = [] };
        Add(stay, input, [], due, [], CalculationJson.Postings(postings, [], []), postings.Budget, new BillToJudge(due.Sum(d => d.Amount), due.Sum(d => d.Amount), false, false, 0), null);
    }

    private bool Excluded(OccupancyForBilling occupancy, AgreementForBilling agreement)
    {
        if (!facts.Covered.Contains(agreement.AgreementId))
            return false;
        Outcomes.Add(new ItemOutcome(agreement.AgreementId, RunOutcome.Excluded, new Parking("Billing:Exclude.alreadyBilled", new Dictionary<string, string> { ["period"] = context.Period.Code, ["service"] = agreement.Service }), null));
        return true;
    }

    private Parking? Bill(OccupancyForBilling occupancy, IReadOnlyList<AgreementForBilling> agreements)
    {
        try
        {
            return TryBill(occupancy, agreements);
        }
#pragma warning disable CA1031 // One poisoned account never stops the others (R2): it is parked, and the fault is logged for us.
        catch (Exception error)
#pragma warning restore CA1031
        {
            logger.LogError(error, "The bill of occupancy {OccupancyId} could not be calculated", occupancy.OccupancyId);
            return Parking.Because("unexpected", ("detail", error.GetType().Name));
        }
    }

    private Parking? TryBill(OccupancyForBilling occupancy, IReadOnlyList<AgreementForBilling> agreements)
    {
        var reads = new Dictionary<Guid, IReadOnlyList<UsageSegment>>();
        var (input, parking) = _inputs.Build(occupancy, agreements, reads);
        if (input is null)
            return parking;
        var lines = new List<RatedLine>(16);
        if (context.Book.Rate(input, lines) is { } refusal)
            return Parking.Because(refusal);
        var (postings, budget) = (new BillPostings(), facts.Budgets.GetValueOrDefault(occupancy.OccupancyId));
        var (stay, due) = (new StayToBill(occupancy.OccupancyId, occupancy.AccountId, occupancy.PremiseId), facts.Charges[occupancy.OccupancyId].ToList());
        if (_builder.Build(stay, lines, due, budget is { Kind: BudgetBillKind.Level } ? budget.Amount : null, postings) is { } refused)
            return refused;
        if (budget is not null)
            postings.Budget = new PostedBudget(budget.PlanId, budget.Kind, lines.Sum(l => l.Amount), lines.Sum(l => l.Amount) - postings.BudgetParts.Sum(p => p.Actual - p.Asked));

        var total = lines.Sum(l => l.Amount) + due.Sum(d => d.Amount);
        var history = facts.PreviousTotals.GetValueOrDefault(occupancy.OccupancyId);
        var estimated = reads.Values.Any(r => r.Any(s => s.Kind == ReadKind.Estimated));
        Add(
            stay, input, lines, due, reads,
            CalculationJson.Postings(postings, UsedReads(reads), agreements.Select(a => (a.AgreementId, Max(input.From, a.From), Min(input.To, a.To)))), postings.Budget,
            new BillToJudge(total, history?.Average, estimated, HasNewMeter(agreements), DaysOff(input, reads)), history?.Last);
        return null;
    }

    private void Add(
        StayToBill stay, RatingInput input, IReadOnlyList<RatedLine> lines, IReadOnlyList<DueCharge> due, Dictionary<Guid, IReadOnlyList<UsageSegment>> reads, string postings, PostedBudget? budget, BillToJudge judged, decimal? previousTotal)
    {
        var (oddness, codes) = context.Oddness.Judge(judged);
        Bills.Add(new CalculatedBill(
            stay.OccupancyId, stay.AccountId, stay.PremiseId, input.From, input.To, RatingInputJson.Write(input), CalculationJson.Lines(context, lines, due, reads), postings, judged.Total, oddness, codes, previousTotal)
        {
            Charges = due,
            Budget = budget,
        });
    }

    /// <summary>A register that came to its place within the period, when the town was billing here already (MR-06).</summary>
    private bool HasNewMeter(IReadOnlyList<AgreementForBilling> agreements) => context.Oddness.LooksAtNewMeters && context.KnowsMeters && agreements.Any(a =>
        a.ServicePointId is { } point && facts.Usage.TryGetValue(point, out var usage) && usage.Registers.Any(r => r.From > context.Billed.After));

    /// <summary>How many days between the reads the bill is longer or shorter than its period; one that begins or ends with the customer is as long as it must be.</summary>
    private int DaysOff(RatingInput input, Dictionary<Guid, IReadOnlyList<UsageSegment>> reads)
    {
        var days = reads.Values.SelectMany(r => r).DistinctBy(s => (s.RegisterId, s.From)).GroupBy(s => s.RegisterId).Select(g => g.Sum(s => s.To.DayNumber - s.From.DayNumber)).DefaultIfEmpty().Max();
        return days == 0 || input.From > context.Period.From || input.To < context.Period.To ? 0 : days - (context.Period.To.DayNumber - context.Period.From.DayNumber);
    }

    private static List<PostedRead> UsedReads(Dictionary<Guid, IReadOnlyList<UsageSegment>> reads) =>
        [.. reads.SelectMany(r => r.Value.Select((s, i) => new PostedRead(r.Key, i + 1, s.ReadId, s.PreviousReadId, s.Usage)))];

    private DateOnly? HeldUntil(OccupancyForBilling occupancy) => occupancy.Agreements
        .Select(a => a.ServicePointId is { } point && facts.Usage.TryGetValue(point, out var usage) ? usage.HeldUntil : null).Max();

    private void Add(IEnumerable<AgreementForBilling> agreements, RunOutcome outcome, Parking? reason, DateOnly? heldUntil)
    {
        foreach (var agreement in agreements)
            Outcomes.Add(new ItemOutcome(agreement.AgreementId, outcome, reason, heldUntil));
    }

    private static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Min(DateOnly a, DateOnly? b) => b is { } end && end < a ? end : a;
}

/// <summary>What a page of occupancies needs beside themselves, loaded set-based.</summary>
/// <param name="Usage">The period's usage by service point.</param>
/// <param name="Sharing">The other periods that an agreement is billed for late, and that may share one stretch between reads with this one.</param>
/// <param name="SharedUsage">The stretches of those agreements' service points over all their periods.</param>
/// <param name="PreviousTotals">By occupancy.</param>
internal sealed record CalculationFacts(
    IReadOnlyDictionary<Guid, ServicePointUsage> Usage,
    IReadOnlyDictionary<Guid, IReadOnlyList<UsagePeriod>> Sharing,
    IReadOnlyDictionary<Guid, IReadOnlyList<UsageSegment>> SharedUsage,
    IReadOnlyDictionary<Guid, decimal> WinterAverages,
    IReadOnlyDictionary<Guid, BillHistory> PreviousTotals,
    IReadOnlyDictionary<Guid, HoldOnAgreement> Holds,
    IReadOnlySet<Guid> Covered)
{
    /// <summary>Charges beside the services, by occupancy.</summary>
    public ILookup<Guid, DueCharge> Charges { get; init; } = Array.Empty<DueCharge>().ToLookup(c => c.OccupancyId);

    /// <summary>What budget plans say, by occupancy. A bill that is no more than thought is asked as it is.</summary>
    public IReadOnlyDictionary<Guid, BudgetTerms> Budgets { get; init; } = new Dictionary<Guid, BudgetTerms>();
}

/// <summary>The last bill and the average of the last six.</summary>
internal sealed record BillHistory(decimal Last, decimal Average);

internal sealed record HoldOnAgreement(string Reason, DateOnly? Until);

internal sealed record CalculatedBill(
    Guid OccupancyId, Guid AccountId, Guid PremiseId, DateOnly From, DateOnly To, string Inputs, string Lines, string Postings, decimal Total, decimal Oddness, string[] OddnessCodes, decimal? PreviousTotal)
{
    public IReadOnlyList<DueCharge> Charges { get; init; } = [];

    public PostedBudget? Budget { get; init; }
}

internal sealed record ItemOutcome(Guid AgreementId, RunOutcome Outcome, Parking? Reason, DateOnly? HeldUntil);

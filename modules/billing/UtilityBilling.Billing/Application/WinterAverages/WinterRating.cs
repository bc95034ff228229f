using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Customers.BillingScope;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>Asks the rating engine about one agreement on the day the values take effect: its winter average, and what one period's bill comes to by it.</summary>
internal sealed class WinterRating(WinterContext context, WinterCycle cycle, OccupancyForBilling occupancy, AgreementForBilling agreement, string? meterSize)
{
    public OccupancyForBilling Occupancy => occupancy;

    public AgreementForBilling Agreement => agreement;

    /// <summary>The tariff's rule over the winter's usages.</summary>
    public WinterVolume Average(IReadOnlyList<decimal> usages) => Volume(RatingFacts.WinterUsage, FactValue.Of(usages));

    /// <summary>What floor and cap make of a value that is known.</summary>
    public WinterVolume Limited(decimal value) => Volume(RatingFacts.WinterAverage, FactValue.Of(value));

    /// <summary>What a whole period's bill of this service changes by; empty where it cannot be rated from the value alone.</summary>
    public decimal? Difference(decimal? before, decimal after) => Charged(before) is { } old && Charged(after) is { } now ? now - old : null;

    private decimal? Charged(decimal? value)
    {
        var lines = new List<RatedLine>();
        // Nobody's winter is known as an empty list of usages: the tariff's own default then holds, as on a bill.
        var fact = value is { } known ? (RatingFacts.WinterAverage, FactValue.Of(known)) : (RatingFacts.WinterUsage, FactValue.Of((IReadOnlyList<decimal>)[]));
        return context.Book.Rate(Input(fact.Item1, fact.Item2), lines) is null ? lines.Sum(l => l.Amount) : null;
    }

    private WinterVolume Volume(string fact, FactValue value)
    {
        var input = Input(fact, value);
        return WinterVolume.Of(context.Tariff, input, input.Agreements[0]);
    }

    private RatingInput Input(string fact, FactValue value) => new()
    {
        From = context.EffectiveFrom,
        To = context.EffectiveFrom.AddMonths(cycle.Months),
        PeriodMonths = cycle.Months,
        BillDate = context.EffectiveFrom,
        ReadDate = context.EffectiveFrom,
        Facts = Facts(),
        Agreements =
        [
            new RatingAgreement
            {
                Id = agreement.AgreementId,
                Service = agreement.Service,
                Class = agreement.CustomerClass,
                MeterSize = meterSize,
                Discounts = [.. occupancy.Enrollments.Select(e => new Enrolled(e.Program, e.From, e.To))],
                Facts = new Dictionary<string, FactValue> { [fact] = value },
            },
        ],
    };

    private Dictionary<string, FactValue> Facts()
    {
        var facts = occupancy.Facts.ToDictionary(f => f.Name, f => FactValue.Of(f.Value));
        facts.TryAdd(RatingFacts.Stage, FactValue.Of(context.Stage));
        return facts;
    }
}

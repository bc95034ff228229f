namespace UtilityBilling.DemoData;

/// <summary>What flows through a premise's meter: by habit, season and chance, with a leak now and then. The same question always has the same answer.</summary>
internal sealed class DemoUsageModel(DemoSpec spec, int seed)
{
    private const int Habit = 1;
    private const int Period = 2;
    private static readonly decimal[] Season = [0m, 0m, 0.02m, 0.1m, 0.3m, 0.65m, 0.95m, 1m, 0.7m, 0.3m, 0.05m, 0m];

    /// <summary>Usage of a period in the register's unit, in steps that the register shows.</summary>
    public decimal Of(DemoPremise premise, DemoPeriod period)
    {
        if (premise.IsVacant)
            return 0m;
        var habit = new DemoDice(seed, Habit, premise.Index).Between(0.45m, 1.65m);
        var dice = new DemoDice(seed, Period, premise.Index, period.Index);
        if (dice.PerMille(4))
            return 0m;
        var normal = Enumerable.Range(0, spec.Cycles[period.CycleIndex].Months).Sum(m => Month(premise, period.Dates.From.AddMonths(m).Month)) * habit * dice.Between(0.86m, 1.14m);
        if (dice.PerMille(8))
            normal *= dice.Between(2.6m, 5m);
        return Math.Max(decimal.Round(normal, spec.Decimals), spec.Decimals == 0 ? 1m : 0.1m);
    }

    /// <summary>What the register shows at the end of a period.</summary>
    public decimal ReadingAfter(DemoPremise premise, IReadOnlyList<DemoPeriod> periods, int lastIndex)
    {
        var value = premise.InRead + periods.Take(lastIndex + 1).Sum(p => Of(premise, p));
        return value % Capacity(premise);
    }

    public decimal Capacity(DemoPremise premise)
    {
        var capacity = 1m;
        for (var i = spec.Decimals; i < premise.Dials; i++)
            capacity *= 10m;
        return capacity;
    }

    private decimal Month(DemoPremise premise, int month)
    {
        var (usage, times) = premise.Class switch
        {
            "multifamily" => (spec.UnitUsage, premise.Units),
            "commercial" => (spec.CommercialUsage, 1),
            _ => (spec.ResidentialUsage, 1),
        };
        return usage.Monthly * times * (1m + (usage.Summer * Season[month - 1]));
    }
}

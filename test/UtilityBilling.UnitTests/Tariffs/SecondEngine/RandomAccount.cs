using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>
/// Customers of a random town: periods before, over and after the day of change, part periods, stops, enrolments that begin and end inside a bill, odd usages and usages exactly
/// at an edge; and a few of whom something is missing or wrong, one thing at a time.
/// </summary>
internal sealed class RandomAccount(RandomTariff town, Random random)
{
    public static RatingInput Of(RandomTariff town, Random random) => new RandomAccount(town, random).Input();

    /// <summary>Something that somebody did, for which the town has a fee.</summary>
    public static FeeQuestion Act(RandomTariff town, Random random) => new RandomAccount(town, random).Question();

    private RatingInput Input()
    {
        var length = random.Next(25, 70);
        var start = RandomTariff.Change.AddDays(-random.Next(-5, length + 5));
        var first = Chance(25) ? random.Next(0, length) : 0;
        var last = Chance(25) ? random.Next(first + 1, length + 1) : length;
        var (from, to) = (start.AddDays(first), start.AddDays(last));
        var (size, @class, discounts, stopped) = (One(RandomTariff.Sizes), One(RandomTariff.Classes), Enrolments(from, to), Chance(15));
        RatingAgreement Agreement(string service, decimal? usage)
        {
            var began = Chance(10) ? random.Next(0, to.DayNumber - from.DayNumber) : 0;
            return new()
            {
                Service = service,
                Class = @class,
                MeterSize = size,
                Usage = usage,
                Discounts = discounts,
                From = began > 0 ? from.AddDays(began) : null,
                To = Chance(10) ? from.AddDays(random.Next(began + 1, to.DayNumber - from.DayNumber + 1)) : null,
                Stopped = stopped,
            };
        }

        var agreements = new List<RatingAgreement> { Agreement("water", Usage()) };
        if (Chance(8))
            agreements.Add(Agreement("water", Usage()));
        if (Chance(80))
            agreements.Add(Agreement("sewer", Chance(20) ? Usage() : null));
        if (Chance(70))
            agreements.Add(Agreement("storm", null));
        if (Chance(70))
            agreements.Add(Agreement("tax", null));

        var facts = Facts();
        if (Chance(20))
            facts["winterAverage"] = FactValue.Of(random.Next(0, 400) / 10m);
        else
            facts["winterUsage"] = FactValue.Of([.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => random.Next(0, 300) / 10m)]);
        if (Chance(3))
            Spoil(facts, agreements);

        return new RatingInput
        {
            From = from,
            To = to,
            BillDate = to.AddDays(random.Next(-3, 9)),
            ReadDate = Chance(50) ? to.AddDays(random.Next(-6, 3)) : null,
            PeriodFrom = first > 0 || Chance(50) ? start : null,
            PeriodTo = last < length || first > 0 || Chance(50) ? start.AddDays(length) : null,
            PeriodMonths = Chance(20) ? random.Next(1, 4) : null,
            Agreements = agreements,
            Facts = facts,
        };
    }

    private FeeQuestion Question()
    {
        var day = RandomTariff.Change.AddDays(random.Next(-30, 30));
        var facts = Facts();
        if (Chance(3))
            facts.Remove(One(["units", "area", "zone"]));
        return new FeeQuestion(day)
        {
            OnAmount = random.Next(0, 100_000) / 100m,
            Class = One(RandomTariff.Classes),
            MeterSize = One(RandomTariff.Sizes),
            Discounts = Enrolments(day.AddDays(-30), day.AddDays(30)),
            Facts = facts,
        };
    }

    private Dictionary<string, FactValue> Facts() => new()
    {
        ["outside"] = FactValue.Of(Chance(40)),
        ["zone"] = FactValue.Of(Chance(20) ? "elsewhere" : One(RandomTariff.Zones)),
        ["units"] = FactValue.Of((decimal)random.Next(0, 9)),
        ["people"] = FactValue.Of((decimal)random.Next(0, 7)),
        ["area"] = FactValue.Of(random.Next(0, 300_000) / 10m),
    };

    /// <summary>Nobody's, everybody's or one programme; for always, or for one or two stretches that begin or end inside the bill or on its edges.</summary>
    private Enrolled[] Enrolments(DateOnly from, DateOnly to)
    {
        DateOnly Day() => Chance(20) ? One([from, to, from.AddDays(-1), to.AddDays(-1)]) : from.AddDays(random.Next(-9, to.DayNumber - from.DayNumber + 9));
        IEnumerable<Enrolled> Stretches(string programme)
        {
            if (Chance(40))
                return [new Enrolled(programme)];
            var days = new[] { Day(), Day(), Day() };
            Array.Sort(days);
            return random.Next(6) switch
            {
                0 => [new Enrolled(programme, days[0])],
                1 => [new Enrolled(programme, null, days[0])],
                2 => [new Enrolled(programme, days[0], days[1]), new Enrolled(programme, days[2])],
                3 => [new Enrolled(programme, null, days[0]), new Enrolled(programme, days[0], days[1])],
                4 => [new Enrolled(programme, days[0], days[2]), new Enrolled(programme, days[1])],
                _ => [new Enrolled(programme, days[0], days[1])],
            };
        }

        return Chance(50) ? [] : Chance(70) ? [.. Stretches(One(RandomTariff.Programmes))] : [.. RandomTariff.Programmes.SelectMany(Stretches)];
    }

    private decimal Usage() => Chance(30) ? One(town.Edges) + One([-0.001m, 0m, 0.001m, 0.1m, 1m]) is var near && near < 0m ? 0m : near : Chance(30) ? random.Next(0, 100) : random.Next(0, 60_000) / 1000m;

    private void Spoil(Dictionary<string, FactValue> facts, List<RatingAgreement> agreements)
    {
        switch (random.Next(4))
        {
            case 0:
                facts.Remove(One<string>([.. facts.Keys.Order(StringComparer.Ordinal)]));
                break;
            case 1:
                facts[One(["units", "people", "area"])] = FactValue.Of("many");
                break;
            case 2:
                agreements[0] = new() { Service = "water", Class = agreements[0].Class, MeterSize = agreements[0].MeterSize, Discounts = agreements[0].Discounts, Usage = -1m };
                break;
            default:
                agreements[0] = new() { Service = "water", Class = agreements[0].Class, MeterSize = agreements[0].MeterSize, Usage = agreements[0].Usage };
                break;
        }
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private T One<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}

using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>Customers of a random town: periods before, over and after the day of change, part periods, odd usages and usages exactly at an edge.</summary>
internal static class RandomAccount
{
    public static RatingInput Of(RandomTariff town, Random random)
    {
        bool Chance(int percent) => random.Next(100) < percent;
        T One<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

        var length = random.Next(25, 70);
        var start = RandomTariff.Change.AddDays(-random.Next(-5, length + 5));
        var first = Chance(25) ? random.Next(0, length) : 0;
        var last = Chance(25) ? random.Next(first + 1, length + 1) : length;
        var (from, to) = (start.AddDays(first), start.AddDays(last));
        var size = One(RandomTariff.Sizes);
        var @class = One(RandomTariff.Classes);
        IReadOnlyList<string> discounts = Chance(60) ? [] : Chance(70) ? [One(RandomTariff.Programmes)] : RandomTariff.Programmes;
        RatingAgreement Agreement(string service, decimal? usage) => new()
        {
            Service = service,
            Class = @class,
            MeterSize = size,
            Usage = usage,
            Discounts = [.. discounts.Select(d => new Enrolled(d))],
            From = Chance(10) ? from.AddDays(random.Next(0, to.DayNumber - from.DayNumber)) : null,
        };
        decimal Usage() => Chance(30) ? One(town.Edges) + One([-0.001m, 0m, 0.001m, 0.1m, 1m]) is var near && near < 0m ? 0m : near : Chance(30) ? random.Next(0, 100) : random.Next(0, 60_000) / 1000m;

        var agreements = new List<RatingAgreement> { Agreement("water", Usage()) };
        if (Chance(8))
            agreements.Add(Agreement("water", Usage()));
        if (Chance(80))
            agreements.Add(Agreement("sewer", Chance(20) ? Usage() : null));
        if (Chance(70))
            agreements.Add(Agreement("storm", null));
        if (Chance(70))
            agreements.Add(Agreement("tax", null));

        var facts = new Dictionary<string, FactValue>
        {
            ["outside"] = FactValue.Of(Chance(40)),
            ["zone"] = FactValue.Of(Chance(20) ? "elsewhere" : One(RandomTariff.Zones)),
            ["units"] = FactValue.Of((decimal)random.Next(0, 9)),
            ["people"] = FactValue.Of((decimal)random.Next(0, 7)),
            ["area"] = FactValue.Of(random.Next(0, 300_000) / 10m),
        };
        if (Chance(20))
            facts["winterAverage"] = FactValue.Of(random.Next(0, 400) / 10m);
        else
            facts["winterUsage"] = FactValue.Of([.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => random.Next(0, 300) / 10m)]);
        if (Chance(2))
            facts.Remove(One([.. facts.Keys.Order(StringComparer.Ordinal)]));

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
}

using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>A line as the second engine works it out.</summary>
internal sealed record SecondLine(int Agreement, string Tariff, string Service, string Component, DateOnly From, DateOnly To, decimal Amount);

/// <summary>What cannot be worked out, by the page's word for it.</summary>
internal sealed class SecondRefusal(string reason) : Exception(reason);

/// <summary>
/// Rates by docs/tariffs.md and by nothing else: it shares no code with Domain/Rating and Domain/Tariffs, reads the JSON itself and counts in fractions. It is as plain
/// as the page, line item by line item; what it lacks in speed it has in not being the first engine.
/// </summary>
internal sealed class SecondEngine(IEnumerable<string> documents)
{
    private readonly Ordinance[] _ordinances = [.. documents.Select(d => new Ordinance(d)).OrderBy(o => o.Effective)];

    /// <summary>The lines of a bill in the order of its agreements, or the reason why there are none.</summary>
    public (IReadOnlyList<SecondLine> Lines, string? Refusal) Rate(RatingInput input)
    {
        try
        {
            return ([.. new Bill(Parts(input)).Lines()], null);
        }
        catch (SecondRefusal refusal)
        {
            return ([], refusal.Message);
        }
    }

    /// <summary>A fee in force on the day of the act, empty where no document names it, or the reason why it cannot be said.</summary>
    public (decimal? Amount, string? Refusal) Fee(string fee, FeeQuestion question)
    {
        try
        {
            var ordinance = Array.FindLast(_ordinances, o => o.Effective <= question.Date && o.Paper["feeSchedule"]?.Has(fee) == true);
            return (ordinance is null ? null : new Act(question).Fee(ordinance.Paper["feeSchedule"]![fee]!).ToDecimal(), null);
        }
        catch (SecondRefusal refusal)
        {
            return (null, refusal.Message);
        }
    }

    private List<Part> Parts(RatingInput input)
    {
        var parts = new List<Part>();
        for (var i = 0; i < input.Agreements.Count; i++)
        {
            var agreement = input.Agreements[i];
            if (agreement.Usage < 0m)
                throw new SecondRefusal("negativeUsage");
            var from = agreement.From is { } begun && begun > input.From ? begun : input.From;
            var to = agreement.To is { } ended && ended < input.To ? ended : input.To;
            if (from >= to)
                throw new SecondRefusal("dates");
            var key = InForce(agreement.Service, input.BillDate).Paper["services"]![agreement.Service]!["rateKey"]!.Word;
            var whole = new Stretch(from, to);
            if (key == "splitByDays")
                parts.AddRange(ByDays(agreement.Service, whole).Select(turn => new Part(input, i, parts, turn.Ordinance, turn.Days.From, turn.Days, whole)).ToList());
            else
                parts.Add(OfOneDate(input, i, parts, key == "billDate" ? input.BillDate : input.ReadDate ?? input.To, whole));
        }

        return parts;
    }

    private Part OfOneDate(RatingInput input, int agreement, List<Part> parts, DateOnly date, Stretch whole) =>
        new(input, agreement, parts, InForce(input.Agreements[agreement].Service, date), date, whole, whole);

    /// <summary>The days under one document and in one season, from the first day to the last.</summary>
    private IEnumerable<(Ordinance Ordinance, Stretch Days)> ByDays(string service, Stretch whole)
    {
        var first = whole.From;
        var ordinance = InForce(service, first);
        for (var day = first.AddDays(1); day < whole.To; day = day.AddDays(1))
        {
            var next = Array.Exists(_ordinances, o => o.Effective == day) ? InForce(service, day) : ordinance;
            if (next == ordinance && !(ordinance.IsSeasonal(service) && ordinance.TurnsOn(day)))
                continue;
            yield return (ordinance, new Stretch(first, day));
            (first, ordinance) = (day, next);
        }

        yield return (ordinance, new Stretch(first, whole.To));
    }

    private Ordinance InForce(string service, DateOnly date) =>
        Array.FindLast(_ordinances, o => o.Effective <= date && o.Paper["services"]?.Has(service) == true) ?? throw new SecondRefusal("noTariff");
}

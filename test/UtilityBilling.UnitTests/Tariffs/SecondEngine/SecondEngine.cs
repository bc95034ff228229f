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

    private List<Part> Parts(RatingInput input)
    {
        var parts = new List<Part>();
        for (var i = 0; i < input.Agreements.Count; i++)
        {
            var agreement = input.Agreements[i];
            var from = agreement.From is { } begun && begun > input.From ? begun : input.From;
            var to = agreement.To is { } ended && ended < input.To ? ended : input.To;
            if (from >= to)
                throw new SecondRefusal("dates");
            var key = Newest(agreement.Service, to.AddDays(-1)) is { } last ? last.Paper["services"]![agreement.Service]!["rateKey"]!.Word : "billDate";
            if (key == "splitByDays")
                parts.AddRange(ByDays(input, i, parts, from, to).ToList());
            else
                parts.Add(new Part(input, i, parts, InForce(agreement.Service, key == "billDate" ? input.BillDate : input.ReadDate ?? input.To), from, to, from, to));
        }

        return parts;
    }

    private IEnumerable<Part> ByDays(RatingInput input, int agreement, IReadOnlyList<Part> parts, DateOnly from, DateOnly to)
    {
        var service = input.Agreements[agreement].Service;
        var first = from;
        for (var day = from; day < to; day = day.AddDays(1))
        {
            var next = day.AddDays(1);
            if (next < to && !Array.Exists(_ordinances, o => o.Effective == next || o.TurnsOn(service, next)))
                continue;
            var ordinance = InForce(service, day);
            if (next < to && InForce(service, next) == ordinance && !ordinance.TurnsOn(service, next))
                continue;
            yield return new Part(input, agreement, parts, ordinance, first, next, from, to);
            first = next;
        }
    }

    private Ordinance InForce(string service, DateOnly date) => Newest(service, date) ?? throw new SecondRefusal("noTariff");

    private Ordinance? Newest(string service, DateOnly date) => Array.FindLast(_ordinances, o => o.Effective <= date && o.Paper["services"]!.Has(service));
}

using UtilityBilling.Billing.Rating;
using UtilityBilling.Customers.BillingScope;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>
/// Rates a service that is stopped for a time only for its days of service: each stretch on its own, marked as cut short by a stop, so that the tariff's rule for stops prices
/// it. Usage counts with the longest stretch. A service that is stopped for all of its days has no charge, stays in the bill's coverage, and must not have used anything.
/// </summary>
internal static class StoppedDays
{
    public static (IReadOnlyList<RatingAgreement> Rated, Parking? Parking) Apply(IReadOnlyList<RatingAgreement> rated, IReadOnlyList<AgreementForBilling> agreements, DateOnly from, DateOnly to)
    {
        if (agreements.All(a => a.Stops.Count == 0))
            return (rated, null);
        var running = new List<RatingAgreement>(rated.Count);
        foreach (var agreement in rated)
        {
            var stops = agreements.First(a => a.AgreementId == agreement.Id).Stops;
            var stretches = Stretches(agreement.From ?? from, agreement.To ?? to, stops);
            if (stretches.Count == 0 && agreement.Usage > 0m && agreements.First(a => a.AgreementId == agreement.Id).ServicePointId is not null)
                return (rated, Parking.Because("usedWhileStopped", ("service", agreement.Service), ("quantity", agreement.Usage.Value.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture))));
            if (stops.Count == 0)
                running.Add(agreement);
            else
                running.AddRange(Divide(agreement, stretches));
        }

        return (running, null);
    }

    /// <summary>The days of service between the stops.</summary>
    private static List<(DateOnly From, DateOnly To)> Stretches(DateOnly from, DateOnly to, IReadOnlyList<StopForBilling> stops)
    {
        var found = new List<(DateOnly From, DateOnly To)>();
        var start = from;
        foreach (var stop in stops)
        {
            if (stop.From > start)
                found.Add((start, stop.From < to ? stop.From : to));
            start = stop.To is { } restart ? restart > start ? restart : start : to;
        }

        if (start < to)
            found.Add((start, to));
        return found;
    }

    private static IEnumerable<RatingAgreement> Divide(RatingAgreement agreement, List<(DateOnly From, DateOnly To)> stretches)
    {
        if (stretches.Count == 0)
            yield break;
        var longest = stretches.MaxBy(s => s.To.DayNumber - s.From.DayNumber);
        foreach (var stretch in stretches)
            yield return new RatingAgreement
            {
                Id = agreement.Id,
                Service = agreement.Service,
                Class = agreement.Class,
                MeterSize = agreement.MeterSize,
                Usage = agreement.Usage is null ? null : stretch == longest ? agreement.Usage : 0m,
                From = stretch.From,
                To = stretch.To,
                Stopped = true,
                Discounts = agreement.Discounts,
                Facts = agreement.Facts,
            };
    }
}

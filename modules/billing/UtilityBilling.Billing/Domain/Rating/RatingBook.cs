using System.Collections.Concurrent;
using System.Globalization;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Errors;

namespace UtilityBilling.Billing.Rating;

/// <summary>
/// All approved tariffs of a town. For a service on a date the newest one that names it holds; percentages across documents resolve among them. Pure: no
/// clock, no I/O, the same input gives the same lines for ever; safe for many threads.
/// </summary>
public sealed class RatingBook
{
    /// <summary>Two documents name one service from the same date: nobody could say which holds.</summary>
    public const string TwoOnOneDate = "Billing:Tariffs.TwoOnOneDate";

    private readonly CompiledTariff[] _tariffs;
    private readonly DateOnly[] _changes;
    private readonly HashSet<string> _priced;
    private readonly TariffSeason[] _seasons;
    private readonly ConcurrentDictionary<PlanKey, RatingPlan> _plans = new();

    /// <summary>Bills of one key have one plan: which versions hold at their dates, and the days inside them on which a season turns.</summary>
    private readonly record struct PlanKey(int Bill, int Read, int First, int Last, string Turns);

    public RatingBook(IEnumerable<CompiledTariff> tariffs) : this(tariffs, alone: false) { }

    internal RatingBook(IEnumerable<CompiledTariff> tariffs, bool alone)
    {
        _tariffs = [.. tariffs.OrderBy(t => t.Effective).ThenBy(t => t.Id, StringComparer.Ordinal)];
        _changes = alone ? [DateOnly.MinValue] : [.. _tariffs.Select(t => t.Effective).Distinct()];
        RefuseTwoOnOneDate();
        var split = _tariffs.SelectMany(t => t.Document.Services).Where(s => s.RateKey == RateKey.SplitByDays).Select(s => s.Id).ToHashSet();
        _seasons = [.. _tariffs.Where(t => t.Seasonal.Overlaps(split)).SelectMany(t => t.Document.Seasons).Distinct()];
        _priced = [.. _tariffs.SelectMany(t => t.Document.Services.Select(s => s.Id))];
    }

    /// <summary>The document that prices a service on a date, if any does.</summary>
    public CompiledTariff? TariffFor(string service, DateOnly date) => InForce(service, EpochOf(date))?.Tariff;

    /// <summary>The fee in force on a date, with the document that sets it.</summary>
    public (CompiledTariff Tariff, TariffFee Fee)? FeeFor(string fee, DateOnly date)
    {
        for (var i = _tariffs.Length - 1; i >= 0; i--)
            if (_tariffs[i].Effective <= date && _tariffs[i].Fee(fee) is { } found)
                return (_tariffs[i], found);
        return null;
    }

    /// <summary>The document of a line, by the tariff's name.</summary>
    public CompiledTariff? Find(string tariff) => Array.Find(_tariffs, t => t.Id == tariff);

    /// <summary>Appends the lines of a bill, in the order of the input's agreements; or says why it cannot be worked out, and then appends nothing.</summary>
    public RatingRefusal? Rate(RatingInput input, List<RatedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(lines);
        if (input.To <= input.From)
            return DatesRefusal(input.From, input.To);
        var plan = PlanOf(input);
        if (plan.NotPriced is { } service)
            return RatingRefusal.Because("serviceNotPriced", ("service", service));
        if (plan.Circle is { } circle)
            return RatingRefusal.Because("circle", ("value", circle));
        var before = lines.Count;
        try
        {
            var refusal = new BillRating(plan, input).Run(lines);
            if (refusal is not null)
                lines.RemoveRange(before, lines.Count - before);
            return refusal;
        }
        catch (OverflowException)
        {
            lines.RemoveRange(before, lines.Count - before);
            return RatingRefusal.Because("tooLarge", ("service", string.Join(", ", input.Agreements.Select(a => a.Service))));
        }
    }

    internal static RatingRefusal DatesRefusal(DateOnly from, DateOnly to) => RatingRefusal.Because("dates", ("from", Iso(from)), ("to", Iso(to)));

    internal static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void RefuseTwoOnOneDate()
    {
        var twice = _tariffs.SelectMany(t => t.Document.Services.Select(s => s.Id).Concat(t.Document.FeeSchedule.Select(f => f.Id)).Select(id => (t.Effective, Service: id, Tariff: t.Id))).GroupBy(s => (s.Effective, s.Service)).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new BusinessException(TwoOnOneDate).WithData("service", twice.Key.Service).WithData("date", Iso(twice.Key.Effective)).WithData("tariffs", string.Join(", ", twice.Select(t => t.Tariff)));
    }

    private int EpochOf(DateOnly date)
    {
        var epoch = -1;
        while (epoch + 1 < _changes.Length && _changes[epoch + 1] <= date)
            epoch++;
        return epoch;
    }

    private (CompiledTariff Tariff, TariffService Service)? InForce(string service, int epoch)
    {
        if (epoch < 0)
            return null;
        for (var i = _tariffs.Length - 1; i >= 0; i--)
            if (_changes.Length == 1 || _tariffs[i].Effective <= _changes[epoch])
                if (_tariffs[i].Service(service) is { } found)
                    return (_tariffs[i], found);
        return null;
    }

    private RatingPlan PlanOf(RatingInput input)
    {
        var turns = Turns(input);
        var key = new PlanKey(EpochOf(input.BillDate), EpochOf(input.ReadDate ?? input.To), EpochOf(input.From), EpochOf(input.To.AddDays(-1)), turns.Length == 0 ? "" : string.Join(' ', turns.Select(Iso)));
        return _plans.TryGetValue(key, out var plan) ? plan : _plans.GetOrAdd(key, k => MakePlan(k, turns));
    }

    /// <summary>Days inside the period, after its first, on which a season turns.</summary>
    private DateOnly[] Turns(RatingInput input)
    {
        if (_seasons.Length == 0)
            return [];
        var turns = new List<DateOnly>();
        for (var day = input.From.AddDays(1); day < input.To; day = day.AddDays(1))
            if (Array.Exists(_seasons, s => s.TurnsOn(day)))
                turns.Add(day);
        return [.. turns];
    }

    private RatingPlan MakePlan(PlanKey key, DateOnly[] turns)
    {
        var charges = new List<PlannedCharge>();
        var services = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var id in _tariffs.SelectMany(t => t.Document.Services.Select(s => s.Id)).Distinct())
        {
            // The version in force at the bill's date says by which date the service changes its prices.
            if ((InForce(id, key.Bill) ?? InForce(id, key.Read)) is not { } current)
                continue;
            if (!AddVersions(charges, id, current, services.Count, key, turns))
                continue;
            services[id] = services.Count;
        }

        return new RatingPlan(charges, services, _priced);
    }

    private bool AddVersions(List<PlannedCharge> charges, string id, (CompiledTariff, TariffService Service) current, int index, PlanKey key, DateOnly[] turns)
    {
        if (current.Service.RateKey == RateKey.SplitByDays && (key.First < key.Last || turns.Length > 0))
            return AddSegments(charges, id, current.Service.RateKey, index, key, turns);

        var chosen = current.Service.RateKey switch
        {
            RateKey.BillDate => InForce(id, key.Bill),
            RateKey.ReadDate => InForce(id, key.Read),
            _ => InForce(id, key.First),
        };
        if (chosen is null)
            return false;
        Add(charges, chosen.Value, current.Service.RateKey, index, segment: null);
        return true;
    }

    private bool AddSegments(List<PlannedCharge> charges, string id, RateKey by, int index, PlanKey key, DateOnly[] turns)
    {
        if (InForce(id, key.First) is not { } version)
            return false;
        DateOnly? from = null;
        foreach (var day in Enumerable.Range(key.First + 1, key.Last - key.First).Select(epoch => _changes[epoch]).Union(turns).Order())
        {
            var next = InForce(id, EpochOf(day))!.Value;
            if (next.Tariff == version.Tariff && !next.Tariff.TurnsOn(next.Service.Id, day))
                continue;
            Add(charges, version, by, index, new PlannedSegment(from, day));
            (from, version) = (day, next);
        }

        Add(charges, version, by, index, from is null ? null : new PlannedSegment(from, null));
        return true;
    }

    private static void Add(List<PlannedCharge> charges, (CompiledTariff Tariff, TariffService Service) version, RateKey by, int index, PlannedSegment? segment)
    {
        foreach (var component in version.Service.Components)
            charges.Add(new PlannedCharge { Tariff = version.Tariff, Service = version.Service, ServiceIndex = index, Component = component, RateKey = by, Segment = segment });
    }
}

using System.Globalization;
using UtilityBilling.Customers;
using UtilityBilling.Guids;

namespace UtilityBilling.DemoData;

/// <summary>Invents a town's premises: street after street, most of them houses, some blocks and shops, some let, a few empty.</summary>
internal sealed class DemoPopulation(DemoSpec spec, DemoWords words, int seed, IGuidGenerator guids)
{
    private const int Purpose = 12;
    private const int HousesPerStreet = 40;
    private readonly DemoPeople _people = new(spec, words, seed, guids);
    private readonly List<DemoCustomer> _landlords = [];

    public DemoPeople People => _people;

    /// <summary>Every customer that owns or lives.</summary>
    public static IEnumerable<DemoCustomer> Customers(IEnumerable<DemoPremise> premises) =>
        premises.SelectMany(p => new[] { p.Owner, p.Occupant }).OfType<DemoCustomer>().DistinctBy(c => c.Id);

    public List<DemoPremise> Build(int accounts, DateOnly begin)
    {
        var vacant = Math.Max(1, accounts * spec.VacantPercent / 100);
        var total = accounts + vacant;
        var perRoute = Math.Max(1, Math.Min(spec.HousesPerRoute, (total + (2 * spec.Cycles.Count) - 1) / (2 * spec.Cycles.Count)));
        for (var i = 0; i < Math.Max(1, total / 40); i++)
            _landlords.Add(_people.Person(mailing: new PostalAddress($"PO Box {(1200 + (7 * i)).ToString(CultureInfo.InvariantCulture)}", null, spec.City, spec.State, spec.Zips[^1])));
        var gap = total / vacant;
        return [.. Enumerable.Range(0, total).Select(i => Premise(i, perRoute, i % gap == gap / 2 && i / gap < vacant, begin))];
    }

    private DemoPremise Premise(int index, int perRoute, bool isVacant, DateOnly begin)
    {
        var dice = new DemoDice(seed, Purpose, index);
        var kind = Kind(dice);
        var units = kind == "multifamily" ? 2 + dice.Next(dice.Percent(30) ? 18 : 7) : 1;
        var route = index / perRoute;
        var isStaff = kind == "residential" && index % 37 == 5 && index / 37 < spec.Staff;
        var owner = Owner(dice, kind, isStaff, out var occupant);
        return new DemoPremise
        {
            Index = index,
            CycleIndex = route % spec.Cycles.Count,
            RouteIndex = route,
            Sequence = (index % perRoute * 10) + 10,
            AddressLine = Address(index, dice),
            Zip = spec.Zips[index % spec.Zips.Count],
            Class = kind,
            Units = units,
            ImperviousSqFt = kind switch { "multifamily" => (units * 1150) + dice.Next(2500), "commercial" => 2400 + dice.Next(21_000), _ => 0 },
            MeterSize = Size(dice, kind, units),
            MeterSerial = (48_000_000 + (index * 37) + dice.Next(30)).ToString(CultureInfo.InvariantCulture),
            EndpointId = dice.Percent(93) ? (110_200_000 + (index * 13) + dice.Next(10)).ToString(CultureInfo.InvariantCulture) : null,
            Dials = kind == "residential" ? spec.SmallDials : spec.LargeDials,
            IsVacant = isVacant,
            HasDiscount = kind == "residential" && !isVacant && dice.Percent(spec.DiscountShare),
            Owner = owner,
            Occupant = isVacant ? null : occupant,
            Since = begin.AddDays(-60 - dice.Next(365 * 18)),
            PremiseId = guids.Create(),
            ParcelId = guids.Create(),
            ServicePointId = guids.Create(),
            RegisterId = guids.Create(),
            OccupancyId = guids.Create(),
            AccountId = guids.Create(),
            InRead = 40 + dice.Next(900),
        };
    }

    private DemoCustomer Owner(DemoDice dice, string kind, bool isStaff, out DemoCustomer occupant)
    {
        switch (kind)
        {
            case "multifamily":
                return occupant = _people.Property();
            case "commercial":
                occupant = _people.Firm();
                return dice.Percent(60) ? occupant : dice.Of(_landlords);
            case var _ when isStaff || !dice.Percent(spec.TenantShare):
                return occupant = _people.Person(isStaff);
            default:
                occupant = _people.Person();
                return dice.Of(_landlords);
        }
    }

    private string Kind(DemoDice dice)
    {
        var draw = dice.Next(spec.ClassShares.Values.Sum());
        foreach (var (kind, share) in spec.ClassShares.OrderBy(s => s.Key, StringComparer.Ordinal))
            if ((draw -= share) < 0)
                return kind;
        throw new InvalidOperationException("The shares of the classes are drawn completely.");
    }

    private static string Size(DemoDice dice, string kind, int units) => kind switch
    {
        "multifamily" => units <= 4 ? "1" : units <= 8 ? "1-1/2" : "2",
        "commercial" => dice.Of(["3/4", "1", "1-1/2", "2"]),
        _ => dice.Percent(82) ? "5/8" : dice.Percent(80) ? "3/4" : "1",
    };

    private string Address(int index, DemoDice dice)
    {
        var street = index / HousesPerStreet;
        var count = words.Streets.Count;
        var name = words.Streets[((street * 7) + (seed * 13)) % count];
        var suffix = words.Suffixes[(street + (street / count)) % words.Suffixes.Count];
        var quadrant = spec.Quadrants[((street % count) + (street / (count * words.Suffixes.Count))) % spec.Quadrants.Count];
        var number = 104 + (index % HousesPerStreet * 12) + (2 * dice.Next(5));
        return $"{number.ToString(CultureInfo.InvariantCulture)} {name} {suffix} {quadrant}".TrimEnd();
    }
}

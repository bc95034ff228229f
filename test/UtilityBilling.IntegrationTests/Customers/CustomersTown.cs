using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Imports;
using UtilityBilling.Customers.Moves;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.Metering;
using UtilityBilling.TestBase;

namespace UtilityBilling.IntegrationTests.Customers;

/// <summary>A town's street for tests: one cycle, one route, and premises with a water point, each with its account.</summary>
internal sealed class CustomersTown(TestTown town, IGuidGenerator guids)
{
    public static readonly DateOnly Opened = new(2025, 1, 1);

    public TestTown Town { get; } = town;
    public Guid CycleId { get; private set; }
    public Guid RouteId { get; private set; }

    public static async Task<CustomersTown> CreateAsync(TestTown town, IServiceProvider services)
    {
        var made = new CustomersTown(town, services.GetRequiredService<IGuidGenerator>());
        await town.WriteAsync(town.Technician, scope =>
        {
            var context = scope.GetRequiredService<IUtilityBillingDbContext>();
            var cycle = new Cycle { Id = made.New(), Code = "EVEN", Name = "Even months", MonthsPerPeriod = 2 };
            var route = new Route { Id = made.New(), Code = "07", Name = "River Road" };
            context.Set<Cycle>().Add(cycle);
            context.Set<Route>().Add(route);
            (made.CycleId, made.RouteId) = (cycle.Id, route.Id);
            return Task.CompletedTask;
        });
        return made;
    }

    public Guid New() => guids.Create();

    /// <summary>House <paramref name="n"/> of the street with its occupant, water and sewer on water.</summary>
    public House House(int n, string firstName, string lastName, string street = "Oak St") =>
        new(New(), New(), New(), New(), New(), New(), New(), New(), $"{n.ToString(CultureInfo.InvariantCulture)} {street}", firstName, lastName);

    public CustomerImportBatch Batch(params IReadOnlyList<House> houses) => new(New(), "test")
    {
        Parcels = [.. houses.Select(h => new ParcelImport(h.ParcelId, $"R{h.Address}"))],
        Customers = [.. houses.Select(h => new CustomerImport(h.CustomerId, CustomerKind.Person, h.FirstName, h.LastName) { Phone = h.Phone, Email = h.Email, LegacySystem = h.LegacyId is null ? null : "old", LegacyId = h.LegacyId })],
        Premises = [.. houses.Select(h => new PremiseImport(h.PremiseId, h.Address, "Alder", "OR", "97303") { ParcelId = h.ParcelId })],
        Facts = [.. houses.Select(h => new PremiseFactImport(New(), h.PremiseId, "units", "1", Opened))],
        Ownerships = [.. houses.Select(h => new OwnershipImport(New(), h.PremiseId, h.CustomerId, Opened))],
        Accounts = [.. houses.Select(h => new AccountImport(h.AccountId, h.Number, h.CustomerId, Opened))],
        Occupancies = [.. houses.Select(h => new OccupancyImport(h.OccupancyId, h.AccountId, h.PremiseId, Opened, null, OccupancyRole.Owner, OccupancyStatus.Active))],
        ServicePoints = [.. houses.Select((h, i) => new ServicePointImport(h.PointId, h.PremiseId, "water", CycleId, RouteId, i + 1))],
        Agreements =
        [
            .. houses.Select(h => new AgreementImport(h.WaterId, h.OccupancyId, h.PremiseId, "water", "residential", CycleId, Opened, null)
            {
                ServicePointId = h.PointId,
                RouteId = RouteId,
                Rates = [new RateImport("water", Opened)],
                Sources = [new UsageSourceImport(UsageSourceKind.Register, Opened) { ServicePointId = h.PointId }],
            }),
            .. houses.Select(h => new AgreementImport(New(), h.OccupancyId, h.PremiseId, "sewer", "residential", CycleId, Opened, null)
            {
                Rates = [new RateImport("sewer", Opened)],
                Sources = [new UsageSourceImport(UsageSourceKind.Agreement, Opened) { SourceAgreementId = h.WaterId }],
            }),
        ],
    };

    public async Task<House[]> ImportAsync(params House[] houses)
    {
        await Town.WriteAsync(Town.Technician, scope => scope.GetRequiredService<ICustomerImportService>().ImportAsync(Batch(houses)));
        return houses;
    }

    /// <summary>A move-in with water at the house's point and sewer on water.</summary>
    public MoveInInput MoveIn(House house, DateOnly on, string firstName, string lastName) => new()
    {
        PremiseId = house.PremiseId,
        On = on,
        Role = OccupancyRole.Tenant,
        NewCustomer = new() { FirstName = firstName, LastName = lastName, Language = "es" },
        Services =
        [
            new() { Wanted = true, Service = "water", ServicePointId = house.PointId, CustomerClass = "residential", CycleId = CycleId, RouteId = RouteId, RateCode = "water", UsageFrom = UsageFromWords.Meter },
            new() { Wanted = true, Service = "sewer", CustomerClass = "residential", CycleId = CycleId, RateCode = "sewer", UsageFrom = "water" },
            new(),
        ],
    };
}

internal sealed record House(Guid PremiseId, Guid ParcelId, Guid CustomerId, Guid AccountId, Guid OccupancyId, Guid PointId, Guid WaterId, Guid Spare, string Address, string FirstName, string LastName)
{
    public string? Number { get; init; }
    public string? Phone { get; init; }
    public string? Email { get; init; }
    public string? LegacyId { get; init; }
}

/// <summary>A ledger in a few lines: who owes what.</summary>
internal sealed class TestDebts : IOldDebtProvider
{
    public Dictionary<Guid, OldDebt> Owed { get; } = [];

    public Task<IReadOnlyList<OldDebt>> OwedAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<OldDebt>>([.. Owed.Values.Where(d => accountIds.Contains(d.AccountId))]);
}

using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Imports;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.EmbeddedPostgres;
using UtilityBilling.Guids;
using UtilityBilling.Metering.Imports;
using UtilityBilling.Metering.ReadFiles;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.TestBase;
using Microsoft.EntityFrameworkCore;

namespace UtilityBilling.Benchmarks;

/// <summary>A town of like houses, each with water, sewer, stormwater, police, parks and the administrative fee, at Riverbend's rates.</summary>
internal sealed class MadeTown(TestTown town, int accounts)
{
    private const int BatchSize = 10_000;
    private static readonly DateOnly MovedIn = new(2025, 1, 1);
    private static readonly string[] Unmetered = ["sewer", "stormwater", "police", "parks", "admin"];

    public Guid CycleId { get; private set; }
    public Guid PeriodId { get; private set; }
    public Guid NextPeriodId { get; private set; }

    public int AgreementCount => accounts * (Unmetered.Length + 1);

    public async Task OpenAsync(Action<string> say)
    {
        var route = Guid.Empty;
        await town.WriteAsync(town.Technician, async s =>
        {
            var calendar = s.GetRequiredService<ICalendarAppService>();
            CycleId = await calendar.AddCycleAsync("EVEN", "Even months", 2);
            await s.GetRequiredService<IUtilityBillingDbContext>().SaveChangesAsync();
            await calendar.AddPeriodsAsync(CycleId,
            [
                new PeriodInput("2026-02", new(2026, 1, 1), new(2026, 3, 1), new(2026, 2, 26), new(2026, 2, 27), new(2026, 3, 2), new(2026, 3, 22)),
                new PeriodInput("2026-04", new(2026, 3, 1), new(2026, 5, 1), new(2026, 4, 28), new(2026, 4, 29), new(2026, 5, 1), new(2026, 5, 22)),
            ]);
            var ids = s.GetRequiredService<IGuidGenerator>();
            route = ids.Create();
            await s.GetRequiredService<IMeterImportService>().ImportAsync(new MeterImportBatch(ids.Create(), "benchmark") { Routes = [new RouteImport(route, "E01", "Even 1")] });
        });
        await ApproveTariffAsync();
        var periods = await town.ReadAsync(town.Technician, s => s.GetRequiredService<IBillRunAppService>().BillablePeriodsAsync());
        (PeriodId, NextPeriodId) = (periods[0].PeriodId, periods[1].PeriodId);
        for (var first = 1; first <= accounts; first += BatchSize)
        {
            var from = first;
            await town.WriteAsync(town.Technician, s => AddAsync(s, route, from, Math.Min(BatchSize, accounts - from + 1)));
            say($"  {Math.Min(first + BatchSize - 1, accounts)} accounts");
        }
    }

    /// <summary>A BEACON file with a read of every meter: 1 to 20 ccf.</summary>
    public byte[] ReadFile()
    {
        using var stream = new MemoryStream();
        ReadFileWriter.WriteBeaconCsv(stream, Enumerable.Range(1, accounts).Select(i => new WrittenRead
        {
            Account = Number(i), MeterSerial = Serial(i), Reading = 100 + 1 + i % 20, Unit = "CCF", ReadAt = new DateTime(2026, 2, 26, 6, 30, 0, DateTimeKind.Unspecified), Dials = 6, Decimals = 1,
        }));
        return stream.ToArray();
    }

    private async Task ApproveTariffAsync()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(RepositoryLocator.Find(), "etc", "demo", "riverbend", "tariffs", "riverbend-2026.json"));
        var id = await town.WriteAsync(town.Technician, async s =>
        {
            var tariffs = s.GetRequiredService<ITariffAppService>();
            var version = await tariffs.ImportAsync(document);
            await s.GetRequiredService<IUtilityBillingDbContext>().SaveChangesAsync();
            await tariffs.RequestApprovalAsync(version);
            return version;
        });
        await town.WriteAsync(town.Director, async s =>
        {
            var approval = await s.GetRequiredService<IUtilityBillingDbContext>().Set<Approval>().Where(a => a.RecordId == id).Select(a => a.Id).SingleAsync();
            await s.GetRequiredService<IApprovalManager>().DecideAsync(approval, true, null);
        });
    }

    private async Task AddAsync(IServiceProvider services, Guid route, int first, int count)
    {
        var ids = services.GetRequiredService<IGuidGenerator>();
        var houses = Enumerable.Range(first, count).Select(i => new House(i, ids.Create(), ids.Create(), ids.Create(), ids.Create(), ids.Create(), ids.Create())).ToList();
        await services.GetRequiredService<ICustomerImportService>().ImportAsync(new CustomerImportBatch(ids.Create(), "benchmark")
        {
            Customers = [.. houses.Select(h => new CustomerImport(h.Customer, CustomerKind.Person, "Made", $"House{h.N}"))],
            Premises = [.. houses.Select(h => new PremiseImport(h.Premise, $"{h.N} Bench St", "Alder", "OR", "97303"))],
            Accounts = [.. houses.Select(h => new AccountImport(h.Account, Number(h.N), h.Customer, MovedIn))],
            Occupancies = [.. houses.Select(h => new OccupancyImport(h.Occupancy, h.Account, h.Premise, MovedIn, null, OccupancyRole.Owner, OccupancyStatus.Active))],
            ServicePoints = [.. houses.Select(h => new ServicePointImport(h.Point, h.Premise, "water", CycleId, route, h.N))],
            Agreements = [.. houses.SelectMany(h => Agreements(h, route, ids))],
        });
        var meters = houses.Select(h => (House: h, Meter: ids.Create())).ToList();
        await services.GetRequiredService<IMeterImportService>().ImportAsync(new MeterImportBatch(ids.Create(), "benchmark")
        {
            Meters = [.. meters.Select(m => new MeterImport(m.Meter, Serial(m.House.N), "5/8"))],
            Installations = [.. meters.Select(m => new InstallationImport(ids.Create(), m.Meter, m.House.Point, new DateOnly(2026, 1, 1)) { Registers = [new RegisterImport(ids.Create(), 6, 1, "ccf", 100m)] })],
        });
    }

    private IEnumerable<AgreementImport> Agreements(House house, Guid route, IGuidGenerator ids)
    {
        yield return new AgreementImport(house.Water, house.Occupancy, house.Premise, "water", "residential", CycleId, MovedIn, null)
        {
            ServicePointId = house.Point, RouteId = route, Rates = [new RateImport("water", MovedIn)], Sources = [new UsageSourceImport(UsageSourceKind.Register, MovedIn) { ServicePointId = house.Point }],
        };
        foreach (var service in Unmetered)
            yield return new AgreementImport(ids.Create(), house.Occupancy, house.Premise, service, "residential", CycleId, MovedIn, null)
            {
                Rates = [new RateImport(service, MovedIn)],
                Sources = service == "sewer" ? [new UsageSourceImport(UsageSourceKind.Agreement, MovedIn) { SourceAgreementId = house.Water }] : [],
            };
    }

    private static string Number(int i) => (90_000_000 + i).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Serial(int i) => (30_000_000 + i).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed record House(int N, Guid Customer, Guid Premise, Guid Account, Guid Occupancy, Guid Point, Guid Water);
}

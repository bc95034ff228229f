using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Imports;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Imports;
using UtilityBilling.Metering.ReadFiles;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Metering.Reads;
using UtilityBilling.TestBase;
using Microsoft.EntityFrameworkCore;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>A few houses of Riverbend's even cycle, built through the services that the office uses.</summary>
/// <param name="town">Whose houses they are.</param>
/// <param name="firstHouse">Numbers the accounts, meters and addresses, and with them the ids: two towns of one test take different ones.</param>
internal sealed class EvenCycleTown(TestTown town, int firstHouse = 1)
{
    public static readonly DateOnly MovedIn = new(2025, 1, 1);

    private readonly Dictionary<string, House> _houses = [];
    private int _next = firstHouse;

    public TestTown Town { get; } = town;

    /// <summary>Where the next houses belong, and whose reads are imported; the even cycle unless a test changes it.</summary>
    public Guid CycleId { get; set; }

    public Guid RouteId => Id("route");

    /// <summary>When the next houses got their meters.</summary>
    public DateOnly MetersFrom { get; set; } = new(2026, 1, 1);

    /// <summary>The registers of the next houses' meters and what each shows first; a plain meter has one.</summary>
    public IReadOnlyList<(string Number, decimal InRead)>? Registers { get; set; }

    /// <summary>Cycle EVEN with the periods that bill on 1 March and 1 May 2026, and the two Riverbend tariffs approved by the director.</summary>
    /// <param name="change">What a test changes in the tariffs' text.</param>
    public async Task OpenAsync(Func<string, string>? change = null)
    {
        await Town.WriteAsync(Town.Technician, async services =>
        {
            var calendar = services.GetRequiredService<ICalendarAppService>();
            CycleId = await calendar.AddCycleAsync("EVEN", "Even months", 2);
            await services.GetRequiredService<IUtilityBillingDbContext>().SaveChangesAsync();
            await calendar.AddPeriodsAsync(CycleId,
            [
                new PeriodInput("2026-02", new(2026, 1, 1), new(2026, 3, 1), ReadDate: new(2026, 2, 26), CalculateDate: new(2026, 2, 27), BillDate: new(2026, 3, 2), DueDate: new(2026, 3, 22)),
                new PeriodInput("2026-04", new(2026, 3, 1), new(2026, 5, 1), ReadDate: new(2026, 4, 28), CalculateDate: new(2026, 4, 29), BillDate: new(2026, 5, 1), DueDate: new(2026, 5, 22)),
            ]);
            await services.GetRequiredService<IMeterImportService>().ImportAsync(new MeterImportBatch(Id("routes"), "test") { Routes = [new RouteImport(RouteId, "E01", "Even 1")] });
        });
        foreach (var file in (string[])["riverbend-2024", "riverbend-2026"])
        {
            var text = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "etc", "demo", "riverbend", "tariffs", $"{file}.json"));
            await ApproveTariffAsync(change is null ? text : change(text));
        }
    }

    public async Task ApproveTariffAsync(string document)
    {
        var id = await Town.WriteAsync(Town.Technician, async services =>
        {
            var tariffs = services.GetRequiredService<ITariffAppService>();
            var version = await tariffs.ImportAsync(document);
            await services.GetRequiredService<IUtilityBillingDbContext>().SaveChangesAsync();
            await tariffs.RequestApprovalAsync(version);
            return version;
        });
        await ApproveAsync(id);
    }

    /// <summary>A house with water, sewer on last winter, stormwater, police, parks and the administrative fee.</summary>
    public async Task AddHouseAsync(string name, decimal firstRead, decimal? winterAverage, string customerClass = "residential", string meterSize = "5/8", string? program = null, params (string Name, string Value)[] facts)
    {
        var house = new House(name, $"9000{_next:0000}", $"3000{_next:0000}");
        _houses[name] = house;
        var (customer, account, premise, occupancy, point) = (Id($"customer/{name}"), Id($"account/{name}"), Id($"premise/{name}"), Id($"occupancy/{name}"), Id($"point/{name}"));
        AgreementImport Agreement(string service, bool metered) => new(Id($"{service}/{name}"), occupancy, premise, service, customerClass, CycleId, MovedIn, null)
        {
            ServicePointId = metered ? point : null,
            RouteId = metered ? RouteId : null,
            Rates = [new RateImport(service, MovedIn)],
            Sources = service switch
            {
                "water" => [new UsageSourceImport(UsageSourceKind.Register, MovedIn) { ServicePointId = point }],
                "sewer" => [new UsageSourceImport(UsageSourceKind.Agreement, MovedIn) { SourceAgreementId = Id($"water/{name}") }],
                _ => [],
            },
        };
        await Town.WriteAsync(Town.Technician, async services =>
        {
            await services.GetRequiredService<ICustomerImportService>().ImportAsync(new CustomerImportBatch(Id($"batch/{name}"), "test")
            {
                Customers = [new CustomerImport(customer, CustomerKind.Person, name, "Tester")],
                Premises = [new PremiseImport(premise, $"{_next} Test Lane", "Alder", "OR", "97303")],
                Facts = [.. facts.Select(f => new PremiseFactImport(Id($"{f.Name}/{name}"), premise, f.Name, f.Value, MovedIn))],
                Accounts = [new AccountImport(account, house.Account, customer, MovedIn)],
                Occupancies = [new OccupancyImport(occupancy, account, premise, MovedIn, null, OccupancyRole.Owner, OccupancyStatus.Active)],
                ServicePoints = [new ServicePointImport(point, premise, "water", CycleId, RouteId, _next)],
                Agreements = [Agreement("water", true), .. ((string[])["sewer", "stormwater", "police", "parks", "admin"]).Select(s => Agreement(s, false))],
                Enrollments = program is null ? [] : [new EnrollmentImport(Id($"enrolled/{name}"), premise, account, program, MovedIn)],
            });
            await services.GetRequiredService<IMeterImportService>().ImportAsync(new MeterImportBatch(Id($"meters/{name}"), "test")
            {
                Meters = [new MeterImport(Id($"meter/{name}"), house.Meter, meterSize)],
                Installations = [new InstallationImport(Id($"installed/{name}"), Id($"meter/{name}"), point, MetersFrom)
                {
                    Registers = Registers is null
                        ? [new RegisterImport(Id($"register/{name}"), 6, 1, "ccf", firstRead)]
                        : [.. Registers.Select(r => new RegisterImport(Id($"register/{name}/{r.Number}"), 6, 1, "ccf", r.InRead) { RegisterNumber = r.Number })],
                }],
            });
            if (winterAverage is { } average)
                services.GetRequiredService<IUtilityBillingDbContext>().Set<WinterAverage>().Add(new WinterAverage
                {
                    Id = Id($"winter/{name}"), AgreementId = Id($"sewer/{name}"), WindowFrom = new(2024, 11, 1), WindowTo = new(2025, 3, 1), Value = average, Source = WinterAverageSource.Override, ReadsUsed = "{}", From = MovedIn,
                });
        });
        _next++;
    }

    /// <summary>Measures a premise after the fact.</summary>
    public Task AddFactAsync(string house, string name, string value) => Town.WriteAsync(Town.Technician, services =>
    {
        services.GetRequiredService<IUtilityBillingDbContext>().Set<PremiseFact>().Add(new PremiseFact
        {
            Id = Id($"{name}/{house}/later"), PremiseId = Id($"premise/{house}"), Name = name, Value = value, From = MovedIn, Source = "measured", EnteredBy = Town.Technician.UserId, EnteredAt = TestHost.Start,
        });
        return Task.CompletedTask;
    });

    public Guid OccupancyId(string house) => Id($"occupancy/{house}");

    public Guid AccountId(string house) => Id($"account/{house}");

    /// <summary>A BEACON file as the vendor sends it; a house left out of <paramref name="reads"/> has no line.</summary>
    public byte[] ReadFile(DateOnly day, params (string House, decimal? Value)[] reads)
    {
        using var stream = new MemoryStream();
        ReadFileWriter.WriteBeaconCsv(stream, reads.Select(r => new WrittenRead
        {
            Account = _houses[r.House].Account, MeterSerial = _houses[r.House].Meter, Reading = r.Value, Unit = "CCF", ReadAt = day.ToDateTime(new TimeOnly(6, 30)), Dials = 6, Decimals = 1,
        }));
        return stream.ToArray();
    }

    public Task<ReadFileDto> ImportAsync(byte[] file, string name = "reads.csv") => Town.InScopeAsync(Town.Technician, services =>
        services.GetRequiredService<IReadImportAppService>().ImportAtOnceAsync(new MemoryStream(file), name, null, CycleId));

    /// <summary>Starts the run of the period and calculates it.</summary>
    public async Task<Guid> StartAndCalculateAsync(string period)
    {
        var id = await Town.WriteAsync(Town.Technician, async services =>
        {
            var runs = services.GetRequiredService<IBillRunAppService>();
            var periods = await runs.BillablePeriodsAsync();
            return await runs.StartAsync(new StartBillRunInput(periods.Single(p => p.PeriodCode == period).PeriodId));
        });
        await CalculateAsync(id);
        return id;
    }

    public Task CalculateAsync(Guid run) => Town.InScopeAsync(Town.Technician, async services => { await services.GetRequiredService<IBillRunProcessor>().CalculateAsync(run); return true; });

    public Task PostAsync(Guid run) => Town.InScopeAsync(Town.Technician, async services => { await services.GetRequiredService<IBillRunProcessor>().PostAsync(run); return true; });

    public Task RequestApprovalAsync(Guid run) => Town.WriteAsync(Town.Technician, services => services.GetRequiredService<IBillRunAppService>().RequestApprovalAsync(run));

    /// <summary>The director approves what waits for the record.</summary>
    public Task ApproveAsync(Guid recordId) => ApproveAsAsync(Town.Director, recordId);

    public Task ApproveAsAsync(Users.Actor actor, Guid recordId) => Town.WriteAsync(actor, async services =>
    {
        var approval = await services.GetRequiredService<IUtilityBillingDbContext>().Set<global::UtilityBilling.Platform.Approvals.Approval>().Where(a => a.RecordId == recordId && a.DecidedAt == null).Select(a => a.Id).SingleAsync();
        await services.GetRequiredService<IApprovalManager>().DecideAsync(approval, true, null);
    });

    public Task<BillRunDto> RunAsync(Guid id) => Town.ReadAsync(Town.Director, services => services.GetRequiredService<IBillRunAppService>().GetAsync(id));

    /// <summary>Every line of a calculated bill, as service/component → amount.</summary>
    public async Task<IReadOnlyDictionary<string, decimal>> CalculatedAsync(Guid run, string house) =>
        (await Town.ReadAsync(Town.Technician, services => services.GetRequiredService<IBillRunAppService>().CalculatedBillAsync(run, OccupancyId(house))))
        .Lines.ToDictionary(l => $"{l.Service}/{l.Component}", l => l.Amount);

    /// <summary>Every line of a calculated bill, as service/component.</summary>
    public async Task<IReadOnlyDictionary<string, CalculatedLineDto>> LinesAsync(Guid run, Guid occupancy) =>
        (await Town.ReadAsync(Town.Technician, services => services.GetRequiredService<IBillRunAppService>().CalculatedBillAsync(run, occupancy))).Lines.ToDictionary(l => $"{l.Service}/{l.Component}");

    /// <summary>A read entered by hand; nothing for an estimate.</summary>
    public Task EnterAsync(string house, DateOnly day, decimal? value, ReadKind kind) => Town.WriteAsync(Town.Technician, services =>
        services.GetRequiredService<IReadReviewAppService>().EnterAsync(new EnterReadInput(Id($"register/{house}"), day, value, kind, "Day of the move", Confirmed: true)));

    internal Guid Id(string name)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"even-cycle/{Town.Info.Slug}/{name}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x70);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    private sealed record House(string Name, string Account, string Meter);
}

/// <summary>Files of the repository that a test reads.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "UtilityBilling.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The repository was not found above {AppContext.BaseDirectory}.")));
}

using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UtilityBilling.Billing;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Imports;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Imports;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Metering.Reads;
using UtilityBilling.Metering.Usage;
using UtilityBilling.TestBase;
using UtilityBilling.Users;

namespace UtilityBilling.IntegrationTests.Metering;

/// <summary>A meter of the test town: serial M001…, account 100001…, six dials, no decimals, ccf, in-read 1000 on 2024-01-01.</summary>
internal sealed record TownMeter(Guid Id, Guid RegisterId, Guid ServicePointId, Guid AccountId, string Serial, string Account);

/// <summary>A town with metered accounts on one route of one cycle, and short words for its read files.</summary>
internal sealed class ReadTown
{
    private ReadTown(TestTown town) => Town = town;

    public TestTown Town { get; }
    public Guid CycleId { get; private set; }
    public Guid RouteId { get; private set; }
    public IReadOnlyList<TownMeter> Meters { get; private set; } = [];

    public static async Task<ReadTown> CreateAsync(TestTown town, int count, string serialPrefix = "M", string installedOn = "2024-01-01")
    {
        var it = new ReadTown(town);
        await town.WriteAsync(Actor.System, async services =>
        {
            var ids = services.GetRequiredService<IGuidGenerator>();
            it.CycleId = ids.Create();
            it.RouteId = ids.Create();
            services.GetRequiredService<IUtilityBillingDbContext>().Set<Cycle>().Add(new Cycle { Id = it.CycleId, Code = "EVEN", Name = "Even months", MonthsPerPeriod = 2 });
            await services.GetRequiredService<IUtilityBillingDbContext>().SaveChangesAsync();
            var meters = services.GetRequiredService<IMeterImportService>();
            await meters.ImportAsync(new MeterImportBatch(ids.Create(), "test") { Routes = [new RouteImport(it.RouteId, "R1", "Route one")] });
            it.Meters = [.. Enumerable.Range(1, count).Select(n => new TownMeter(
                ids.Create(), ids.Create(), ids.Create(), ids.Create(), $"{serialPrefix}{n:000}", (100_000 + n).ToString(CultureInfo.InvariantCulture)))];
            await services.GetRequiredService<ICustomerImportService>().ImportAsync(it.Customers(ids));
            await meters.ImportAsync(new MeterImportBatch(ids.Create(), "test")
            {
                Meters = [.. it.Meters.Select(m => new MeterImport(m.Id, m.Serial, "5/8"))],
                Installations = [.. it.Meters.Select(m => new InstallationImport(ids.Create(), m.Id, m.ServicePointId, DateOnly.Parse(installedOn, CultureInfo.InvariantCulture)) { Registers = [new RegisterImport(m.RegisterId, 6, 0, "ccf", 1000)] })],
            });
        });
        return it;
    }

    /// <summary>A file of reads of one day, one line a meter.</summary>
    public static Stream File(string date, params (string Serial, string Reading)[] reads) => File(reads.Select(r => (r.Serial, r.Reading, date)));

    public static Stream File(IEnumerable<(string Serial, string Reading, string Date)> reads) =>
        new MemoryStream(Encoding.UTF8.GetBytes("Meter,Reading,Read Date,Unit\n" + string.Concat(reads.Select(r => $"{r.Serial},{r.Reading},{r.Date},ccf\n"))));

    /// <summary>Imports reads of all meters for a day, each so much above the in-read.</summary>
    public Task<ReadFileDto> ReadAllAsync(string date, int aboveInRead, string name = "all.csv") =>
        ImportAsync(name, File(date, [.. Meters.Select(m => (m.Serial, (1000 + aboveInRead).ToString(CultureInfo.InvariantCulture)))]));

    public Task<ReadFileDto> PreviewAsync(string name, Stream content, Guid? cycle = null, string? layout = null) =>
        Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IReadImportAppService>().PreviewAsync(content, name, layout, cycle));

    public Task<ReadFileDto> ImportAsync(Guid file, bool despiteDoubt = false) =>
        Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IReadImportAppService>().ImportAsync(file, despiteDoubt));

    public Task<ReadFileDto> ImportAsync(string name, Stream content, Guid? cycle = null) =>
        Town.InScopeAsync(Town.Technician, s => s.GetRequiredService<IReadImportAppService>().ImportAtOnceAsync(content, name, null, cycle));

    public Task<ReadFileDto> ReverseAsync(Guid file, string reason = "Wrong route") =>
        Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IReadImportAppService>().ReverseAsync(file, reason));

    public async Task<IReadOnlyList<ReadFileLineDto>> LinesAsync(Guid file, ReadLineOutcome outcome) =>
        await Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IReadImportAppService>().AllLinesAsync(file, new ReadLineRequest { Outcome = outcome }));

    public async Task<IReadOnlyList<ReviewRowDto>> WaitingAsync(ReviewList list = ReviewList.Waiting) =>
        (await Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IReadReviewAppService>().ListAsync(new ReviewRequest { List = list, PageSize = 200 }))).Items;

    public Task DecideAsync(Func<IReadReviewAppService, Task> decide) => Town.WriteAsync(Town.Technician, s => decide(s.GetRequiredService<IReadReviewAppService>()));

    /// <summary>The reads that count of a meter, oldest first: date, value, usage, kind.</summary>
    public async Task<List<string>> CountingAsync(TestDatabase database, TownMeter meter) => await RowsAsync(
        database, $"select to_char(date, 'YYYY-MM-DD') || ' ' || trim_scale(value) || ' ' || coalesce(trim_scale(usage)::text, '-') || ' ' || kind from metering.reads where register_id = '{meter.RegisterId}' and state = 'Accepted' order by date");

    public static async Task<List<string>> RowsAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync(database.OwnerConnectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    private CustomerImportBatch Customers(IGuidGenerator ids)
    {
        var start = new DateOnly(2024, 1, 1);
        var people = Meters.Select(m => (Meter: m, Customer: ids.Create(), Premise: ids.Create(), Occupancy: ids.Create())).ToList();
        return new CustomerImportBatch(ids.Create(), "test")
        {
            Customers = [.. people.Select(p => new CustomerImport(p.Customer, CustomerKind.Person, "Ann", $"Customer {p.Meter.Serial}"))],
            Premises = [.. people.Select(p => new PremiseImport(p.Premise, $"{p.Meter.Account} Main St", "Alder", "OR", "97303"))],
            Accounts = [.. people.Select(p => new AccountImport(p.Meter.AccountId, p.Meter.Account, p.Customer, start))],
            Occupancies = [.. people.Select(p => new OccupancyImport(p.Occupancy, p.Meter.AccountId, p.Premise, start, null, OccupancyRole.Owner, OccupancyStatus.Active))],
            ServicePoints = [.. people.Select((p, i) => new ServicePointImport(p.Meter.ServicePointId, p.Premise, "water", CycleId, RouteId, i + 1))],
            Agreements = [.. people.Select(p => new AgreementImport(ids.Create(), p.Occupancy, p.Premise, "water", "residential", CycleId, start, null)
            {
                ServicePointId = p.Meter.ServicePointId, RouteId = RouteId, Rates = [new RateImport("water", start)],
            })],
        };
    }
}

/// <summary>Says which reads are billed, in the place of Billing.</summary>
internal sealed class BilledByTest : IBilledReads
{
    public HashSet<Guid> Reads { get; } = [];

    public Task<IReadOnlySet<Guid>> FilterBilledAsync(IReadOnlyCollection<Guid> readIds, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlySet<Guid>>(readIds.Where(Reads.Contains).ToHashSet());
}

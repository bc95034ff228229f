using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Imports;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Customers.Reversions;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Imports;
using UtilityBilling.Metering.ReadFiles;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>Who pays: a landlord between two tenants, one payer for forty units, and prices that change within the period. Riverbend's even period of January and February 2026, 59 days.</summary>
public sealed class OccupantsScenario
{
    [Fact]
    public async Task A_tenant_out_the_landlord_in_and_a_new_tenant_a_week_later_pay_together_for_every_day()
    {
        var (left, came) = (new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 8));
        await using var host = await TestHost.StartAsync();
        var town = new EvenCycleTown(host.Alder);
        await town.OpenAsync();
        await town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await town.AddHouseAsync("Leo", 200m, winterAverage: 5m);
        await town.Town.WriteAsync(town.Town.Director, async s =>
        {
            var codes = s.GetRequiredService<IMiscChargeCodeAppService>();
            await codes.SetAsync(new MiscChargeCodeInput { Code = "REVERSION", From = new(2026, 1, 1), NameEn = "Reversion", NameEs = "Reversión", GlAccountId = (await codes.AccountsAsync()).Single(a => a is { FundCode: "water", Code: "4490" }).Id });
        });
        await town.EnterAsync("Ann", left, 105m, ReadKind.Actual);
        await town.EnterAsync("Ann", came, 106m, ReadKind.Actual);
        var nora = await town.Town.WriteAsync(town.Town.Technician, async s =>
        {
            await s.GetRequiredService<IReversionAppService>().AddAsync(new AddReversionsInput { AccountId = town.AccountId("Leo"), Premises = { town.Id("premise/Ann") }, From = new DateOnly(2025, 1, 1), Paper = "Binder 4", Fee = 25m, LeaveOn = true });
            var moves = s.GetRequiredService<IMoveAppService>();
            var stay = (await moves.MoveOutChoicesAsync(town.AccountId("Ann"))).Single();
            await moves.MoveOutAsync(new MoveOutInput { OccupancyId = stay.OccupancyId, On = left, Reason = "Lease ended", Version = stay.Version });
            await s.GetRequiredService<IUtilityBillingDbContext>().SaveChangesAsync();
            var draft = await moves.DraftAsync(town.Id("premise/Ann"), came);
            var input = new MoveInInput { PremiseId = draft.PremiseId, On = came, Role = OccupancyRole.Tenant, NewCustomer = new CustomerInput { Kind = CustomerKind.Person, FirstName = "Nora", LastName = "Newcomer" } };
            foreach (var service in draft.Services.Where(x => x.Wanted))
                input.Services.Add(service);
            return (await moves.MoveInAsync(input)).AccountId;
        });
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112m), ("Leo", 212m)));

        var run = await town.StartAndCalculateAsync("2026-02");
        var dto = await town.RunAsync(run);
        (dto.InScope, dto.Billed, dto.Parked).ShouldBe((24, 24, 0));
        await PostAsync(town, run);

        var bills = await BillsAsync(town);
        var house = bills.Where(b => b.PremiseId == town.Id("premise/Ann")).OrderBy(b => b.From).ToList();
        house.Select(b => (b.AccountId, b.From, b.To)).ShouldBe([(town.AccountId("Ann"), new DateOnly(2026, 1, 1), left), (town.AccountId("Leo"), left, came), (nora, came, new DateOnly(2026, 3, 1))]);
        // Ann 31 of 59 days and 5 ccf: docs/domain/bill-run.md.
        // Leo 7 days and 1 ccf, nobody's winter, so the tariff's 6: 1.75 + 1.40 + 4.39 + 2.57 + 1.51 + 0.95 + 0.95 + 5.95. What is divided by days runs on: of 12.68 for
        // stormwater 38 days are 8.17 and 31 are 6.66, which leaves 1.51, so that the three together pay 12.68.
        // Nora 21 days and 6 ccf: 5.26 + 8.40 + 13.18 + 7.71 + 4.51 + 2.85 + 2.85 + 5.95.
        // To Leo's 19.47 comes the agreed 25.00, once.
        house.Select(b => b.Total).ShouldBe([64.70m, 44.47m, 50.71m]);
        var lines = await town.Town.ReadAsync(town.Town.Auditor, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<BillLine>().AsNoTracking().Where(l => l.MiscChargeId != null).ToListAsync());
        lines.Select(l => (l.BillId, l.Service, l.Component, l.Amount)).ShouldBe([(house[1].Id, "misc", "REVERSION", 25m)]);
        // Leo has one statement for his own house, 121.27, and for the week between the tenants with its fee.
        (await StatementsAsync(town)).Single(s => s.AccountId == town.AccountId("Leo")).AmountDue.ShouldBe(165.74m);
    }

    [Fact]
    public async Task One_payer_with_forty_metered_units_gets_one_statement_and_one_payment_pays_it()
    {
        await using var host = await TestHost.StartAsync();
        var town = new EvenCycleTown(host.Alder);
        await town.OpenAsync();
        await AddUnitsAsync(town);
        // Unit n uses n ccf: 40 × (14.77 + 5.95) + 1.40 × (1 + … + 40 = 820) = 828.80 + 1,148.00.
        await ReadUnitsAsync(town, new(2026, 2, 26), n => n);
        await PostAsync(town, await town.StartAndCalculateAsync("2026-02"));
        var first = (await StatementsAsync(town)).Single();
        (first.CurrentCharges, first.AmountDue, (await BillsAsync(town)).Count).ShouldBe((1_976.80m, 1_976.80m, 40));

        host.Clock.Advance(TimeSpan.FromDays(10));
        await PayAsync(town, 1_976.80m);
        (await OpenChargesAsync(town)).ShouldBe(0m);
        host.Clock.Advance(TimeSpan.FromDays(50));
        // Two ccf each, 14.77 + 5.95 + 2.80 = 23.52; unit 7 was not read and waits.
        await ReadUnitsAsync(town, new(2026, 4, 28), n => n == 7 ? null : n + 2);
        var run = await town.StartAndCalculateAsync("2026-04");
        (await town.RunAsync(run)).Parked.ShouldBe(2);
        await town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<IBillRunAppService>().HoldAsync(run, new HoldInput([town.Id("unit/7/lives")], new(2026, 6, 1), "Nobody at home")));
        await PostAsync(town, run);

        // 39 × 23.52.
        var second = (await StatementsAsync(town)).Single(s => s.RunId == run);
        (second.PreviousBalance, second.Payments, second.CurrentCharges, second.AmountDue).ShouldBe((1_976.80m, 1_976.80m, 917.28m, 917.28m));
    }

    [Fact]
    public async Task A_price_that_changes_within_the_period_is_charged_for_the_days_of_each()
    {
        await using var host = await TestHost.StartAsync();
        var town = new EvenCycleTown(host.Alder);
        // Water only: the old prices of 2024 until 31 January, those of 2026 from 1 February, each for its days. The other services go by the date of the bill.
        await town.OpenAsync(text =>
        {
            var at = text.IndexOf("\"rateKey\": \"billDate\"", StringComparison.Ordinal);
            return string.Concat(text.AsSpan(0, at), "\"rateKey\": \"splitByDays\"", text.AsSpan(at + "\"rateKey\": \"billDate\"".Length));
        });
        await town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 111.8m)));

        var run = await town.StartAndCalculateAsync("2026-02");
        var bill = await town.Town.ReadAsync(town.Town.Technician, s => s.GetRequiredService<IBillRunAppService>().CalculatedBillAsync(run, town.OccupancyId("Ann")));
        // 14.20 × 31 ÷ 59 = 7.46 and 14.77 × 28 ÷ 59 = 7.01; 11.8 ccf are 6.2 at 1.35 = 8.37 and 5.6 at 1.40 = 7.84.
        bill.Lines.Where(l => l is { Service: "water", Component: "base" }).Select(l => l.Amount).ShouldBe([7.46m, 7.01m]);
        bill.Lines.Where(l => l is { Service: "water", Component: "usage" }).Select(l => (l.Quantity, l.UnitPrice, l.Amount)).ShouldBe([(6.2m, 1.35m, 8.37m), (5.6m, 1.40m, 7.84m)]);
        await PostAsync(town, run);

        // 7.46 + 7.01 + 8.37 + 7.84, and as ever 37.02 + 18.05 + 12.68 + 8.00 + 8.00 + 5.95.
        (await BillsAsync(town)).Single().Total.ShouldBe(120.38m);
    }

    private static async Task PostAsync(EvenCycleTown town, Guid run)
    {
        await town.RequestApprovalAsync(run);
        await town.ApproveAsync(run);
        await town.PostAsync(run);
        (await town.RunAsync(run)).State.ShouldBe(BillRunState.Posted);
        var books = await town.Town.ReadAsync(town.Town.Auditor, s => s.GetRequiredService<UtilityBilling.Billing.Ledger.IBooksVerification>().VerifyAsync());
        books.Where(check => !check.IsGood).Select(check => check.ToString()).ShouldBeEmpty();
    }

    private static Task<List<Bill>> BillsAsync(EvenCycleTown town) => town.Town.ReadAsync(town.Town.Auditor, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Bill>().AsNoTracking().ToListAsync());

    private static Task<List<Statement>> StatementsAsync(EvenCycleTown town) => town.Town.ReadAsync(town.Town.Auditor, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Statement>().AsNoTracking().ToListAsync());

    private static Task<decimal> OpenChargesAsync(EvenCycleTown town) => town.Town.ReadAsync(town.Town.Auditor, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<ChargeBalance>().SumAsync(c => c.Open));

    private static async Task PayAsync(EvenCycleTown town, decimal amount)
    {
        var account = town.Id("landlord/account");
        var number = (await town.Town.ReadAsync(town.Town.Technician, s => s.GetRequiredService<IAccountDirectory>().ByAccountAsync([account])))[account].Number;
        await town.Town.WriteAsync(town.Town.Cashier, s => s.GetRequiredService<IReceiptAppService>().TakeAsync(
            new ReceiptInput(town.Id("receipt"), "Landlord", [new ReceiptLineInput(number, amount)], [new ReceiptTenderInput(TenderKind.Check, amount, "101")])));
    }

    /// <summary>Forty flats of one landlord, each with water on a meter of its own and the administrative fee.</summary>
    private static async Task AddUnitsAsync(EvenCycleTown town)
    {
        var (customer, account, since) = (town.Id("landlord"), town.Id("landlord/account"), EvenCycleTown.MovedIn);
        var units = Enumerable.Range(1, 40).ToList();
        Guid Unit(int n, string what) => town.Id($"unit/{n}/{what}");
        AgreementImport Agreement(int n, string service) => new(Unit(n, service), Unit(n, "lives"), Unit(n, "premise"), service, "residential", town.CycleId, since, null)
        {
            ServicePointId = service == "water" ? Unit(n, "point") : null,
            RouteId = service == "water" ? town.RouteId : null,
            Rates = [new RateImport(service, since)],
            Sources = service == "water" ? [new UsageSourceImport(UsageSourceKind.Register, since) { ServicePointId = Unit(n, "point") }] : [],
        };
        await town.Town.WriteAsync(town.Town.Technician, async s =>
        {
            await s.GetRequiredService<ICustomerImportService>().ImportAsync(new CustomerImportBatch(town.Id("units"), "test")
            {
                Customers = [new CustomerImport(customer, CustomerKind.Organization, null, "Long Row Homes")],
                Accounts = [new AccountImport(account, "90009999", customer, since)],
                Premises = [.. units.Select(n => new PremiseImport(Unit(n, "premise"), $"{n} Long Row", "Alder", "OR", "97303"))],
                Occupancies = [.. units.Select(n => new OccupancyImport(Unit(n, "lives"), account, Unit(n, "premise"), since, null, OccupancyRole.Owner, OccupancyStatus.Active))],
                ServicePoints = [.. units.Select(n => new ServicePointImport(Unit(n, "point"), Unit(n, "premise"), "water", town.CycleId, town.RouteId, n))],
                Agreements = [.. units.SelectMany(n => ((string[])["water", "admin"]).Select(service => Agreement(n, service)))],
            });
            await s.GetRequiredService<IMeterImportService>().ImportAsync(new MeterImportBatch(town.Id("units/meters"), "test")
            {
                Meters = [.. units.Select(n => new MeterImport(Unit(n, "meter"), $"U{n:000}", "5/8"))],
                Installations = [.. units.Select(n => new InstallationImport(Unit(n, "installed"), Unit(n, "meter"), Unit(n, "point"), new DateOnly(2026, 1, 1)) { Registers = [new RegisterImport(Unit(n, "register"), 6, 1, "ccf", 0m)] })],
            });
        });
    }

    private static Task ReadUnitsAsync(EvenCycleTown town, DateOnly day, Func<int, int?> value)
    {
        using var file = new MemoryStream();
        ReadFileWriter.WriteBeaconCsv(file, Enumerable.Range(1, 40).Select(n => new WrittenRead
        {
            Account = "90009999", MeterSerial = $"U{n:000}", Reading = value(n), Unit = "CCF", ReadAt = day.ToDateTime(new TimeOnly(6, 30)), Dials = 6, Decimals = 1,
        }));
        return town.ImportAsync(file.ToArray(), $"{day:MMdd}.csv");
    }
}

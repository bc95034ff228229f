using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Imports;
using UtilityBilling.Customers.Moves;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Meters;
using UtilityBilling.TestBase;
using UtilityBilling.Users;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>Riverbend's even street after its first bills, with the words that a correction needs.</summary>
internal sealed class CorrectionTown(EvenCycleTown street)
{
    public TestTown Town => street.Town;

    /// <summary>Ann and Bob live there; nothing is billed yet.</summary>
    public async Task SettleAsync()
    {
        await street.OpenAsync();
        await street.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await street.AddHouseAsync("Bob", 200m, winterAverage: null, program: "lowIncome");
    }

    /// <summary>Ann and Bob are billed for January and February 2026.</summary>
    public async Task OpenAsync()
    {
        await SettleAsync();
        await ImportAsync(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 209.5m));
        await PostedAsync(await street.StartAndCalculateAsync("2026-02"));
    }

    public Guid OccupancyId(string house) => street.OccupancyId(house);

    public Guid AccountId(string house) => street.AccountId(house);

    public Task ImportAsync(DateOnly day, params (string House, decimal? Value)[] reads) => street.ImportAsync(street.ReadFile(day, reads), $"{day:MMdd}.csv");

    public Task EnterAsync(string house, DateOnly day, decimal? value, ReadKind kind) => street.EnterAsync(house, day, value, kind);

    public Task MoveOutAsync(string house, DateOnly day) => Town.WriteAsync(Town.Technician, async s =>
    {
        var moves = s.GetRequiredService<IMoveAppService>();
        var stay = (await moves.MoveOutChoicesAsync(AccountId(house))).Single(c => c.OccupancyId == OccupancyId(house));
        await moves.MoveOutAsync(new MoveOutInput { OccupancyId = stay.OccupancyId, On = day, Reason = "Sold", Version = stay.Version });
    });

    /// <summary>The account begins another stay, in a house without services.</summary>
    public Task LivesAlsoAsync(string house, DateOnly from) => Town.WriteAsync(Town.Technician, async s =>
    {
        var premise = street.Id($"premise/{house}/next");
        await s.GetRequiredService<ICustomerImportService>().ImportAsync(new CustomerImportBatch(street.Id($"next/{house}"), "test")
        {
            Premises = [new PremiseImport(premise, "77 Other Lane", "Alder", "OR", "97303")],
            Occupancies = [new OccupancyImport(street.Id($"occupancy/{house}/next"), AccountId(house), premise, from, null, OccupancyRole.Owner, OccupancyStatus.Active)],
        });
    });

    public Task ChangeRegisterAsync(string house, DateOnly day, decimal outRead, decimal inRead) => Town.WriteAsync(Town.Technician, s =>
        s.GetRequiredService<IMeterAppService>().ChangeRegisterAsync(new ChangeRegisterInput(street.Id($"register/{house}"), day, outRead, inRead, 6, 1, 1m, "ccf", "Register stopped")));

    public Task<CalculatedBillDto> CalculatedBillAsync(Guid run, Guid occupancy, Guid period) => Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IBillRunAppService>().CalculatedBillAsync(run, occupancy, period));

    /// <summary>The house's bill for a period that stands.</summary>
    public Task<Guid> BillOfAsync(string house, string period) => Town.ReadAsync(Town.Technician, async s =>
    {
        var database = s.GetRequiredService<IUtilityBillingDbContext>();
        return await database.Set<Bill>().Where(b => b.OccupancyId == OccupancyId(house) && database.Set<BillingPeriod>().Any(p => p.Id == b.PeriodId && p.Code == period)
            && !database.Set<RunCancellation>().Any(c => c.BillId == b.Id && c.CancelledAt != null)).Select(b => b.Id).SingleAsync();
    });

    public Task<Guid> StartAndCalculateAsync(string period) => street.StartAndCalculateAsync(period);

    public Task CalculateAsync(Guid run) => street.CalculateAsync(run);

    public Task RequestApprovalAsync(Guid run) => street.RequestApprovalAsync(run);

    public Task ApproveAsAsync(Actor actor, Guid run) => street.ApproveAsAsync(actor, run);

    public Task<BillRunDto> RunAsync(Guid run) => street.RunAsync(run);

    public Task<IReadOnlyDictionary<string, decimal>> CalculatedAsync(Guid run, string house) => street.CalculatedAsync(run, house);

    /// <summary>Submitted by the technician, approved by the director, posted.</summary>
    public async Task PostedAsync(Guid run)
    {
        await street.RequestApprovalAsync(run);
        await street.ApproveAsync(run);
        await street.PostAsync(run);
        (await street.RunAsync(run)).State.ShouldBe(BillRunState.Posted);
    }

    public Task<TResult> DoAsync<TService, TResult>(Func<TService, Task<TResult>> act) where TService : notnull =>
        Town.WriteAsync(Town.Technician, s => act(s.GetRequiredService<TService>()));

    public Task<TResult> ReadAsync<TService, TResult>(Func<TService, Task<TResult>> act) where TService : notnull =>
        Town.ReadAsync(Town.Technician, s => act(s.GetRequiredService<TService>()));

    public async Task<Guid> PayAsync(string house, decimal amount)
    {
        var number = (await Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IAccountDirectory>().ByAccountAsync([street.AccountId(house)])))[street.AccountId(house)].Number;
        return await Town.WriteAsync(Town.Cashier, s => s.GetRequiredService<IReceiptAppService>().TakeAsync(
            new ReceiptInput(street.Id($"receipt/{house}/{amount}"), house, [new ReceiptLineInput(number, amount)], [new ReceiptTenderInput(TenderKind.Check, amount, "101")])));
    }

    public async Task VoidAsync(Guid receipt)
    {
        await Town.WriteAsync(Town.Cashier, s => s.GetRequiredService<IReceiptAppService>().RequestVoidAsync(receipt, "The check came back"));
        await street.ApproveAsync(receipt);
    }

    public Task<Guid> RunOfAsync(string period) => Town.ReadAsync(Town.Technician, async s =>
    {
        var database = s.GetRequiredService<IUtilityBillingDbContext>();
        return await database.Set<BillRun>().Where(r => r.State == BillRunState.Posted && database.Set<BillingPeriod>().Any(p => p.Id == r.PeriodId && p.Code == period)).Select(r => r.Id).SingleAsync();
    });

    /// <summary>The house's newest bill.</summary>
    public Task<BillDetailDto> BillAsync(string house) => Town.ReadAsync(Town.Auditor, async s =>
    {
        var bills = s.GetRequiredService<IBillAppService>();
        return await bills.GetAsync((await bills.ListAsync(new BillListRequest { AccountId = street.AccountId(house) })).Items[0].Id);
    });

    public Task<BillDetailDto> BillAsync(Guid id) => Town.ReadAsync(Town.Auditor, s => s.GetRequiredService<IBillAppService>().GetAsync(id));

    public Task<decimal> BalanceAsync(string house) => Town.ReadAsync(Town.Auditor, async s =>
        await s.GetRequiredService<IUtilityBillingDbContext>().Set<AccountBalance>().Where(b => b.AccountId == street.AccountId(house)).Select(b => b.Balance).SingleOrDefaultAsync());

    public Task EnrollAsync(string house, string program, DateOnly from) => Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IEnrollmentAppService>().EnrollAsync(
        street.AccountId(house), new EnrollInput { Program = program, PremiseId = street.Id($"premise/{house}"), From = from, Note = "Award letter" }));

    public Task EndEnrollmentAsync(string house) => Town.WriteAsync(Town.Technician, async s =>
    {
        var enrolled = await s.GetRequiredService<IUtilityBillingDbContext>().Set<Enrollment>().SingleAsync(e => e.AccountId == street.AccountId(house));
        enrolled.End(enrolled.From, "Not eligible", Town.Technician, TestHost.Start);
    });

    public async Task BooksAreRightAsync()
    {
        var books = await Town.ReadAsync(Town.Auditor, s => s.GetRequiredService<IBooksVerification>().VerifyAsync());
        books.Where(check => !check.IsGood).Select(check => check.ToString()).ShouldBeEmpty();
    }
}

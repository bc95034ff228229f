using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.IntegrationTests.Calendars;
using UtilityBilling.TestBase;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>
/// Riverbend with both its cycles, even and odd, each of two months: dates by the rules of a town that bills on the 22nd, and the federal holidays. The clock
/// stands on 2 March 2026 and is moved from date to date; jobs and events are done as the workers do them.
/// </summary>
internal sealed class YearTown(TestHost host)
{
    private readonly Dictionary<Guid, List<BillingPeriod>> _periods = [];
    private int _receipts;

    public EvenCycleTown Street { get; } = new(host.Alder);
    public TestTown Town => Street.Town;
    public Guid Even { get; private set; }
    public Guid Odd { get; private set; }

    public async Task OpenAsync()
    {
        await Street.OpenAsync();
        Even = Street.CycleId;
        Odd = await DoAsync<ICalendarAppService, Guid>(c => c.AddCycleAsync("ODD", "Odd months", 2));
        foreach (var year in (int[])[2026, 2027])
            await DoAsync<IHolidayAppService, int>(h => h.TakeProposalAsync(year));
        foreach (var (cycle, firstMonth) in new[] { (Even, 1), (Odd, 2) })
        {
            var rules = new CalendarRules(new PeriodLayout(firstMonth, 1, PeriodName.LastMonth), CalendarTown.Dates);
            await DoAsync<ICalendarRuleAppService, bool>(async r => { await r.SetAsync(new SetCalendarRulesInput(cycle, new(2025, 1, 1), rules, "Council's practice")); return true; });
            foreach (var year in (int[])[2026, 2027])
            {
                var digest = (await DoAsync<ICalendarPlanAppService, CalendarPlan>(p => p.PreviewAsync(cycle, year))).Digest;
                await DoAsync<ICalendarPlanAppService, int>(p => p.PublishAsync(cycle, year, digest));
            }
            _periods[cycle] = await Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<BillingPeriod>().AsNoTracking().Where(p => p.CycleId == cycle).OrderBy(p => p.From).ToListAsync());
        }
    }

    /// <summary>A house of a cycle; its meter came on the first day that its cycle bills here.</summary>
    public async Task AddHouseAsync(Guid cycle, string name, decimal firstRead, decimal? winterAverage)
    {
        (Street.CycleId, Street.MetersFrom) = (cycle, cycle == Even ? new(2026, 1, 1) : new(2026, 2, 1));
        await Street.AddHouseAsync(name, firstRead, winterAverage);
    }

    public BillingPeriod Period(Guid cycle, string code) => _periods[cycle].Single(p => p.Code == code);

    /// <summary>Nine in the morning of a day to come.</summary>
    public void AdvanceTo(DateOnly day)
    {
        var wanted = new DateTimeOffset(day.ToDateTime(new TimeOnly(17, 0)), TimeSpan.Zero);
        if (wanted > host.Clock.GetUtcNow())
            host.Clock.Advance(wanted - host.Clock.GetUtcNow());
    }

    /// <summary>On the reading day the file comes in; on its day the run is started and calculated.</summary>
    public async Task<Guid> CalculatedAsync(Guid cycle, string code, params (string House, decimal? Value)[] reads)
    {
        var period = Period(cycle, code);
        AdvanceTo(period.ReadDate);
        Street.CycleId = cycle;
        await Street.ImportAsync(Street.ReadFile(period.ReadDate, reads), $"{code}.csv");
        AdvanceTo(period.CalculateDate);
        var run = await DoAsync<IBillRunAppService, Guid>(r => r.StartAsync(new StartBillRunInput(period.Id)));
        await DoAsync<IBillRunAppService, bool>(async r => { await r.CalculateAsync(run); return true; });
        await host.RunJobsAsync();
        return run;
    }

    /// <summary>On the bill date it is submitted and approved; posting and statements follow by themselves.</summary>
    public async Task PostedAsync(Guid run)
    {
        var billDate = (await Street.RunAsync(run)).BillDate;
        AdvanceTo(billDate);
        await Street.RequestApprovalAsync(run);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await Street.ApproveAsync(run);
        await host.RunJobsAsync();
        (await Street.RunAsync(run)).State.ShouldBe(BillRunState.Posted);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
    }

    public async Task PayAsync(string house, decimal amount)
    {
        var account = Street.AccountId(house);
        var number = (await Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IAccountDirectory>().ByAccountAsync([account])))[account].Number;
        await Town.WriteAsync(Town.Cashier, s => s.GetRequiredService<IReceiptAppService>().TakeAsync(
            new ReceiptInput(Street.Id($"receipt/{_receipts++}"), house, [new ReceiptLineInput(number, amount)], [new ReceiptTenderInput(TenderKind.Check, amount, "101")])));
    }

    public Task<decimal> BalanceAsync(string house) => ReadAsync(d => d.Set<AccountBalance>().Where(b => b.AccountId == Street.AccountId(house)).Select(b => b.Balance).SingleOrDefaultAsync());

    public Task<List<Bill>> BillsAsync(string house) => ReadAsync(d => d.Set<Bill>().AsNoTracking().Where(b => b.AccountId == Street.AccountId(house)).OrderBy(b => b.From).ThenBy(b => b.Number).ToListAsync());

    public Task<T> ReadAsync<T>(Func<IUtilityBillingDbContext, Task<T>> read) => Town.ReadAsync(Town.Auditor, s => read(s.GetRequiredService<IUtilityBillingDbContext>()));

    public Task<TResult> DoAsync<TService, TResult>(Func<TService, Task<TResult>> act) where TService : notnull => Town.WriteAsync(Town.Technician, async s =>
    {
        var answer = await act(s.GetRequiredService<TService>());
        await s.GetRequiredService<IUtilityBillingDbContext>().SaveChangesAsync();
        return answer;
    });

    public async Task BooksAreRightAsync()
    {
        var books = await Town.ReadAsync(Town.Auditor, s => s.GetRequiredService<UtilityBilling.Billing.Ledger.IBooksVerification>().VerifyAsync());
        books.Where(check => !check.IsGood).Select(check => check.ToString()).ShouldBeEmpty();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.TestBase;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Calendars;

/// <summary>Alder on 2 March 2026 with a cycle of two months, the federal holidays, and the rules of a town that bills on the 22nd; nothing is published.</summary>
public sealed class CalendarTown : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private WebTestHost _web = null!;

    internal TestHost Host { get; private set; } = null!;
    internal TestTown Alder => Host.Alder;
    internal Guid CycleId { get; private set; }

    public static DateRules Dates { get; } = new(
        Read: new DateRule(RuleAnchor.PeriodLastDay, 1, Roll: RollRule.Next, Obeys: ObservedHolidays.City),
        Calculate: new DateRule(RuleAnchor.Read, 3, OffsetUnit.BusinessDays, Obeys: ObservedHolidays.City),
        Bill: new DateRule(RuleAnchor.Calculate, 2, OffsetUnit.BusinessDays, Obeys: ObservedHolidays.City),
        Due: new DateRule(RuleAnchor.PeriodLastDay, 1, OffsetUnit.Months, 22, Roll: RollRule.Next, Obeys: ObservedHolidays.Both),
        Reminder: new DateRule(RuleAnchor.Due, 1, Roll: RollRule.Next, Obeys: ObservedHolidays.City),
        Call: new DateRule(RuleAnchor.Due, 14, Roll: RollRule.Previous, Obeys: ObservedHolidays.City),
        ShutOff: new DateRule(RuleAnchor.Due, 19, Roll: RollRule.Next, Obeys: ObservedHolidays.City) { NeverOn = [DayOfWeek.Friday], NotOnEve = true },
        OffCycleDue: new DateRule(RuleAnchor.Bill, 20, Roll: RollRule.Next, Obeys: ObservedHolidays.Both));

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        Host = new TestHost(_database);
        CycleId = await DoAsync<ICalendarAppService, Guid>(c => c.AddCycleAsync("EVEN", "Even months", 2));
        await DoAsync<IHolidayAppService, int>(h => h.TakeProposalAsync(2026));
        await DoAsync<IHolidayAppService, int>(h => h.TakeProposalAsync(2027));
        await DoAsync<ICalendarRuleAppService>(r => r.SetAsync(new SetCalendarRulesInput(null, new(2025, 1, 1), new CalendarRules(new PeriodLayout(1, 16, PeriodName.MonthDue), Dates), "Council's practice")));
        _web = await WebTestHost.StartAsync(_database, new FakeTimeProvider(TestHost.Start));
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await Host.DisposeAsync();
        await _database.DisposeAsync();
    }

    internal Task<HttpClient> SignInAsync(Actor person) => _web.SignInAsync(TestTowns.Alder, person);


    internal HttpClient Visitor(UtilityBilling.MultiTenancy.TenantInfo town) => _web.ClientFor(town);

    internal Task<T> DoAsync<TService, T>(Func<TService, Task<T>> act, Actor? who = null) where TService : notnull => Alder.WriteAsync(who ?? Alder.Technician, async s =>
    {
        var answer = await act(s.GetRequiredService<TService>());
        await s.GetRequiredService<IUtilityBillingDbContext>().SaveChangesAsync();
        return answer;
    });

    internal Task DoAsync<TService>(Func<TService, Task> act, Actor? who = null) where TService : notnull => DoAsync<TService, bool>(async s =>
    {
        await act(s);
        return true;
    }, who);

    internal Task<CalendarPlan> PreviewAsync(int year, Guid? cycle = null) => DoAsync<ICalendarPlanAppService, CalendarPlan>(p => p.PreviewAsync(cycle ?? CycleId, year));

    internal async Task PublishAsync(int year, Guid? cycle = null)
    {
        var plan = await PreviewAsync(year, cycle);
        await DoAsync<ICalendarPlanAppService, int>(p => p.PublishAsync(cycle ?? CycleId, year, plan.Digest));
    }

    internal Task<List<BillingPeriod>> PeriodsAsync(Guid? cycle = null) => Alder.ReadAsync(Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<BillingPeriod>().AsNoTracking().Where(p => p.CycleId == (cycle ?? CycleId)).OrderBy(p => p.From).ToListAsync());

    /// <summary>A cycle of its own for a test that publishes.</summary>
    internal async Task<Guid> CycleAsync(string code)
    {
        var id = await DoAsync<ICalendarAppService, Guid>(c => c.AddCycleAsync(code, $"Cycle {code}", 2));
        return id;
    }
}

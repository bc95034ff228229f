using Microsoft.Extensions.Logging;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Metering.Usage;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Projections;

internal sealed class ProjectedBillAppService(
    RunPeriods periods, RunContextLoader contexts, CalculationStore store, DueCharges charges, BudgetQueries plans, IBillingScopeIntegrationService scope, IUsageIntegrationService usage, IAccountDirectory accounts, IAccountAppService accountPages,
    IAccountBalances balances, OutcomeSentences sentences, ISettingProvider settings, IPermissionChecker permissions, IGuidGenerator guids, IClock clock, ILogger<ProjectedBillAppService> logger) : IProjectedBillAppService
{
    private const int MonthsOfHistory = 14;

    public async Task<IReadOnlyList<ProjectionPlace>> PlacesAsync(Guid accountId, DateOnly through, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        var newest = (await OpenAsync(through.AddDays(1), cancellationToken).ConfigureAwait(false)).GroupBy(p => p.Period.CycleId).Select(g => g.Last().Period).ToList();
        var places = new List<ProjectionPlace>();
        foreach (var stay in (await accountPages.OccupanciesAsync(accountId, cancellationToken).ConfigureAwait(false)).Where(s => s.To is null || s.To > through.AddMonths(-MonthsOfHistory)))
        {
            var points = new List<Guid>();
            foreach (var period in newest)
                points.AddRange(Points((await scope.LoadAsync([stay.OccupancyId], period.CycleId, period.From, period.To, cancellationToken).ConfigureAwait(false))[0]));
            var meters = (await HistoryAsync(points, through, cancellationToken).ConfigureAwait(false)).Select(h => new ProjectionMeter(h.Key, h.Value[0].MeterSerial, h.Value[0].Value, h.Value[0].To, h.Value[0].Unit));
            places.Add(new ProjectionPlace(stay.OccupancyId, stay.Address, stay.From, stay.To, [.. meters.OrderBy(m => m.Meter, StringComparer.Ordinal)]));
        }
        return places;
    }

    public async Task<ProjectedBillDto> ProjectAsync(ProjectionInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        var card = (await accounts.ByOccupancyAsync([input.OccupancyId], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(input.OccupancyId);
        if (card is null || card.AccountId != input.AccountId)
            throw new EntityNotFoundException(typeof(AccountCard), input.OccupancyId);
        if (input.Through > clock.Today.AddYears(1))
            throw new BusinessException("Billing:Projection.TooFar").ForField("Input.Through");
        var work = new Work(input.Through.AddDays(1), input.Reads);
        var run = BillRun.Imagined(work.End, clock.UtcNow);
        foreach (var context in await contexts.ForAsync(run, await OpenAsync(work.End, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false))
            await AddAsync(work, context, input.OccupancyId, cancellationToken).ConfigureAwait(false);

        var balance = (await balances.GetAsync([input.AccountId], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(input.AccountId)?.Balance ?? 0m;
        var days = await settings.GetIntAsync(BillingSettings.ProjectionGoodDays, clock.Today, cancellationToken).ConfigureAwait(false);
        return new ProjectedBillDto(
            input.OccupancyId, card.Number, card.CustomerName, card.Address, input.Through, work.Periods, work.Periods.Sum(p => p.Total), balance,
            Math.Round(work.Running, 2, MidpointRounding.AwayFromZero),
            work.PeriodEnd is { } end && end.AddDays(-1) < input.Through.AddDays(days) ? end.AddDays(-1) : input.Through.AddDays(days), work.Reads, [.. work.Problems.Distinct()])
        {
            BudgetBalance = await plans.BalanceAsync(input.OccupancyId, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Works out one period as far as the day, by the run's own arithmetic. Nothing is written.</summary>
    private async Task AddAsync(Work work, RunContext context, Guid occupancyId, CancellationToken cancellationToken)
    {
        var period = context.Period;
        var occupancy = (await scope.LoadAsync([occupancyId], period.CycleId, period.From, period.To, cancellationToken).ConfigureAwait(false))[0];
        if (occupancy.Agreements.Count == 0)
            return;
        var runsOn = work.End <= period.To && (occupancy.To is null || occupancy.To > work.End);
        if (runsOn)
            occupancy = occupancy with { To = work.End, Agreements = [.. occupancy.Agreements.Where(a => a.From < work.End).Select(a => a with { To = a.To < work.End ? a.To : work.End })] };
        var facts = await store.FactsAsync(context, [occupancy], cancellationToken).ConfigureAwait(false);
        if (runsOn)
        {
            facts = facts with { Usage = await CarriedAsync(work, occupancy, facts.Usage, cancellationToken).ConfigureAwait(false) };
            work.PeriodEnd = period.To;
        }
        // A run bills a one-time charge once; so does a projection that goes through several periods.
        var due = (await charges.OfAsync(context, [new StayToBill(occupancyId, occupancy.AccountId, occupancy.PremiseId)], cancellationToken).ConfigureAwait(false))[occupancyId].Where(d => work.Charged.Add((d.ChargeId, d.Occurrence)));
        var page = new CalculationPage(context, guids, facts with { Charges = due.ToLookup(d => d.OccupancyId) }, logger);
        page.Calculate(occupancy, null);
        work.Problems.AddRange(page.Outcomes.Where(o => o is { Outcome: RunOutcome.Parked or RunOutcome.Held, Reason: not null }).Select(o => $"{period.Code}: {sentences.Of(o.Reason!)}"));
        foreach (var bill in page.Bills)
        {
            work.Periods.Add(new ProjectedPeriodDto(period.Code, bill.From, bill.To, bill.Total, BillRunQueries.Lines(bill.Lines)));
            work.Running = bill.To == work.End ? (bill.Total - bill.Charges.Sum(c => c.Amount)) / (bill.To.DayNumber - bill.From.DayNumber) : work.Running;
        }
    }

    private async Task<Dictionary<Guid, ServicePointUsage>> CarriedAsync(Work work, OccupancyForBilling occupancy, IReadOnlyDictionary<Guid, ServicePointUsage> known, CancellationToken cancellationToken)
    {
        var history = await HistoryAsync([.. Points(occupancy)], work.End, cancellationToken).ConfigureAwait(false);
        var carried = known.ToDictionary();
        foreach (var (id, point) in known)
        {
            var segments = point.Segments.ToList();
            foreach (var register in point.Registers.Where(r => r.To is null || r.To > work.End))
            {
                if (!history.TryGetValue(register.RegisterId, out var past) || ProjectedUsage.Carry(past, work.End, work.Entered.TryGetValue(register.RegisterId, out var read) ? read : null) is not { } stretch)
                    continue;
                if (stretch.Usage < 0)
                    throw new BusinessException("Billing:Projection.ReadTooLow").WithData("Meter", stretch.MeterSerial).WithData("Last", stretch.PreviousValue).ForField("Input.Reads");
                segments.Add(stretch);
                work.Reads.Add(new ProjectedReadDto(stretch.MeterSerial, stretch.From, stretch.PreviousValue, stretch.To, stretch.Value, stretch.Usage, stretch.Unit, stretch.Kind == Metering.ReadKind.Estimated));
            }
            carried[id] = point with { State = UsageState.Complete, Segments = segments };
        }
        return carried;
    }

    private Task<List<RunPeriod>> OpenAsync(DateOnly day, CancellationToken cancellationToken) => periods.BillableAsync(day, null, day, cancellationToken);

    private static IEnumerable<Guid> Points(OccupancyForBilling occupancy) => occupancy.Agreements.SelectMany(a => a.Sources).Select(s => s.ServicePointId).OfType<Guid>().Distinct();

    /// <summary>The stretches of each register at these places up to the day, newest first.</summary>
    private async Task<Dictionary<Guid, IReadOnlyList<UsageSegment>>> HistoryAsync(IReadOnlyCollection<Guid> points, DateOnly end, CancellationToken cancellationToken) =>
        (await usage.HistoryAsync(points, end.AddMonths(-MonthsOfHistory), end, cancellationToken).ConfigureAwait(false))
        .SelectMany(h => h.Value).GroupBy(s => s.RegisterId).ToDictionary(g => g.Key, g => (IReadOnlyList<UsageSegment>)[.. g.OrderByDescending(s => s.To)]);

    private sealed class Work(DateOnly end, IReadOnlyDictionary<Guid, decimal> entered)
    {
        /// <summary>The first day that no longer counts.</summary>
        public DateOnly End { get; } = end;
        public IReadOnlyDictionary<Guid, decimal> Entered { get; } = entered;
        public DateOnly? PeriodEnd { get; set; }

        /// <summary>What a day of the last period costs, without the charges that no day brings.</summary>
        public decimal Running { get; set; }

        public HashSet<(Guid Charge, DateOnly Occurrence)> Charged { get; } = [];
        public List<ProjectedPeriodDto> Periods { get; } = [];
        public List<ProjectedReadDto> Reads { get; } = [];
        public List<string> Problems { get; } = [];
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Calendars;

internal sealed class CalendarPlanAppService(
    IUtilityBillingDbContext database, PlanBasisLoader basis, IPermissionChecker permissions, IGuidGenerator guids, IClock clock, ICurrentUser user) : ICalendarPlanAppService
{
    public async Task<CalendarPlan> PreviewAsync(Guid cycleId, int year, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.View, cancellationToken).ConfigureAwait(false);
        var (cycle, planned) = await PlanAsync(cycleId, year, cancellationToken).ConfigureAwait(false);
        var byHand = await basis.AdjustmentsAsync(cycleId, cancellationToken).ConfigureAwait(false);
        var from = new DateOnly(year, 1, 1);
        return new CalendarPlan(new CycleDto(cycle.Id, cycle.Code, cycle.Name, cycle.MonthsPerPeriod), year,
            [.. planned.Where(p => p.Dates[CalendarDate.Bill] >= from || p.Change is not (PlanChange.Locked or PlanChange.Unchanged)).Select(p => new PlannedPeriodDto(
                p.Code, p.From, p.To, p.Change, p.Dates.Dates, p.Known?.Dates ?? new Dictionary<CalendarDate, DateOnly>(), p.Dates.Moves,
                [.. byHand.Where(a => a.PeriodFrom == p.From).Select(a => new AdjustmentDto(a.Date, a.Day!.Value, a.Reason, a.SetByName, a.SetAt))]))],
            Digest(planned));
    }

    public async Task AdjustAsync(AdjustDateInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(input.Reason))
            throw new BusinessException("Billing:Calendar.ReasonNeeded").ForField("Input.Reason");
        var loaded = await basis.LoadAsync(input.CycleId, cancellationToken).ConfigureAwait(false);
        var planned = CalendarPlanner.Plan(loaded.Basis, input.PeriodFrom.Year).FirstOrDefault(p => p.From == input.PeriodFrom && p.Change != PlanChange.Removed)
            ?? throw new BusinessException("Billing:Calendar.NoSuchPeriod").WithData("From", input.PeriodFrom);
        if (planned.Change == PlanChange.Locked)
            throw new BusinessException("Billing:Calendar.PeriodUsed").WithData("Period", planned.Code);
        CheckAdjusted(loaded.Basis, planned, input);
        database.Set<CalendarAdjustment>().Add(new CalendarAdjustment
        {
            Id = guids.Create(),
            CycleId = input.CycleId,
            PeriodFrom = input.PeriodFrom,
            Date = input.Date,
            Day = input.Day,
            Reason = input.Reason.Trim(),
            SetByName = user.Required.DisplayName,
            SetAt = clock.UtcNow,
        });
    }

    public async Task<int> PublishAsync(Guid cycleId, int year, string digest, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        var (_, planned) = await PlanAsync(cycleId, year, cancellationToken).ConfigureAwait(false);
        if (Digest(planned) != digest)
            throw new BusinessException("Billing:Calendar.PlanChanged");
        CheckTiled(planned);
        var kept = await database.Set<BillingPeriod>().Where(p => p.CycleId == cycleId).ToDictionaryAsync(p => p.From, cancellationToken).ConfigureAwait(false);
        foreach (var removed in planned.Where(p => p.Change == PlanChange.Removed))
            database.Set<BillingPeriod>().Remove(kept[removed.From]);
        // A new period may begin on the day of a removed one, so that one goes first.
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        var changed = planned.Where(p => p.Change is PlanChange.New or PlanChange.Changed).ToList();
        foreach (var plan in changed)
        {
            var period = plan.Change == PlanChange.Changed ? kept[plan.From] : Added(cycleId, plan);
            PeriodDates.Set(period, plan.Dates);
            (period.PublishedByName, period.PublishedAt) = (user.Required.DisplayName, clock.UtcNow);
        }
        return changed.Count;
    }

    private BillingPeriod Added(Guid cycleId, PlannedPeriod plan)
    {
        var dates = plan.Dates;
        var period = new BillingPeriod
        {
            Id = guids.Create(), CycleId = cycleId, Code = plan.Code, From = plan.From, To = plan.To,
            ReadDate = dates[CalendarDate.Read], CalculateDate = dates[CalendarDate.Calculate], BillDate = dates[CalendarDate.Bill], DueDate = dates[CalendarDate.Due],
        };
        database.Set<BillingPeriod>().Add(period);
        return period;
    }

    private async Task<(Cycle Cycle, IReadOnlyList<PlannedPeriod> Planned)> PlanAsync(Guid cycleId, int year, CancellationToken cancellationToken)
    {
        if (year < clock.Today.Year - 2 || year > clock.Today.Year + 5)
            throw new BusinessException("Billing:Calendar.Year").WithData("First", clock.Today.Year - 2).WithData("Last", clock.Today.Year + 5);
        var (cycle, loaded) = await basis.LoadAsync(cycleId, cancellationToken).ConfigureAwait(false);
        return (cycle, CalendarPlanner.Plan(loaded, year));
    }

    /// <summary>The day set must be one that the rule takes, and all dates must stay in order around it.</summary>
    private static void CheckAdjusted(PlanBasis basis, PlannedPeriod planned, AdjustDateInput input)
    {
        if (input.Day is not { } day)
            return;
        var reckoner = basis.ReckonerFor(planned.To) ?? throw new BusinessException("Billing:Calendar.NoRules").WithData("Day", Show(planned.To));
        if (planned.Dates.Find(input.Date) is null)
            throw new BusinessException("Billing:Calendar.NoSuchDate").ForField("Input.Date");
        if (reckoner.RefusesByHand(input.Date, day) is { } refused)
            throw new BusinessException($"Billing:Calendar.Refused{refused.Cause}").ForField("Input.Day").WithData("Day", Show(day)).WithData("Name", refused.Name);
        var byHand = new Dictionary<CalendarDate, DateOnly>(basis.ByHand(planned.From)) { [input.Date] = day };
        if (reckoner.OutOfOrder(reckoner.Period(planned.From, planned.To, byHand)) is { } broken)
            throw new BusinessException("Billing:Calendar.RefusedOrder").ForField("Input.Day").WithData("Day", Show(day)).WithData("Earliest", Show(broken.Earliest));
    }

    /// <summary>The last guard: whatever the plan says, no day is billed twice or forgotten.</summary>
    private static void CheckTiled(IReadOnlyList<PlannedPeriod> planned)
    {
        var kept = planned.Where(p => p.Change != PlanChange.Removed).ToList();
        for (var i = 1; i < kept.Count; i++)
            if (kept[i].From != kept[i - 1].To)
                throw new BusinessException("Billing:Calendar.GapOrOverlap").WithData("Period", kept[i].Code).WithData("Expected", Show(kept[i - 1].To)).WithData("From", Show(kept[i].From));
    }

    private static string Digest(IReadOnlyList<PlannedPeriod> planned)
    {
        var text = string.Join('\n', planned.Select(p => $"{p.Code} {Show(p.From)} {Show(p.To)} {p.Change} {string.Join(' ', p.Dates.Dates.OrderBy(d => d.Key).Select(d => $"{d.Key}={Show(d.Value)}"))}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string Show(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
